"""Every figure equals an independent slow count, and its list has as many records as the number says."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop import indicators
from danvan_desktop.app.figures import figure_records, figures
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.figure_value import FigureValue
from danvan_desktop.storage.figures import codes_in_use
from danvan_desktop.storage.store import Store
from tests.unit.indicators import slow
from tests.unit.indicators.worlds import PERIODS, new_store, raw_worlds, write

GROUPS = {
    "petitions": ("case", "petition", "reception", "reception_session"),
    "models": ("model", "model_year", "model_recognition", "model_replication"),
    "events": ("event", "site", "event_opinion"),
    "awards": ("award",),
}


def _check(store: Store, world: slow.World, values: list[FigureValue]) -> None:
    for item in values:
        if item.code in slow.RATIOS:
            above, below = (slow.COUNTS[code](world) for code in slow.RATIOS[item.code])
            assert (item.numerator, item.denominator) == (above, below), item.code
        elif item.code == "D05.carried.ratio":
            assert item.denominator == slow.COUNTS["D06.opening"](world) + slow.COUNTS["D04"](world)
            assert item.numerator == slow.COUNTS["D05.carried"](world)
        elif item.part:
            assert item.value == slow.SPLITS[item.code.removesuffix(f".{item.part}")](world, item.part), item.code
        else:
            assert item.value == slow.COUNTS[item.code](world), item.code


def _check_lists(store: Store, period: Period, values: list[FigureValue]) -> None:
    for item in values:
        found = indicators.find(item.code, partial(codes_in_use, store.conn))
        assert found is not None, item.code
        listed = figure_records(store, found.record_type, item.code, period)
        assert len(set(listed)) == len(listed)
        if item.kind == "ratio":
            above = figure_records(store, found.record_type, item.code, period, part="numerator")
            assert (len(above), len(listed)) == (item.numerator, item.denominator)
            assert set(above) <= set(listed)
        elif found.sums:
            shown = [store.get(found.record_type, row) for row in listed]
            added = sum((r.values[name] or 0 for r in shown if r for name in found.sums), Decimal(0))
            assert added == item.value
        else:
            assert len(listed) == item.value, item.code


@pytest.mark.parametrize("group", GROUPS)
@given(data=st.data(), period=st.sampled_from(PERIODS))
def test_every_figure_equals_a_slow_count_and_opens_its_list(group: str, data: st.DataObject, period: Period) -> None:
    raw = data.draw(raw_worlds(*GROUPS[group]))
    store = new_store()
    world = write(store, raw, period)
    values = figures(store, period)
    _check(store, world, values)
    _check_lists(store, period, values)
    store.close()


def test_the_slow_count_knows_every_figure() -> None:
    known = set(slow.COUNTS) | set(slow.RATIOS) | {"D05.carried.ratio"}
    plain = {item.code for item in indicators.ALL if item.split is None}
    assert plain == known
    assert {item.code for item in indicators.ALL if item.split} == set(slow.SPLITS)


@given(raw=raw_worlds("petition"), period=st.sampled_from(PERIODS))
def test_opening_plus_received_minus_resolved_is_what_stays_open(
    raw: dict[str, list[slow.Row]], period: Period
) -> None:
    store = new_store()
    write(store, raw, period)
    by_code = {item.code: item.value or 0 for item in figures(store, period)}
    assert by_code["D06.opening"] + by_code["D04"] - by_code["D05.carried"] == by_code["D06"]
    parts = ("before_acceptance", "in_settlement", "transferred", "undated")
    assert sum(by_code[f"D06.{name}"] for name in parts) == by_code["D06"]
    for split in ("D04.type.", "D04.field."):
        assert sum(value for code, value in by_code.items() if code.startswith(split)) == by_code["D04"]
    store.close()


@given(raw=raw_worlds("model", "model_year"), period=st.sampled_from(PERIODS))
def test_every_split_of_the_models_adds_up(raw: dict[str, list[slow.Row]], period: Period) -> None:
    store = new_store()
    write(store, raw, period)
    by_code = {item.code: item.value or 0 for item in figures(store, period)}
    for split in ("B02.field.", "B02.holder.", "B02.kind."):
        assert sum(value for code, value in by_code.items() if code.startswith(split)) == by_code["B01"]
    assert by_code["B07.money"] == sum(by_code[f"B07.money.{part}"] for part in ("state", "people", "other", "unsplit"))
    store.close()
