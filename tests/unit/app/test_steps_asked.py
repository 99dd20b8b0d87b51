"""Steps of a petition ask in both faces for what the law, the paper and the tables need, and judge what they leave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop import records
from danvan_desktop.app import editing, step_form, steps, terms, withdrawal
from danvan_desktop.app.deadline_list import deadlines
from danvan_desktop.app.official_tables import tables
from danvan_desktop.domain.record_checks import record_problems
from danvan_desktop.domain.record_type import Transition
from danvan_desktop.errors import UserError
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

D = date
TODAY = D(2026, 11, 22)
PETITION = records.get("petition")
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def new(store: Store, state: str = "dang_xac_minh", **more: Any) -> Record:
    given: dict[str, Any] = {
        "unit": "80305", "received_on": D(2026, 7, 1), "type": "khieu_nai", "state": state, **more,
    }  # fmt: skip
    if state in {"dang_xac_minh", "gia_han", "da_thu_ly"}:
        given = {"accepted_on": D(2026, 7, 6)} | given
    row = editing.save(store, "petition", None, given, before={}, officer="A", today=TODAY).row
    return read(store, row)


def read(store: Store, row: bytes) -> Record:
    found = store.get("petition", row)
    assert found is not None
    return found


def step(item: Record, target: str) -> Transition:
    return next(t for t in PETITION.transitions if (t.source, t.target) == (item.values["state"], target))


def move(store: Store, item: Record, target: str, today: date = TODAY, **values: Any) -> Record:
    editing.move(store, "petition", item.id, step(item, target), values, "A", today=today)
    return read(store, item.id)


# --- suspension
def test_work_taken_up_again_ends_the_suspension_and_its_days_are_not_counted(store: Store) -> None:
    item = move(store, new(store), "tam_dinh_chi", suspended_from=D(2026, 7, 10))
    assert steps.asked_for(PETITION, item, "dang_xac_minh") == ["suspended_to"]
    form = step_form.form_of(PETITION, item, "dang_xac_minh", TODAY)
    assert form.values["suspended_to"] == TODAY
    item = move(store, item, "dang_xac_minh", D(2026, 7, 19))
    assert (item.values["suspended_to"], item.values["due_on"]) == (D(2026, 7, 19), D(2026, 8, 17))  # 05/08 + 10 days


def test_every_suspension_counts_also_one_that_begins_the_day_the_last_one_ended(store: Store) -> None:
    item = move(store, new(store), "tam_dinh_chi", suspended_from=D(2026, 7, 10), suspension_reason="chờ giám định")
    item = move(store, item, "dang_xac_minh", suspended_to=D(2026, 7, 14))
    assert steps.asked_for(PETITION, item, "tam_dinh_chi")[:2] == ["suspended_from", "suspension_reason"]
    item = move(store, item, "tam_dinh_chi", suspended_from=D(2026, 7, 14))
    assert [item.values.get(name) for name in ("suspended_to", "suspension_reason", "due_on")] == [None] * 3
    assert item.values["suspended_before"] == "2026-07-10:2026-07-14"
    item = move(store, item, "dang_xac_minh", suspended_to=D(2026, 7, 20))
    assert item.values["due_raw"] == D(2026, 8, 16), "eleven days in all: the day both share counts once"


def test_a_later_day_of_suspension_typed_in_the_form_does_not_keep_the_old_end(store: Store) -> None:
    item = move(store, move(store, new(store), "tam_dinh_chi", suspended_from=D(2026, 7, 10)), "dang_xac_minh",
                suspended_to=D(2026, 7, 14))  # fmt: skip
    given = {"suspended_from": D(2026, 8, 1)}
    editing.save(store, "petition", item.id, given, before=item.values, officer="A", today=TODAY)
    found = read(store, item.id).values
    assert (found.get("suspended_to"), found["suspended_before"]) == (None, "2026-07-10:2026-07-14")


def test_a_suspension_that_ends_before_it_begins_is_refused_in_the_step_and_in_the_form(store: Store) -> None:
    item = move(store, new(store), "tam_dinh_chi", suspended_from=D(2026, 7, 10))
    with pytest.raises(UserError, match="09/07/2026"):
        move(store, item, "dang_xac_minh", suspended_to=D(2026, 7, 9))
    with pytest.raises(UserError, match="09/07/2026"):
        editing.save(store, "petition", item.id, {"suspended_to": D(2026, 7, 9)}, before=item.values, officer="A")
    form = step_form.form_of(PETITION, item, "dang_xac_minh", TODAY)
    form.put("suspended_to", D(2026, 7, 9))
    form.check(store, TODAY)
    assert [problem.field for problem in form.errors()] == ["suspended_to"]


def test_what_is_ended_while_suspended_stands_still_no_longer_once_it_is_opened_again(store: Store) -> None:
    item = move(store, new(store), "tam_dinh_chi", suspended_from=D(2026, 7, 10))
    item = move(store, move(store, item, "dinh_chi", ended_on=D(2026, 7, 20)), "dong")
    assert item.values["suspended_to"] == D(2026, 7, 20)
    item = move(store, item, "dang_xac_minh", reopen_reason="Bị ép rút đơn", reopened_by="Bà Hồng")
    assert item.values["due_on"] == D(2026, 8, 17)


def test_an_old_row_with_a_wrong_suspension_can_still_be_edited(store: Store) -> None:
    with store.batch(officer="A") as batch:
        row = batch.new("petition", {"unit": "80305", "type": "khieu_nai", "received_on": D(2026, 7, 1), "state":
                        "dang_xac_minh", "suspended_from": D(2026, 7, 10), "suspended_to": D(2026, 7, 9)})  # fmt: skip
    item = read(store, row)
    assert editing.save(store, "petition", row, {"note": "x"}, before=item.values, officer="A").group


def test_while_nobody_says_when_it_ended_the_clock_stands_and_the_record_says_so(store: Store) -> None:
    item = new(store, suspended_from=D(2026, 7, 10))
    assert item.values.get("due_on") is None
    assert [line.state for line in deadlines(store, TODAY)] == ["suspended"]
    assert "suspension_open" in {problem.code for problem in record_problems("petition", item.values)}


# --- days
@pytest.mark.parametrize(("state", "target", "given"), [
    ("ngoai_tham_quyen", "da_chuyen", {"doc_on": D(2026, 7, 10), "doc_no": "7", "competent_body": "Sở X"}),
    ("ngoai_tham_quyen", "da_huong_dan", {"doc_on": D(2026, 7, 10)}),
    ("dang_phan_loai", "khong_du_dk", {"doc_on": D(2026, 7, 10), "ineligible_reason": "rach_nat"}),
    ("dang_phan_loai", "dinh_chi", {"ended_on": D(2026, 7, 10)}),
])  # fmt: skip
def test_it_is_processed_the_day_of_the_paper_or_the_event_not_of_the_typing(
    store: Store, state: str, target: str, given: dict[str, Any]
) -> None:
    item = move(store, new(store, state), target, **given)
    assert item.values["processed_on"] == D(2026, 7, 10)
    assert tables(store, "TT06-2025", "Q3-2026").total.cells["02/XLD"]["2"] == 1
    assert tables(store, "TT06-2025", "Q4-2026").total.cells["02/XLD"]["2"] == 0


@pytest.mark.parametrize(("target", "given", "processed"), [
    ("da_thu_ly", {"accepted_on": D(2026, 7, 10)}, D(2026, 7, 10)),
    ("khong_thu_ly", {"reject_reason": "khac", "doc_no": "9", "doc_on": D(2026, 8, 6)}, D(2026, 8, 6)),
])  # fmt: skip
def test_the_day_of_typing_a_step_took_gives_way_to_the_earlier_day_of_the_paper(
    store: Store, target: str, given: dict[str, Any], processed: date
) -> None:
    today = D(2026, 11, 22)
    item = move(store, new(store, "dang_phan_loai", received_on=D(2026, 7, 6)), "cho_thu_ly", today)
    assert item.values["processed_on"] == today
    item = move(store, item, target, today, **given)
    assert item.values["processed_on"] == processed
    third, fourth = (tables(store, "TT06-2025", name).total.cells for name in ("Q3-2026", "Q4-2026"))
    assert (third["02/XLD"]["2"], fourth["02/XLD"]["1"]) == (1, 0)


def test_a_proposal_to_accept_is_processed_the_day_of_its_paper_unless_that_lies_before_receipt(store: Store) -> None:
    for doc_on, processed in ((D(2026, 7, 8), D(2026, 7, 8)), (D(2026, 1, 8), TODAY)):
        item = move(store, new(store, "dang_phan_loai"), "cho_thu_ly", doc_on=doc_on)
        assert item.values["processed_on"] == processed


def test_a_day_of_processing_that_somebody_typed_stays_whatever_a_step_brings(store: Store) -> None:
    item = move(store, new(store, "dang_phan_loai", processed_on=D(2026, 7, 15)), "cho_thu_ly")
    assert move(store, item, "da_thu_ly", accepted_on=D(2026, 7, 10)).values["processed_on"] == D(2026, 7, 15)
    item = move(store, new(store, "dang_phan_loai"), "cho_thu_ly")
    given = {**item.values, "processed_on": D(2026, 7, 16)}
    editing.save(store, "petition", item.id, given, before=item.values, officer="A", today=TODAY)
    item = move(store, read(store, item.id), "da_thu_ly", accepted_on=D(2026, 7, 10))
    assert item.values["processed_on"] == D(2026, 7, 16)


@pytest.mark.parametrize(("target", "given", "fields"), [
    ("tam_dinh_chi", {"suspended_from": D(2026, 7, 5)}, ("Suspended from", "Accepted on")),
    ("gia_han", {"extended_to": D(2026, 7, 5)}, ("Extended to", "Accepted on")),
    ("da_co_ket_qua", {"result": "sai", "result_on": D(2026, 7, 5)}, ("Decision or conclusion dated", "Accepted on")),
])  # fmt: skip
def test_a_step_is_not_made_with_a_day_before_the_one_it_follows_from(
    store: Store, target: str, given: dict[str, Any], fields: tuple[str, str]
) -> None:
    item = new(store)
    with pytest.raises(UserError) as refused:
        move(store, item, target, **given)
    said = refused.value.message
    assert all(text in said for text in (*fields, "05/07/2026", "06/07/2026")), said
    assert read(store, item.id).values["state"] == item.values["state"]


def test_an_extension_ends_not_before_the_term_it_extends_begins(store: Store) -> None:
    item = new(store, "dang_xac_minh", accepted_on=None, due_start=D(2026, 7, 20))
    assert item.values["due_start"] is not None
    with pytest.raises(UserError, match="lies before “Term runs from”"):
        move(store, item, "gia_han", extended_to=D(2026, 6, 1))


def test_an_old_row_with_impossible_days_is_pointed_out_and_moves_on(store: Store) -> None:
    item = new(store, result="sai", result_on=D(2026, 7, 5))
    assert "dates_impossible" in {one.code for one in record_problems("petition", item.values)}
    assert move(store, item, "tam_dinh_chi", suspended_from=D(2026, 7, 20)).values["state"] == "tam_dinh_chi"


def test_a_whole_withdrawal_is_processed_the_day_it_was_withdrawn_even_before_anybody_classified_it(
    store: Store,
) -> None:
    item = new(store, "moi_tiep_nhan")
    told = withdrawal.consequences(store, item, whole=True, on=D(2026, 7, 10))
    assert any("02/XLD" in line for line in told)
    withdrawal.withdraw(store, item.id, whole=True, on=D(2026, 7, 10), officer="A", today=TODAY)
    found = read(store, item.id).values
    assert (found["state"], found["processed_on"]) == ("dinh_chi", D(2026, 7, 10))


# --- results
def test_a_decision_has_its_result_and_its_day_so_that_table_03_counts_it(store: Store) -> None:
    with pytest.raises(UserError, match="Result"):
        move(store, new(store), "da_co_ket_qua", resolved_on=D(2026, 8, 3))
    item = move(store, new(store), "da_co_ket_qua", result="sai", result_on=D(2026, 8, 3))
    assert (item.values["resolved_on"], item.values["result_on"]) == (D(2026, 8, 3), D(2026, 8, 3))
    item = move(store, new(store), "da_co_ket_qua", result="dung", resolved_on=D(2026, 8, 4))
    assert item.values["result_on"] == D(2026, 8, 4)
    assert tables(store, "TT06-2025", "Q3-2026").total.cells["03/GQKN"]["7"] == 2


def test_an_old_row_without_the_day_of_its_decision_is_listed_under_the_tables(store: Store) -> None:
    with store.batch(officer="A") as batch:
        batch.new("petition", {"unit": "80305", "type": "khieu_nai", "received_on": D(2026, 7, 1), "accepted_on":
                  D(2026, 7, 3), "state": "da_co_ket_qua", "resolved_on": D(2026, 8, 1), "result": "sai"})  # fmt: skip
    assert tables(store, "TT06-2025", "Q3-2026").undecided == 1
    assert tables(store, "TT06-2025", "Q3-2026").as_json()["undecided"] == 1
    assert tables(store, "TT06-2025", "Q4-2026").undecided == 0


def test_in_the_small_form_the_other_day_follows_the_one_that_is_typed(store: Store) -> None:
    form = step_form.form_of(PETITION, new(store), "da_co_ket_qua", TODAY)
    assert (form.values["resolved_on"], form.values["result_on"]) == (TODAY, TODAY)
    form.put("result_on", D(2026, 8, 3))
    form.put("result", "sai")
    assert form.said() == {"result_on": D(2026, 8, 3), "result": "sai"}
    form.check(store, TODAY)
    assert form.errors() == []


# --- what each step cannot do without
NEEDED = [
    ("ngoai_tham_quyen", "da_chuyen", {"doc_no": "7"}, "competent_body"),
    ("ngoai_tham_quyen", "da_chuyen", {"competent_body": "Sở X"}, "doc_no"),
    ("dang_phan_loai", "khong_du_dk", {}, "ineligible_reason"),
    ("cho_thu_ly", "khong_thu_ly", {}, "reject_reason"),
    ("dang_xac_minh", "gia_han", {}, "extension_no"),
    ("dang_xac_minh", "chuyen_co_quan_dieu_tra", {}, "competent_body"),
]


@pytest.mark.parametrize(("state", "target", "given", "missing"), NEEDED)
def test_a_step_is_refused_without_what_its_paper_or_table_needs_and_the_form_marks_it(
    store: Store, state: str, target: str, given: dict[str, Any], missing: str
) -> None:
    item = new(store, state)
    with pytest.raises(UserError, match="this step needs it"):
        move(store, item, target, **given)
    assert read(store, item.id).values["state"] == state
    form = step_form.form_of(PETITION, item, target, TODAY)
    for name, value in given.items():
        form.put(name, value)
    form.check(store, TODAY)
    assert missing in {problem.field for problem in form.errors()}
    assert missing in form.asked
    assert form.visible(missing)


def test_refusing_takes_the_proposal_back(store: Store) -> None:
    item = move(store, move(store, new(store, "dang_phan_loai"), "cho_thu_ly"), "khong_thu_ly", reject_reason="noi_bo")
    assert item.values["action"] == "tu_choi_thu_ly"


def test_a_denunciation_out_of_competence_is_forwarded_never_guided(store: Store) -> None:
    item = new(store, "ngoai_tham_quyen", type="to_cao")
    assert {one.target for one in editing.open_moves(store, PETITION, item, "xu_ly", TODAY)} == {"da_chuyen", "da_tra"}
    with pytest.raises(UserError, match="24"):
        move(store, item, "da_huong_dan")
    assert move(store, new(store, "ngoai_tham_quyen"), "da_huong_dan").values["action"] == "huong_dan"


def test_what_goes_to_the_investigators_is_processed_and_counted(store: Store) -> None:
    item = new(store, "dang_phan_loai", type="to_cao")
    found = move(store, item, "chuyen_co_quan_dieu_tra", competent_body="Công an tỉnh", doc_on=D(2026, 7, 10)).values
    assert [found[name] for name in ("processed_on", "eligible", "in_competence", "action", "police_cases")] == [
        D(2026, 7, 10), True, False, "chuyen_don", 1,
    ]  # fmt: skip


def test_closing_without_the_reply_asks_for_it_and_is_pointed_out(store: Store) -> None:
    item = move(store, new(store, "ngoai_tham_quyen"), "da_chuyen", competent_body="Sở X", doc_no="7")
    assert steps.asked_for(PETITION, item, "dong") == ["reply_no", "reply_on"]
    form = step_form.form_of(PETITION, item, "dong", TODAY)
    assert "closed_without_reply" in {problem.code for problem in form.check(store, TODAY)}
    assert move(store, item, "dong").values["state"] == "dong"


# --- again
def test_opened_again_it_is_due_again_and_its_next_decision_is_asked_for(store: Store) -> None:
    item = new(store, "dong", accepted_on=D(2026, 7, 6), resolved_on=D(2026, 8, 3), result="sai", result_no="1/QĐ",
               result_on=D(2026, 8, 3), withdrawn="toan_bo")  # fmt: skip
    item = move(store, item, "dang_xac_minh", reopen_reason="Có tình tiết mới", reopened_by="Bà Hồng")
    assert (item.values.get("resolved_on"), item.values.get("withdrawn")) == (None, None)
    assert [line.rule for line in deadlines(store, TODAY)] == ["B2"]
    assert steps.asked_for(PETITION, item, "da_co_ket_qua") == ["resolved_on", "result", "result_no", "result_on"]
    item = move(store, item, "da_co_ket_qua", result="dung", result_no="9/QĐ")
    assert (item.values["result_on"], item.values["result"]) == (TODAY, "dung")


def test_a_step_is_judged_by_what_it_leaves_behind(store: Store) -> None:
    form = step_form.form_of(PETITION, new(store), "da_co_ket_qua", TODAY)
    form.put("result", "sai")
    assert not {"resolved_without_date", "decision_undated"} & {one.code for one in form.check(store, TODAY)}


def test_another_due_date_without_a_reason_is_pointed_out_before_it_is_saved(store: Store) -> None:
    from danvan_desktop.app.form_state import FormState

    form = FormState.of(PETITION, new(store))
    form.put("due_on", D(2026, 12, 1))
    assert "due_date_without_reason" in {one.code for one in form.check(store, TODAY)}
    assert terms.term_of(terms.law(store), form.values) is not None
