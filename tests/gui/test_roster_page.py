"""The page of keys and roster: the root is made, a new unit is taken in by one click, a computer is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover, roster, roster_view
from danvan_desktop.app.office import Office
from danvan_desktop.gui.handover.roster_page import RosterPage
from tests.gui.handover_desk import TestDesk, desk_of, new_office


@pytest.fixture
def province(qtbot: QtBot, tmp_path: Path) -> Iterator[TestDesk]:
    with new_office(tmp_path / "66", "66", "Tỉnh Đắk Lắk", "province") as office, desk_of(office) as desk:
        yield desk


def page_of(desk: TestDesk, qtbot: QtBot) -> RosterPage:
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    return page


def waiting(desk: TestDesk, home: Path) -> Office:
    """A commune whose first package waits at the province."""
    roster.export_file(desk.office, home / "tinh.danvan-roster")
    commune = new_office(home / "25920", "25920", "Xã Ea Drăng", "commune")
    roster.take(commune, home / "tinh.danvan-roster")
    handover.export(commune.store, "66", home / "usb")
    handover.import_path(desk.store, home / "usb")
    return commune


def buttons(page: RosterPage, qtbot: QtBot) -> list[QPushButton]:
    qtbot.wait(20)
    return [made for made in page.newcomers.findChildren(QPushButton) if made.isVisible()]


def test_the_province_makes_its_root_and_takes_a_new_unit_in_by_one_click(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(province, qtbot)
    assert page.root.make.isVisible()
    page.make_root(tmp_path / "to-goc.pdf", split=True)
    assert (tmp_path / "to-goc.pdf").stat().st_size > 10_000
    assert not page.root.make.isVisible()
    waiting(province, tmp_path).close()
    page.refresh()
    same, _later = buttons(page, qtbot)
    same.click()
    assert province.failures == []
    assert buttons(page, qtbot) == []
    assert page.said.isVisible()
    computers = roster_view.view(province.store).computers
    assert [(line.unit, line.checked) for line in computers] == [("25920", True), ("66", True)]
    assert list((tmp_path / "usb").glob("*.receipt.danvan"))
    assert province.failures == []


def test_a_computer_is_closed_by_its_line_and_this_one_cannot_be(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(province, qtbot)
    page.make_root(tmp_path / "to-goc.pdf", split=False)
    waiting(province, tmp_path).close()
    page.refresh()
    buttons(page, qtbot)[1].click()
    assert not page.close_it.isEnabled()
    for row, can in ((0, True), (1, False)):
        page.table.selectRow(row)
        assert page.close_it.isEnabled() == can
    page.close_computer(roster_view.view(province.store).computers[0].replica, "stolen")
    page.table.selectRow(0)
    assert not page.close_it.isEnabled()
    assert "/20" in page.model.item(0, 3).text()
    page.close_computer("ffffffffffffffff", "stolen")
    assert len(province.failures) == 1


def test_a_commune_takes_the_roster_and_compares_the_code(province: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page_of(province, qtbot).make_root(tmp_path / "to-goc.pdf", split=False)
    code = roster_view.view(province.store).code
    commune = waiting(province, tmp_path)
    with commune, desk_of(commune) as desk:
        page = page_of(desk, qtbot)
        assert page.root.code.isVisible()
        assert not page.newcomers.isVisible()
        page.trust("1234")
        assert len(desk.failures) == 1
        page.trust(code)
        assert roster_view.view(desk.store).compared
        assert not page.root.code.isVisible()
        page.take_file(tmp_path / "tinh.danvan-roster", code)
        assert len(desk.failures) == 1
