"""Filter cells, by property: what is shown for conditions reads back as the same conditions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop import records
from danvan_desktop.app.listing import Condition
from danvan_desktop.app.listing.filter_cell import all_codes, cell_text, read_cell
from danvan_desktop.app.listing.sentences import sentence
from danvan_desktop.errors import UserError

TODAY = date(2026, 11, 22)
PETITION = records.get("petition")
DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))
STATES = all_codes(PETITION.field("state"))


def again(*conditions: Condition) -> tuple[Condition, ...]:
    """Conditions shown as text, and the text read."""
    return read_cell(PETITION, conditions[0].field, cell_text(PETITION, conditions), TODAY)


@given(DAYS, st.sampled_from(["is", "from", "to"]))
def test_a_day_reads_back(day: date, test: str) -> None:
    found = Condition("received_on", test, day)
    assert again(found) == (found,)


@given(DAYS, DAYS)
def test_a_span_reads_back(one: date, other: date) -> None:
    low, high = sorted((one, other))
    span = (Condition("received_on", "from", low), Condition("received_on", "to", high))
    assert again(*span) == span


@given(DAYS, DAYS)
def test_a_span_typed_without_spaces_is_read(one: date, other: date) -> None:
    low, high = sorted((one, other))
    found = read_cell(PETITION, "received_on", f"{low:%d/%m/}{low.year}-{high:%d/%m/}{high.year}", TODAY)
    assert found == (Condition("received_on", "from", low), Condition("received_on", "to", high))
    assert read_cell(PETITION, "received_on", "1-8-2026", TODAY) == (Condition("received_on", "is", date(2026, 8, 1)),)


@given(st.integers(0, 10**9), st.sampled_from(["is", "from", "to"]))
def test_a_number_reads_back(number: int, test: str) -> None:
    found = Condition("people_count", test, number)
    assert again(found) == (found,)


@given(st.decimals(0, 10**6, places=2).map(lambda number: number.normalize() + 0))
def test_a_quantity_reads_back(number: Decimal) -> None:
    found = Condition("land_recovered_m2", "from", number)
    assert again(found) == (found,)


@given(st.lists(st.sampled_from(STATES), min_size=1, unique=True))
def test_states_read_back(codes: list[str]) -> None:
    [found] = again(Condition("state", "any", tuple(codes)))
    assert set(found.value) == set(codes)  # type: ignore[call-overload]


@given(st.text(max_size=30), st.sampled_from([field.name for field in PETITION.fields]))
def test_anything_typed_is_conditions_or_a_sentence(text: str, name: str) -> None:
    try:
        found = read_cell(PETITION, name, text, TODAY)
    except UserError:
        return
    if found:
        assert sentence(PETITION, found)
        assert isinstance(cell_text(PETITION, found), str)
