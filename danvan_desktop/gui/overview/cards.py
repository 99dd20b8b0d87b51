"""Three cards under the morning list: backup, hand-over, conflicts; each with the one thing to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from danvan_desktop.app.backups import BackupState
from danvan_desktop.app.status import HandoverState
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import button, column, framed, icon_label, row
from danvan_desktop.i18n import _

LATE_DAYS = 30


@dataclass(frozen=True)
class Card:
    """What one card says."""

    name: str
    icon: str
    tone: str
    title: str
    text: str
    action: str


def cards(backup: BackupState, handover: HandoverState, conflicts: int) -> list[Card]:
    """The cards there is something to say on; without an upper office none speaks of hand-over."""
    found = [Card("backup", "hard-drive", backup.tone, backup.short, backup.sentence, _("Back up…"))]
    if handover.peer:
        found.append(_handover(handover))
    if conflicts:
        title = _("{count} places differ").format(count=conflicts)
        text = _("Both values are kept.")
        found.append(Card("conflicts", "git-compare", "warn", title, text, _("See and choose…")))
    return found


def _handover(state: HandoverState) -> Card:
    text = _("{count} records not confirmed").format(count=state.unsent) if state.unsent else _("All is confirmed.")
    if state.awaited and state.last_sent is not None:
        title, day = _("Receipt awaited"), f"{state.last_sent:%d/%m/%Y}"
        text = _("Written {day}; records: {count}").format(day=day, count=state.unsent)
    elif state.last_receipt is None:
        title = _("Not handed over yet")
    else:
        title = _("Receipt of {day}").format(day=f"{state.last_receipt:%d/%m/%Y}")
    tone = "warn" if state.oldest_days > LATE_DAYS else "ok" if not state.unsent else "text2"
    return Card("handover", "send", tone, title, text, _("Write to the stick…"))


class Cards(QWidget):
    """The cards side by side."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_cards(self, found: list[Card]) -> None:
        """Show other cards."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for card in found:
            self._row.addWidget(self._frame(card), 1)

    def _frame(self, card: Card) -> QWidget:
        press = button(card.action, slot=lambda: self.pressed.emit(card.name))
        head = row(icon_label(card.icon, card.tone), (ElidedLabel(card.title, "strong"), 1))
        return framed(
            column(head, ElidedLabel(card.text, "cap"), row(press, None), gap=4, margins=(12, 8, 12, 8)),
            "panel",
        )
