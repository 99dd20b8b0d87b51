"""danvan duplicates: pairs without a name, linked, taken back, dismissed; cases merged and taken apart."""

from __future__ import annotations

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import answer

TWICE = (
    "received_on=2026-09-02", "type=khieu_nai", "petitioner_name=Nguyễn Văn Hùng",
    "petitioner_address=Ấp Bình Tây, xã Thạnh Hóa", "summary_redacted=Không đồng ý giá bồi thường đất lúa",
)  # fmt: skip


def _two(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    first = answer(words, capsys, "record", "new", "petition", *TWICE)["id"]
    late = [*TWICE[1:], "received_on=2026-10-05"]
    return first, answer(words, capsys, "record", "new", "petition", *late)["id"]


def test_pairs_are_listed_with_their_reasons_and_without_a_name(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first, late = _two(words, capsys)
    (pair,) = answer(words, capsys, "duplicates", "list", "--from", "2026-10-01", "--to", "2026-10-31")
    assert (pair["first"], pair["later"]) == (first, late)
    assert pair["reasons"] == ["name", "place", "same_text"]
    assert answer(words, capsys, "duplicates", "list", "--from", "2025-01-01", "--to", "2025-12-31") == []
    assert run([*words, "duplicates", "list"]) == 0
    told = capsys.readouterr().out
    assert late in told
    assert "Hùng" not in told
    assert run([*words, "duplicates", "list", "--from", "2026-10-01"]) == 2


def test_a_duplicate_is_linked_and_taken_back(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    first, late = _two(words, capsys)
    assert answer(words, capsys, "duplicates", "link", late, first)["done"]
    shown = answer(words, capsys, "record", "show", "petition", late)
    assert (shown["state"], shown["original"]) == ("trung", first)
    assert answer(words, capsys, "duplicates", "list") == []
    group = answer(words, capsys, "duplicates", "unlink", late)["undo"]
    assert answer(words, capsys, "record", "show", "petition", late)["state"] == "moi_tiep_nhan"
    assert run([*words, "undo", group]) == 0
    capsys.readouterr()
    assert answer(words, capsys, "record", "show", "petition", late)["state"] == "trung"


def test_what_is_dismissed_is_not_listed_again(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    first, late = _two(words, capsys)
    answer(words, capsys, "duplicates", "dismiss", late, first)
    assert answer(words, capsys, "duplicates", "list") == []
    assert run([*words, "duplicates", "link", late, late]) == 2
    assert run([*words, "duplicates", "link", late, "no id"]) == 2


def test_two_cases_are_merged_and_taken_apart(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    first, late = _two(words, capsys)
    cases = []
    for number, row in enumerate((first, late)):
        answer(words, capsys, "duplicates", "dismiss", first, late)
        cases.append(answer(words, capsys, "record", "new", "case", f"code=VV {number}")["id"])
        answer(words, capsys, "record", "edit", "petition", row, f"case={cases[-1]}")
    answer(words, capsys, "duplicates", "merge", cases[0], cases[1])
    assert answer(words, capsys, "record", "show", "petition", first)["case"] == cases[1]
    answer(words, capsys, "duplicates", "unmerge", cases[0])
    assert answer(words, capsys, "record", "show", "petition", first)["case"] == cases[0]
    assert run([*words, "duplicates", "unmerge", cases[0]]) == 2


def test_a_visit_is_listed_linked_and_taken_back_by_command(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    petition = answer(words, capsys, "record", "new", "petition", *TWICE)["id"]
    came = ("received_on=2026-10-06", "kind=khieu_nai", "visitor_name=Nguyễn Văn Hùng", TWICE[4],
            "visitor_address=Ấp Bình Tây, xã Thạnh Hóa")  # fmt: skip
    visit = answer(words, capsys, "record", "new", "reception", *came)["id"]
    (pair,) = answer(words, capsys, "duplicates", "visits", "--from", "2026-10-01", "--to", "2026-10-31")
    assert (pair["first"], pair["later"], pair["later_type"]) == (petition, visit, "reception")
    assert run([*words, "duplicates", "visits"]) == 0
    assert "Hùng" not in capsys.readouterr().out
    answer(words, capsys, "duplicates", "link-visit", visit, petition)
    case = answer(words, capsys, "record", "show", "reception", visit)["case"]
    assert case == answer(words, capsys, "record", "show", "petition", petition)["case"]
    answer(words, capsys, "duplicates", "unlink-visit", visit)
    answer(words, capsys, "duplicates", "dismiss-visit", visit, petition)
    assert answer(words, capsys, "duplicates", "visits") == []
