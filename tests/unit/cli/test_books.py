"""danvan books: where each number book stands, numbers seen twice, and giving numbers on this computer."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import LETTER, answer

YEAR = date.today().year  # noqa: DTZ011  an office's day is its local day


def test_a_record_takes_the_next_number_and_the_book_shows_it(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    assert answer(words, capsys, "record", "show", "petition", first)["register_no"] == "1"
    answer(words, capsys, "record", "new", "petition", *LETTER, "register_no=1")
    books = {one["kind"]: one for one in answer(words, capsys, "books")}
    assert (books["petition"]["next"], books["petition"]["ours"], books["petition"]["year"]) == (2, True, YEAR)
    assert books["petition"]["twice"]["1"][0] == first
    assert books["reception"]["next"] == 1
    assert run([*words, "books"]) == 0
    assert capsys.readouterr().out.count("\n") == 3


def test_a_book_is_opened_set_and_refused_where_nothing_is_said(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    books = answer(words, capsys, "books", "open", "cong_van", "--term", "2025-2030", "--next", "31")
    assert [(one["next"], one["term"]) for one in books if one["kind"] == "cong_van"] == [(31, "2025-2030")]
    books = answer(words, capsys, "books", "set", "petition", "--next", "214")
    assert next(one["next"] for one in books if one["kind"] == "petition") == 214
    assert run([*words, "books", "open", "cong_van", "--term", "2025-2030"]) == 2
    assert run([*words, "books", "set", "petition"]) == 2
    assert run([*words, "books", "open"]) == 2
    assert run([*words, "books", "take-over", "cong_van", "--year", "2020"]) == 2
