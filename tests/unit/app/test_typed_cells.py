"""Typed cells and opening balances in longer periods, where numbers come from, and what stands in no column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from danvan_desktop.app import official_tables
from danvan_desktop.app.figures import figure_records
from danvan_desktop.app.official_tables import OfficialTables
from danvan_desktop.domain.official_tables import Number
from danvan_desktop.storage.store import Store

SET = "TT06-2025"


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def tables(store: Store, period: str) -> OfficialTables:
    return official_tables.tables(store, SET, period)


def cell(store: Store, place: str, period: str, amount: int, kind: str = "nhap_tay", unit: str = "80305") -> None:
    table, _dot, column = place.rpartition(".")
    days = official_tables.table_set(SET).period(period)[0]
    with store.batch(officer="A") as batch:
        batch.new("table_cell", {
            "unit": unit, "table_set": SET, "table_name": table, "cell": column, "cell_kind": kind,
            "amount": Decimal(amount), "period_from": days.first, "period_to": days.last,
        })  # fmt: skip


def told(store: Store, place: str, *periods: str) -> list[Number]:
    table, _dot, column = place.rpartition(".")
    return [tables(store, period).total.cells[table][column] for period in periods]


def test_typed_quarters_add_up_in_every_longer_period_that_has_no_cell_of_its_own(store: Store) -> None:
    for period, amount in (("Q1-2026", 1), ("Q3-2026", 2), ("Q4-2026", 4)):
        cell(store, "06/QLKNTC.4", period, amount)
    assert told(store, "06/QLKNTC.4", "Q3-2026", "6T-2026", "9T-2026", "NAM-2026") == [2, 1, 3, 7]
    cell(store, "06/QLKNTC.4", "9T-2026", 30)
    assert told(store, "06/QLKNTC.4", "6T-2026", "9T-2026", "NAM-2026", "Q3-2026") == [1, 30, 34, 2]
    cell(store, "06/QLKNTC.4", "NAM-2026", 50)
    assert told(store, "06/QLKNTC.4", "NAM-2026", "9T-2026") == [50, 30]


def test_an_opening_balance_reaches_the_longer_periods_and_a_stock_counts_once(store: Store) -> None:
    cell(store, "02/XLD.1", "Q3-2026", 5, "dau_ky")
    cell(store, "02/XLD.1", "Q4-2026", 2, "dau_ky")  # of the same five, still waiting
    assert told(store, "02/XLD.1", "Q2-2026", "Q3-2026", "Q4-2026", "9T-2026", "NAM-2026") == [0, 5, 2, 5, 5]
    cell(store, "02/XLD.2", "Q3-2026", 3, "dau_ky")
    cell(store, "02/XLD.2", "Q4-2026", 2, "dau_ky")
    assert told(store, "02/XLD.2", "9T-2026", "NAM-2026") == [3, 5]


def test_what_is_carried_over_by_hand_stands_as_the_last_quarter_has_it(store: Store) -> None:
    cell(store, "06/QLKNTC.13", "Q1-2026", 6)
    cell(store, "06/QLKNTC.13", "Q2-2026", 4)
    assert told(store, "06/QLKNTC.13", "Q1-2026", "6T-2026", "NAM-2026") == [6, 4, 4]


def test_each_office_s_own_cell_of_the_year_goes_before_its_quarters_only(store: Store) -> None:
    cell(store, "06/QLKNTC.4", "Q1-2026", 1)
    cell(store, "06/QLKNTC.4", "Q1-2026", 10, unit="80306")
    cell(store, "06/QLKNTC.4", "NAM-2026", 7)
    assert told(store, "06/QLKNTC.4", "NAM-2026", "9T-2026") == [17, 11]


def test_every_typed_part_says_where_it_comes_from(store: Store) -> None:
    cell(store, "02/XLD.1", "Q3-2026", 5, "dau_ky")
    cell(store, "02/XLD.1", "Q3-2026", 9)
    found = tables(store, "NAM-2026")
    shown: Any = found.as_json()
    assert shown["sources"] == [{
        "cell": "02/XLD.1", "kind": "dau_ky", "amount": 5, "period": "Q3-2026", "from": date(2026, 6, 15),
        "to": date(2026, 9, 14), "unit": "80305",
    }]  # fmt: skip
    assert shown["stray"] == ["02/XLD.1"]
    assert found.opening == {("02/XLD", 1)}


def _petition(store: Store, **values: Any) -> bytes:
    with store.batch(officer="A") as batch:
        given: dict[str, Any] = {
            "unit": "80305",
            "received_on": date(2026, 5, 4),
            "type": "khieu_nai",
            "in_competence": True,
        }
        return batch.new("petition", {**given, "eligible": True, **values})


@pytest.mark.parametrize(
    ("code", "values"),
    [("02/XLD.processed_on", {"state": "cho_thu_ly"}),
     ("03/GQKN.0", {"state": "da_co_ket_qua", "processed_on": date(2026, 5, 5), "result": "dung"}),
     ("05/KQTH.in_force_on", {"state": "dang_thi_hanh", "processed_on": date(2026, 5, 5), "result": "dung",
                              "result_on": date(2026, 6, 1), "resolved_on": date(2026, 6, 1)}),
     ("05/KQTH.enforced_on", {"state": "dang_thi_hanh", "processed_on": date(2026, 5, 5), "result": "dung",
                              "result_on": date(2026, 6, 1), "resolved_on": date(2026, 6, 1),
                              "in_force_on": date(2026, 7, 2), "money_collected": 5})],
)  # fmt: skip
def test_what_falls_out_of_the_tables_for_want_of_a_day_is_named_and_its_list_opens(
    store: Store, code: str, values: dict[str, Any]
) -> None:
    row = _petition(store, **values)
    found = tables(store, "Q3-2026")
    assert [(one.code, one.count) for one in found.gaps] == [(code, 1)]
    assert figure_records(store, "petition", code, found.period) == [row]
    shown: Any = found.as_json()
    assert [(one["figure"], one["count"]) for one in shown["undated"]] == [(code, 1)]


def test_a_whole_record_leaves_nothing_to_ask_for(store: Store) -> None:
    _petition(store, state="cho_thu_ly", processed_on=date(2026, 5, 6))
    _petition(store, state="moi_tiep_nhan")
    assert tables(store, "Q3-2026").gaps == ()


def test_a_quarter_before_the_circular_says_that_it_is_counted_again_in_its_form(store: Store) -> None:
    assert [len(tables(store, name).notes) for name in ("Q1-2024", "9T-2025", "Q4-2025", "Q1-2026")] == [1, 1, 0, 0]
    assert "30/09/2025" in tables(store, "Q1-2024").notes[0]


def _received(store: Store, day: int, **values: Any) -> bytes:
    with store.batch(officer="A") as batch:
        given: dict[str, Any] = {"unit": "80305", "received_on": date(2026, 7, day), "kind": "khieu_nai",
                                 "mode": "dinh_ky_thu_truong", "receiving_body": "ubnd", "people_count": 1}  # fmt: skip
        return batch.new("reception", {**given, "state": "da_tiep", **values})


@pytest.mark.usefixtures("english")
def test_days_the_head_received_without_a_reception_day_are_told_beside_column_10(store: Store) -> None:
    lost = [_received(store, 2) for _visit in range(2)]
    lost += [
        _received(store, 3, state="vang_mat"),
        _received(store, 6, mode="thuong_xuyen", by_delegate=True),
        _received(store, 9, receiving_body="cap_uy"),
    ]
    _received(store, 8)
    _received(store, 9, receiving_body=None)
    _received(store, 10, mode="thuong_xuyen")
    _received(store, 13, state="du_kien")
    with store.batch(officer="A") as batch:
        for day, state in ((3, "huy"), (8, "da_tiep"), (9, "khong_co_dan")):
            batch.new("reception_session", {"unit": "80305", "session_on": date(2026, 7, day), "state": state,
                                            "mode": "dinh_ky_thu_truong", "receiving_body": "ubnd"})  # fmt: skip
    found = tables(store, "Q3-2026")
    gap = next(one for one in found.gaps if one.code == "01/TCD.session_on")
    assert (gap.count, gap.days, found.total.cells["01/TCD"]["10"]) == (5, 4, 2)
    assert sorted(figure_records(store, "reception", gap.code, found.period)) == sorted(lost)
    assert "4 days, 5 visits" in gap.sentence
