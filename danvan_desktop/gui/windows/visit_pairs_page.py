"""Visits that may be about the matter of a petition or of another visit: the pairs of a year, two side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QSpinBox, QStyledItemDelegate, QTableView, QWidget

from danvan_desktop.app import duplicates, visit_links
from danvan_desktop.app.duplicate_links import Linked
from danvan_desktop.app.duplicate_view import beside_visit, called
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.app.ownership import locked
from danvan_desktop.domain.periods import year
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import Panel, button, column, label, row, tool
from danvan_desktop.gui.widgets.cells import fit_heads
from danvan_desktop.gui.windows.pair_tables import cell, line_of, made_table
from danvan_desktop.i18n import N_, _, ngettext
from danvan_desktop.storage.store import Store

FIRST_YEAR, LAST_YEAR = 1990, 2100
PAIRS = (N_("Petition or earlier visit"), N_("Visit"), N_("Why they may be one"))
SIDES = ("", N_("Petition or earlier visit"), N_("Visit"))


class VisitPairsPage(Page):
    """Pushed over the visits. Enter opens the visit; Alt and a letter decides."""

    help_topic = "how_duplicate"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Visits of the same matter")
        self.pairs: list[Pair] = []
        self._number = 0
        self.year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR, value=desk.today().year)
        self.year.setAccessibleName(_("Year of receipt"))
        self.year.valueChanged.connect(self.refresh)
        self._count = label("", "muted")
        head = row(
            tool("arrow-left", _("Back"), desk.pop), label(self.title, "h1"), self._count, None,
            label(_("Received in")), self.year, gap=8,
        )  # fmt: skip
        self.table, self.model = made_table(PAIRS)
        self.side, self.lines = made_table(SIDES)
        self.side.setItemDelegate(QStyledItemDelegate(self.side))  # long texts are read whole here
        self.side.setWordWrap(True)
        self.side.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.side.setSelectionMode(QTableView.SelectionMode.NoSelection)
        body = row((Panel(_("Pairs found"), self.table, "list"), 4), (self._beside(), 6), gap=8)
        self.setLayout(column(head, (body, 1), margins=(12, 8, 12, 8)))
        self.setFocusProxy(self.table)
        self.table.activated.connect(partial(self._open, "later"))
        self.table.selectionModel().currentRowChanged.connect(self._show)
        QShortcut(QKeySequence("Esc"), self, desk.pop)
        self._fit()
        self.refresh()

    def _beside(self) -> QWidget:
        self.open_first = button(_("Open the fi&rst"), kind="link", slot=partial(self._open, "first"))
        self.open_later = button(_("Open the &visit"), kind="link", slot=partial(self._open, "later"))
        self.same = button(_("Same &case"), "link", "primary", slot=self._on_same,
                           tip=_("The visit belongs to the case of the other one; it stays a visit"))  # fmt: skip
        self.apart = button(_("Another &matter"), "x", slot=self._on_apart,
                            tip=_("These two are not proposed again"))  # fmt: skip
        self.acts = (self.same, self.apart, self.open_first, self.open_later)
        foot = QWidget()
        foot.setLayout(
            row(self.same, self.apart, None, self.open_first, self.open_later, gap=8, margins=(12, 8, 12, 8))
        )
        self.why = label("", "strong", wrap=True)
        self.why.setContentsMargins(12, 8, 12, 8)
        return Panel(_("The two beside each other"), column(self.why, (self.side, 1), gap=0), "columns-3", foot=foot)

    # --- what is shown
    def refresh(self) -> None:
        """Look for pairs again, beside the window."""
        period = year(self.year.value())

        def look(store: Store, progress: Progress) -> list[Pair]:
            return duplicates.all_visits(store, period, progress.step)

        self._count.setText(_("Looking…"))
        self.desk.cancel(self._number)
        self._number = self.desk.read(self, look, self.show_pairs)

    def show_pairs(self, pairs: list[Pair]) -> None:
        """Show what was found; the line that was chosen stays chosen."""
        at = max(self.table.currentIndex().row(), 0)
        self.pairs = pairs
        self.model.setRowCount(0)
        reader = self.desk.reader
        for pair in pairs:
            first, later = called(reader, pair.first, pair.first_type), called(reader, pair.later, pair.later_type)
            self.model.appendRow([cell(text) for text in (first, later, pair.said())])
        self._fit()
        many = ngettext("{count} pair", "{count} pairs", len(pairs)).format(count=len(pairs))
        self._count.setText(many if pairs else _("No visit looks like a matter that is known."))
        if pairs:
            place = self.model.index(min(at, len(pairs) - 1), 0)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
        self._show()

    def _fit(self) -> None:
        self.table.setColumnWidth(0, 184)
        self.table.setColumnWidth(1, 184)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        fit_heads(self.table)

    @property
    def current(self) -> Pair | None:
        """The pair chosen."""
        at = self.table.currentIndex().row()
        return self.pairs[at] if 0 <= at < len(self.pairs) else None

    def _show(self) -> None:
        pair = self.current
        self.lines.setRowCount(0)
        self.why.setText(pair.said() if pair else "")
        if pair is not None:
            for line in beside_visit(self.desk.reader, (pair.first_type, pair.first), (pair.later_type, pair.later)):
                self.lines.appendRow(line_of(line))
        self.side.setColumnWidth(0, 150)
        for place in (1, 2):
            self.side.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        for act in self.acts:
            act.setEnabled(pair is not None)
        if pair is not None:
            store = self.desk.store
            self.same.setEnabled(not locked(store, store.types[pair.later_type], pair.later))

    # --- acts
    def _open(self, which: str, _index: object = None) -> None:
        if (pair := self.current) is not None:
            first = which == "first"
            self.desk.open_record(*((pair.first_type, pair.first) if first else (pair.later_type, pair.later)))

    def _on_same(self) -> None:
        self._do(visit_links.link, _("The visit belongs to the case now."))

    def _on_apart(self) -> None:
        self._do(visit_links.dismiss, _("Noted: another matter."))

    def _do(self, act: Callable[..., Linked], text: str) -> None:
        pair = self.current
        if pair is None:
            return
        try:
            done = act(self.desk.store, pair.later, pair.first, officer=self.desk.officer, today=self.desk.today())
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        offer_undo(self.desk, visit_links.TYPE, done.group, text)
        self.show_pairs([other for other in self.pairs if other != pair])
        self.desk.saved(visit_links.TYPE)
