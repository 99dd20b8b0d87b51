"""What each page of the first run is: a title, a body that scrolls, a problem sentence, a way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from danvan_desktop.app.first_run import Setup
from danvan_desktop.gui.widgets import Note, column, label, row
from danvan_desktop.gui.widgets.holders import scrolled

WIDTH = 720


class StepPage(QWidget):
    """One page. `leave` writes what was typed into the setup, or raises UserError and the page stays."""

    onward = Signal()
    ready_changed = Signal(bool)

    def __init__(self, setup: Setup, title: str, text: str) -> None:
        super().__init__()
        self.setup = setup
        self._title, self._text = title, text
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()

    def fill(self, body: QLayout) -> None:
        """Put the page's own pieces under its title."""
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        head = column(label(self._title, "h1"), label(self._text, "muted", wrap=True), gap=4)
        inner.setLayout(column(head, 8, body, self.problem, None, gap=12))
        holder = QWidget()
        holder.setLayout(row(None, (inner, 100), None, margins=(32, 24, 32, 24)))
        self.setLayout(column(scrolled(holder), gap=0))

    def say(self, text: str = "", hint: str = "") -> None:
        """Show what is wrong; nothing for an empty text."""
        self.problem.say(text, hint)
        self.problem.setVisible(bool(text))

    def enter(self) -> None:
        """The page comes up: fill in what follows from the pages before, put the cursor where typing begins."""

    def leave(self) -> None:
        """Take what was typed into the setup. Raises UserError when something is missing."""
