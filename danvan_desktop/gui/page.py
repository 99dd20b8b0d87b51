"""What every page of the window is: it can be refreshed, left and released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class Page(QWidget):
    """One page. `title` stands in the window's title and never holds a person's name."""

    title = ""
    help_topic = ""
    filter_note = ""  # what the status bar says of a filter in force

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def refresh(self) -> None:
        """Read again: something may have changed. Called when the page comes up and after a save."""

    def may_leave(self) -> bool:
        """Whether the page may be closed; one with unsaved work asks."""
        return True

    def release(self) -> None:
        """The office is about to be closed: stop timers, keep drafts."""
