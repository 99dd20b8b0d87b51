"""Duplicates: what is proposed, what a person decides, and how each decision goes back; reported figures stay."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop import i18n
from danvan_desktop.app import case_merge, duplicate_links, duplicates, report_lock, same_matter, titles, undo
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.app.figures import figures
from danvan_desktop.app.official_tables import tables
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, OTHERS, TODAY, UNIT, from_elsewhere, new_store, save, values

BY: dict[str, Any] = {"officer": LAN, "today": TODAY}
TOLD = "Không đồng ý giá bồi thường đất lúa khi làm đường tỉnh 836"
MATTER = {
    "unit": UNIT.code, "received_on": date(2026, 9, 2), "type": "khieu_nai", "petition_no": "12/2026",
    "petitioner_name": "Nguyễn Văn Hùng", "petitioner_address": "Ấp Bình Tây, xã Thạnh Hóa", "summary_redacted": TOLD,
    "state": "moi_tiep_nhan", "petitioner_id_no": "080075001234", "field": "dat_dai",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def vietnamese() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("vi")
    yield
    i18n.set_language(before)


def new(store: Store, type_name: str = "petition", **more: Any) -> bytes:
    if type_name == "petition" and more.get("type") != "to_cao":
        return save(store, type_name, {**MATTER, **more}).row
    given = {**MATTER, **more} if type_name == "petition" else {"unit": UNIT.code, **more}
    with store.batch(officer=LAN) as batch:
        return batch.new(type_name, {name: value for name, value in given.items() if value is not None})


def two(store: Store, **more: Any) -> tuple[bytes, bytes]:
    """A petition, and the same again a month later, from a tired hand."""
    first = new(store)
    late = {"received_on": date(2026, 10, 5), "petition_no": "31/2026", "petitioner_name": "nguyen van hung",
            "petitioner_id_no": None, "summary_redacted": "Đề nghị xem lại giá bồi thường đất lúa, đường tỉnh 836"}  # fmt: skip
    return first, new(store, **late | more)


def asked(store: Store, row: bytes) -> list[bytes]:
    return [one.row for one in duplicates.proposals(store, row)]


# --- what is proposed
def test_a_petition_sent_again_is_proposed_with_the_reasons_in_words(store: Store, vietnamese: None) -> None:
    first, late = two(store)
    new(store, petitioner_name="Lê Thị Mai", petitioner_id_no=None, summary_redacted="Xin sửa cầu ván qua kênh")
    found = duplicates.proposals(store, late)
    assert [one.row for one in found] == [first]
    assert found[0].said() == "họ tên giống khi bỏ dấu, cùng ấp; nội dung gần giống"


def test_it_is_proposed_while_it_is_typed_before_anything_is_saved(store: Store) -> None:
    first, _late = two(store)
    typed = {**MATTER, "petitioner_name": "HÙNG NGUYỄN VĂN", "petitioner_id_no": None, "received_on": None}
    assert first in [one.row for one in duplicates.proposals_of(store, typed)]


def test_a_slip_in_the_name_and_another_wording_are_still_found(store: Store) -> None:
    first = new(store)
    typed = {**MATTER, "petitioner_name": "Nguyễn Văn Hùnh", "petitioner_id_no": None,
             "summary_redacted": "Không đồng ý mức giá bồi thường đất lúa khi mở đường tỉnh 836"}  # fmt: skip
    assert [one.row for one in duplicates.proposals_of(store, typed)] == [first]


def test_what_lies_in_the_bin_or_came_from_a_split_is_not_proposed(store: Store) -> None:
    gone, late = two(store)
    with store.batch(officer=LAN) as batch:
        batch.delete("petition", gone)
    parts = new(store, state="tach_don")
    new(store, original=parts)
    child = new(store, original=parts, received_on=date(2026, 11, 1))
    assert gone not in asked(store, late)
    assert parts not in asked(store, child)
    assert len(asked(store, child)) == 1  # the late one; its sister is a part of the same petition


def test_a_period_lists_each_pair_once_the_earlier_petition_first(store: Store) -> None:
    first, late = two(store)
    for number in range(30):
        new(store, petitioner_name=f"Người {number} Dân", petitioner_id_no=None, summary_redacted=f"Việc riêng số {number}")
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    found = duplicates.all_proposals(store, october)
    assert [(pair.first, pair.later) for pair in found] == [(first, late)]
    assert duplicates.all_proposals(store, Period(date(2026, 11, 1), date(2026, 11, 30))) == []
    assert duplicates.all_proposals(store) == found


def test_both_ways_of_asking_propose_the_same(store: Store) -> None:
    two(store)
    new(store, petitioner_name="Nguyễn Văn Hùnh", petitioner_id_no=None)
    new(store, type="to_cao", respondent_name="Trần Văn Lợi", summary_redacted="Thu tiền làm đường không công khai")
    new(store, type="to_cao", respondent_name="tran van loi", summary_redacted="Thu tiền làm đường mà không công khai")
    listed = {frozenset((pair.first, pair.later)) for pair in duplicates.all_proposals(store)}
    rows = [row for (row,) in store.conn.execute("SELECT id FROM v_petition").fetchall()]
    assert {frozenset((row, other)) for row in rows for other in asked(store, row)} == listed
    assert len(listed) == 4


def test_a_denunciation_is_never_found_by_who_sent_it(store: Store) -> None:
    named = {"type": "to_cao", "petitioner_name": "Nguyễn Văn Hùng"}  # as an older file may hold it
    new(store)
    row = new(store, **named, summary_redacted="Nhận tiền của người dân khi làm giấy", respondent_name="Trần Văn Lợi")
    assert asked(store, row) == []
    again = new(store, type="to_cao", respondent_name="TRẦN VĂN LỢI", petitioner_name=None, village="ấp Bình Tây",
                summary_redacted="Nhận tiền của người dân khi làm giấy tờ", petitioner_id_no=None)  # fmt: skip
    assert asked(store, again) == [row]


# --- a duplicate
def test_a_duplicate_is_a_petition_more_and_no_case_more(store: Store) -> None:
    first, late = two(store, processed_on=None)
    third = {name: tables(store, "TT06-2025", "NAM-2026").total.cells["02/XLD"][name] for name in ("1", "5")}
    linked = duplicate_links.link(store, late, first, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["original"], now["processed_on"]) == ("trung", first, TODAY)
    assert now["case"] == values(store, "petition", first)["case"] == linked.case
    cells = tables(store, "TT06-2025", "NAM-2026").total.cells["02/XLD"]
    assert cells["1"] == third["1"] == 2
    assert cells["5"] == third["5"]
    assert asked(store, late) == asked(store, first) == []


def test_undo_takes_the_whole_decision_back_at_once(store: Store) -> None:
    first, late = two(store)
    before = values(store, "petition", first), values(store, "petition", late)
    linked = duplicate_links.link(store, late, first, **BY)
    undo.undo(store, linked.group or "", officer=LAN)
    assert (values(store, "petition", first), values(store, "petition", late)) == before
    case = store.get("case", linked.case or b"")
    assert case is not None
    assert case.deleted
    assert asked(store, late) == [first]


def test_a_duplicate_taken_back_later_has_its_state_and_case_again(store: Store) -> None:
    first, late = two(store, state="dang_phan_loai")
    own = new(store, "case", code="VV 7", title="Việc cũ")
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", late, {"case": own})
    before = values(store, "petition", first), values(store, "petition", late)
    duplicate_links.link(store, late, first, **BY)
    group = duplicate_links.unlink(store, late, **BY)
    assert (values(store, "petition", first), values(store, "petition", late)) == before
    undo.undo(store, group or "", officer=LAN)
    assert values(store, "petition", late)["state"] == "trung"


def test_a_case_that_others_use_by_then_stays(store: Store) -> None:
    first, late = two(store)
    linked = duplicate_links.link(store, late, first, **BY)
    visit = new(store, "reception", received_on=date(2026, 11, 2), people_count=1, case=linked.case)
    duplicate_links.unlink(store, late, **BY)
    assert values(store, "petition", first)["case"] == values(store, "reception", visit)["case"] == linked.case
    assert values(store, "petition", late)["case"] is None


def test_what_was_typed_since_is_not_put_back(store: Store) -> None:
    first, late = two(store)
    duplicate_links.link(store, late, first, **BY)
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", late, {"processed_on": date(2026, 11, 3), "note": "Đã xem"})
    duplicate_links.unlink(store, late, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["processed_on"], now["note"]) == ("moi_tiep_nhan", date(2026, 11, 3), "Đã xem")


def test_a_duplicate_made_by_an_ordinary_step_is_taken_back_too(store: Store) -> None:
    first, late = two(store, state="trung")
    with store.batch(officer=LAN) as batch:
        batch.edit("petition", late, {"original": first, "processed_on": TODAY})
    duplicate_links.unlink(store, late, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["original"], now["processed_on"]) == ("moi_tiep_nhan", None, None)


def test_the_copy_of_a_copy_hangs_on_the_first_of_all(store: Store) -> None:
    first, late = two(store)
    third = new(store, received_on=date(2026, 11, 1))
    duplicate_links.link(store, late, first, **BY)
    duplicate_links.link(store, third, late, **BY)
    assert values(store, "petition", third)["original"] == first
    with pytest.raises(UserError):
        duplicate_links.link(store, first, third, **BY)


def test_what_is_settled_stays_so_and_may_share_a_case(store: Store) -> None:
    first, late = two(store, state="dang_xac_minh")
    with pytest.raises(UserError):
        duplicate_links.link(store, late, first, **BY)
    linked = duplicate_links.same_case(store, late, first, **BY)
    now = values(store, "petition", late)
    assert (now["state"], now["case"]) == ("dang_xac_minh", linked.case)
    assert asked(store, late) == []
    duplicate_links.unlink(store, late, **BY)
    assert values(store, "petition", late)["case"] is None


@pytest.mark.parametrize("act", [duplicate_links.link, duplicate_links.dismiss, duplicate_links.same_case])
def test_a_petition_has_nothing_to_do_with_itself_or_with_what_is_gone(store: Store, act: Any) -> None:
    first, late = two(store)
    with pytest.raises(UserError):
        act(store, first, first, **BY)
    with store.batch(officer=LAN) as batch:
        batch.delete("petition", first)
    with pytest.raises(UserError):
        act(store, late, first, **BY)
    with pytest.raises(UserError):
        duplicate_links.unlink(store, late, **BY)


def test_another_office_s_petition_is_left_as_it_is(store: Store) -> None:
    theirs = OTHERS + bytes(7) + b"\1"
    from_elsewhere(store, "petition", theirs, {"received_on": "2026-09-01", "type": "khieu_nai", "unit": "25921"},
                   replica=OTHERS)  # fmt: skip
    own = new(store)
    linked = duplicate_links.link(store, own, theirs, **BY)
    assert linked.case is None
    assert values(store, "petition", own)["original"] == theirs
    assert values(store, "petition", theirs)["case"] is None
    with pytest.raises(UserError):
        duplicate_links.link(store, theirs, own, **BY)


# --- not the same
def test_what_was_said_not_to_be_the_same_is_not_asked_again(store: Store) -> None:
    first, late = two(store)
    said = duplicate_links.dismiss(store, late, first, **BY)
    assert asked(store, first) == asked(store, late) == duplicates.all_proposals(store) == []
    undo.undo(store, said.group or "", officer=LAN)
    assert asked(store, late) == [first]


def test_who_changes_their_mind_links_what_was_dismissed(store: Store) -> None:
    first, late = two(store)
    duplicate_links.dismiss(store, late, first, **BY)
    duplicate_links.link(store, late, first, **BY)
    duplicate_links.unlink(store, late, **BY)
    assert asked(store, late) == [first]


# --- cases
def _two_cases(store: Store) -> tuple[bytes, bytes, dict[str, bytes]]:
    one, other = new(store, "case", code="VV 1"), new(store, "case", code="VV 2", state="dang_giai_quyet")
    rows = {
        "petition": new(store, case=one), "reception": new(store, "reception", received_on=TODAY, case=one),
        "follow_up": new(store, "follow_up", content="Đo lại đất", case=one),
    }  # fmt: skip
    return one, other, rows


def test_a_case_merged_into_another_hands_everything_over_and_is_kept(store: Store) -> None:
    one, other, rows = _two_cases(store)
    done = case_merge.merge(store, one, other, **BY)
    assert {name: values(store, name, row)["case"] for name, row in rows.items()} == dict.fromkeys(rows, other)
    assert values(store, "case", one)["state"] == "da_nhap"
    assert case_merge.merged_into(store, one) == other
    with pytest.raises(UserError):
        case_merge.merge(store, other, one, **BY)
    undo.undo(store, done.group or "", officer=LAN)
    assert values(store, "petition", rows["petition"])["case"] == one


def test_a_merger_taken_back_gives_back_what_has_not_moved_on(store: Store) -> None:
    one, other, rows = _two_cases(store)
    case_merge.merge(store, one, other, **BY)
    elsewhere, later = new(store, "case", code="VV 3"), new(store, case=other)
    with store.batch(officer=LAN) as batch:
        batch.edit("reception", rows["reception"], {"case": elsewhere})
    case_merge.unmerge(store, one, **BY)
    assert values(store, "petition", rows["petition"])["case"] == one
    assert values(store, "reception", rows["reception"])["case"] == elsewhere
    assert values(store, "petition", later)["case"] == other
    assert values(store, "case", one)["state"] is None
    assert case_merge.merged_into(store, one) is None
    with pytest.raises(UserError):
        case_merge.unmerge(store, one, **BY)


# --- what was reported, and what is nobody's business
def test_a_locked_report_keeps_its_figures_and_tells_what_they_are_now(store: Store) -> None:
    first, late = two(store, state="dang_phan_loai", processed_on=date(2026, 10, 8))
    for row in (first, late):
        same_matter.join(store, "petition", row, officer=LAN)
    case = values(store, "petition", late)["case"]
    new(store, "reception", received_on=date(2026, 10, 5), people_count=1, case=case)
    key = ReportKey("annual", year(2026))
    report_lock.lock(store, key, on=TODAY, officer=LAN)
    then = report_lock.reported(store, key)
    duplicate_links.link(store, late, first, **BY)
    found = {item.code: item for item in figures(store, key.period)}
    assert report_lock.reported(store, key) == then
    changed = report_lock.changes(found, then, {})
    assert changed
    assert all(one.before == then[one.code] != one.now for one in changed)


def test_no_name_stands_in_titles_reasons_log_or_what_a_decision_keeps(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    first, late = two(store)
    pairs: list[Pair] = duplicates.all_proposals(store)
    linked = duplicate_links.link(store, late, first, **BY)
    item = store.get("duplicate", linked.row)
    assert item is not None
    told = [*pairs[0].reasons, titles.title(store.types["duplicate"], item), str(item.values), caplog.text]
    lines = [bytes(line) for (line,) in store.conn.execute("SELECT line FROM op WHERE type = 'duplicate'").fetchall()]
    for secret in ("Hùng", "hung", "Bình Tây", "080075001234", "bồi thường"):
        assert not any(secret in text for text in told)
        assert not any(secret.encode() in line for line in lines)
