"""The page of one record type: toolbar, chips, the list with its filter cells, foot, and the record at the side."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QStackedWidget, QWidget

from danvan_desktop import records
from danvan_desktop.app import listing as lists
from danvan_desktop.app.listing import Listing
from danvan_desktop.app.listing.totals import Totals
from danvan_desktop.app.listing.views import View
from danvan_desktop.gui.lists.acts import Acts
from danvan_desktop.gui.lists.chips import FIGURE, SEARCH, ChipRow
from danvan_desktop.gui.lists.empty import EmptyList
from danvan_desktop.gui.lists.filtering import Filtering
from danvan_desktop.gui.lists.foot import Foot
from danvan_desktop.gui.lists.grid import Grid
from danvan_desktop.gui.lists.list_model import ListModel
from danvan_desktop.gui.lists.list_table import ListTable
from danvan_desktop.gui.lists.reading import Found, Reader
from danvan_desktop.gui.lists.record_side import RecordSide
from danvan_desktop.gui.lists.remembered import Remembered
from danvan_desktop.gui.lists.toolbar import Toolbar
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import SideSplit, column, framed
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class ListPage(Page):
    """All records of a type as a list. `show_listing` brings up what is asked for."""

    def __init__(self, desk: Desk, type_name: str) -> None:
        super().__init__(desk)
        self.record = records.get(type_name)
        self.title, self.help_topic = _(self.record.plural), type_name
        self.listing = Listing(type_name)
        self._read_once = False
        self.model = ListModel(desk.reader, self.record, desk.today(), self)
        self.table = ListTable(self.model)
        self.table.setAccessibleName(self.title)
        self.grid = Grid(self.table, self.model)
        self.filtering = Filtering(self.record, desk.today, self)
        self.reader = Reader(desk, self)
        self.remembered = Remembered(desk, self.record, self)
        self.chips, self.foot = ChipRow(), Foot(type_name)
        self.side = RecordSide(desk, self.record)
        self.empty = EmptyList(desk, self.record)
        self.unfit = EmptyList(desk, self.record, self.table.viewport())
        self.unfit.hide()
        self.acts = Acts(self)
        self._lay_out()
        self._connect()
        self._show_view(self.remembered.last())

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        body: QFrame = framed(column((self._stack, 1), self.foot, gap=0, margins=(1, 1, 1, 1)), "panel")
        self.split = SideSplit(body, self.side, _("Record at the side"))
        self.bar = Toolbar(self.desk, self.record, self.split.toggle)
        self.toolbar = self.bar.pieces
        self.setLayout(column(self.bar, self.chips, (self.split, 1), margins=(8, 6, 8, 8)))
        self.setFocusProxy(self.table)

    @property
    def search(self) -> QLineEdit:
        """The search field over all columns."""
        return self.bar.search

    def _connect(self) -> None:
        self.reader.first.connect(self._on_first)
        self.reader.found.connect(self._on_found)
        self.reader.counted.connect(self._on_counted)
        self.reader.failed.connect(self._on_failed)
        self.chips.removed.connect(self._on_chip_removed)
        self.chips.cleared.connect(self._on_cleared)
        self.empty.cleared.connect(self._on_cleared)
        self.unfit.cleared.connect(self._on_cleared)
        self.table.resized.connect(self._place_unfit)
        self.filtering.changed.connect(self._on_filtered)
        self.table.header.filtered.connect(self.filtering.typed)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.asked.connect(self.acts.do)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.grid.sorted.connect(self._on_sorted)
        self.grid.changed.connect(self.remembered.changed)
        self.remembered.due.connect(self._keep)
        self.bar.views.chosen.connect(self._on_view)
        self.bar.views.save_asked.connect(lambda name: self.bar.views.keep(self.view(name)))
        self.bar.searched.connect(self._on_searched)
        self.bar.asked.connect(self.acts.do)
        self.side.open_asked.connect(self.acts.open)
        for keys, name in (("Ctrl+N", "new"), ("Ctrl+Shift+N", "quick"), ("Ctrl+F", "find"), ("F3", "find")):
            key = QShortcut(QKeySequence(keys), self)  # of the window: the tabs may have the focus, not the list
            key.activated.connect(lambda name=name: self.acts.do(name))

    # --- what is shown
    def show_listing(self, listing: Listing) -> None:
        """Show what is asked for, with the columns as they are."""
        self.listing = listing
        self.filtering.show(listing.conditions)
        self.bar.show_search(listing.search)
        self._read(at_once=True)

    def view(self, name: str = "") -> View:
        """How the list looks now."""
        return View(name, self.listing, tuple(self.grid.columns()), self.grid.widths())

    def _show_view(self, view: View) -> None:
        self.listing = view.listing
        self.filtering.show(view.listing.conditions)
        self.bar.show_search(view.listing.search)
        if view.columns:
            self.grid.show_columns(list(view.columns), view.widths)
            self._show_column_count()

    def _show_column_count(self) -> None:
        self.bar.show_columns(len(self.grid.columns()))
        self._show_filters()

    def choose_columns(self, names: list[str]) -> None:
        """Show other columns; a condition on one that goes stays as a chip."""
        self.grid.show_columns(names, self.grid.widths())
        self._show_column_count()
        self.remembered.changed()

    def refresh(self) -> None:
        """Read again; where one looks stays where it is."""
        self._read(at_once=not self._read_once)
        self.side.refresh()

    def _read(self, *, at_once: bool) -> None:
        self._read_once = True
        self._keep_place = not at_once
        self._show_filters()
        self.reader.read(self.listing, self.desk.today(), at_once=at_once)

    def _show_filters(self) -> None:
        listing = self.listing
        self.chips.show_listing(listing)
        self.table.header.show_texts(self.filtering.texts, self.filtering.problems)
        self.grid.show_sort(listing.sort or lists.default_sort(self.record), descending=listing.descending)
        self.bar.views.show_now(self.view())

    # --- answers
    def _on_first(self, numbers: array[int]) -> None:
        self.model.show_numbers(numbers)
        self._bring_up(self.table)
        self.unfit.hide()
        self._keep_place = True  # what follows continues these rows

    def _on_found(self, found: Found) -> None:
        current = self.model.id_at(self.table.currentIndex().row()) if self._keep_place else None
        if self._keep_place:
            self.model.change_numbers(found.numbers)
        else:
            self.model.show_numbers(found.numbers)
        self._choose_again(current)
        shown, hidden = len(found.numbers), found.total - len(found.numbers)
        self.chips.show_hidden(0 if self.listing.plain else hidden)
        self.foot.show_count(shown, max(shown, found.total))
        self._say_nothing(shown, found.total)
        self.filter_note = "" if self.listing.plain else _("Filter on: {shown}/{total}").format(
            shown=shown, total=found.total)  # fmt: skip
        self.desk.title_changed.emit()
        if not shown:
            self.side.show_record(None)

    def _say_nothing(self, shown: int, total: int) -> None:
        """Of an empty list the next step; where conditions hide all rows the filter cells stay to be typed in."""
        self._bring_up(self.table if shown or total else self.empty)  # before a button of the words goes
        for words in (self.empty, self.unfit):
            words.show_for(self.listing, total)
        self.unfit.setVisible(not shown and total > 0)

    def _bring_up(self, shown: QWidget) -> None:
        """The table, or the words of an empty list; the focus goes along."""
        focus = QApplication.focusWidget()
        along = focus is not None and self._stack.isAncestorOf(focus) and not shown.isAncestorOf(focus)
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if along and focus is not shown:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_unfit(self) -> None:
        self.unfit.setGeometry(self.table.viewport().rect())

    def _choose_again(self, row: bytes | None) -> None:
        if row is None:
            if self.model.numbers:
                self.table.go_to(0)
            return
        number = lists.number_of(self.desk.reader, self.record, row)
        place = self.model.place_of(number) if number is not None else -1
        if place >= 0 and place != self.table.currentIndex().row():
            self.table.go_to(place)

    def _on_counted(self, totals: Totals) -> None:
        self.foot.show_totals(totals)

    def _on_failed(self, error: BaseException) -> None:
        self.desk.fail(error, self)

    # --- what the officer does
    def _on_filtered(self) -> None:
        self._change(replace(self.listing, conditions=self.filtering.conditions()))

    def _on_searched(self, text: str) -> None:
        self._change(replace(self.listing, search=text))

    def _on_sorted(self, name: str, descending: bool) -> None:
        self._change(replace(self.listing, sort=name, descending=descending))

    def _change(self, listing: Listing) -> None:
        if listing == self.listing:
            self._show_filters()
            return
        self.listing = listing
        self._read(at_once=True)
        self.remembered.changed()

    def _on_chip_removed(self, name: str) -> None:
        if name == SEARCH:
            self.bar.show_search("")
            self._change(replace(self.listing, search=""))
        elif name == FIGURE:
            self._change(replace(self.listing, figure="", title=""))
        else:
            self.filtering.drop(name)

    def _on_cleared(self) -> None:
        self.bar.show_search("")
        self.filtering.show(())
        kept = self.listing
        self._change(Listing(kept.type_name, sort=kept.sort, descending=kept.descending))
        self.table.setFocus()

    def _on_view(self, view: View) -> None:
        self._show_view(view)
        self._read(at_once=True)
        self.remembered.changed()

    def _on_current(self) -> None:
        self.side.show_record(self.model.id_at(self.table.currentIndex().row()))

    def _on_selection(self) -> None:
        self.foot.show_chosen(self.table.chosen())

    def _on_menu(self, at: QPoint) -> None:
        self.acts.show_menu(self.table.indexAt(at), self.table.viewport().mapToGlobal(at))

    # --- leaving
    def _keep(self) -> None:
        self.remembered.keep(self.view())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102  Qt's name
        super().hideEvent(event)
        self.side.stop()

    def release(self) -> None:
        """Stop reading; columns and conditions are kept."""
        self.reader.stop()
        self.side.stop()
        self._keep()
