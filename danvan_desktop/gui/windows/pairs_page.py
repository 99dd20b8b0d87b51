"""Pairs of records of a year that may be one: the pairs at the left, the two side by side at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QHeaderView,
    QLayout,
    QSpinBox,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from danvan_desktop.app.duplicate_scan import Step
from danvan_desktop.app.duplicate_view import Beside, called
from danvan_desktop.app.duplicates import Pair
from danvan_desktop.app.pair_decision import Linked
from danvan_desktop.domain.periods import Period, year
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import Panel, column, label, row
from danvan_desktop.gui.widgets.cells import fit_columns
from danvan_desktop.gui.windows.pair_tables import cell, line_of, made_table
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

FIRST_YEAR, LAST_YEAR = 1990, 2100


class PairsPage(Page):
    """Pushed over a list. Enter opens the later record; Alt and a letter decides.

    A page of it says what is paired (the constants, source English), finds and compares pairs, and makes the buttons.
    """

    type_name = ""  # whose list a decision belongs to
    heading = listed = compared = nothing = ""  # the page, its two panels, and what stands where no pair is found
    heads: tuple[str, str, str]  # the earlier one, the later one, why
    name_width = 176

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _(self.heading)
        self.pairs: list[Pair] = []
        self.acts: tuple[QAbstractButton, ...] = ()
        self._number = 0
        self.year = QSpinBox(minimum=FIRST_YEAR, maximum=LAST_YEAR, value=desk.today().year)
        self.year.setAccessibleName(_("Year of receipt"))
        self.year.valueChanged.connect(self.refresh)
        self._count = label("", "muted")
        head = self._head()
        self._make_tables()
        body = row((Panel(_(self.listed), self.table, "list"), 4), (self._side_by_side(), 6), gap=8)
        self.setLayout(column(head, (self._around(body), 1), margins=(12, 8, 12, 8)))
        self.setFocusProxy(self.table)
        self.table.activated.connect(partial(self._open, "later"))
        self.table.selectionModel().currentRowChanged.connect(self._show)
        QShortcut(QKeySequence("Esc"), self, desk.pop)
        self._fit()
        self.refresh()

    # --- what a page of pairs says
    @staticmethod
    def pairs_in(store: Store, period: Period, step: Step | None) -> list[Pair]:
        """The pairs of a period; runs beside the window."""
        raise NotImplementedError

    def beside(self, pair: Pair) -> list[Beside]:
        """Both records line by line."""
        raise NotImplementedError

    def _head(self) -> QHBoxLayout:
        raise NotImplementedError

    def _foot(self) -> QWidget:
        """The buttons under the two; those that want a pair go into `acts`."""
        raise NotImplementedError

    def _around(self, body: QLayout) -> QLayout | QWidget:
        """What the tables stand in."""
        return body

    def _allow(self, pair: Pair) -> None:
        """Switch off what cannot be done with this pair."""

    # --- its tables
    def _make_tables(self) -> None:
        self.table, self.model = made_table(self.heads)
        self.side, self.lines = made_table(("", *self.heads[:2]))
        self.side.setItemDelegate(QStyledItemDelegate(self.side))  # long texts are read whole here
        self.side.setWordWrap(True)
        self.side.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.side.setSelectionMode(QTableView.SelectionMode.NoSelection)

    def _side_by_side(self) -> QWidget:
        foot = self._foot()
        self.why = label("", "strong", wrap=True)
        self.why.setContentsMargins(12, 8, 12, 8)
        return Panel(_(self.compared), column(self.why, (self.side, 1), gap=0), "columns-3", foot=foot)

    def _fit(self) -> None:
        fit_columns(self.table, (self.name_width, self.name_width, 0))

    # --- what is shown
    def refresh(self) -> None:
        """Look for pairs again, beside the window."""
        period, pairs_in = year(self.year.value()), self.pairs_in

        def look(store: Store, progress: Progress) -> list[Pair]:
            return pairs_in(store, period, progress.step)

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
        self._count.setText(many if pairs else _(self.nothing))
        if pairs:
            place = self.model.index(min(at, len(pairs) - 1), 0)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
        self._show()

    @property
    def current(self) -> Pair | None:
        """The pair chosen."""
        at = self.table.currentIndex().row()
        return self.pairs[at] if 0 <= at < len(self.pairs) else None

    def _show(self) -> None:
        pair = self.current
        self.lines.setRowCount(0)
        self.why.setText(pair.said() if pair else "")
        for line in self.beside(pair) if pair else []:
            self.lines.appendRow(line_of(line))
        self.side.setColumnWidth(0, 150)
        for place in (1, 2):
            self.side.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        for act in self.acts:
            act.setEnabled(pair is not None)
        if pair is not None:
            self._allow(pair)

    # --- acts
    def _open(self, which: str, _index: object = None) -> None:
        if (pair := self.current) is not None:
            first = which == "first"
            self.desk.open_record(*((pair.first_type, pair.first) if first else (pair.later_type, pair.later)))

    def _decide(self, act: Callable[..., Linked], text: str) -> None:
        pair = self.current
        if pair is None:
            return
        try:
            done = act(self.desk.store, pair.later, pair.first, officer=self.desk.officer, today=self.desk.today())
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        offer_undo(self.desk, self.type_name, done.group, text)
        self.show_pairs([other for other in self.pairs if other != pair])
        self.desk.saved(self.type_name)
