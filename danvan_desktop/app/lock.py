"""One program at a time in a data folder: a lock the system itself releases when the program ends."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

from danvan_desktop import paths
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import reason

WAIT_SECONDS = 10.0
_POLL_SECONDS = 0.05


class FolderLock:
    """Held from `acquire` to `release`, at the latest until the process ends."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / paths.LOCK_NAME
        self._stream: BinaryIO | None = None

    def acquire(self, wait_seconds: float = WAIT_SECONDS) -> None:
        """Take the lock; waits for another program to finish and raises EnvironmentProblem when it does not."""
        deadline = time.monotonic() + wait_seconds
        stream = self._open()
        while not _try_lock(stream):
            if time.monotonic() >= deadline:
                stream.close()
                raise self._busy()
            time.sleep(_POLL_SECONDS)
        self._stream = stream

    def release(self) -> None:
        """Let others in."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _open(self) -> BinaryIO:
        try:
            return os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise EnvironmentProblem(
                _("The data folder {folder} cannot be written to: {reason}.").format(
                    folder=self._path.parent, reason=reason(error)
                ),
                kept=_("Nothing was changed."),
                hint=_("Choose a folder you may write to."),
                code="read-only",
            ) from error

    def _busy(self) -> EnvironmentProblem:
        return EnvironmentProblem(
            _("The data folder {folder} is open in another window or command.").format(folder=self._path.parent),
            kept=_("Nothing was changed."),
            hint=_("Close it or wait until it has finished, then try again."),
            code="busy",
        )


if os.name == "nt":
    import msvcrt

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
