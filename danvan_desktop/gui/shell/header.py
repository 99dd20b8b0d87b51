"""The head of the window: tabs, the search of everything, menu, help, lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from danvan_desktop.gui.shell.tabs import TABS
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import key_cap, row, tool
from danvan_desktop.i18n import _

HEIGHT = 44
SEARCH_WIDTH = 260
COMPACT = 1200  # logical pixels under which the tabs have no icons
BOLDER, OTHERS = 12, 280  # pixels: a bold label's surplus; search, keys and buttons at their smallest


class Header(QFrame):
    """Signals say what was asked for; the window does it."""

    tab_chosen = Signal(int)
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT)
        self._compact = False
        self.tabs = self._tab_bar()
        self.search = QLineEdit(placeholderText=_("Name, number, phone…"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search everything"))
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setToolTip(f"{self.search.placeholderText()} (Ctrl+K)")
        self.search.setProperty("elides", True)
        self.search.setMinimumWidth(96)
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.menu_button = tool("menu", _("Menu (F10)"))
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        pieces = (
            self.menu_button, tool("circle-help", _("Help (F1)"), self.help_asked.emit),
            tool("lock", _("Lock (Ctrl+L)"), self.lock_asked.emit),
        )  # fmt: skip
        self._key_cap = key_cap("Ctrl+K")
        self.setLayout(row(self.tabs, None, (self.search, 40), self._key_cap, 4, *pieces, gap=4, margins=(8, 0, 8, 0)))

    def show_tab(self, place: int) -> None:
        """Mark a tab that is shown already."""
        if self.tabs.currentIndex() != place:
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(place)
            self.tabs.blockSignals(False)
            self._mark(self.tabs, place)
            self._give_room()

    def _tab_bar(self) -> QTabBar:
        bar = QTabBar()
        bar.setObjectName("main")
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setUsesScrollButtons(True)
        bar.setIconSize(QSize(16, 16))
        bar.setAccessibleName(_("Tabs"))
        for place, tab in enumerate(TABS):
            bar.addTab(icon(tab.icon, "text2"), _(tab.label))
            bar.setTabToolTip(place, f"Ctrl+{place + 1}")
        bar.currentChanged.connect(self._on_current)
        self._mark(bar, 0)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        compact = self.width() < COMPACT
        if compact != self._compact:
            self._compact = compact
            self._key_cap.setHidden(compact)
            self._mark(self.tabs, self.tabs.currentIndex())
        self._give_room()

    def _give_room(self) -> None:
        """All tabs are seen where there is room; the chosen one is bold and wider than Qt thinks."""
        self.tabs.setMinimumWidth(max(0, min(self.tabs.sizeHint().width() + BOLDER, self.width() - OTHERS)))

    def _on_current(self, place: int) -> None:
        self._mark(self.tabs, place)
        self._give_room()
        self.tab_chosen.emit(place)

    def _mark(self, bar: QTabBar, current: int) -> None:
        for place, tab in enumerate(TABS):
            shown = icon(tab.icon, "accent" if place == current else "text2")
            bar.setTabIcon(place, QIcon() if self._compact else shown)
