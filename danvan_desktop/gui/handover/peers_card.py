"""The offices this one exchanges packages with, the last package for each, and whether its receipt is here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView

from danvan_desktop.app.handover_view import ANSWERED, ANSWERS, AWAITED, NONE, REFUSED, PeerLine
from danvan_desktop.gui.theme.style import HEAD, ROW
from danvan_desktop.gui.widgets import Panel, button, row
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_heads
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _

MARKS = {
    ANSWERED: ("check", "ok"), AWAITED: ("hourglass", "warn"), REFUSED: ("circle-x", "danger"),
    NONE: ("circle", "text2"),
}  # fmt: skip
MOST_ROWS = 6
NARROW = 640
WIDTHS = (0, 118, 96, 138, 112)


class PeersCard(Panel):
    """`enrol_wanted` opens enrolment; `chosen` is the unit double-clicked; the others carry the unit selected."""

    enrol_wanted = Signal()
    chosen = Signal(str)
    reminder_wanted = Signal(str)
    resend_wanted = Signal(str)

    def __init__(self) -> None:
        self.table, self.enrol = QTableView(), button(_("&Enrolment…"), "key-round")
        self.remind = button(_("Re&minder letter…"), "mail")
        self.again = button(_("Send everything a&gain…"), "upload")
        acts = row(self.remind, self.again, self.enrol)
        super().__init__(_("Offices and receipts"), self.table, "package-check", acts)
        self._lines: list[PeerLine] = []
        self._allowed = True
        self._texts = {made: made.text() for made in (self.remind, self.again, self.enrol)}
        for made, text in self._texts.items():
            words = text.strip("\u2009").replace("&", "")
            made.setToolTip(words)
            made.setAccessibleName(words)
        self.model = QStandardItemModel(0, 5)
        self.model.setHorizontalHeaderLabels(_heads())
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setAccessibleName(_("Offices and receipts"))
        self.table.activated.connect(self._on_activated)
        self.enrol.clicked.connect(self._on_enrol)
        self.remind.clicked.connect(self._on_remind)
        self.again.clicked.connect(self._on_again)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._on_selected()

    def show_lines(self, lines: list[PeerLine], *, allowed: bool = True) -> None:
        """Show who is known and who has answered; the row chosen stays chosen. `allowed`: this officer may export."""
        before, self._lines, self._allowed = self.unit(), lines, allowed
        self.model.clear()
        self.model.setHorizontalHeaderLabels(_heads())
        for line in lines:
            self.model.appendRow(_cells(line))
        shown = min(max(len(lines), 1), MOST_ROWS)
        self.setFixedHeight(self.head.height() + HEAD + shown * ROW + 8)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate(WIDTHS):
            if width:
                self.table.setColumnWidth(place, width)
        fit_heads(self.table)
        place = next((place for place, line in enumerate(lines) if line.peer.unit == before), _latest(lines))
        self._fit()  # a model that was emptied shows every column again
        self.table.selectRow(place)
        self._on_selected()

    def unit(self) -> str:
        """The unit of the row chosen; "" for none."""
        item = self.model.item(self.table.currentIndex().row(), 0)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        for place in (1, 2):  # the unit's name goes before the package's number and the days
            self.table.setColumnHidden(place, narrow)
        for made, text in self._texts.items():
            made.setText("" if narrow else text)  # where room is short its icon and its tip say what it does

    def _on_enrol(self) -> None:
        self.enrol_wanted.emit()

    def _on_selected(self) -> None:
        line = next((line for line in self._lines if line.peer.unit == self.unit()), None)
        self.remind.setEnabled(line is not None and line.peer.relation == "subordinate")
        self.remind.setVisible(any(line.peer.relation == "subordinate" for line in self._lines))
        self.again.setEnabled(line is not None and self._allowed)
        words = self.again.accessibleName()
        self.again.setToolTip(words if self._allowed else _("Your role does not include this."))

    def _on_remind(self) -> None:
        self.reminder_wanted.emit(self.unit())

    def _on_again(self) -> None:
        self.resend_wanted.emit(self.unit())

    def _on_activated(self) -> None:
        if unit := self.unit():
            self.chosen.emit(unit)


def _heads() -> list[str]:
    return [_("Unit"), _("Last package"), _("Last heard of"), _("Its receipt"), _("Not confirmed")]


def _latest(lines: list[PeerLine]) -> int:
    """The row of the unit below that was heard of longest ago: whom a reminder is for; else the first."""
    below = [(place, line.peer) for place, line in enumerate(lines) if line.peer.relation == "subordinate"]
    late = min(below, key=lambda one: one[1].last_receipt.timestamp() if one[1].last_receipt else 0.0, default=None)
    return late[0] if late else 0


def _cells(line: PeerLine) -> list[QStandardItem]:
    peer, last = line.peer, line.last
    name = QStandardItem(line.name)
    name.setData(peer.unit, Qt.ItemDataRole.UserRole)
    checked = _("fingerprint compared") if peer.checked else _("fingerprint not compared yet")
    name.setToolTip(plain_tip(f"{line.name} ({peer.unit})\n{checked}: {peer.fingerprint}"))
    if not peer.checked:
        name.setData(("fingerprint", "text2"), STATE_ROLE)
    text = _(ANSWERS[line.answer])
    if line.answer == AWAITED and line.days:
        text = _("waits {days} days").format(days=line.days)
    answer = QStandardItem(text)
    answer.setData(MARKS[line.answer], STATE_ROLE)
    sent = _("{number}, {day}").format(number=last.number, day=_day(last.at)) if last else ""
    heard = f"{peer.last_receipt.astimezone():%d/%m/%Y}" if peer.last_receipt else _("not yet")
    cells = [name, QStandardItem(sent), QStandardItem(heard), answer, QStandardItem(line.waiting)]
    for cell in cells[1:]:
        cell.setToolTip(plain_tip(cell.text()))
    return cells


def _day(at_ms: int) -> str:
    from datetime import datetime

    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%d/%m/%Y}"
