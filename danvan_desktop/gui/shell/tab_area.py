"""The tabs' pages: made when first shown, each tab with the pages opened over its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.shell.header import Header
from danvan_desktop.gui.shell.stack import TabStack
from danvan_desktop.gui.shell.tabs import TABS, tab_of

if TYPE_CHECKING:
    from danvan_desktop.app.listing import Listing


class TabArea(QStackedWidget):
    """Follows the tab bar of the head, and the other way round."""

    def __init__(self, desk: Desk, header: Header) -> None:
        super().__init__()
        self._header = header
        self._tabs = {tab.name: TabStack(desk, tab) for tab in TABS}
        for stack in self._tabs.values():
            self.addWidget(stack)
        header.tab_chosen.connect(self._on_chosen)

    def stack(self) -> TabStack:
        """The tab shown."""
        return self._tabs[self.tab_name()]

    def tab_name(self) -> str:
        """Name of the tab shown."""
        return TABS[self.currentIndex()].name

    def show_tab(self, name: str) -> Page:
        """Bring a tab up; returns its own page."""
        stack = self._tabs[name]
        page = stack.make()
        self.setCurrentWidget(stack)
        self._header.show_tab(self.indexOf(stack))
        return page

    def show_list(self, listing: Listing) -> None:
        """Bring up the list of a type, with what `listing` asks."""
        from danvan_desktop.gui.lists import ListTab

        page = self.show_tab(tab_of(listing.type_name))
        if self.stack().uncover() and isinstance(page, ListTab):  # else an unsaved form stays before it
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            page.show_listing(listing)

    def next_tab(self, step: int) -> None:
        """To the neighbouring tab, round and round."""
        self._header.tabs.setCurrentIndex((self.currentIndex() + step) % len(TABS))

    def list_type(self) -> str:
        """Type of the list in the tab shown; "" where no list is."""
        from danvan_desktop.gui.lists import ListTab

        own = self.stack().own
        return own.page.record.name if isinstance(own, ListTab) else ""

    def pages(self) -> list[Page]:
        """Every page made, of all tabs."""
        return [page for stack in self._tabs.values() for page in stack.pages()]

    def _on_chosen(self, place: int) -> None:
        page = self.show_tab(TABS[place].name)
        top = self.stack().top()
        if top is page:
            page.refresh()
        if top is not None:
            top.setFocus(Qt.FocusReason.TabFocusReason)
