"""The words a paper asks for, as fields beside the list of papers; kept while typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from danvan_desktop.app.paper_words import Word
from danvan_desktop.gui.widgets import Field, column, label, show_if
from danvan_desktop.gui.widgets.holders import ScrollHolder
from danvan_desktop.gui.widgets.texts import empty
from danvan_desktop.i18n import _

WAIT_MS = 600
LONG_HEIGHT = 76
Control = QLineEdit | QPlainTextEdit


class PaperFields(QWidget):
    """`rested`: the typing rests, what stands here may be kept and looked at."""

    rested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.controls: dict[str, Control] = {}
        self._lines = column(gap=10)
        self._nothing = label(_("This paper needs no further words."), "muted", wrap=True)
        self._area = ScrollHolder()
        self._area.fill(column(self._nothing, self._lines, None, gap=0, margins=(10, 8, 10, 8)))
        self.setLayout(column((self._area, 1), gap=0))
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.rested)

    def show_words(self, words: Sequence[Word], typed: Mapping[str, str]) -> None:
        """Show the fields of another paper, with what was typed for it before."""
        self.stop()
        empty(self._lines)
        self.controls = {}
        for word in words:
            made = _control(word, typed.get(word.name, ""))
            made.textChanged.connect(self._wait.start)
            self.controls[word.name] = made
            self._lines.addWidget(Field(word.label, made))
        show_if(self._nothing, not words)

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._wait.stop()

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by the name of the word."""
        return {
            name: made.text() if isinstance(made, QLineEdit) else made.toPlainText()
            for name, made in self.controls.items()
        }


def _control(word: Word, text: str) -> Control:
    if not word.long:
        return QLineEdit(text)
    made = QPlainTextEdit(text)
    made.setTabChangesFocus(True)
    made.setFixedHeight(LONG_HEIGHT)
    return made
