"""A mistake of ours: shown once, written to the log, without a word of any record; the window goes on."""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

import danvan_desktop
from danvan_desktop.gui.widgets import button, column, fit_screen, framed, icon_label, label, row
from danvan_desktop.i18n import _
from danvan_desktop.log import fingerprint, scrubbed

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL,
}  # fmt: skip
_VALUES = re.compile(r"\"[^\"]*\"|'[^']*'|\d+")  # what may have been typed


class CrashDialog(QDialog):
    """What went wrong, all of it to be seen before anybody sends it anywhere."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The program made a mistake"))
        fit_screen(self, 620, 420)
        said = _("What was saved before is safe, and what you were typing is kept as a draft. You can go on working.")
        self.text = QPlainTextEdit(text, readOnly=True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(_("What would be sent"))
        self.text.setTabChangesFocus(True)
        asked = _("Copy this text for whoever looks after the program. It holds places in the program,"
                  " nothing of your records.")  # fmt: skip
        head = row(
            column(icon_label("bug", "danger", 32), None),
            (column(label(self.windowTitle(), "h1"), label(said, wrap=True), gap=4), 1), gap=16,
        )  # fmt: skip
        top = column(head, label(asked, "muted", wrap=True), (self.text, 1), gap=12, margins=(20, 20, 20, 16))
        self.copy = button(_("&Copy"), "copy", slot=self._on_copy)
        self.go_on = button(_("&Go on working"), kind="primary", slot=self.accept)
        self.go_on.setDefault(True)
        foot = framed(row(self.copy, None, self.go_on, margins=(16, 10, 16, 10)), "foot")
        self.setLayout(column((top, 1), foot, gap=0))
        self.go_on.setFocus()

    def add(self, text: str) -> None:
        """Another mistake while this one is shown."""
        self.text.appendPlainText(f"\n{text}")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


class Crashes(QObject):
    """Takes errors from any thread and shows each place once."""

    _came = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seen: set[str] = set()
        self.dialog: CrashDialog | None = None
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> bool:
        """Note an error; False when this one was shown before."""
        code = fingerprint(error)
        if code in self.seen:
            return False
        self.seen.add(code)
        text = crash_text(error)
        log.error("crash %s", text)
        self._came.emit(text)
        return True

    def _show(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.add(text)
            return
        parent = QApplication.activeWindow()
        self.dialog = CrashDialog(text, parent if parent is not None and parent.isVisible() else None)
        self.dialog.setModal(True)
        self.dialog.destroyed.connect(self._on_destroyed)
        QTimer.singleShot(0, self.dialog.show)  # never inside the paint or the slot that failed

    def _on_destroyed(self) -> None:
        self.dialog = None


_crashes: Crashes | None = None


def crashes() -> Crashes:
    """The one that takes all errors of this program."""
    global _crashes  # noqa: PLW0603  hooks of Python and Qt belong to the whole process
    if _crashes is None:
        _crashes = Crashes()
    return _crashes


def install() -> None:
    """Take what nobody caught: in slots, in threads, and what Qt has to say. Call with a QApplication running."""
    taker = crashes()

    def in_main(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        taker.take(error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            taker.take(args.exc_value)

    sys.excepthook = in_main
    threading.excepthook = in_thread
    qInstallMessageHandler(from_qt)


def report(error: BaseException, _parent: QWidget | None = None) -> None:
    """Show an error that somebody caught and has no words for."""
    crashes().take(error)


def from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own words go to the log, without numbers and quoted values."""
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", context.category or "", _VALUES.sub("#", message))


def crash_text(error: BaseException) -> str:
    """What stands in the dialog and in the log."""
    about = (
        f"Dân Vận Desktop {danvan_desktop.__version__} · Python {platform.python_version()} · Qt {qt_version}"
        f" · {platform.system()} {platform.release()}"
    )
    return f"{fingerprint(error)}\n{about}\n{scrubbed(error)}"
