"""One window a data folder: a second start brings the first one to the front."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

WAIT_MS = 500
_RAISE = b"raise\n"


def server_name(data_dir: Path) -> str:
    """A name that says nothing of the folder; the same for every way of writing its path."""
    place = str(data_dir.expanduser().resolve())
    return (
        "danvan-"
        + hashlib.sha256(place.casefold().encode() if sys.platform == "win32" else place.encode()).hexdigest()[:20]
    )


class SingleWindow(QObject):
    """Claims a data folder for this program; `raised` is emitted when another start asks for the window."""

    raised = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_dir)
        self._server: QLocalServer | None = None

    def alone(self) -> bool:
        """Whether no other program has the folder; one that has it is asked to show itself.

        The network library is loaded only where somebody may be listening: it is a part of every start otherwise.
        """
        somebody = sys.platform == "win32" or Path(QDir.tempPath(), self._name).exists()
        return not (somebody and self._ask_the_first())

    def claim(self) -> bool:
        """True when this is the first program on the folder; else the first one was asked to show itself.

        Where no server can be made the lock of the folder still keeps the second program out, with a sentence.
        """
        if self._server is not None or not self.alone():
            return self._server is not None
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)  # this user's programs only
        self._server.newConnection.connect(self._on_connected)
        QLocalServer.removeServer(self._name)  # left by a program that was killed
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let another program claim the folder."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _ask_the_first(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        _allow_to_come_up()
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(_RAISE)
        socket.flush()
        socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _on_connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()


def bring_up(window: QWidget) -> None:
    """Show a window that may be minimised or covered."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _allow_to_come_up() -> None:
    """Windows lets a program come to the front only when the one in front agrees."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
