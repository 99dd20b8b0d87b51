"""A tab of several lists: a bar of their names, and the page of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar

from danvan_desktop import records
from danvan_desktop.app.listing import Listing
from danvan_desktop.gui.lists.list_page import ListPage
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import column
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

NAMES = {"model_year": N_("By year"), "petition": N_("Petitions"), "reception": N_("Receptions"), "case": N_("Cases")}


class ListTab(Page):
    """Lists of several types; each page is made when it is first chosen."""

    def __init__(self, desk: Desk, type_names: Sequence[str]) -> None:
        super().__init__(desk)
        self._names = tuple(type_names)
        self._pages: dict[str, ListPage] = {}
        self.bar = QTabBar(drawBase=False)
        self.bar.setObjectName("sub")
        self.bar.setAccessibleName(_("Lists"))
        for name in self._names:
            self.bar.addTab(_(NAMES.get(name, records.get(name).plural)))
        self._stack = QStackedWidget()
        self.bar.currentChanged.connect(self._on_chosen)
        self.setLayout(column((self._stack, 1), gap=0))
        self.bar.setParent(self)
        self.setFocusProxy(self._stack)
        self._on_chosen(0)

    @property
    def page(self) -> ListPage:
        """The page shown."""
        return self.list_of(self._names[max(0, self.bar.currentIndex())])

    def list_of(self, type_name: str) -> ListPage:
        """The page of a type."""
        if type_name not in self._pages:
            page = ListPage(self.desk, type_name)
            self._pages[type_name] = page
            self._stack.addWidget(page)
        return self._pages[type_name]

    def show_listing(self, listing: Listing) -> None:
        """Bring up the list of a type with what `listing` asks; a type without a list of its own gets one."""
        if listing.type_name not in self._names:
            self._names = (*self._names, listing.type_name)
            self.bar.addTab(_(records.get(listing.type_name).plural))
        self.bar.blockSignals(True)  # the page is read once, with the listing asked for
        self.bar.setCurrentIndex(self._names.index(listing.type_name))
        self.bar.blockSignals(False)
        self._show(read=False)
        self.page.show_listing(listing)

    def _on_chosen(self, _place: int) -> None:
        self._show(read=self.isVisible())

    def _show(self, *, read: bool) -> None:
        page = self.page
        self._stack.setCurrentWidget(page)
        page.toolbar.insertWidget(0, self.bar)  # one bar, on the line of the page's own buttons
        self.setFocusProxy(page)
        self.title, self.help_topic = page.title, page.help_topic
        if read:
            page.refresh()

    @property
    def filter_note(self) -> str:  # type: ignore[override]  # what the chosen page says
        """What the status bar says of a filter in force."""
        return self.page.filter_note

    def refresh(self) -> None:
        """Read the list shown again."""
        self.page.refresh()

    def release(self) -> None:
        """Stop reading and keep columns."""
        for page in self._pages.values():
            page.release()
