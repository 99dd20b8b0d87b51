"""Beside the visit being typed: what was received today, and the next reception days of the head."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from danvan_desktop.app.reception_day import DayBook, Visit
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import Panel, button, column, framed, icon_label, label, row
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.gui.widgets.texts import empty
from danvan_desktop.i18n import N_, _

Index = QModelIndex | QPersistentModelIndex
HEADS = (N_("Time"), N_("Visitor"), N_("Result"))


class VisitModel(QAbstractTableModel):
    """Today's visits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.visits: tuple[Visit, ...] = ()

    def show_visits(self, visits: tuple[Visit, ...]) -> None:
        """Show other visits."""
        self.beginResetModel()
        self.visits = visits
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self.visits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # noqa: D102
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        visit = self.visits[index.row()]
        return (visit.time, visit.name, visit.result)[index.column()]

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return _(HEADS[section]) if shown else None


class DayPanel(QWidget):
    """Today's visits and the head's next reception days. `opened` gives a visit's row."""

    opened = Signal(bytes)
    book_wanted = Signal()
    duty_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableView()
        self.visits = VisitModel(self.table)
        self.table.setModel(self.visits)
        dress(self.table)
        self.table.setAccessibleName(_("Received today"))
        self.table.setColumnWidth(0, 58)
        self.table.setColumnWidth(2, 130)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the stops of the form are not interrupted
        self.table.doubleClicked.connect(lambda at: self.opened.emit(self.visits.visits[at.row()].row))
        self.sum = ElidedLabel(role="strong")
        book = button(_("Open the book"), kind="link", slot=self.book_wanted.emit)
        book.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        foot = framed(row((self.sum, 1), book, margins=(12, 0, 8, 0)), "foot")
        foot.setFixedHeight(32)
        self._sessions = column(gap=6, margins=(12, 8, 12, 4))
        today = Panel(_("Received today"), self.table, "list", foot=foot)
        all_days = button(_("Schedule"), kind="link", tip=_("Schedule, days held"), slot=self.duty_wanted.emit)
        all_days.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        below = column(self._sessions, row(all_days, None, margins=(10, 0, 12, 8)), gap=0)
        heads = Panel(_("Reception days ahead"), below, "calendar-clock")
        self.setLayout(column((today, 1), heads))

    def show_book(self, book: DayBook) -> None:
        """Show a day."""
        self.visits.show_visits(book.visits)
        self.sum.say(_("{visits} visits, {people} people").format(visits=len(book.visits), people=book.people))
        empty(self._sessions)
        for text in book.sessions:
            told, _dot, post = text.partition(" · ")
            words = column(ElidedLabel(told), *([ElidedLabel(post, "cap")] if post else []), gap=0)
            self._sessions.addLayout(row(icon_label("calendar"), (words, 1)))
        if not book.sessions:
            self._sessions.addWidget(label(_("None planned."), "muted"))
        for text in book.duty:
            self._sessions.addWidget(ElidedLabel(text, "cap"))
