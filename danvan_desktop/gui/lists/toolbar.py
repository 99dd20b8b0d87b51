"""The line over a list: new, search, view, columns, Excel, register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.gui.lists.columns import choosable
from danvan_desktop.gui.lists.view_menu import ViewMenu
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import button, row, tool
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

SEARCH_WAIT_MS = 250
NARROW = 1000  # logical pixels under which buttons keep only their icons
_NEW = {"petition": N_("New petition"), "reception": N_("New reception"), "case": N_("New case"),
        "event": N_("New conference"), "award": N_("New award"), "model": N_("New model"),
        "model_year": N_("New year of a model")}  # fmt: skip
# a visit is quick at its desk, an award in its decision; the others have all they require in their quick set
QUICK = frozenset({"petition", "case", "reception_session", "event", "follow_up", "person", "organisation"})
REGISTERS = frozenset({"petition", "reception"})  # types whose register is printed


class Toolbar(QWidget):
    """Buttons and the search field; what is pressed is told by name."""

    asked = Signal(str)
    searched = Signal(str)

    def __init__(self, desk: Desk, record: RecordType, side: QToolButton) -> None:
        super().__init__()
        self._all = len(choosable(record))
        self._shown, self._narrow = 0, False
        self._record = record
        self.views = ViewMenu(desk, record)
        self.new = button(_(_NEW.get(record.name, N_("New"))), icon="plus", kind="primary", tip="Ctrl+N",
                          slot=lambda: self.asked.emit("new"))  # fmt: skip
        said = _("Quick entry: one after the other, Ctrl+Enter saves and goes on")
        self.quick = tool("keyboard", f"{said} (Ctrl+Shift+N)", lambda: self.asked.emit("quick"))
        self.quick.setHidden(record.name not in QUICK)
        self.search = _search_line()
        self.search.setHidden(not record.searchable)
        self.columns = button("", icon="columns-3", tip=_("Choose columns"), slot=lambda: self.asked.emit("columns"))
        self.more = button(_("Excel"), icon="file-spreadsheet", tip=_("To Excel and from Excel"))
        self.more.setMenu(self._excel_menu())
        self.print = button(
            _("Print register"), icon="printer", tip=_("Print register"), slot=lambda: self.asked.emit("print")
        )
        self.print.setHidden(record.name not in REGISTERS)
        self.pieces = row(
            self.new, self.quick, (self.search, 1), None, self.views.button, self.columns, self.more, self.print, side
        )
        self.setLayout(self.pieces)
        self._wait = QTimer(self, singleShot=True, interval=SEARCH_WAIT_MS)
        self._wait.timeout.connect(self._on_waited)
        self.search.textChanged.connect(self._wait.start)  # the cross in the field too

    def _excel_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text, mark in (
            ("xlsx", _("Save the list as &Excel…"), "file-spreadsheet"),
            ("csv", _("Save the list as &CSV…"), "table-2"),
            ("copy", _("C&opy the rows chosen"), "copy"), ("paste", _("&Paste rows from Excel…"), "clipboard-list"),
            ("import", _("Take in an Excel &register…"), "upload"),
        ):  # fmt: skip
            action = menu.addAction(icon(mark), text)
            action.triggered.connect(lambda _checked=False, name=name: self.asked.emit(name))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.views.make_short(short=narrow)
            for made, text in ((self.more, _("Excel")), (self.print, _("Print register"))):
                made.setText("" if narrow else "\u2009" + text)
            self.show_columns(self._shown)

    def show_columns(self, shown: int) -> None:
        """'Columns 7/19'."""
        text = _("Columns {shown}/{all}").format(shown=shown, all=self._all)
        self._shown = shown
        self.columns.setText("\u2009" + (f"{shown}/{self._all}" if self._narrow else text))
        self.columns.setAccessibleName(text)

    def show_search(self, text: str) -> None:
        """Show what is searched for."""
        if self.search.text() != text:
            self.search.blockSignals(True)
            self.search.setText(text)
            self.search.blockSignals(False)

    def _on_waited(self) -> None:
        self.searched.emit(self.search.text())


def _search_line() -> QLineEdit:
    line = QLineEdit(placeholderText=_("Search this list, accents not needed"), clearButtonEnabled=True)
    line.setAccessibleName(_("Search this list"))
    line.setToolTip(line.placeholderText())
    line.setProperty("elides", True)
    line.setMinimumWidth(100)
    line.setMaximumWidth(300)
    return line
