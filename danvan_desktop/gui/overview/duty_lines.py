"""On the overview: the reception days of each head this month against the rule, and what is to be posted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from danvan_desktop.app.duty_card import DONE, MISSING, PLANNED, DutyCard, Head
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import button, column, icon_label, label, row
from danvan_desktop.gui.widgets.texts import empty
from danvan_desktop.i18n import _

_LOOKS = {
    DONE: ("circle-check", "ok"), PLANNED: ("calendar-clock", "text2"), MISSING: ("triangle-alert", "warn"),
}  # fmt: skip


class DutyLines(QFrame):
    """Hidden where the office has no such rule. `opened`: the officer wants the page of it."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._lines = column(gap=2)
        self.more = button(_("Schedule"), kind="link", tip=_("Schedule, days held"), slot=self.opened.emit)
        head = row(
            icon_label("calendar-clock"), (ElidedLabel(_("Reception days of the heads"), "strong"), 1), self.more
        )
        self.setLayout(column(head, self._lines, gap=2, margins=(12, 5, 12, 7)))
        self.hide()

    def show_card(self, card: DutyCard | None) -> None:
        """Show another state; None hides it."""
        empty(self._lines)
        for head in card.heads if card else ():
            self._lines.addLayout(_line(head))
        if card and card.unclear:
            self._lines.addLayout(row(icon_label("triangle-alert", "warn"), (ElidedLabel(card.unclear), 1), gap=8))
        if card and card.posting:
            tone = "danger" if card.late else "warn"
            icon = "circle-alert" if card.late else "calendar-clock"
            self._lines.addLayout(row(icon_label(icon, tone), (ElidedLabel(card.posting, tone=tone), 1), gap=8))
        self.setVisible(card is not None)


def _line(head: Head) -> QHBoxLayout:
    icon, tone = _LOOKS[head.state]
    number = label(_("{held}/{need} days").format(held=head.held, need=head.need), "strong")
    said = ElidedLabel(head.text, "cap", "warn" if head.state == MISSING else "")
    return row(icon_label(icon, tone), (ElidedLabel(head.label), 3), (said, 4), number, gap=8)
