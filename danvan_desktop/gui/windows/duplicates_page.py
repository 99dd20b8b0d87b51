"""Petitions that may be duplicates: the pairs of a year at the left, the two side by side at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QStyledItemDelegate,
    QTabBar,
    QTableView,
    QWidget,
)

from danvan_desktop.app import duplicate_links, duplicates
from danvan_desktop.app.duplicate_decided import cases_of
from danvan_desktop.app.duplicate_links import Linked
from danvan_desktop.app.duplicate_view import beside, called, linkable
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.domain.periods import year
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import Panel, button, column, label, row, tool
from danvan_desktop.gui.widgets.cells import fit_heads
from danvan_desktop.gui.windows.decided_panel import DecidedPanel
from danvan_desktop.gui.windows.merge_dialog import merge_cases
from danvan_desktop.gui.windows.pair_tables import cell, line_of, made_table
from danvan_desktop.i18n import N_, _, ngettext
from danvan_desktop.storage.store import Store

FIRST_YEAR, LAST_YEAR = 1990, 2100
PAIRS = (N_("Earlier petition"), N_("Later petition"), N_("Why they may be one"))
SIDES = ("", N_("Earlier petition"), N_("Later petition"))
TAB_ROOM = 64  # beside the words of both tabs


class DuplicatesPage(Page):
    """Pushed over the petitions. Enter opens the later petition; Alt and a letter decides."""

    help_topic = "petition"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Petitions that may be duplicates")
        self.pairs: list[Pair] = []
        self._number = 0
        self.year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR, value=desk.today().year)
        self.year.setAccessibleName(_("Year of receipt"))
        self.year.valueChanged.connect(self.refresh)
        self._count = label("", "muted")
        self._of_year = QWidget()
        self._of_year.setLayout(row(self._count, 12, label(_("Received in")), self.year, gap=8))
        self._of_year.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.parts = QTabBar(drawBase=False)
        self.parts.setObjectName("sub")
        self.parts.setAccessibleName(self.title)
        self.parts.setExpanding(False)
        self.parts.setUsesScrollButtons(False)
        for name in (_("Proposed"), _("Already decided")):
            self.parts.addTab(name)
        letters = sum(self.parts.fontMetrics().horizontalAdvance(self.parts.tabText(at)) for at in range(2))
        self.parts.setMinimumWidth(letters * 6 // 5 + TAB_ROOM)  # the chosen one is written bold
        head = row(
            tool("arrow-left", _("Back"), desk.pop),
            label(self.title, "h1"),
            8,
            self.parts,
            None,
            (self._of_year, 1),
            gap=8,
        )
        self.table, self.model = made_table(PAIRS)
        self.side, self.lines = made_table(SIDES)
        self.side.setItemDelegate(QStyledItemDelegate(self.side))  # long texts are read whole here
        self.side.setWordWrap(True)
        self.side.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.side.setSelectionMode(QTableView.SelectionMode.NoSelection)
        pairs = QWidget()
        pairs.setLayout(row((Panel(_("Pairs"), self.table, "list"), 4), (self._beside(), 6), gap=8))
        self.decided = DecidedPanel(desk)
        self.stack = QStackedWidget()
        for part in (pairs, self.decided):
            self.stack.addWidget(part)
        self.parts.currentChanged.connect(self._on_part)
        self.setLayout(column(head, (self.stack, 1), margins=(12, 8, 12, 8)))
        self.setFocusProxy(self.table)
        self.table.activated.connect(partial(self._open, "later"))
        self.table.selectionModel().currentRowChanged.connect(self._show)
        QShortcut(QKeySequence("Esc"), self, desk.pop)
        self._fit()
        self.refresh()

    def _beside(self) -> QWidget:
        self.open_first = button(_("Open the &earlier"), kind="link", slot=lambda: self._open("first"))
        self.open_later = button(_("Open the &later"), kind="link", slot=lambda: self._open("later"))
        self.copy = button(_("D&uplicate"), "copy", "primary", slot=self._on_copy,
                           tip=_("The later petition becomes a duplicate of the earlier one"))  # fmt: skip
        self.same = button(_("Same &case"), "folder-open", slot=self._on_same,
                           tip=_("Both belong to one case, each is settled by itself"))  # fmt: skip
        self.apart = button(_("N&ot a duplicate"), "x", slot=self._on_apart,
                            tip=_("These two are not proposed again"))  # fmt: skip
        goes = _("Both petitions have a case: everything of the later one's case goes over")
        self.merge = button(_("&Merge the cases…"), "git-compare", tip=goes, slot=self._on_merge)
        self.acts = (self.copy, self.same, self.apart, self.open_first, self.open_later)
        foot = QWidget()
        foot.setLayout(column(
            row(self.copy, self.same, self.merge, self.apart, None, gap=8),
            row(self.open_first, self.open_later, None, gap=8), gap=4, margins=(12, 8, 12, 6),
        ))  # fmt: skip
        self.why = label("", "strong", wrap=True)
        self.why.setContentsMargins(12, 8, 12, 8)
        inside = column(self.why, (self.side, 1), gap=0)
        return Panel(_("Side by side"), inside, "columns-3", foot=foot)

    # --- what is shown
    def refresh(self) -> None:
        """Look for pairs again, beside the window."""
        period = year(self.year.value())

        def look(store: Store, progress: Progress) -> list[Pair]:
            return duplicates.all_proposals(store, period, progress.step)

        self._count.setText(_("Looking…"))
        self.desk.cancel(self._number)
        self._number = self.desk.read(self, look, self.show_pairs)

    def show_pairs(self, pairs: list[Pair]) -> None:
        """Show what was found; the line that was chosen stays chosen."""
        at = max(self.table.currentIndex().row(), 0)
        self.pairs = pairs
        self.model.setRowCount(0)
        for pair in pairs:
            names = [called(self.desk.reader, pair.first), called(self.desk.reader, pair.later), pair.said()]
            self.model.appendRow([cell(text) for text in names])
        self._fit()
        many = ngettext("{count} pair", "{count} pairs", len(pairs)).format(count=len(pairs))
        self._count.setText(many if pairs else _("Nothing looks like a duplicate."))
        if pairs:
            place = self.model.index(min(at, len(pairs) - 1), 0)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
        self._show()

    def _fit(self) -> None:
        self.table.setColumnWidth(0, 176)
        self.table.setColumnWidth(1, 176)
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
        for line in beside(self.desk.reader, pair.first, pair.later) if pair else []:
            self.lines.appendRow(line_of(line))
        self.side.setColumnWidth(0, 150)
        for place in (1, 2):
            self.side.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        for act in self.acts:
            act.setEnabled(pair is not None)
        self.copy.setEnabled(pair is not None and linkable(self.desk.store, pair.later))
        self.merge.setEnabled(pair is not None and cases_of(self.desk.reader, pair.later, pair.first) is not None)

    # --- acts
    def _open(self, which: str, _index: object = None) -> None:
        if (pair := self.current) is not None:
            self.desk.open_record(duplicates.TYPE, pair.first if which == "first" else pair.later)

    def _on_copy(self) -> None:
        self._do(duplicate_links.link, _("Linked as a duplicate."))

    def _on_same(self) -> None:
        self._do(duplicate_links.same_case, _("Both are in one case now."))

    def _on_apart(self) -> None:
        self._do(duplicate_links.dismiss, _("Noted: not a duplicate."))

    def _on_merge(self) -> None:
        pair = self.current
        cases = cases_of(self.desk.reader, pair.later, pair.first) if pair is not None else None
        if cases is not None and merge_cases(self.desk, cases[0], cases[1], self):
            self._show()

    def _on_part(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._of_year.setVisible(place == 0)
        if place == 0:
            self.refresh()
        else:
            self.decided.refresh()
        self.setFocusProxy(self.decided if place else self.table)

    def _do(self, act: Callable[..., Linked], text: str) -> None:
        pair = self.current
        if pair is None:
            return
        try:
            done = act(self.desk.store, pair.later, pair.first, officer=self.desk.officer, today=self.desk.today())
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        offer_undo(self.desk, duplicates.TYPE, done.group, text)
        self.show_pairs([other for other in self.pairs if other != pair])
        self.desk.saved(duplicates.TYPE)
