"""A code chosen from a few that all stand in sight: arrows choose, Enter goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

ACROSS, ROOM = 4, 640  # buttons of a line, pixels they may take together


class RadioEditor(Editor):
    """One radio button a code; all of them are one stop of the tab order."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self._buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(16)
        for choice in field.choices:
            button = QRadioButton(_(choice.label))
            button.setAccessibleName(f"{_(field.label)}: {_(choice.label)}")
            button.installEventFilter(self)
            button.clicked.connect(self._typed)
            self._buttons[choice.code] = button
            self._group.addButton(button)
        self._across = self._fitting()
        for place, made in enumerate(self._buttons.values()):
            grid.addWidget(made, place // self._across, place % self._across)
        self._set_main(holder)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def _fitting(self) -> int:
        """How many stand side by side: fewer where words are long."""
        widths = [button.sizeHint().width() + 16 for button in self._buttons.values()]
        for across in range(ACROSS, 1, -1):
            if sum(max(widths[column::across]) for column in range(across)) <= ROOM:
                return across
        return 1

    def text(self) -> str:
        """What a draft keeps: the code."""
        value = self._read()
        return value if isinstance(value, str) else ""

    def type_text(self, text: str) -> None:
        """Choose the code that a draft kept."""
        self.type_value(text or None)

    def _read(self) -> Value:
        return next((code for code, button in self._buttons.items() if button.isChecked()), None)

    def _show(self, value: Value) -> None:
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == value)
        self._group.setExclusive(True)
        chosen = self._buttons.get(value) if isinstance(value, str) else None
        self.setFocusProxy(chosen or next(iter(self._buttons.values())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102  Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._takes(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def _takes(self, watched: QObject, event: QKeyEvent) -> bool:
        """Arrows move and choose; Enter chooses what has the focus when nothing is chosen, and goes on."""
        buttons = list(self._buttons.values())
        place = buttons.index(watched) if isinstance(watched, QRadioButton) else 0
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self._across, Qt.Key.Key_Down: self._across}
        if event.key() in steps:
            step = steps[Qt.Key(event.key())] if self._group.checkedButton() is not None else 0
            self._choose(buttons[(place + step) % len(buttons)])
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self._group.checkedButton() is None:
                self._choose(buttons[place])
            self.go_on()
            return True
        return False

    def _choose(self, button: QRadioButton) -> None:
        button.setChecked(True)
        button.setFocus()
        self.setFocusProxy(button)
        self._typed()
