"""The reports tab over a real office: its desk, and the hands of who writes in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app.office import Office
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import year
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.reports import ReportPage
from danvan_desktop.gui.reports.editor import ReportEditor
from tests.gui.form_desk import QuietShell

LAN = "Phạm Thị Ngọc Lan"
KEY = ReportKey("annual", year(2019))
WAIT = 20_000


class ReportDesk(Desk):
    """A desk whose day stands still; lists and failures are remembered."""

    def __init__(self, office: Office) -> None:
        self.shell = QuietShell()
        super().__init__(office, self.shell)
        self.lists: list[Any] = []
        self.failures: list[BaseException] = []

    def today(self) -> date:
        return date(2019, 12, 20)

    def fail(self, error: BaseException, parent: QWidget | None = None) -> None:
        self.failures.append(error)

    def show_list(self, listing: Any) -> None:
        self.lists.append(listing)


def opened(page: ReportPage, qtbot: QtBot, section: str = "iii_1", key: ReportKey = KEY) -> ReportEditor:
    page.open_report(key)
    qtbot.waitUntil(lambda: page.editor is not None and page.editor.view.pages > 0, timeout=WAIT)
    editor = page.editor
    assert editor is not None
    editor.outline.choose(section)
    return editor


def type_words(target: QWidget, text: str) -> None:
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
