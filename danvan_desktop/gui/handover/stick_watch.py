"""Sticks seen by themselves: asks the system each second, only while somebody wants to know."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

EVERY_MS = 1_000
DRIVE_REMOVABLE = 2  # Windows
SMALLEST = 1_000_000  # bytes; no stick was ever that small, mounts of the system are
PLUGGED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


@dataclass(frozen=True)
class Volume:
    """A stick: its name, where it is, how much is free, whether it is write-protected."""

    name: str
    path: str
    free: int
    read_only: bool = False

    @property
    def folder(self) -> Path:
        """Its root folder."""
        return Path(self.path)


def plugged_volumes() -> list[Volume]:
    """The sticks that are in now; no system drives, no network places."""
    return [_volume(info) for info in QStorageInfo.mountedVolumes() if _is_stick(info)]


def _volume(info: QStorageInfo) -> Volume:
    name = info.name() or Path(info.rootPath()).name or info.rootPath()
    return Volume(name, info.rootPath(), int(info.bytesAvailable()), info.isReadOnly())


def _is_stick(info: QStorageInfo) -> bool:
    if not (info.isValid() and info.isReady()) or info.isRoot() or info.bytesTotal() < SMALLEST:
        return False
    if sys.platform == "win32":
        return _drive_type(info.rootPath()) == DRIVE_REMOVABLE
    return info.rootPath().startswith(PLUGGED_UNDER)


def _drive_type(root: str) -> int:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]  # Windows only
    return int(kernel.GetDriveTypeW(root.replace("/", "\\").rstrip("\\") + "\\"))


class StickWatch(QObject):
    """Tells when a stick comes and goes. `volumes` lists what is plugged in; tests give their own."""

    appeared = Signal(object)  # Volume
    gone = Signal(str)  # its path

    def __init__(
        self, parent: QObject | None = None, volumes: Callable[[], list[Volume]] = plugged_volumes
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._volumes = volumes
        self.sticks: dict[str, Volume] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and each second from now on."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    @property
    def watching(self) -> bool:
        """Whether it looks each second."""
        return self._timer.isActive()

    def look(self) -> None:
        """Compare what is plugged in with what was."""
        now = {volume.path: volume for volume in self._volumes()}
        lost = [path for path in self.sticks if path not in now]
        found = [volume for path, volume in now.items() if path not in self.sticks]
        self.sticks = now
        for path in lost:
            self.gone.emit(path)
        for volume in found:
            self.appeared.emit(volume)
