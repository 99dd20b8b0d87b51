"""Number books: registers go on by themselves, each book belongs to one computer, and nothing is given twice unseen."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.app import editing, number_books
from danvan_desktop.app.number_books import BookKey
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, THERE, TODAY, from_elsewhere, reception, save, values

LETTER = BookKey("giay_bao_tin")
ON = date(2026, 3, 2)


def begun(store: Store) -> dict[str, object]:
    return dict(editing.start(store, "reception", today=TODAY, officer=LAN))


def visit(store: Store, **more: object) -> bytes:
    """A visit as the form saves it: what it began with, and what was typed."""
    first = begun(store)
    return save(store, "reception", {**first, **reception(), **more}, before=first).row


def number(store: Store, row: bytes) -> object:
    return values(store, "reception", row)["register_no"]


def test_a_register_goes_on_by_itself_and_may_be_typed_over(store: Store) -> None:
    assert begun(store)["register_no"] == "1"
    assert number(store, visit(store)) == "1"
    assert number(store, visit(store, register_no="15")) == "15"
    assert number(store, visit(store)) == "16"
    assert number(store, visit(store, register_no="7a")) == "7a"
    assert number(store, visit(store, register_no=None)) is None
    assert number(store, visit(store)) == "17"


def test_the_next_number_comes_after_those_of_the_register_that_is_here(store: Store) -> None:
    for text in ("9", "112", "12/2025", "", "Số 900"):
        save(store, "reception", reception(register_year=2026, register_no=text))
    save(store, "reception", reception(register_year=2025, register_no="500"))
    assert begun(store)["register_no"] == "113"


def test_a_number_in_the_bin_is_not_given_again(store: Store) -> None:
    row = visit(store)
    with store.batch(officer=LAN) as batch:
        batch.delete("reception", row)
    assert begun(store)["register_no"] == "2"


def test_two_windows_that_propose_the_same_number_save_two(store: Store) -> None:
    first, second = begun(store), begun(store)
    assert first["register_no"] == second["register_no"] == "1"
    one = save(store, "reception", {**first, **reception()}, before=first).row
    two = save(store, "reception", {**second, **reception()}, before=second).row
    assert (number(store, one), number(store, two)) == ("1", "2")


def test_a_number_that_was_refused_with_its_save_is_still_free(store: Store) -> None:
    first = begun(store)
    with pytest.raises(UserError):
        save(store, "reception", {**first, **reception(people_count=0)}, before=first)
    assert begun(store)["register_no"] == "1"


def test_records_that_came_in_otherwise_are_looked_at_before_the_next_number(store: Store) -> None:
    visit(store)
    with store.batch(officer=LAN) as batch:
        batch.new("reception", reception(register_year=2026, register_no="40"))
    number_books.records_came(store)
    assert begun(store)["register_no"] == "41"


def test_a_number_typed_by_hand_does_not_hide_higher_ones_that_came_in(store: Store) -> None:
    visit(store)
    with store.batch(officer=LAN) as batch:
        batch.new("reception", reception(register_year=2026, register_no="40"))
    number_books.records_came(store)
    visit(store, register_no="7")
    assert begun(store)["register_no"] == "41"


def test_each_year_and_each_term_has_its_own_numbers(store: Store) -> None:
    with store.writing():
        taken = [number_books.take(store, LETTER, day) for day in (ON, ON, date(2027, 1, 4))]
        term = BookKey("cong_van", term="2025-2030")
        taken += [number_books.take(store, term, day) for day in (ON, date(2027, 1, 4))]
    assert taken == ["1", "2", "1", "1", "2"]


def test_each_body_has_its_own_book(store: Store) -> None:
    body = save(store, "organisation", {"name": "Ban Tiếp công dân"}).row
    key = BookKey("giay_bao_tin", body)
    assert number_books.open_book(store, key, 2026, LAN, first=31).next == 31
    with store.writing():
        assert number_books.take(store, key, ON) == "31"
        assert number_books.take(store, LETTER, ON) == "1"
    assert {item.key.body for item in number_books.listed(store, 2026) if item.key.kind == "giay_bao_tin"} == {
        body,
        b"",
    }


def test_a_letter_that_is_not_saved_uses_no_number(store: Store) -> None:
    def fails_after_taking() -> None:
        with store.writing():
            number_books.take(store, LETTER, ON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_after_taking()
    assert number_books.standing(store, LETTER, 2026).next == 1


def test_a_book_of_another_computer_makes_the_number_wait_until_it_is_taken_over(store: Store) -> None:
    row = THERE + (7).to_bytes(8, "big")
    there = {"doc_kind": "reception", "year": 2026, "unit": store.unit.code}
    from_elsewhere(store, "number_book", row, there)
    assert "register_no" not in begun(store)
    with pytest.raises(UserError), store.writing():
        number_books.take(store, BookKey("reception"), TODAY)
    assert number(store, visit(store)) is None
    assert number_books.take_over(store, BookKey("reception"), 2026, LAN).ours
    assert begun(store)["register_no"] == "1"


def test_a_book_is_opened_once_and_its_next_number_may_be_set(store: Store) -> None:
    opened = number_books.open_book(store, BookKey("reception"), 2026, LAN)
    assert (opened.ours, opened.next, opened.row is not None) == (True, 1, True)
    with pytest.raises(UserError):
        number_books.open_book(store, BookKey("reception"), 2026, LAN)
    assert number_books.set_next(store, BookKey("reception"), 2026, 120).next == 120
    assert begun(store)["register_no"] == "120"
    for wrong in (0, 10_000_000):
        with pytest.raises(UserError):
            number_books.set_next(store, BookKey("reception"), 2026, wrong)
    with pytest.raises(UserError):
        number_books.take_over(store, BookKey("cong_van"), 2026, LAN)


def test_numbers_seen_twice_are_listed_with_their_records(store: Store) -> None:
    rows = [visit(store, register_no=text) for text in ("5", "5", "6", "05")]
    assert number_books.twice(store, "reception", 2026) == {"5": [rows[0], rows[1], rows[3]]}  # “05” is 5
    assert number_books.twice(store, "petition", 2026) == {}


def test_counters_leave_this_computer_in_no_op(store: Store) -> None:
    number_books.open_book(store, BookKey("reception"), 2026, LAN, first=77_123)
    lines = [bytes(line) for (line,) in store.conn.execute("SELECT line FROM op").fetchall()]
    assert lines
    assert not any(b"77123" in line for line in lines)
