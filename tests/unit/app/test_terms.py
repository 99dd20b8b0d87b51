"""The term of a petition: what a save writes beside the due date, what a person may set, which rule runs when."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app import terms
from danvan_desktop.app.deadline_list import deadlines
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.saving import check
from danvan_desktop.app.undo import undo
from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import rule_files, rules
from danvan_desktop.storage.store import Store
from tests.conftest import ROOT
from tests.unit.app.desks import LAN, TODAY, UNIT, save, values

D = date


def letter(**more: Value) -> dict[str, Value]:
    """A complaint received in September 2026."""
    return {"unit": UNIT.code, "received_on": D(2026, 9, 3), "type": "khieu_nai", "state": "moi_tiep_nhan", **more}


def kept(store: Store, row: bytes, *names: str) -> tuple[Value, ...]:
    found = values(store, "petition", row)
    return tuple(found.get(name) for name in names)


def test_a_save_writes_the_due_date_with_all_it_was_worked_out_from(store: Store) -> None:
    row = save(store, "petition", letter()).row
    found = kept(store, row, "due_on", "due_rule", "due_version", "due_start", "due_raw", "due_moved", "due_calendar")
    end = D(2026, 9, 14)
    assert found == (end, "B1", "2026-07-01", D(2026, 9, 3), end, end, terms.law(store).calendar.version)
    assert kept(store, row, "due_by", "due_reason") == (None, None)


def test_a_later_day_of_receipt_moves_it_and_acceptance_lets_the_next_rule_run(store: Store) -> None:
    row = save(store, "petition", letter()).row
    save(store, "petition", {"received_on": D(2026, 9, 10)}, row)
    assert kept(store, row, "due_on") == (D(2026, 9, 21),)
    save(store, "petition", {"state": "da_thu_ly", "accepted_on": D(2026, 9, 18)}, row)
    assert kept(store, row, "due_on", "due_rule", "due_raw") == (D(2026, 10, 19), "B2", D(2026, 10, 18))


def test_a_day_set_by_hand_stays_with_who_set_it_until_another_rule_runs(store: Store) -> None:
    row = save(store, "petition", letter()).row
    save(store, "petition", {"due_on": D(2026, 9, 10), "due_reason": "Chủ tịch yêu cầu sớm"}, row)
    assert kept(store, row, "due_on", "due_by", "due_moved") == (D(2026, 9, 10), LAN, D(2026, 9, 14))
    save(store, "petition", {"note": "đã gọi điện"}, row, officer="Người khác")
    assert kept(store, row, "due_on", "due_by") == (D(2026, 9, 10), LAN)
    term = terms.term_of(terms.law(store), values(store, "petition", row))
    assert term is not None
    assert term.by_hand
    assert "Chủ tịch yêu cầu sớm" in term.sentence()
    save(store, "petition", {"state": "da_thu_ly", "accepted_on": D(2026, 9, 9)}, row)
    assert kept(store, row, "due_on", "due_rule", "due_by", "due_reason") == (D(2026, 10, 9), "B2", None, None)


def test_an_emptied_due_date_is_reckoned_again(store: Store) -> None:
    row = save(store, "petition", letter(due_on=D(2026, 12, 1))).row
    assert kept(store, row, "due_by") == (LAN,)
    save(store, "petition", {"due_on": None}, row)
    assert kept(store, row, "due_on", "due_by") == (D(2026, 9, 14), None)


def test_a_due_date_from_before_the_program_reckoned_is_not_thrown_away(store: Store) -> None:
    with store.batch(officer=LAN) as batch:
        row = batch.new("petition", letter(due_on=D(2026, 9, 30)))
    save(store, "petition", {"note": "xem lại"}, row)
    assert kept(store, row, "due_on", "due_moved", "due_rule") == (D(2026, 9, 30), D(2026, 9, 14), "B1")


def test_a_suspension_stops_the_clock_and_its_days_are_added(store: Store) -> None:
    row = save(store, "petition", letter(state="dang_xac_minh", accepted_on=D(2026, 9, 7))).row
    assert kept(store, row, "due_on") == (D(2026, 10, 7),)
    save(store, "petition", {"state": "tam_dinh_chi", "suspended_from": D(2026, 9, 21)}, row)
    assert kept(store, row, "due_on", "due_rule") == (None, "B2")
    [line] = [one for one in deadlines(store, TODAY) if one.main]
    assert (line.state, line.due) == ("suspended", None)
    save(store, "petition", {"state": "dang_xac_minh", "suspended_to": D(2026, 9, 30)}, row)
    assert kept(store, row, "due_on", "due_raw") == (D(2026, 10, 19), D(2026, 10, 17))


def test_a_second_suspension_does_not_forget_the_first_and_a_corrected_day_adds_none(store: Store) -> None:
    row = save(store, "petition", letter(state="dang_xac_minh", accepted_on=D(2026, 9, 7))).row
    save(store, "petition", {"suspended_from": D(2026, 9, 14), "suspended_to": D(2026, 9, 16)}, row)
    assert kept(store, row, "due_raw") == (D(2026, 10, 10),)
    save(store, "petition", {"suspended_to": D(2026, 9, 18)}, row)
    assert kept(store, row, "due_raw", "suspended_before") == (D(2026, 10, 12), None)
    again: dict[str, Value] = {"state": "tam_dinh_chi", "suspended_from": D(2026, 10, 1), "suspended_to": None}
    save(store, "petition", again, row)
    assert kept(store, row, "due_on", "suspended_before") == (None, "2026-09-14:2026-09-18")
    save(store, "petition", {"state": "dang_xac_minh", "suspended_to": D(2026, 10, 10)}, row)
    assert kept(store, row, "due_raw") == (D(2026, 10, 22),), "five days of the first, ten of the second"


def test_a_day_set_by_hand_without_a_reason_is_pointed_out(store: Store) -> None:
    row = save(store, "petition", letter(due_on=D(2026, 9, 10))).row
    found = [problem.code for problem in check(store, "petition", values(store, "petition", row), TODAY)]
    assert "due_date_without_reason" in found
    save(store, "petition", {"due_reason": "Chủ tịch yêu cầu"}, row)
    found = [problem.code for problem in check(store, "petition", values(store, "petition", row), TODAY)]
    assert "due_date_without_reason" not in found


def test_a_decision_of_extension_gives_the_day_and_makes_no_term_shorter(store: Store) -> None:
    row = save(store, "petition", letter(type="to_cao", state="dang_xac_minh", accepted_on=D(2026, 9, 7))).row
    save(store, "petition", {"complex": True}, row)
    assert kept(store, row, "due_on") == (D(2026, 10, 7),), "complex alone extends no denunciation"
    save(store, "petition", {"extension_no": "12/QĐ", "state": "gia_han"}, row)
    assert kept(store, row, "due_on") == (D(2026, 11, 6),)
    save(store, "petition", {"extended_to": D(2026, 12, 6)}, row)
    assert kept(store, row, "due_on", "due_moved", "due_by") == (D(2026, 12, 6), D(2026, 11, 6), None)
    save(store, "petition", {"extended_to": D(2026, 10, 1)}, row)
    assert kept(store, row, "due_on") == (D(2026, 11, 6),)


def test_undo_takes_the_due_date_back_with_the_save(store: Store) -> None:
    row = save(store, "petition", letter()).row
    saved = save(store, "petition", {"received_on": D(2026, 9, 10)}, row)
    assert saved.group is not None
    undo(store, saved.group, officer=LAN)
    assert kept(store, row, "received_on", "due_on") == (D(2026, 9, 3), D(2026, 9, 14))


def test_what_was_resolved_keeps_the_day_it_was_due(store: Store) -> None:
    row = save(store, "petition", letter(state="dang_xac_minh", accepted_on=D(2026, 9, 7))).row
    save(store, "petition", {"state": "da_co_ket_qua", "resolved_on": D(2026, 10, 20)}, row)
    assert kept(store, row, "due_on", "due_rule") == (D(2026, 10, 7), "B2")
    assert deadlines(store, TODAY) == []


def rule_of(**more: Value) -> str:
    law = terms.Law(rules.deadline_rules(), rules.running_terms(), rules.calendar(), frozenset({"xa"}))
    found = terms.term_of(law, letter(**more))
    return found.rule if found else ""


SETTLING: dict[str, Value] = {"state": "dang_xac_minh", "accepted_on": D(2026, 9, 7)}
DESK: dict[str, Value] = {"source": "tiep_cong_dan"}
RUNNING: list[tuple[dict[str, Value], str]] = [
    ({}, "B1"), ({"round": "lan_hai"}, "B1"), ({"field": "ky_luat_can_bo"}, "B9d"), (SETTLING, "B2"),
    ({**SETTLING, "round": "lan_hai"}, "B5"), ({**SETTLING, "field": "ky_luat_can_bo"}, "B9"),
    ({"type": "to_cao"}, "C1"), ({"type": "to_cao", "state": "ngoai_tham_quyen"}, "C2"),
    ({"type": "to_cao", "round": "to_cao_tiep"}, "C10"), ({**SETTLING, "type": "to_cao"}, "C5"),
    ({"type": "kien_nghi", **DESK}, "D1"), ({"type": "phan_anh"}, "D2"), ({**SETTLING, "type": "phan_anh"}, "D3"),
    ({"type": "tranh_chap"}, "E1"), ({**SETTLING, "type": "tranh_chap"}, "E1"),
    ({**SETTLING, "type": "tranh_chap", "result": "khong_thanh"}, "E2"), ({"type": "khac", **DESK}, "A1"),
    ({"type": "nhieu_noi_dung"}, "D2"), ({"state": None}, "B1"), ({"state": "da_chuyen"}, ""),
    ({"state": "dong"}, ""), ({"resolved_on": D(2026, 9, 9)}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("more", "rule"), RUNNING)
def test_the_rule_that_runs_follows_type_state_round_and_source(more: dict[str, Value], rule: str) -> None:
    assert rule_of(**more) == rule


def test_a_party_office_has_its_own_term_beside_the_states(store: Store) -> None:
    found = terms.beside(terms.law(store), letter(receiving_body="cap_uy", **DESK))
    assert [(end.rule, end.term.side, end.term.kind) for end in found] == [("A5", "party", "follow_up")]
    assert terms.beside(terms.law(store), letter(receiving_body="ubnd", **DESK)) == []


def test_letters_after_a_decision_have_their_days(store: Store) -> None:
    ended = letter(state="da_co_ket_qua", result_on=D(2026, 10, 5), round="lan_dau")
    found = {end.rule: end.due for end in terms.beside(terms.law(store), ended)}
    assert found == {"B3": D(2026, 10, 8), "B8": D(2026, 10, 20), "B4": D(2026, 11, 4), "B7": D(2026, 11, 4)}


def test_a_unit_in_a_remote_area_has_the_longer_term_unless_the_petition_says_otherwise(store: Store) -> None:
    with store.batch(officer=LAN) as batch:
        batch.new("unit", {"code": UNIT.code, "name": "Xã Ví dụ", "remote_area": True},
                  row=derived_row_id("unit", UNIT.code, ""))  # fmt: skip
    row = save(store, "petition", letter(**SETTLING)).row
    assert kept(store, row, "due_on") == (D(2026, 10, 22),)
    save(store, "petition", {"remote_area": False}, row)
    assert kept(store, row, "due_on") == (D(2026, 10, 7),)


def test_settling_without_a_day_of_acceptance_is_reckoned_from_receipt_and_said_so(store: Store) -> None:
    save(store, "petition", letter(state="dang_xac_minh"))
    [line] = deadlines(store, TODAY)
    assert (line.rule, line.due, line.certain) == ("B2", D(2026, 10, 5), False)


def test_open_petitions_stand_in_their_states_the_most_urgent_first(store: Store) -> None:
    on = D(2026, 9, 14)
    wanted: list[tuple[str, dict[str, Value]]] = [
        ("overdue", {"received_on": D(2026, 8, 3)}), ("today", {}), ("this_week", {"received_on": D(2026, 9, 8)}),
        ("later", {"type": "tranh_chap"}), ("undated", {"type": "kien_nghi", **SETTLING}),
        ("suspended", {"state": "tam_dinh_chi", "suspended_from": D(2026, 9, 5), "accepted_on": D(2026, 9, 4)}),
        ("waiting_reply", {"state": "cho_phuc_dap", "doc_on": D(2026, 9, 4)}),
        ("elsewhere", {"state": "da_chuyen", "doc_on": D(2026, 9, 4)}),
    ]  # fmt: skip
    rows = [save(store, "petition", letter(**more)).row for _state, more in reversed(wanted)]
    save(store, "petition", letter(state="dong"))
    found = [line for line in deadlines(store, on) if line.main]
    assert [line.state for line in found] == [state for state, _more in wanted]
    assert [line.petition for line in found] == list(reversed(rows))
    assert all(line.sentence.endswith(".") for line in found)


def test_disputes_of_thanh_hoas_register_get_mediation_terms_and_no_complaint_terms(
    store: Store, thanh_hoa: Path
) -> None:
    import_sheet(store, thanh_hoa / "so-don-thu.xlsx", type_name="petition", officer=LAN, today=D(2019, 12, 31))
    found = deadlines(store, D(2019, 10, 18))
    assert len(found) == 12
    assert {line.rule for line in found if line.values.get("type") == "tranh_chap"} == {"E1"}
    assert not any(line.rule == "E1" for line in found if line.values.get("type") != "tranh_chap")
    disputes = [line for line in found if line.values.get("type") == "tranh_chap"]
    assert all(line.values["due_on"] == line.due for line in disputes), "the import wrote the due date"
    assert all("45" in line.sentence for line in disputes), "in 2019 the Land Law of 2013 was in force"


def test_a_rule_changed_by_an_update_is_in_force_from_its_day_without_new_code(store: Store) -> None:
    table = json.loads((ROOT / "resources/law/deadline_rules.json").read_text(encoding="utf-8"))
    [old] = [item for item in table["rules"] if item["id"] == "C1"]
    new = {**old, "length": 9, "valid_from": "2026-10-01", "version": "2026-10-01"}
    old["valid_to"] = "2026-09-30"
    data = json.dumps({**table, "version": "2099-01-01", "rules": [*table["rules"], new]}).encode()
    rule_files.use([rule_files.RuleFile("law/deadline_rules", data, rule_files.RELEASE, 1)])
    try:
        before = save(store, "petition", letter(type="to_cao", received_on=D(2026, 9, 30))).row
        after = save(store, "petition", letter(type="to_cao", received_on=D(2026, 10, 1))).row
        assert kept(store, before, "due_on", "due_version") == (D(2026, 10, 9), "2019-01-01")
        assert kept(store, after, "due_on", "due_version") == (D(2026, 10, 14), "2026-10-01")
    finally:
        rule_files.use([])
