"""Modal questions with the words of what each button does, never "Yes" and "No"."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.gui.widgets.texts import button, column, icon_label, label, row
from danvan_desktop.i18n import _


class _Question(QDialog):
    """Title, text and one button a choice."""

    def __init__(self, parent: QWidget | None, title: str, text: str, choices: Mapping[str, str], icon: str) -> None:
        super().__init__(parent)
        self.chosen: str | None = None
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        buttons = []
        for place, (name, words) in enumerate(choices.items()):
            made = button(words, kind="" if place else "primary", slot=lambda name=name: self._on_chosen(name))  # type: ignore[misc]
            made.setDefault(place == 0)
            buttons.append(made)
        words_of_it = label(text, wrap=True)
        words_of_it.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said = column(label(title, "h2", wrap=True), words_of_it)
        mark = column(icon_label(icon, "accent", 24), None)
        self.setLayout(column(row(mark, (said, 1), gap=12), 8, row(None, *buttons), margins=(16, 16, 16, 16)))
        buttons[0].setFocus()

    def _on_chosen(self, name: str) -> None:
        self.chosen = name
        self.accept()


def ask(parent: QWidget | None, title: str, text: str, choices: Mapping[str, str]) -> str | None:
    """Ask; `choices` is name → words, the first is the default. None when Esc is pressed."""
    question = _Question(parent, title, text, choices, "circle-help")
    question.exec()
    return question.chosen


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something that must be read before going on."""
    _Question(parent, title, text, {"ok": _("Got it")}, "info").exec()
