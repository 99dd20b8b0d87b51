"""danvan deadlines, explain-deadline, calendar, due --pdf: what scripts and outside checks read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from danvan_desktop.cli.run import run
from tests.conftest import ROOT
from tests.unit.cli.offices import answer

CALENDAR = ROOT / "resources" / "law" / "vn_calendar.json"
LETTER = ("received_on=18/11/2026", "type=khieu_nai", "petition_no=7/2026", "petitioner_name=Trần Thị Hoa")

pytestmark = pytest.mark.usefixtures("vietnamese")


def test_a_term_is_explained_without_an_office(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer([], capsys, "explain-deadline", "--rule", "B2", "--start", "2026-01-15")
    assert set(found) == {"rule", "version", "start", "raw_end", "due", "certain", "sentence"}
    assert (found["rule"], found["start"], found["raw_end"], found["due"], found["certain"]) == (
        "B2", "2026-01-15", "2026-02-14", "2026-02-23", True
    )  # fmt: skip
    assert "Tết 14–22/02" in found["sentence"]
    far = answer([], capsys, "explain-deadline", "--rule", "B2", "--start", "15/01/2026", "--remote", "--complex")
    assert far["due"] == "2026-03-16"
    stopped = ("--suspended", "2026-03-10:2026-03-20")
    paused = answer([], capsys, "explain-deadline", "--rule", "C5", "--start", "2026-03-02", *stopped)
    assert paused["raw_end"] == "2026-04-12"
    small = answer([], capsys, "explain-deadline", "--rule", " b2 ", "--start", "2026-01-15")
    assert small == found, "a rule is known by its small letters too"
    assert run(["explain-deadline", "--rule", "B1", "--start", "2026-11-18"]) == 0
    assert "27/11/2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [("--rule", "D3"), ("--rule", "Q7"), ("--rule", "B2", "--suspended", "2026-03-09:2026-03-01"),
     ("--rule", "B2", "--suspended", "x")],
)  # fmt: skip
def test_a_term_that_cannot_be_told_is_bad_input(capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]) -> None:
    assert "error" in answer([], capsys, "explain-deadline", "--start", "2026-03-02", *wrong, exit_code=2)


def test_open_petitions_are_listed_with_rule_day_state_and_reason(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    [line] = answer(words, capsys, "deadlines", "--on", "2026-11-20")
    assert {"petition", "rule", "due", "state", "sentence"} <= set(line)
    assert (line["petition"], line["rule"], line["due"], line["state"]) == (row, "B1", "2026-11-27", "this_week")
    assert not line["certain"]
    assert "24/11/2026" in line["sentence"]
    for on, state in (("2026-11-27", "today"), ("2026-11-28", "overdue"), ("2026-11-18", "later")):
        assert answer(words, capsys, "deadlines", "--on", on)[0]["state"] == state
    assert run([*words, "deadlines", "--on", "2026-11-20"]) == 0
    told = capsys.readouterr().out
    assert "7/2026" in told
    assert "Hoa" not in told


def test_a_shown_calendar_is_a_file_that_can_be_taken_in_and_moves_due_dates(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    shown = answer(words, capsys, "calendar", "show")
    assert {day["date"] for day in shown["days"]} >= {"2026-01-02", "2026-01-10", "2026-11-24"}
    for day in shown["days"]:
        if day["date"] == "2026-11-24":
            assert day["kind"] == "du_kien"
            day["kind"] = "le"
    file = tmp_path / "lich.json"
    file.write_text(json.dumps({**shown, "version": "2099-01-01"}), encoding="utf-8")
    taken = answer(words, capsys, "calendar", "import", str(file))
    assert taken["version"] == "2099-01-01"
    assert taken["days"] == [{"date": "2026-11-24", "before": "du_kien", "after": "le"}]
    assert [(one["petition"], one["before"], one["after"]) for one in taken["moved"]] == [
        (row, "2026-11-27", "2026-11-30")
    ]
    [line] = answer(words, capsys, "deadlines", "--on", "2026-11-20")
    assert (line["due"], line["certain"]) == ("2026-11-30", True)
    found = answer(words, capsys, "explain-deadline", "--rule", "B1", "--start", "2026-11-18")
    assert found["due"] == "2026-11-30", "the office's own calendar counts where its passphrase is given"
    assert answer([], capsys, "explain-deadline", "--rule", "B1", "--start", "2026-11-18")["due"] == "2026-11-27"
    assert run([*words, "calendar", "import", str(CALENDAR)]) == 2
    assert run([*words, "calendar", "show", "--year", "2026"]) == 0
    assert "10/01/2026" in capsys.readouterr().out


def test_the_morning_list_is_printed_with_every_group_in_words_and_no_name(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(words, capsys, "record", "new", "petition", *LETTER)
    away = ["received_on=02/11/2026", "type=tranh_chap", "petition_no=8/2026", "state=cho_phuc_dap"]
    answer(words, capsys, "record", "new", "petition", *away, "doc_on=05/11/2026")
    file = tmp_path / "viec.pdf"
    found = answer(words, capsys, "due", "--on", "2026-11-30", "--pdf", str(file))
    assert found["overdue"]["count"] == 1
    assert found["overdue"]["tasks"][0]["why"]
    assert found["waiting_reply"]["count"] == 1
    text = " ".join("".join(page.extract_text() for page in PdfReader(file).pages).split())
    for word in ("Quá hạn (1)", "7/2026", "27/11/2026", "quá 3 ngày", "8/2026", "Đang chờ phúc đáp", "đã 25 ngày"):
        assert word in text, word
    assert "Hoa" not in text


def test_a_year_the_calendar_does_not_have_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(words, capsys, "calendar", "show", "--year", "2035", exit_code=2)
    assert "2035" in said["error"]
    assert "2026" in said["error"]
