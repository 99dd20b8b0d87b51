"""danvan record move and danvan petition: what a step asks for, refuses and points out, on a real office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import office_day
from danvan_desktop.cli.run import run
from tests.unit.cli.offices import answer, new_office

LETTER = ("received_on=01/07/2026", "type=khieu_nai", "summary_redacted=Mức bồi thường")


class Desk:
    """An office at the command line."""

    def __init__(self, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        self.words, self.capsys = words, capsys

    def new(self, *more: str) -> str:
        given = dict(word.split("=", 1) for word in (*LETTER, *more))
        return str(self.ask("record", "new", "petition", *(f"{name}={text}" for name, text in given.items()))["id"])

    def ask(self, *words: str, code: int = 0) -> Any:
        return answer(self.words, self.capsys, *words, exit_code=code)

    def move(self, row: str, state: str, *pairs: str, code: int = 0) -> Any:
        return self.ask("record", "move", "petition", row, state, *pairs, code=code)

    def walk(self, row: str, *states: str) -> None:
        for state in states:
            self.move(row, state)

    def shown(self, row: str) -> Any:
        return self.ask("record", "show", "petition", row)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(new_office(tmp_path), capsys)


def settling(desk: Desk) -> str:
    row = desk.new()
    desk.walk(row, "dang_phan_loai", "cho_thu_ly")
    desk.move(row, "da_thu_ly", "accepted_on=06/07/2026")
    desk.walk(row, "dang_xac_minh")
    return row


def test_a_suspension_is_kept_when_work_resumes_and_an_inverted_one_is_refused(desk: Desk) -> None:
    row = settling(desk)
    desk.move(row, "tam_dinh_chi", "suspended_from=10/07/2026")
    assert desk.shown(row)["due_on"] is None
    assert "09/07/2026" in desk.move(row, "dang_xac_minh", "suspended_to=09/07/2026", code=2)["error"]
    desk.move(row, "dang_xac_minh", "suspended_to=19/07/2026")
    assert desk.shown(row)["due_on"] == "2026-08-17"
    desk.move(row, "tam_dinh_chi", "suspended_from=21/07/2026")
    assert desk.shown(row)["suspended_before"] == "2026-07-10:2026-07-19"
    desk.move(row, "dang_xac_minh")
    assert desk.shown(row)["suspended_to"] is not None


def test_what_is_missing_is_named_with_the_field_to_give(desk: Desk) -> None:
    row = desk.new()
    desk.walk(row, "dang_phan_loai", "ngoai_tham_quyen")
    told = desk.move(row, "da_chuyen", code=2)["error"]
    assert "competent_body=… doc_no=…" in told
    desk.move(row, "da_chuyen", "competent_body=Sở X", "doc_no=7/CV", "doc_on=10/07/2026")
    assert desk.shown(row)["processed_on"] == "2026-07-10"


def test_a_warning_names_its_field_and_is_not_said_again_at_every_step(desk: Desk) -> None:
    row = desk.new("accepted_on=30/06/2026")
    first = desk.move(row, "dang_phan_loai")
    again = desk.ask("record", "edit", "petition", row, "village=Ấp 3")
    assert first["warnings"] == []
    assert any(text.startswith("Ngày thụ lý: ") for text in again["warnings"])


def test_a_decision_says_nothing_false_and_a_due_date_without_reason_is_pointed_out(desk: Desk) -> None:
    row = settling(desk)
    assert any("Lý do" in text for text in desk.ask("record", "edit", "petition", row, "due_on=01/12/2026")["warnings"])
    assert desk.move(row, "da_co_ket_qua", "result=sai", "result_on=03/08/2026")["warnings"] == []
    assert desk.shown(row)["resolved_on"] == "2026-08-03"


def test_deadlines_keep_the_laws_day_and_the_offices_own_apart(desk: Desk) -> None:
    row = settling(desk)
    desk.ask("record", "edit", "petition", row, "due_on=31/12/2099", "due_reason=Chờ đo đạc")
    [line] = desk.ask("deadlines", "--on", "2026-11-22")
    told = [line[name] for name in ("petition", "rule", "due", "state", "by_law", "own_due", "reason")]
    assert told == [row, "B2", "2026-08-05", "overdue", "2026-08-05", "2099-12-31", "Chờ đo đạc"]
    assert [task["due"] for task in desk.ask("due", "--on", "2026-11-22")["overdue"]["tasks"]] == ["2026-08-05"]


def test_letters_after_a_decision_are_lines_of_deadlines(desk: Desk) -> None:
    row = settling(desk)
    desk.move(row, "da_co_ket_qua", "result=sai", "result_on=03/08/2026")
    found = desk.ask("deadlines", "--on", "2026-08-04")
    assert {(line["rule"], line["state"]) for line in found} == {
        ("B3", "this_week"), ("B4", "later"), ("B7", "later"), ("B8", "later"),
    }  # fmt: skip
    desk.ask("record", "edit", "petition", row, "decision_sent_on=05/08/2026", "published_on=10/08/2026")
    assert {line["rule"] for line in desk.ask("deadlines", "--on", "2026-08-11")} == {"B4", "B7"}


def test_a_second_round_is_begun_once_not_before_the_decision_and_late_is_said(desk: Desk) -> None:
    row = settling(desk)
    desk.move(row, "da_co_ket_qua", "result=sai", "result_on=03/08/2026")
    desk.ask("petition", "again", row, "--on", "2026-06-30", code=2)
    made = desk.ask("petition", "again", row, "--on", "2026-10-01")
    assert any("B4" in text for text in made["warnings"])
    assert "error" in desk.ask("petition", "again", row, "--on", "2026-10-02", code=2)


def test_a_new_petition_may_be_withdrawn_as_a_whole(desk: Desk) -> None:
    row = desk.new()
    told = desk.ask("petition", "withdraw", row, "--whole", "--on", "2026-07-03")
    assert any("02/XLD" in line for line in told["consequences"])
    shown = desk.shown(row)
    assert (shown["state"], shown["processed_on"]) == ("dinh_chi", "2026-07-03")


def test_tables_say_which_settled_petitions_they_cannot_count(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.new("state=da_co_ket_qua", "accepted_on=03/07/2026", "resolved_on=03/08/2026")
    assert desk.ask("tables", "--period", "Q3-2026")["undecided"] == 1
    assert run([*desk.words, "tables", "--period", "Q3-2026"]) == 0
    assert "--figure 03/GQKN.0" in capsys.readouterr().out
    listed = desk.ask("records", "petition", "--figure", "03/GQKN.0", "--from", "2026-06-15", "--to", "2026-09-14")
    assert len(listed) == 1


def test_a_denunciation_is_not_guided_and_it_is_said_why(desk: Desk) -> None:
    row = desk.new("type=to_cao")
    desk.walk(row, "dang_phan_loai", "ngoai_tham_quyen")
    assert "24" in desk.move(row, "da_huong_dan", code=2)["error"]


def test_a_day_the_law_counts_from_is_not_taken_silently(desk: Desk) -> None:
    row = desk.new()
    desk.walk(row, "dang_phan_loai", "cho_thu_ly")
    told = desk.move(row, "da_thu_ly")
    assert told["filled"] == {"accepted_on": desk.shown(row)["accepted_on"]}
    desk.walk(row, "dang_xac_minh")
    assert desk.move(row, "tam_dinh_chi", f"suspended_from={office_day.today():%d/%m/%Y}")["filled"] == {}
    desk.capsys.readouterr()
    assert run([*desk.words, "record", "move", "petition", row, "dang_xac_minh"]) == 0
    assert f"Tạm đình chỉ đến ngày: {office_day.today():%d/%m/%Y} (" in desk.capsys.readouterr().out
