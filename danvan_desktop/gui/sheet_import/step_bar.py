"""Where in the wizard one is: four steps with number and name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.gui.widgets import label, restyle, row


class StepBar(QWidget):
    """Names of the steps; the one shown is strong, those behind it are ticked."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = list(names)
        self._labels: list[QLabel] = [label("", "muted") for _name in names]
        self.setLayout(row(*self._labels, gap=16))
        self.show_step(0)

    def show_step(self, place: int) -> None:
        """Mark a step as the one shown."""
        for number, (name, made) in enumerate(zip(self._names, self._labels, strict=True)):
            mark = "✓" if number < place else f"{number + 1}"
            made.setText(f"{mark}  {name}")
            restyle(made, role="strong" if number == place else "muted", tone="accent" if number == place else "")
        self.setAccessibleName(self._names[place])
