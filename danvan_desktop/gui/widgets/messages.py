"""What lies over the window: the bar that says what was done, and the wait for long work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from danvan_desktop.gui.widgets import button, column, framed, label, row
from danvan_desktop.i18n import _

TOAST_MS = 10_000
SHOW_AFTER_MS, CANCEL_AFTER_MS = 300, 2_000


class Toast(QFrame):
    """A sentence at the lower edge, for ten seconds, with a way back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._undo: Callable[[], None] | None = None
        self._text = label("")
        self._back = button(_("Undo"), slot=self._on_undo)
        close = button(_("Close"), slot=self.hide)
        self.setLayout(row(self._text, 8, self._back, close, margins=(16, 6, 8, 6)))
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None) -> None:
        """Show a sentence; `undo` takes back what it tells of."""
        self._undo = undo
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._back.setVisible(undo is not None)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Stand in the middle above the status bar."""
        around = self.parentWidget()
        if around is not None:
            self.move((around.width() - self.width()) // 2, around.height() - self.height() - 40)

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()


class Wait(QWidget):
    """Covers the window while a long work runs: at once against typing, to be seen after 0.3 s."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self._cancel: Callable[[], None] | None = None
        self._before: QWidget | None = None
        self._title = label("", "h2")
        self._note = label("", "muted")
        self._bar = QProgressBar(textVisible=False)
        self._stop = button(_("Cancel"), "x", slot=self._on_cancel)
        head = row(self._title, None)
        self._card = framed(
            column(head, self._bar, self._note, row(None, self._stop), margins=(16, 12, 16, 12)), "busy"
        )
        self._card.setParent(self)
        self._card.setFixedWidth(420)
        self._soon = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._soon.timeout.connect(self._on_soon)
        self._late = QTimer(self, singleShot=True, interval=CANCEL_AFTER_MS)
        self._late.timeout.connect(lambda: self._stop.setVisible(self._cancel is not None))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        self.hide()

    def begin(self, title: str, cancel: Callable[[], None] | None) -> None:
        """Cover the window."""
        self._cancel = cancel
        self._title.setText(title.strip() or _("Working…"))
        self._note.setText("")
        self._bar.setRange(0, 0)
        self._before = self.window().focusWidget()
        for part in (self._card, self._stop):
            part.hide()
        self.setGeometry(self._around.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._soon.start()
        self._late.start()

    def end(self) -> None:
        """Uncover it; the focus goes back where it was."""
        self._soon.stop()
        self._late.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def step(self, done: int, total: int | None, note: str) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._note.setText(note)

    def _on_soon(self) -> None:
        self._card.adjustSize()
        self._card.move((self.width() - self._card.width()) // 2, (self.height() - self._card.height()) // 2)
        self._card.show()
        self.update()

    def _on_cancel(self) -> None:
        self._note.setText(_("Stopping…"))
        if self._cancel is not None:
            self._cancel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102  Qt's name
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._around.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        event.accept()  # nothing typed now may reach a page

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        if self._card.isVisible():
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(0, 0, 0, 60))
