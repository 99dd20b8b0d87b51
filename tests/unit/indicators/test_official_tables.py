"""The six tables of TT 06/2025: every cell equals a slow count and its own list, and every formula holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from danvan_desktop.app.figures import figure_records
from danvan_desktop.app.official_tables import OfficialTables, table_set, tables
from danvan_desktop.domain.periods import Period
from danvan_desktop.errors import UserError
from danvan_desktop.indicators import tt06
from danvan_desktop.storage.batch import Batch
from tests.unit.app.desks import in_memory
from tests.unit.indicators import petition_year
from tests.unit.indicators.slow_tables import Slow

CASES = 260
PERIODS = ("Q1-2026", "Q2-2026", "Q3-2026", "Q4-2026", "6T-2026", "9T-2026", "NAM-2026")


class Year:
    """A store with a year in it, and the same as plain dicts."""

    def __init__(self) -> None:
        self.store = in_memory()
        self.rows: dict[str, list[dict[str, Any]]] = {
            "petition": petition_year.petitions(11, 2000, CASES),
            "reception": petition_year.receptions(8, 900, CASES),
            "reception_session": petition_year.sessions(9, 90),
        }
        with self.store.batch(officer="Lê Văn A") as batch:
            cases = [batch.new("case", {"unit": "80305", "code": f"VV-{n}"}) for n in range(CASES)]
            for place, (name, rows) in enumerate(self.rows.items()):
                if name != "reception_session":
                    petition_year.further_cases(20 + place, rows, CASES)
                for row in rows:
                    self._add(batch, name, row, cases)

    @staticmethod
    def _add(batch: Batch, name: str, row: dict[str, Any], cases: list[bytes]) -> None:
        if row.get("case") is not None:
            row["case"] = cases[row["case"]]
        further = row["further"] = [cases[place] for place in row.pop("further", ())]
        given = {key: value for key, value in row.items() if key != "further"}
        row["id"] = batch.new(name, {"unit": "80305", **given})
        for case in further:
            batch.new("case_link", {"unit": "80305", "case": case, name: row["id"]})

    def slow(self, period: Period) -> Slow:
        return Slow(period, self.rows["petition"], self.rows["reception"], self.rows["reception_session"])


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    made = Year()
    yield made
    made.store.close()


@pytest.mark.parametrize("name", PERIODS)
def test_every_cell_of_a_year_of_2000_petitions_equals_an_independent_slow_count(year: Year, name: str) -> None:
    found = tables(year.store, "TT06-2025", name)
    expected = year.slow(found.period).cells()
    told = {t: {int(c): n for c, n in cells.items()} for t, cells in found.total.cells.items() if t != "06/QLKNTC"}
    assert told == expected


@pytest.mark.parametrize("name", PERIODS)
def test_every_formula_of_the_circular_holds_over_every_path(year: Year, name: str) -> None:
    found = tables(year.store, "TT06-2025", name)
    assert [(c.formula, c.left, c.right) for c in found.failing] == []
    assert len(found.checks) == 36


def test_every_cell_opens_a_list_as_long_as_its_number(year: Year) -> None:
    found = tables(year.store, "TT06-2025", "NAM-2026")
    for column in tt06.columns():
        table, number = column.code.split(".")
        listed = figure_records(year.store, column.record_type, column.code, found.period)
        assert len(set(listed)) == len(listed) or column.each is not None  # a visit once for each of its cases
        told = found.total.cells[table][number]
        if not column.sums:
            assert len(listed) == told, column.code
            continue
        added = Decimal(0)
        for record in year.store.records(column.record_type, listed):
            added += Decimal(str(record.values[column.sums[0]] or 0))
        scale = 1_000_000 if column.sums[0].startswith("money") else 1
        assert added / scale == told, column.code


def test_no_column_is_empty_in_the_year_so_that_the_comparison_means_something(year: Year) -> None:
    found = tables(year.store, "TT06-2025", "NAM-2026")
    assert [f"{t}.{c}" for t, cells in found.total.cells.items() for c, n in cells.items() if not n] == [
        f"06/QLKNTC.{n}" for n in range(1, 18)
    ]


def test_what_was_not_processed_in_one_quarter_is_carried_into_the_next(year: Year) -> None:
    first = tables(year.store, "TT06-2025", "Q1-2026")
    second = tables(year.store, "TT06-2025", "Q2-2026")
    left = first.total.cells["02/XLD"]["1"] - first.total.cells["02/XLD"]["2"]
    new = len([
        r for r in year.rows["petition"]
        if second.period.first <= r["received_on"] <= second.period.last and r["state"] != "tach_don"
    ])  # fmt: skip
    assert left > 0
    assert second.total.cells["02/XLD"]["1"] == left + new


def _with_petition(**values: object) -> OfficialTables:
    store = in_memory()
    given: dict[str, Any] = {"unit": "80305", "received_on": date(2026, 7, 1), "type": "khieu_nai", **values}
    with store.batch(officer="A") as batch:
        batch.new("petition", given)
    return tables(store, "TT06-2025", "Q3-2026")


def test_an_out_of_competence_petition_with_no_action_is_shown_as_the_cells_of_the_formula_that_fails() -> None:
    found = _with_petition(processed_on=date(2026, 7, 3), eligible=True, in_competence=False, state="ngoai_tham_quyen")
    assert [(c.formula, c.cells) for c in found.failing] == [
        ("02/XLD: 23=24+25", (("02/XLD", 23), ("02/XLD", 24), ("02/XLD", 25)))
    ]


def test_a_register_without_the_columns_counts_an_accepted_complaint_as_eligible_and_ours() -> None:
    found = _with_petition(accepted_on=date(2026, 7, 3), state="da_thu_ly")
    assert {n: found.total.cells["02/XLD"][n] for n in "12346"} == dict.fromkeys("12346", 1)
    assert found.total.cells["03/GQKN"]["4"] == 1


def test_a_visit_about_two_cases_is_two_cases_and_a_petition_never_more_than_one_though_both_are_linked() -> None:
    store = in_memory()
    mine: dict[str, Any] = {"unit": "80305", "received_on": date(2026, 7, 1)}
    ours: dict[str, Any] = {
        "processed_on": date(2026, 7, 3),
        "eligible": True,
        "in_competence": True,
        "state": "cho_thu_ly",
    }
    with store.batch(officer="A") as batch:
        one, other = (batch.new("case", {"unit": "80305", "code": code}) for code in ("VV 1", "VV 2"))
        visit = batch.new("reception", {**mine, "kind": "khieu_nai", "state": "da_tiep", "case": one})
        head = batch.new("reception", {**mine, "kind": "khieu_nai", "mode": "dinh_ky_thu_truong", "state": "da_tiep"})
        rows = [batch.new("petition", {**mine, **ours, "type": "khieu_nai", "case": case}) for case in (one, None)]
        for name, row, case in (("reception", visit, other), ("reception", head, one), ("petition", rows[0], other)):
            batch.new("case_link", {"unit": "80305", "case": case, name: row})
    cells = tables(store, "TT06-2025", "Q3-2026").total.cells
    assert {n: cells["01/TCD"][n] for n in ("1", "3", "7", "13")} == {"1": 2, "3": 2, "7": 1, "13": 1}
    assert (cells["02/XLD"]["4"], cells["02/XLD"]["5"], cells["03/GQKN"]["2"]) == (2, 2, 2)
    with store.batch(officer="A") as batch:
        batch.new("case_link", {"unit": "80305", "case": one, "petition": rows[1]})  # it names none: of that case now
    found = tables(store, "TT06-2025", "Q3-2026")
    assert (found.total.cells["02/XLD"]["4"], found.total.cells["02/XLD"]["5"]) == (2, 1)
    assert found.failing == ()
    assert set(figure_records(store, "reception", "01/TCD.3", found.period)) == {visit, head}


def test_typed_cells_fill_table_06_and_an_opening_balance_is_added_to_what_is_counted(year: Year) -> None:
    period: dict[str, Any] = {
        "period_from": date(2026, 6, 15),
        "period_to": date(2026, 9, 14),
        "table_set": "TT06-2025",
    }
    before = tables(year.store, "TT06-2025", "Q3-2026").total.cells["02/XLD"]["1"]
    with year.store.batch(officer="A") as batch:
        typed: dict[str, Any] = {"table_name": "06/QLKNTC", "cell": "4", "amount": Decimal(3), "cell_kind": "nhap_tay"}
        opening: dict[str, Any] = {"table_name": "02/XLD", "cell": "1", "amount": Decimal(12), "cell_kind": "dau_ky"}
        rows = [batch.new("table_cell", {"unit": "80305", **period, **values}) for values in (typed, opening)]
    found = tables(year.store, "TT06-2025", "Q3-2026")
    assert found.total.cells["06/QLKNTC"]["4"] == 3
    assert found.total.cells["02/XLD"]["1"] == before + 12
    assert found.opening == {("02/XLD", 1)}
    assert tables(year.store, "TT06-2025", "Q2-2026").total.cells["06/QLKNTC"]["4"] == 0
    with year.store.batch(officer="A") as batch:
        for row in rows:
            batch.delete("table_cell", row)


@pytest.mark.parametrize(
    ("name", "first", "last", "label"),
    [
        ("Q1-2026", date(2025, 12, 15), date(2026, 3, 14), "Quý I năm 2026"),
        ("q3-2026", date(2026, 6, 15), date(2026, 9, 14), "Quý III năm 2026"),
        ("6T-2026", date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
        ("NAM-2026", date(2025, 12, 15), date(2026, 12, 14), "Năm 2026"),
    ],
)
def test_a_period_has_the_cut_days_of_the_circular(name: str, first: date, last: date, label: str) -> None:
    period, said = table_set("TT06-2025").period(name)
    assert (period.first, period.last, said) == (first, last, label)


def test_a_period_or_set_that_does_not_exist_is_said_with_those_that_do() -> None:
    with pytest.raises(UserError) as no_period:
        table_set("TT06-2025").period("Q5-2026")
    assert "Q1-2026" in no_period.value.hint
    with pytest.raises(UserError) as no_set:
        table_set("TT02-2021")
    assert "TT06-2025" in no_set.value.hint
