"""The README's recipes, followed step by step: a new type, a new field and a new figure need nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from danvan_desktop import records
from danvan_desktop.domain.indicator import Dated, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.storage import figures, migrations
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store

KEY = bytes(range(32))
UNIT = UnitInfo("25920", "Xã Mẫu", "commune")
VISIT = RecordType(  # recipe 1: one frozen definition, nothing else
    "home_visit", "Home visit", "Home visits", title=("place",),
    fields=(
        Field("visited_on", Kind.DATE, "Visited on", required=True, column=1, index=True),
        Field("place", Kind.TEXT, "Place", column=2, searchable=True),
    ),
)  # fmt: skip
VISITS = Indicator("X01", "Home visits", "visits", "home_visit", (Dated("visited_on"),))  # recipe 3


def known(*more: RecordType) -> dict[str, RecordType]:
    return {record.name: record for record in (*records.ALL, *more)}


def test_a_new_record_type_is_one_definition(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.db", KEY, UNIT, types=known(VISIT))
    with store.batch(officer="Lê A") as batch:
        row = batch.new("home_visit", {"visited_on": date(2026, 3, 2), "place": "Ấp Đông"})
    assert store.search("home_visit", "ap dong") == [row]
    assert [change.field for change in store.history("home_visit", row)] == ["place", "visited_on"]
    assert store.check_rebuild().equal
    store.close()


def test_a_new_type_reaches_an_office_that_was_set_up_before(tmp_path: Path) -> None:
    Store.create(tmp_path / "a.db", KEY, UNIT).close()
    store = migrations.open_store(tmp_path / "a.db", KEY, types=known(VISIT))
    with store.batch(officer="Lê A") as batch:
        row = batch.new("home_visit", {"visited_on": date(2026, 3, 2), "place": "Ấp Đông"})
    assert store.get("home_visit", row) is not None
    store.close()


def test_a_new_field_reaches_old_records_as_empty(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.db", KEY, UNIT, types=known(VISIT))
    with store.batch(officer="Lê A") as batch:
        row = batch.new("home_visit", {"visited_on": date(2026, 3, 2), "place": "Ấp Đông"})
    store.close()
    # recipe 2: the field is added, nothing else
    wider = replace(
        VISIT, fields=(*VISIT.fields, Field("gift", Kind.TEXT, "Gift", searchable=True, since=2))
    )  # recipe 2
    store = migrations.open_store(tmp_path / "a.db", KEY, types=known(wider))
    found = store.get("home_visit", row)
    assert found is not None
    assert found.values["gift"] is None
    with store.batch(officer="Lê A") as batch:
        batch.edit("home_visit", row, {"gift": "Gạo"})
    assert store.search("home_visit", "gao") == [row]
    assert store.check_rebuild().equal
    store.close()


def test_a_new_figure_opens_the_list_it_counts(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.db", KEY, UNIT, types=known(VISIT))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))  # edges and outside
    with store.batch(officer="Lê A") as batch:
        rows = [batch.new("home_visit", {"visited_on": day}) for day in days]
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert figures.value(store.conn, store.types, VISITS, period) == 2
    assert set(figures.ids(store.conn, store.types, VISITS, period)) == {rows[1], rows[2]}
    store.close()
