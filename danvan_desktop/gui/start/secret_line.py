"""The line a passphrase is typed into: an eye, and a word when Caps Lock or the input method gets in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from danvan_desktop.app.passphrase_advice import typed_with_method
from danvan_desktop.gui.start.keyboard import caps_lock
from danvan_desktop.gui.theme import icons
from danvan_desktop.gui.widgets import column, label, restyle, row, tool
from danvan_desktop.i18n import _

_EYE = 24


class SecretLine(QLineEdit):
    """Hides what is typed until the eye is pressed; says through `warned` what is odd about the keyboard."""

    warned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setTextMargins(0, 0, _EYE + 4, 0)
        self.eye = tool("eye", _("Show what is typed (Alt+F8)"), self._on_eye)
        self.eye.setParent(self)
        self.eye.setCheckable(True)
        self.eye.setFixedSize(_EYE, _EYE)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the next line; Alt+F8 is the eye, as in Windows
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._caps = False
        self.textChanged.connect(self._on_text)

    def _on_eye(self) -> None:
        shown = self.eye.isChecked()
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.setIcon(icons.icon("eye-off" if shown else "eye"))
        self.eye.setToolTip(_("Hide what is typed (Alt+F8)") if shown else _("Show what is typed (Alt+F8)"))

    def _on_text(self) -> None:
        self.warned.emit(self.warning())

    def warning(self) -> str:
        """What stands in the way, as a sentence; "" for nothing."""
        if self._caps:
            return _("Caps Lock is on. It does no harm: capitals do not count here.")
        if typed_with_method(self.text()):
            return _("Vietnamese typing (Telex or VNI) is on. Accents do not count: type with it or without accents.")
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name; it only looks, the key goes on
        if event.key() == Qt.Key.Key_F8 and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.eye.click()
            return
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps = text.isupper() != shifted and (text.isupper() or caps_lock() is True)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._caps = bool(caps_lock())
        super().keyPressEvent(event)
        self._on_text()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102  Qt's name
        super().focusInEvent(event)
        self._caps = bool(caps_lock())
        self._on_text()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self.eye.move(self.width() - _EYE - 3, (self.height() - _EYE) // 2)

    def forget(self) -> None:
        """Take the typed text away and cover the line again."""
        self.clear()
        if self.eye.isChecked():
            self.eye.setChecked(False)
            self._on_eye()


class Advice(QWidget):
    """An icon and a sentence that may need two lines; keeps the room of one when there is nothing to say."""

    def __init__(self, icon: str = "", text: str = "", tone: str = "text2") -> None:
        super().__init__()
        self._mark = QLabel()
        self._text = label("", wrap=True)
        self.setLayout(row(column(self._mark, None, margins=(0, 1, 0, 0)), (self._text, 1), gap=6))
        self.setMinimumHeight(20)
        self.show_state(icon, text, tone)

    def show_state(self, icon: str, text: str, tone: str = "text2") -> None:
        """Say something else."""
        self._mark.setVisible(bool(icon))
        if icon:
            self._mark.setPixmap(icons.pixmap(icon, tone, 15, self.devicePixelRatioF()))
        self._text.setText(text)
        restyle(self._text, tone=tone if tone != "text2" else "")

    def text(self) -> str:
        """What is said now."""
        return self._text.text()


class KeyboardNote(Advice):
    """Shows what the lines of a page warn of."""

    def __init__(self, *lines: SecretLine) -> None:
        super().__init__()
        for line in lines:
            line.warned.connect(self._on_warned)

    def _on_warned(self, text: str) -> None:
        self.show_state("keyboard" if text else "", text, "warn")
