"""A returned figure beside its request: reported, answered and by the records here; and the field of the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from danvan_desktop.app.request_figures import FigureLine, FigureSides
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import StateLabel, column, label, row, show_if
from danvan_desktop.i18n import _

MOST = 60  # letters of a value


class FigureCompare(QWidget):
    """Hidden until a figure is shown. `value`: what the answer says it should be."""

    def __init__(self) -> None:
        super().__init__()
        self._grid, self._holder = QGridLayout(), QWidget()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._holder.setLayout(self._grid)
        self._name, self._state = label("", "strong", wrap=True), StateLabel("circle", "", "text2")
        self.value = QLineEdit()
        self.value.setMaxLength(MOST)
        self._caption = label(_("&Value answered"), "cap")
        self._caption.setBuddy(self.value)
        self.value.setAccessibleName(_("Value answered"))
        self.setLayout(column(self._name, self._holder, row(self._state, None), self._caption, self.value, gap=4))
        self.show_nothing()

    def show_nothing(self, *, asks: bool = False) -> None:
        """Another request; with `asks` its answer may hold a value, which is being counted."""
        clear(self._holder)
        self.value.clear()
        for made in (self._name, self._holder, self._state):
            made.hide()
        for made in (self._caption, self.value):
            show_if(made, asks)
        show_if(self, asks)

    def show_sides(self, found: FigureSides | None, *, asks: bool) -> None:
        """Show each side; with `asks` the answer begins with this office's own figure, unless one is typed already."""
        if found is None:
            return
        clear(self._holder)
        self._name.setText(found.label)
        heads = ("", _("Value reported"), _("Value answered"), _("By the records here"), _("Difference"))
        for place, text in enumerate(heads):
            self._grid.addWidget(label(text, "cap", wrap=True), 0, place)
        for at, line in enumerate(found.lines, 1):
            for place, cell in enumerate(_cells(line)):
                self._grid.addWidget(cell, at, place)
        agrees = all(line.agrees for line in found.lines)
        state = ("check", _("Both sides agree"), "ok") if agrees else ("git-compare", _("The sides differ"), "warn")
        self._state.show_state(*state)
        if asks and not self.value.text():
            self.value.setText(found.here)
        for made in (self._name, self._holder, self._state, self):
            made.show()


def _cells(line: FigureLine) -> list[QLabel]:
    tone = "" if line.agrees else "warn"
    return [
        label(line.label), label(line.reported or "–"), label(line.answered or "–"), label(line.here or "–", "strong"),
        label(line.difference or "–", "", tone),
    ]  # fmt: skip
