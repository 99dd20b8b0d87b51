"""Disks that are soon full or closed to writing."""

from __future__ import annotations

import resource
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


@contextmanager
def small_disk(place: Path, size: str, *, lazy: bool = False) -> Iterator[Path]:
    """A disk of its own that is soon full; `lazy` takes it away also while a file on it is open."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", *(["-l"] if lazy else []), str(place)], check=True)


@contextmanager
def closed_to_writing(place: Path) -> Iterator[None]:
    """A mounted disk, read-only for a while."""
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)


@cache
def may_mount() -> bool:
    """Only root may; who is not still runs the tests with `small_files`, which show the same."""
    try:
        with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder), "1m"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def small_files(limit: int) -> Iterator[None]:
    """No file of this process may grow beyond `limit` bytes: writing fails like on a full disk."""
    old, before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
