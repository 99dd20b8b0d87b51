"""The window over a real office: unlock, read lists, search, count, take a register in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.office import Office
from danvan_desktop.gui.application import QT_TEXTS, CatalogueTranslator
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.unlock import UnlockDialog
from danvan_desktop.i18n import catalogue
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.end2end.driver import THANH_HOA

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
TODAY = date(2026, 11, 22)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Thạnh Hóa with its petition register."""
    unit = UnitInfo("80T", "Huyện Thạnh Hóa", "district")
    opened, _code = Office.create(tmp_path / "office", unit, "Lê Thị Cán Bộ", SECRET, cost=CHEAP)
    import_sheet(opened.store, THANH_HOA / "so-don-thu.xlsx", type_name="petition", officer="Lê A", today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window of that office."""
    shown = MainWindow(office)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.release()


def press_ok(dialog: UnlockDialog) -> None:
    """Click the OK button."""
    [box] = dialog.findChildren(QDialogButtonBox)
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)


def test_typing_without_accents_finds_the_petitioner(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(1)
    page = window.pages["petition"]
    assert page.model.rowCount() == 71
    QTest.keyClicks(page.search, "hoang thanh khanh")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=3000)
    page.table.selectRow(0)
    assert "Hoàng Thanh Khánh" in page.details.toPlainText()


def test_a_denouncer_stands_nowhere_in_the_list(window: MainWindow) -> None:
    window.tabs.setCurrentIndex(1)
    model = window.pages["petition"].model
    rows = [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]
    secret = [row for row in rows if "Tố cáo" in row]
    assert len(secret) == 3
    assert all("(giữ bí mật)" in row for row in secret)


def test_the_overview_counts_the_chosen_period(window: MainWindow) -> None:
    page = window.figures
    page.start.setDate(QDate(2019, 1, 1))
    page.end.setDate(QDate(2019, 10, 18))
    QTest.mouseClick(page.refresh, Qt.MouseButton.LeftButton)
    model = page.table.model()
    shown = {model.index(r, 0).data(): model.index(r, 2).data() for r in range(model.rowCount())}
    assert shown["D05.ratio"] == "59/71 (83,1%)"


def test_a_wrong_passphrase_is_a_sentence_beside_the_field(office: Office, qtbot: QtBot) -> None:
    office.close()
    dialog = UnlockDialog(office.data_dir)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.secret, "sai mat roi")
    press_ok(dialog)
    assert dialog.problem.text()
    assert dialog.office is None
    dialog.secret.setText("MAT KHAU cua toi")  # accents and case do not lock an officer out
    press_ok(dialog)
    assert dialog.office is not None
    dialog.office.close()


def test_qts_own_words_are_vietnamese(qapp: QApplication) -> None:
    translator = CatalogueTranslator(catalogue("vi"), qapp)
    assert [text for text in QT_TEXTS if not translator.translate("QPlatformTheme", text)] == []
    assert translator.translate("QPlatformTheme", "something Qt says") is None
