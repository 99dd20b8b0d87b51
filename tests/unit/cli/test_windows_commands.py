"""What the petition's window and the duty page do, as commands: terms, withdrawal, stages, decisions, schedule."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import answer

Capsys = pytest.CaptureFixture[str]
RECEIVED = "received_on=2026-09-02"


def new(words: list[str], capsys: Capsys, type_name: str, *pairs: str) -> str:
    return str(answer(words, capsys, "record", "new", type_name, *pairs)["id"])


def test_every_term_of_a_petition_is_told_with_how_certain_it_is(words: list[str], capsys: Capsys) -> None:
    row = new(words, capsys, "petition", RECEIVED, "type=khieu_nai", "source=tiep_cong_dan", "receiving_body=cap_uy")
    found = answer(words, capsys, "petition", "terms", row)
    assert [(one["rule"], one["main"]) for one in found] == [("B1", True), ("A5", False)]
    assert found[0]["due"] == "2026-09-11"
    assert {one["certainty"] for one in found} <= {"certain", "check", "expected"}
    assert run([*words, "petition", "terms", row]) == 0
    assert "B1" in capsys.readouterr().out


def test_a_withdrawal_by_letter_keeps_what_was_withdrawn_and_tells_what_follows(
    words: list[str], capsys: Capsys
) -> None:  # fmt: skip
    row = new(words, capsys, "petition", RECEIVED, "type=khieu_nai")
    answer(words, capsys, "record", "move", "petition", row, "dang_phan_loai")
    more = ("--letter", "--contents", "Lối đi chung", "--on", "2026-09-10")
    found = answer(words, capsys, "petition", "withdraw", row, "--part", *more)
    assert (found["whole"], len(found["consequences"]) > 1) == (False, True)
    (paper,) = answer(words, capsys, "records", "paper")
    assert (paper["paper_kind"], paper["came_in"], paper["signed_on"]) == ("withdrawal", True, "2026-09-10")
    early = ("--whole", "--on", "2026-09-01")
    assert "error" in answer(words, capsys, "petition", "withdraw", row, *early, exit_code=2)


def test_petitions_of_a_stage_are_listed_as_of_a_day(words: list[str], capsys: Capsys) -> None:
    row = new(words, capsys, "petition", RECEIVED, "type=khieu_nai")
    asked = ("records", "petition", "--stage", "process-overdue", "--on")
    assert answer(words, capsys, *asked, "2026-09-11") == []
    assert [one["id"] for one in answer(words, capsys, *asked, "2026-09-12")] == [row]
    assert "error" in answer(words, capsys, "records", "petition", "--stage", "nothing", exit_code=2)
    assert "error" in answer(words, capsys, "records", "case", "--stage", "to-urge", exit_code=2)


def test_before_cases_are_merged_it_is_told_what_goes_over_and_decisions_are_listed(
    words: list[str], capsys: Capsys
) -> None:  # fmt: skip
    one, other = (new(words, capsys, "case", f"code=VV {n}") for n in (1, 2))
    row = new(words, capsys, "petition", RECEIVED, "type=khieu_nai", f"case={one}")
    (moved,) = answer(words, capsys, "duplicates", "merge", one, other, "--dry-run")
    assert (moved["type"], moved["id"]) == ("petition", row)
    assert answer(words, capsys, "duplicates", "decided") == []
    answer(words, capsys, "duplicates", "merge", one, other)
    (decision,) = answer(words, capsys, "duplicates", "decided")
    assert (decision["later"], decision["first"], decision["later_type"]) == (one, other, "case")
    answer(words, capsys, "duplicates", "unmerge", one)
    assert answer(words, capsys, "duplicates", "decided") == []
    assert run([*words, "duplicates", "decided"]) == 0


def test_the_schedule_of_a_month_is_written_told_and_marked_as_posted(
    words: list[str], capsys: Capsys, tmp_path: Path
) -> None:  # fmt: skip
    day = date.today().replace(day=28) + timedelta(days=20)  # noqa: DTZ011  a day of the next month
    new(words, capsys, "reception_session", f"session_on={day}", "mode=dinh_ky_thu_truong", "state=du_kien")
    file, month = tmp_path / "lich.pdf", f"{day:%Y-%m}"
    found = answer(words, capsys, "duty", "schedule", "--month", month, "-o", str(file))
    assert file.read_bytes().startswith(b"%PDF")
    assert [one["day"] for one in found["sessions"]] == [day.isoformat()]
    assert found["post_by"] < day.isoformat()
    posted = ("--posted", f"{date.today()}")  # noqa: DTZ011  the office's own day
    (after,) = answer(words, capsys, "duty", "schedule", "--month", month, *posted)["sessions"]
    assert after["posted"] == posted[1]
    assert "error" in answer(words, capsys, "duty", "schedule", "--month", "12/2026", exit_code=2)


def test_the_days_against_the_rule_still_need_a_period(words: list[str], capsys: Capsys) -> None:
    assert answer(words, capsys, "duty", "--from", "2026-10-01", "--to", "2026-10-31")["has_rules"] is True
    assert "error" in answer(words, capsys, "duty", "--from", "2026-10-01", exit_code=2)
