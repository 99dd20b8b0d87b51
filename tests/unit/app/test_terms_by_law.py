"""The law's term beside the office's own day, extensions by decision, letters and notices as lines of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.app import morning_list, next_round, on_time, terms
from danvan_desktop.app.deadline_list import Line, deadlines
from danvan_desktop.app.overview import overview
from danvan_desktop.app.road import due as due_words
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, save, values

D = date
TODAY = D(2026, 11, 22)


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def letter(**more: Value) -> dict[str, Value]:
    return {
        "unit": "80305", "received_on": D(2026, 9, 3), "type": "khieu_nai", "state": "dang_xac_minh",
        "accepted_on": D(2026, 9, 7), **more,
    }  # fmt: skip


def due(store: Store, **more: Value) -> Value:
    return values(store, "petition", save(store, "petition", letter(**more)).row).get("due_on")


def lines(store: Store, *, main: bool, on: date = TODAY) -> dict[str, Line]:
    return {line.rule: line for line in deadlines(store, on) if line.main is main}


# --- extension of a denunciation: 30 days from 07/09/2026 end on 07/10
GROUNDS = ("nhieu_noi_dung", "nhieu_nguoi")
ONE: dict[str, Value] = {"type": "to_cao", "complex_grounds": GROUNDS, "extension_no": "12/QĐ"}


def test_one_decision_gives_sixty_days_in_all_whatever_the_grounds_and_two_give_ninety(store: Store) -> None:
    assert due(store, type="to_cao", complex_grounds=GROUNDS) == D(2026, 10, 7)
    assert due(store, **ONE) == D(2026, 11, 6)
    assert due(store, **ONE, extension2_no="20/QĐ") == D(2026, 12, 7)  # 06/12 is a Sunday


def test_a_decision_that_gives_less_than_it_might_is_kept_to_and_said(store: Store) -> None:
    row = save(store, "petition", letter(**ONE, extended_to=D(2026, 10, 22))).row
    found = values(store, "petition", row)
    assert (found["due_on"], found["due_moved"], found.get("due_by")) == (D(2026, 10, 22), D(2026, 11, 6), None)
    term = terms.term_of(terms.law(store), found)
    assert term is not None
    assert "22/10/2026" in term.sentence()


@pytest.mark.parametrize(("more", "end"), [
    ({"complex_grounds": ("nhieu_noi_dung",)}, D(2026, 9, 14)), ({"complex": True}, D(2026, 9, 14)),
    ({"complex_grounds": ("nhieu_dia_diem",)}, D(2026, 9, 17)), ({"check_delegated": True}, D(2026, 9, 17)),
])  # fmt: skip
def test_a_first_check_takes_ten_days_only_where_there_are_many_places_or_it_is_delegated(
    store: Store, more: dict[str, Value], end: date
) -> None:
    assert due(store, type="to_cao", state="moi_tiep_nhan", accepted_on=None, **more) == end


# --- the office's own day
def own(store: Store, day: date) -> bytes:
    row = save(store, "petition", letter()).row  # by law 07/10/2026
    save(store, "petition", {"due_on": day, "due_reason": "Chờ kết quả đo đạc"}, row)
    return row


def test_a_later_day_of_the_office_hides_no_overdue_term_of_the_law(store: Store) -> None:
    own(store, D(2026, 12, 20))
    line = lines(store, main=True)["B2"]
    assert (line.state, line.due) == ("overdue", D(2026, 10, 7))
    assert line.term is not None
    assert (line.term.by_law, line.term.due, line.term.set_by) == (D(2026, 10, 7), D(2026, 12, 20), LAN)
    assert all(word in line.sentence for word in ("07/10/2026", "20/12/2026", LAN, "Chờ kết quả đo đạc"))


def test_the_page_says_late_by_the_law_and_the_right_to_complain_again_and_on_time_go_by_it(store: Store) -> None:
    found = values(store, "petition", own(store, D(2026, 12, 20)))
    said = due_words(found, TODAY)
    assert said is not None
    assert said.tone == "danger"
    assert "07/10/2026" in said.text
    assert next_round.closed("petition", found, "lan_hai", TODAY) == ""
    assert on_time.in_time(terms.law(store), {**found, "resolved_on": D(2026, 11, 1)}, "resolved_on") is False


def test_an_earlier_day_of_the_office_is_what_counts_first(store: Store) -> None:
    own(store, D(2026, 9, 20))
    line = lines(store, main=True, on=D(2026, 9, 21))["B2"]
    assert (line.state, line.due) == ("overdue", D(2026, 9, 20))


@pytest.mark.usefixtures("english")
def test_the_morning_list_shows_the_laws_day_beside_the_offices_own(store: Store) -> None:
    row = own(store, D(2026, 11, 24))
    groups = {group.name: group for group in overview(store, TODAY).groups}
    assert [(task.row, task.due) for task in groups["overdue"].tasks] == [(row, D(2026, 10, 7))]
    assert [(task.row, task.due) for task in groups["soon"].tasks] == [(row, D(2026, 11, 24))]
    assert "By the law" in groups["overdue"].tasks[0].what
    assert groups["overdue"].count == 1
    assert morning_list.pdf(store, overview(store, TODAY)).startswith(b"%PDF")


# --- letters and notices
def test_after_a_decision_its_letters_are_lines_until_the_day_they_went_is_written(store: Store) -> None:
    row = save(store, "petition", letter(state="da_co_ket_qua", resolved_on=D(2026, 11, 16), result="sai",
                                         result_on=D(2026, 11, 16), round="lan_dau")).row  # fmt: skip
    found = lines(store, main=False)
    assert {rule: line.state for rule, line in found.items()} == {
        "B3": "overdue", "B4": "later", "B7": "later", "B8": "later",
    }  # fmt: skip
    assert all(line.petition == row and line.sentence.endswith(".") for line in found.values())
    assert [task.term.rule for task in _tasks(store, "overdue") if task.term] == ["B3"]
    given: dict[str, Value] = {"decision_sent_on": D(2026, 11, 20), "published_on": D(2026, 11, 21)}
    save(store, "petition", given, row)
    assert set(lines(store, main=False)) == {"B4", "B7"}
    assert set(lines(store, main=False, on=D(2027, 1, 4))) == {"B7"}, "the right to complain again has lapsed"
    save(store, "petition", {"in_force_on": D(2026, 11, 21), "state": "dang_thi_hanh"}, row)
    assert set(lines(store, main=False, on=D(2027, 1, 4))) == set()


def _tasks(store: Store, name: str) -> list[Any]:
    return [task for group in overview(store, TODAY).groups if group.name == name for task in group.tasks]


def test_a_second_decision_a_conclusion_and_a_forwarded_matter_have_theirs(store: Store) -> None:
    done: dict[str, Value] = {"state": "da_co_ket_qua", "resolved_on": D(2026, 11, 16), "result_on": D(2026, 11, 16)}
    save(store, "petition", letter(**done, round="lan_hai", result="cong_nhan_lan_dau"))
    save(store, "petition", letter(**done, type="to_cao", result="dung", source="co_quan_chuyen"))
    assert set(lines(store, main=False)) == {"B6", "B7", "B8", "C7", "C8", "A2"}


def test_an_accepted_denunciation_asks_for_its_notices_also_while_it_is_verified(store: Store) -> None:
    row = save(store, "petition", letter(type="to_cao", source="co_quan_chuyen")).row
    assert set(lines(store, main=False)) == {"C3", "C4"}
    save(store, "petition", {"accept_notified_on": D(2026, 9, 9), "forwarder_answered_on": D(2026, 9, 9)}, row)
    assert lines(store, main=False) == {}


def test_a_reply_is_passed_on_to_the_person(store: Store) -> None:
    save(store, "petition", letter(state="cho_phuc_dap", accepted_on=None, reply_on=D(2026, 11, 19)))
    assert set(lines(store, main=False)) == {"A3"}


def test_a_party_reception_shows_the_partys_term_beside_the_states(store: Store) -> None:
    row = save(store, "petition", letter(state="moi_tiep_nhan", accepted_on=None, receiving_body="cap_uy",
                                         source="tiep_cong_dan")).row  # fmt: skip
    assert (set(lines(store, main=True)), set(lines(store, main=False))) == ({"B1"}, {"A5"})
    save(store, "petition", {"informed_on": D(2026, 9, 8)}, row)
    assert lines(store, main=False) == {}


def test_a_letter_of_years_ago_that_nobody_wrote_down_is_history(store: Store) -> None:
    save(store, "petition", letter(received_on=D(2019, 3, 4), accepted_on=D(2019, 3, 8), state="da_co_ket_qua",
                                   resolved_on=D(2019, 4, 1), result_on=D(2019, 4, 1), result="sai"))  # fmt: skip
    assert deadlines(store, TODAY) == []


def test_what_is_closed_asks_for_no_letter(store: Store) -> None:
    save(store, "petition", letter(state="dong", resolved_on=D(2026, 11, 16), result_on=D(2026, 11, 16)))
    assert deadlines(store, TODAY) == []


def test_many_letters_do_not_crowd_out_what_is_to_be_settled(store: Store) -> None:
    sent = letter(state="da_co_ket_qua", resolved_on=D(2026, 9, 9), result_on=D(2026, 9, 9), result="sai")
    for _number in range(45):
        save(store, "petition", sent)
    row = save(store, "petition", letter()).row  # overdue since 07/10, later than all those letters
    assert row in {task.row for task in _tasks(store, "overdue")}
