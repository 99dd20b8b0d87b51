"""A merged unit is closed on the page of keys and roster, with the day that was decided and what it went into."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover, roster_view
from danvan_desktop.gui.handover import roster_lines
from danvan_desktop.gui.handover.ended_unit_dialog import EndedUnitDialog
from tests.gui.handover_desk import desk_of, new_office
from tests.gui.layout_check import clashing_mnemonics
from tests.gui.test_roster_page import buttons, make, page_of, waiting


def test_a_unit_that_was_merged_ends_on_the_day_that_was_decided(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_office(tmp_path / "66", "66", "Tỉnh Đắk Lắk", "province") as office, desk_of(office) as province:
        page = page_of(province, qtbot)
        make(province, tmp_path / "to-goc.pdf")
        waiting(province, tmp_path).close()
        page.refresh()
        buttons(page, qtbot)[0].click()

        def answer(asked: EndedUnitDialog) -> int:
            asked.day.setDate(QDate(2026, 7, 1))
            asked.list.item(0).setSelected(True)
            return 1

        monkeypatch.setattr(EndedUnitDialog, "exec", answer)
        page.reason.setCurrentIndex(page.reason.findData("merged"))
        page.table.selectRow(0)
        page.close_it.click()
        assert province.failures == []
        units = {str(unit["code"]): unit for unit in roster_view.view(province.store).units}
        assert (units["25920"]["valid_to"], units["25920"]["into"]) == ("2026-06-30", ["66"])
        assert "01/07/2026" in page.model.item(0, 3).text()


def test_what_a_closed_computer_wrote_later_counts_after_all_by_one_button(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_office(tmp_path / "66", "66", "Tỉnh Đắk Lắk", "province") as office, desk_of(office) as province:
        page = page_of(province, qtbot)
        make(province, tmp_path / "to-goc.pdf")
        with waiting(province, tmp_path) as commune:
            page.refresh()
            buttons(page, qtbot)[0].click()
            handover.import_path(commune.store, tmp_path / "usb")
            page.table.selectRow(0)
            assert page.count_it.isHidden()
            page.close_computer(commune.store.replica.id.hex(), "lost-key")
            with commune.store.batch(officer="Lê A") as batch:
                late = batch.new("petition", {"summary_redacted": "Ghi khi chưa biết máy đã bị ngừng"})
            handover.export(commune.store, "66", tmp_path / "usb2")
        handover.import_path(province.store, tmp_path / "usb2")
        assert province.store.get("petition", late) is None
        page.refresh()
        page.table.selectRow(0)
        assert not page.count_it.isHidden()
        assert not clashing_mnemonics(page)
        page.resize(911, 512)
        assert page.width() == 911, "a screen of 1366 at 150 %: nothing is scrolled sideways"
        assert page.table.columnWidth(1) >= 150, "names are read"
        monkeypatch.setattr(roster_lines, "ask", lambda *_asked: "no")
        page.count_it.click()
        assert province.store.get("petition", late) is None
        monkeypatch.setattr(roster_lines, "ask", lambda *_asked: "yes")
        page.count_it.click()
        assert province.failures == []
        assert province.store.get("petition", late) is not None
        page.table.selectRow(0)
        assert page.count_it.isHidden()
