"""The access log: who opened, exported, printed and looked; filtered, and proved whole."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView, QWidget

from danvan_desktop.app import access_log, people
from danvan_desktop.app.access_log import ACTS, Line, Verified
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Field, FieldGrid, Note, button, column, framed, label, row
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store

SHOWN = 2_000
DAYS = {0: N_("Always"), 1: N_("Today"), 7: N_("7 days"), 30: N_("30 days"), 365: N_("A year")}
HEADS = (N_("When"), N_("Officer"), N_("What was done"))
_Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """Lines of the log, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: D102  Qt's name
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: D102  Qt's name
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # noqa: D102  Qt's name
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        line = self._lines[index.row()]
        return (f"{line.at:%d/%m/%Y %H:%M:%S}", line.officer or "–", access_log.words(line))[index.column()]

    def headerData(  # noqa: D102  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(HEADS[section])
        return None


class AccessLogPage(Page):
    """For leaders and administrators."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title, self.help_topic = _("Access log"), "access_log"
        self.may = people.may(desk.office, "access_log")
        self.acts, self.officers, self.days = QComboBox(), QComboBox(), QComboBox()
        self._fill_filters()
        grid = FieldGrid()
        for caption, box in ((_("&What"), self.acts), (_("&Officer"), self.officers), (_("&Since"), self.days)):
            grid.add(Field(caption, box), 4)
            box.currentIndexChanged.connect(self.refresh)
        self.verdict = Note("info", "shield-check", "")
        self.verdict.hide()
        self.model = LinesModel()
        self.count = label("", "muted")
        back = button(_("Bac&k"), "chevron-left", "quiet", slot=desk.pop)
        self.verify = button(_("&Prove that nothing was changed"), "shield-check", slot=self._on_verify)
        self.verify.setEnabled(self.may)
        head = row(back, label(self.title, "h1"), self.count, None, self.verify)
        table = framed(column(self._table(), gap=0, margins=(1, 1, 1, 1)), "panel")
        self.setLayout(column(head, grid, self.verdict, (table, 1), margins=(8, 8, 8, 8)))
        if not self.may:
            self.verdict.say(_("Only a leader or an administrator reads the access log."))
            self.verdict.show()

    def _fill_filters(self) -> None:
        self.acts.addItem(_("Everything"), "")
        for act, name in ACTS.items():
            self.acts.addItem(_(name), act)
        self.officers.addItem(_("Everybody"), "")
        for name in access_log.officers(self.desk.reader) if self.may else []:
            if name:
                self.officers.addItem(name, name)
        for days, text in DAYS.items():
            self.days.addItem(_(text), days)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(_("Access log"))
        dress(table)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate((160, 220)):
            table.setColumnWidth(place, width)
        return table

    def refresh(self) -> None:
        """Read the lines the filters ask for."""
        if not self.may:
            return
        act, officer, days = self.acts.currentData(), self.officers.currentData(), int(self.days.currentData())
        since = datetime.now().astimezone().replace(hour=0, minute=0, second=0) - timedelta(days=days - 1)
        start = int(since.timestamp() * 1000) if days else 0
        lines = access_log.lines(
            self.desk.reader, acts=(act,) if act else (), officer=officer, from_ms=start, limit=SHOWN
        )
        self.model.show_lines(lines)
        more = _("the newest {count} lines") if len(lines) == SHOWN else _("{count} lines")
        self.count.setText(more.format(count=len(lines)))

    def _on_verify(self) -> None:
        self.desk.read(self, _verified, self._show_verdict)

    def _show_verdict(self, found: Verified) -> None:
        from danvan_desktop.gui.widgets import restyle

        restyle(self.verdict, tone="ok" if found.ok else "danger")
        restyle(self.verdict.title, tone="ok" if found.ok else "danger")
        self.verdict.say(access_log.verdict(found))
        self.verdict.show()


def _verified(store: Store, _progress: object) -> Verified:
    return access_log.verify(store)
