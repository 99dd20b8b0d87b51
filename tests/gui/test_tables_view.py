"""The official tables on the screen: a number opens its list, and what no column counts is said and opened."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app.listing import Listing
from danvan_desktop.gui.reports.tables_view import TablesView
from tests.gui.form_desk import FormDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_number_and_every_line_of_missing_days_open_the_list_behind_them(
    desk: FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = desk.store.unit.code
    given: dict[str, Any] = {"unit": unit, "received_on": date(2026, 7, 1), "type": "khieu_nai", "state": "cho_thu_ly"}
    cell: dict[str, Any] = {"unit": unit, "table_set": "TT06-2025", "table_name": "02/XLD", "cell": "1", "amount": 2}
    days: dict[str, Any] = {"period_from": date(2026, 6, 15), "period_to": date(2026, 9, 14), "cell_kind": "dau_ky"}
    with desk.store.batch(officer="A") as batch:
        batch.new("petition", given)
        batch.new("table_cell", {**cell, **days})
    listed: list[Listing] = []
    monkeypatch.setattr(desk, "show_list", listed.append)
    view = TablesView(desk)
    qtbot.addWidget(view)
    view.year.setValue(2026)
    view.period.setCurrentIndex(view.period.findData("Q3"))
    view.refresh()
    qtbot.waitUntil(lambda: view.found is not None and view.found.name == "Q3-2026", timeout=10_000)
    view.list.setCurrentRow(1)
    assert (view.model.index(0, 2).data(), "2" in view.model.index(0, 3).data()) == ("3", True)
    view.table.activated.emit(view.model.index(0, 0))
    assert [code for code, line in view.gaps.lines.items() if not line.isHidden()] == [
        "02/XLD.0", "02/XLD.processed_on"
    ]  # fmt: skip
    view.gaps.lines["02/XLD.processed_on"].click()
    assert [(one.type_name, one.figure) for one in listed] == [
        ("petition", "02/XLD.1"), ("petition", "02/XLD.processed_on")
    ]  # fmt: skip
