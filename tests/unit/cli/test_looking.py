"""danvan due, find, places: the morning list, the search over everything and the finder of units."""

from __future__ import annotations

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import LETTER, VISIT, answer

pytestmark = pytest.mark.usefixtures("vietnamese")


def test_what_is_due_follows_the_day(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    row = answer(words, capsys, "record", "new", "petition", *LETTER, "due_on=10/03/2025")["id"]
    for day, group in (("2025-03-05", "soon"), ("10/03/2025", "today"), ("11/03/2025", "overdue")):
        found = answer(words, capsys, "due", "--on", day)
        assert [task["id"] for task in found[group]["tasks"]] == [row]
        assert found[group]["count"] == 1
    assert run([*words, "due", "--on", "11/03/2025"]) == 0
    told = capsys.readouterr().out
    assert "Quá hạn: 1" in told
    assert "10/03/2025" in told


def test_words_find_records_of_every_type(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    visit = answer(words, capsys, "record", "new", "reception", *VISIT)["id"]
    letter = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    for text, row in (("thu hoi", visit), ("tran hoa", letter)):
        assert [hit["id"] for one in answer(words, capsys, "find", text) for hit in one["hits"]] == [row]
    assert run([*words, "find", "thu hoi"]) == 0
    assert visit in capsys.readouterr().out
    assert answer(words, capsys, "find", "khongcogi") == []


def test_places_are_found_without_an_office(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer([], capsys, "places", "ea drang")
    assert any("Ea Drăng" in one["name"] for one in found)
    assert run(["places", "ea drang", "--on", "2024-01-01"]) == 0
    assert "Ea Drăng" in capsys.readouterr().out
