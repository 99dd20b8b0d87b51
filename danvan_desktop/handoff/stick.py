"""Writing to a stick so that "it may be taken out now" is true (handoff.md §9)."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import form
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import disk_problem, move_into_place, need_space, remove_part

_PART = re.compile(r"(?P<target>.+)\.[0-9a-f]{8}\.part", re.DOTALL)  # as `write` calls what is not whole yet


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_problem(error, folder, folder) from error


def has_file(folder: Path, start: str) -> bool:
    """Whether the name of something there begins so."""
    try:
        return any(found.name.startswith(start) for found in folder.iterdir())
    except OSError as error:
        raise disk_problem(error, folder, folder) from error


def clear_unfinished(folder: Path, unit: str) -> None:
    """Remove packages that `unit` began here and did not finish, because its program or the stick was stopped.

    Only names exactly as `write` makes them. Receipts are left: those bear the name of the office they answer.
    """

    def is_ours(target: str) -> bool:
        name = form.NAME.fullmatch(target)
        return name is not None and name["unit"] == unit and not name["receipt"]

    _remove_parts(folder, is_ours)


def _remove_parts(folder: Path, is_ours: Callable[[str], bool]) -> None:
    """What cannot be removed or looked at just now is left: it is sealed and harms nobody."""
    try:
        with os.scandir(folder) as entries:
            parts = [e.name for e in entries if (m := _PART.fullmatch(e.name)) and is_ours(m["target"]) and _plain(e)]
    except OSError:
        return
    for name in parts:
        remove_part(folder / name)


def _plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def write(target: Path, data: bytes) -> None:
    """Space first; part file, flush, fsync, close, read back, compare, rename, fsync the folder."""
    _remove_parts(target.parent, target.name.__eq__)  # an earlier try at this very file
    need_space(target.parent, len(data))
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        _write_through(part, data)
        if _digest_of(part) != hashlib.sha256(data).digest():
            raise EnvironmentProblem(
                _("“{name}” reads back otherwise than it was written.").format(name=target.name),
                kept=_("The package was not finished; the records here are unchanged."),
                hint=_("The stick is worn out or was removed: use another one and export again."),
            )
        move_into_place(part, target)
    except OSError as error:
        raise disk_problem(error, target) from error
    finally:
        remove_part(part)


def _write_through(part: Path, data: bytes) -> None:
    with part.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _digest_of(part: Path) -> bytes:
    with part.open("rb") as stream:
        if hasattr(os, "posix_fadvise"):  # read from the stick, not from memory, where the system can be asked to
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(stream, "sha256").digest()
