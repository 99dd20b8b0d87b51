"""One tab: its own page, and over it the pages opened from there, the newest on top."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.shell.tabs import Tab


class _Room(QScrollArea):
    """A page and the room it has: one that needs more is scrolled, so that the window can be as small as it must."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def take_in(self) -> None:
        """Put the page in, once the room stands in its stack: a page styled before would be styled anew there."""
        self.setWidget(self.page)
        self.page.show()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 160)


class TabStack(QStackedWidget):
    """The pages of one tab; its own page is made when it is first shown."""

    def __init__(self, desk: Desk, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.tab = desk, tab
        self.own: Page | None = None

    def make(self) -> Page:
        """The tab's own page."""
        if self.own is None:
            self.own = self.tab.make(self._desk)
            room = _Room(self.own)
            self.insertWidget(0, room)
            room.take_in()
            if self.count() == 1:
                self.own.refresh()
        return self.own

    def top(self) -> Page | None:
        """The page seen."""
        room = self.currentWidget()
        return room.page if isinstance(room, _Room) else None

    def push(self, page: Page) -> None:
        """Lay a page on top."""
        self.make()
        room = _Room(page)
        self.addWidget(room)
        room.take_in()
        self.setCurrentWidget(room)
        page.refresh()
        page.setFocus()

    def pop(self) -> bool:
        """Take the top page away when it may be left; the tab's own page stays."""
        page = self.top()
        if page is None or page is self.own or not page.may_leave():
            return False
        page.release()
        if (room := self.currentWidget()) is not None:
            self.removeWidget(room)
            room.deleteLater()
        if (below := self.top()) is not None:
            below.refresh()
            below.setFocus()
        return True

    def uncover(self) -> bool:
        """Leave all pages that lie over the tab's own; False when one of them stays."""
        while self.top() is not self.own:
            if not self.pop():
                return False
        return True

    def pages(self) -> list[Page]:
        """All pages, the tab's own first."""
        found = [self.widget(place) for place in range(self.count())]
        return [room.page for room in found if isinstance(room, _Room)]
