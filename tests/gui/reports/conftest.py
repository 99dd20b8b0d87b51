"""An office of 2019 whose reports tab is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app.office import Office
from danvan_desktop.gui.reports import ReportPage
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.reports.report_desk import LAN, ReportDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReportDesk]:
    unit = UnitInfo("803", "Huyện Thạnh Hóa", "district")
    office, _code = Office.create(tmp_path / "office", unit, LAN, "mật khẩu", cost=Cost(memory_kib=1024, passes=1))
    with office.store.batch(officer=LAN) as batch:
        for number in range(6):
            done: dict[str, Any] = {"state": "da_co_ket_qua", "resolved_on": date(2019, 5, 6)}
            done = done if number else {"state": "cho_thu_ly"}
            batch.new("petition", {"unit": "803", "received_on": date(2019, 3, 1), "type": "tranh_chap",
                                   "field": "bo_ranh", "petition_no": str(number), **done})  # fmt: skip
    made = ReportDesk(office)
    yield made
    made.release()
    office.close()


@pytest.fixture
def page(desk: ReportDesk, qtbot: QtBot) -> Iterator[ReportPage]:
    made = ReportPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.show()
    yield made
    made.release()
