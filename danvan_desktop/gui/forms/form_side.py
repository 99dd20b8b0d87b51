"""The side of a form: history, related records and attachments of the saved record."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from danvan_desktop.gui.widgets import column, framed, label
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_TABS = (
    (N_("History"), "HistoryPanel"),
    (N_("Related"), "RelatedPanel"),
    (N_("Files"), "AttachmentStrip"),
)


class FormSide(QWidget):
    """Tabs whose panels are made when first looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: tuple[str, bytes] | None = None
        self._shown: dict[int, tuple[str, bytes]] = {}
        self.tabs = QTabBar()
        self.tabs.setObjectName("sub")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(_("Beside the form"))
        self.stack = QStackedWidget()
        self._panels: dict[int, Any] = {}
        self._makers = [(text, maker) for text, name in _TABS if (maker := _panel(name)) is not None]
        for text, _maker in self._makers:
            self.tabs.addTab(_(text))
            self.stack.addWidget(_hint(_("Comes with the first save.")))
        self.tabs.currentChanged.connect(self._on_tab)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(4)
        lay.addWidget(self.tabs)
        lay.addWidget(self.stack, 1)

    def show_record(self, type_name: str, row: bytes) -> None:
        """Show what belongs to a record."""
        self._record = (type_name, row)
        self._shown.clear()
        self._on_tab(self.tabs.currentIndex())

    def set_field(self, name: str) -> None:
        """The cursor came into a field; the history may show its past alone."""
        for panel in self._panels.values():
            if hasattr(panel, "set_field"):
                panel.set_field(name)

    def _on_tab(self, place: int) -> None:
        if place < 0:
            return
        if self._record is not None and self._shown.get(place) != self._record:
            self._panel(place).show_record(*self._record)
            self._shown[place] = self._record
        self.stack.setCurrentIndex(place)

    def _panel(self, place: int) -> Any:  # noqa: ANN401  a panel of gui.record
        if place not in self._panels:
            made = self._makers[place][1](self._desk)
            old = self.stack.widget(place)
            if old is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
            self.stack.insertWidget(place, made)
            self._panels[place] = made
        return self._panels[place]


def _panel(name: str) -> Callable[[Any], Any] | None:
    try:
        found: Callable[[Any], Any] | None = getattr(import_module("danvan_desktop.gui.record"), name, None)
    except ImportError:
        return None
    return found


def _hint(text: str) -> QWidget:
    return framed(column(label(text, "muted", wrap=True), None, margins=(12, 12, 12, 12)), "panel")
