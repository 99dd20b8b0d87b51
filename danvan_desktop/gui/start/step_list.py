"""The steps of the first run at its left: which is done, which is on, which is to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from danvan_desktop.gui.widgets import StateLabel, column, framed, label, row
from danvan_desktop.i18n import _


class StepList(QWidget):
    """Says in words where one is; colour and icon repeat it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._states = [StateLabel() for _name in names]
        self._rows: list[QFrame] = []
        for state in self._states:
            holder = framed(row(state, None, margins=(12, 8, 12, 8)), "pick")
            self._rows.append(holder)
        said = label(_("Under three minutes. Nothing leaves this computer."), "muted", wrap=True)
        self.setFixedWidth(236)
        self.setLayout(column(label("Dân Vận Desktop", "h1"), said, 8, *self._rows, None, margins=(16, 24, 16, 16)))

    def show_step(self, now: int) -> None:
        """Mark the step one is at."""
        from danvan_desktop.gui.widgets import restyle

        for place, (name, state, holder) in enumerate(zip(self._names, self._states, self._rows, strict=True)):
            icon, tone = ("circle-dot", "accent") if place == now else ("circle", "text2")
            if place < now:
                icon, tone = "circle-check", "ok"
            state.show_state(icon, f"{place + 1}. {name}", tone if place <= now else "text2")
            restyle(holder, on="true" if place == now else "false")
