"""Looking into files from elsewhere through a limited process: a bomb or a broken file costs that process, not ours."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

from danvan_desktop.documents.decode_child import HEADER_BYTES, LETTERS, MEMORY, MOST_BYTES
from danvan_desktop.documents.windows_job import Job
from danvan_desktop.faces import LOOK_INTO

WALL_SECONDS = 30.0
_KINDS = {letter: kind for kind, letter in LETTERS.items()}


class Looker:
    """One limited process for many files; another is started when it died over one. Use as a context."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._job: Job | None = None

    def __enter__(self) -> Looker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def look(self, data: bytes) -> str:
        """The file's type, decoded to the end in the other process; "" when it cannot be opened or took too long."""
        if len(data) > MOST_BYTES:
            return ""
        process = self._running()
        watch = threading.Timer(self._wall, process.kill)
        watch.start()
        try:
            letter = _asked(process, data)
        finally:
            watch.cancel()
        if not letter:  # it died over this file
            self.close()
        return _KINDS.get(letter, "")

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                _closed(stream)
        if self._job is not None:
            self._job.close()
            self._job = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _started()
            self._job = Job.around(self._process, MEMORY) if sys.platform == "win32" else None
        return self._process


def _asked(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(len(data).to_bytes(HEADER_BYTES) + data)
        process.stdin.flush()
        return process.stdout.read(1)
    except (OSError, ValueError):
        return b""


def _closed(stream: object) -> None:
    try:
        stream.close()  # type: ignore[attr-defined]
    except OSError:
        return  # what was not read any more


def command() -> list[str]:
    """How this program starts itself again, from source, from the Windows setup and frozen."""
    return [sys.executable, LOOK_INTO] if getattr(sys, "frozen", False) else [
        sys.executable, "-P", "-m", "danvan_desktop", LOOK_INTO  # -P: a stick's folder is no place for modules
    ]  # fmt: skip


def _started() -> subprocess.Popen[bytes]:
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(  # noqa: S603  our own program, no word of it from outside
        command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
