"""Years 1970 to 2106 and clocks that jump back: order, hand-over and figures do not hang on what a machine claims."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain import journal
from danvan_desktop.storage import peers
from tests.oracle import reference
from tests.unit.handoff.offices import Offices, differing, lines_of, machine_clock, shown

YEARS = (1970, 1971, 1980, 1999, 2000, 2026, 2036, 2037, 2038, 2039, 2069, 2070, 2100, 2105, 2106)


def ms(year: int, month: int = 1, day: int = 1) -> int:
    return max(1, int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000))


def sound(offices: Offices, name: str) -> None:
    store = offices[name]
    rights = {replica.hex(): (a.unit, a.level) for replica, a in store.roster.items()}
    meaning = reference(lines_of(store), rights, append_only={"step"})
    rows, _deleted, conflicts = shown(store)
    expected = {t: {r: {n: v for n, v in f.items() if v is not None} for r, f in found.items()}
                for t, found in meaning.rows.items()}  # fmt: skip
    assert not differing(rows, expected)
    assert conflicts == meaning.conflicts == set()
    assert store.check_rebuild().equal


@pytest.mark.parametrize("order", ["up", "down", "mixed"])
def test_a_save_in_every_year_and_each_replaces_the_one_before(offices: Offices, order: str) -> None:
    years = {"up": YEARS, "down": YEARS[::-1], "mixed": (*YEARS[::2], *YEARS[1::2][::-1])}[order]
    commune = offices["C1"]
    with machine_clock(lambda: ms(years[0])), commune.batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "0", "day": date(years[0], 12, 31)})
    for place, year in enumerate(years[1:], 1):
        with machine_clock(lambda at=year: ms(at, 2, 28)):  # type: ignore[misc]
            with commune.batch(officer="Lê A") as batch:
                batch.edit("note", row, {"x": str(place), "day": date(year, 1, 1)})
            found = commune.get("note", row)
            assert found is not None
            assert (found.values["x"], found.values["day"]) == (str(place), date(year, 1, 1))
        if place % 5 == 0:
            with machine_clock(lambda at=years[-place]: ms(at)):  # type: ignore[misc]
                assert {one.status for one in offices.hand_over("C1", "D")} == {"applied"}
    hlcs = [h for (h,) in commune.conn.execute("SELECT hlc FROM op WHERE row = ? ORDER BY seq", (row,))]
    assert all(one < other for one, other in itertools.pairwise(hlcs))
    offices.hand_over("C1", "D")
    offices.hand_over("D", "P")
    for name in ("C1", "D", "P"):
        assert offices[name].get("note", row).values["x"] == str(len(years) - 1)  # type: ignore[union-attr]
        sound(offices, name)
        assert peers.alarms(offices[name].conn) == []


def test_a_clock_of_2106_infects_nobody_and_blocks_nothing(offices: Offices) -> None:
    with machine_clock(lambda: ms(2106)), offices["C1"].batch(officer="Lê A") as batch:
        row = batch.new("note", {"x": "từ 2106"})
    with machine_clock(lambda: ms(2026)):
        offices.hand_over("C1", "C2")
        with offices["C2"].batch(officer="Lê B") as batch:
            batch.edit("note", row, {"x": "sửa năm 2026"})
            other = batch.new("note", {"x": "khác"})
        assert offices["C2"].conn.execute("SELECT max(hlc) >> 16 FROM op WHERE row = ?", (other,)).fetchone() == (
            pytest.approx(ms(2026), abs=86_400_000),
        )
        offices.hand_over("C2", "C1")
    for name in ("C1", "C2"):
        assert offices[name].get("note", row).values["x"] == "sửa năm 2026"  # type: ignore[union-attr]
        sound(offices, name)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.booleans(), st.integers(ms(1970), ms(2106))), min_size=1, max_size=30))
def test_the_logical_clock_only_goes_up_whatever_the_wall_and_others_say(steps: list[tuple[bool, int]]) -> None:
    last = 0
    for remote, wall in steps:
        if remote:
            adopted = journal.adopt_hlc(last, wall << 16, ms(2026))
            assert last <= adopted <= max(last, ms(2026) + journal.DAY_MS << 16)
            last = adopted
        else:
            now = journal.next_hlc(last, wall)
            assert now > last
            assert now < 2**63
            last = now
