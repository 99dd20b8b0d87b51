"""Under the line of the main term: what else is due by a day, each with its sentence and how certain it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from danvan_desktop.app.petition_terms import TermLine
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import StateLabel, button, column, icon_label, label, row, show_if
from danvan_desktop.i18n import _, ngettext

HIGH = 660  # pixels of a window from which all lines are shown at once
FIRST = 1  # lines that are shown where they are folded
_DAY_WIDTH = 178


def day_said(day: date, today: date) -> tuple[str, str, str]:
    """Text, icon and tone of a day; nobody knows whether the letter was sent, so none is called late."""
    left, told = (day - today).days, f"{day:%d/%m/%Y}"
    if left < 0:
        return _("{day}, passed").format(day=told), "history", "text2"
    if left == 0:
        return _("{day}, today").format(day=told), "triangle-alert", "warn"
    text = ngettext("{day}, {days} day left", "{day}, {days} days left", left)
    return text.format(day=told, days=left), "clock", "warn" if left <= 3 else "text2"


class TermsBeside(QWidget):
    """Hidden where nothing else is due; in a low window the first line and a way to the others."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.more = button("", "chevron-down", "link", slot=self._turn)
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._more = row(24, self.more, None)
        self.setLayout(column(self._lines, self._more, gap=0))
        self.shown: tuple[TermLine, ...] = ()
        self._rows: list[QWidget] = []
        self._open: bool | None = None  # not said by the officer
        self._today = date.min
        self.hide()

    def show_terms(self, found: Sequence[TermLine], today: date) -> None:
        """Show other terms."""
        if (tuple(found), today) == (self.shown, self._today):
            return
        self.shown, self._today = tuple(found), today
        for old in self._rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_held(_line(one, today)) for one in self.shown]
        for made in self._rows:
            self._lines.addWidget(made)
        self._fold()
        show_if(self, bool(self.shown))

    def _turn(self) -> None:
        self._open = not self._opened
        self._fold()

    @property
    def _opened(self) -> bool:
        return self.window().height() >= HIGH if self._open is None else self._open

    def _fold(self) -> None:
        hidden = len(self._rows) - FIRST
        for made in self._rows[FIRST:]:
            show_if(made, self._opened)
        text = ngettext("{count} more term", "{count} more terms", hidden).format(count=hidden)
        self.more.setText(_("Fewer terms") if self._opened else text)
        self.more.setAccessibleName(self.more.text())
        show_if(self.more, hidden > 0 and (not self._opened or self._open is not None))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._fold()


def _held(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _line(one: TermLine, today: date) -> QHBoxLayout:
    when = StateLabel()
    text, icon, tone = day_said(one.due, today) if one.due is not None else (_("No due date yet"), "clock", "text2")
    when.show_state(icon, text, tone)
    held = _held(row(when, None))
    held.setFixedWidth(_DAY_WIDTH)
    pieces: list[QWidget | tuple[QWidget, int]] = [
        held, (ElidedLabel(one.label), 4), (ElidedLabel(one.sentence, "cap"), 5),
    ]  # fmt: skip
    if one.certainty_said:
        pieces += [icon_label("circle-help", "warn", 14), label(one.certainty_said, "cap", "warn")]
    return row(*pieces, gap=8, margins=(0, 1, 0, 1))
