"""05/KQTH: what must be carried out is stock, what was carried out stands in one quarter only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.app.official_tables import tables
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import in_memory

DECIDED: dict[str, Any] = {
    "unit": "80305", "received_on": date(2026, 6, 20), "type": "khieu_nai", "processed_on": date(2026, 6, 22),
    "eligible": True, "in_competence": True, "accepted_on": date(2026, 6, 24), "result": "dung",
    "result_on": date(2026, 8, 1), "resolved_on": date(2026, 8, 1), "in_force_on": date(2026, 9, 1),
    "money_recovered": 9_000_000, "money_collected": 5_000_000, "people_handled": 2, "officials_handled": 1,
    "prosecuted_cases": 1, "state": "thi_hanh_xong",
}  # fmt: skip


def _told(store: Store, period: str, *numbers: int) -> list[Any]:
    found = tables(store, "TT06-2025", period)
    assert found.failing == ()
    return [found.total.cells["05/KQTH"][str(number)] for number in numbers]


def _store(**more: Any) -> Store:
    store = in_memory()
    with store.batch(officer="A") as batch:
        batch.new("petition", {**DECIDED, **more})
    return store


def test_what_was_carried_out_in_november_is_in_the_fourth_quarter_and_the_year_and_never_in_the_third() -> None:
    store = _store(enforced_on=date(2026, 11, 1))
    assert _told(store, "Q3-2026", 1, 2, 3, 5, 11, 12, 13) == [1, 0, 9, 0, 0, 0, 0]
    assert _told(store, "Q4-2026", 1, 2, 3, 5, 11, 12, 13) == [1, 1, 9, 5, 2, 1, 1]
    assert _told(store, "9T-2026", 1, 2, 5, 11) == [1, 0, 0, 0]
    assert _told(store, "NAM-2026", 1, 2, 3, 5, 11, 13) == [1, 1, 9, 5, 2, 1]
    assert _told(store, "Q1-2027", 1, 2, 3, 5, 11) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("later", [{"enforced_on": date(2026, 11, 1)}, {"in_force_on": date(2026, 10, 3)}])
def test_a_day_written_down_later_changes_no_table_of_a_quarter_that_was_over(later: dict[str, Any]) -> None:
    before = _store(enforced_on=None, in_force_on=None)
    after = _store(**{"enforced_on": None, "in_force_on": None, **later})
    for period in ("Q2-2026", "Q3-2026", "9T-2026"):
        assert _told(before, period, *range(1, 16)) == _told(after, period, *range(1, 16))
    assert _told(after, "Q4-2026", 1) == [1]


def test_carried_out_without_a_day_of_force_counts_where_it_was_carried_out() -> None:
    store = _store(in_force_on=None, enforced_on=date(2026, 11, 1))
    assert _told(store, "Q4-2026", 1, 2, 5) == [1, 1, 5]
