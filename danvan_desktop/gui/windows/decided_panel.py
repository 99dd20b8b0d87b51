"""Decisions about duplicates and merged cases as they stand; one is taken back with a button, and that with undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView, QWidget

from danvan_desktop.app import duplicate_decided
from danvan_desktop.app.duplicate_decided import Decision
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import Panel, button, column, label, row
from danvan_desktop.gui.widgets.cells import dress, fit_columns
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store

HEADS = (N_("Decided on"), N_("What was decided"), N_("The later one"), N_("The one that stays"))
WIDTHS = (110, 250, 0, 0)


class DecidedPanel(QWidget):
    """Enter opens the later one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.decisions: list[Decision] = []
        self._model = QStandardItemModel(0, len(HEADS))
        self._model.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.table = QTableView()
        self.table.setModel(self._model)
        dress(self.table)
        self.table.setAccessibleName(_("Decisions in force"))
        self.table.setTabKeyNavigation(False)
        self.table.activated.connect(self._on_opened)
        self.table.selectionModel().currentRowChanged.connect(self._say)
        told = _("State, case and links are as they were before; what was changed since stays")
        self.back = button(_("&Take back, split again"), "undo-2", "primary", told, self._on_back)
        self.later = button(_("Open the &later"), kind="link", slot=lambda: self._open(first=False))
        self.first = button(_("Open the one that &stays"), kind="link", slot=lambda: self._open(first=True))
        foot = QWidget()
        foot.setLayout(row(self.back, None, self.later, self.first, gap=8, margins=(12, 8, 12, 8)))
        hint = label(_("Figures of locked reports and drafts stay as they are."), "cap")
        self.setLayout(column((Panel(_("Decisions in force"), self.table, "list-checks", hint, foot), 1), gap=0))
        self.setFocusProxy(self.table)
        fit_columns(self.table, WIDTHS)
        self._say()

    def refresh(self) -> None:
        """Read again beside the window."""

        def read(store: Store, _progress: Progress) -> list[Decision]:
            return duplicate_decided.decided(store)

        self.desk.read(self, read, self.show_decisions)

    def show_decisions(self, found: list[Decision]) -> None:
        """Show what was read."""
        at = max(self.table.currentIndex().row(), 0)
        self.decisions = found
        self._model.setRowCount(0)
        for one in found:
            day = f"{one.day:%d/%m/%Y}" if one.day else ""
            cells = [QStandardItem(text) for text in (day, one.label, one.later.title, one.first.title)]
            for cell in cells:
                cell.setEditable(False)
                cell.setToolTip(plain_tip(cell.text()))
            self._model.appendRow(cells)
        fit_columns(self.table, WIDTHS)
        if found:
            self.table.setCurrentIndex(self._model.index(min(at, len(found) - 1), 0))
        self._say()

    @property
    def current(self) -> Decision | None:
        """The decision chosen."""
        at = self.table.currentIndex().row()
        return self.decisions[at] if 0 <= at < len(self.decisions) else None

    def _say(self) -> None:
        for act in (self.back, self.later, self.first):
            act.setEnabled(self.current is not None)

    # --- acts
    def _open(self, *, first: bool) -> None:
        if (one := self.current) is not None:
            named = one.first if first else one.later
            self.desk.open_record(named.type_name, named.row)

    def _on_opened(self, _index: object) -> None:
        self._open(first=False)

    def _on_back(self) -> None:
        one = self.current
        if one is None:
            return
        try:
            group = duplicate_decided.take_back(
                self.desk.store, one, officer=self.desk.officer, today=self.desk.today()
            )  # fmt: skip
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        offer_undo(self.desk, one.later.type_name, group, _("The decision was taken back."))
        self.desk.saved(one.later.type_name)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()
