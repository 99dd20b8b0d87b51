"""A folder shared by the computers of one office: each writes into its own part of it and only reads the others'.

So no two computers ever write the same name, and what is tidied away is one's own. The folder may be a network drive
or one that a program keeps alike on both computers; nothing readable lies in it, only sealed packages.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.journal import encode
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import arriving, form, reading, stick
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import _
from danvan_desktop.storage import blob_travel, peers, vault
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.store import Store

MOST_FILES = 500  # of one part; what a computer leaves there is one package and one receipt
_NOT_WHOLE_YET = {"unreadable", "malformed"}  # so reads what a program that keeps folders alike has half copied


@dataclass(frozen=True)
class Found:
    """A file of another computer. `name`: part and file name; `mark`: size and time, to know it again unread."""

    file: Path
    name: str
    mark: str


def part_name(unit: str, replica: bytes) -> str:
    """The folder in which one computer of a unit writes."""
    return f"{unit}-{replica.hex()}"


def own_part(store: Store, folder: Path) -> Path:
    """Where this computer writes."""
    return folder / part_name(store.unit.code, store.replica.id)


def check(folder: Path) -> None:
    """Raises EnvironmentProblem for a folder that is not there: a network drive may be, a moment later."""
    if not folder.is_dir():
        raise gone(folder)


def gone(folder: Path) -> EnvironmentProblem:
    """What is said of a shared folder that does not answer."""
    return EnvironmentProblem(
        _("The shared folder {folder} cannot be reached.").format(folder=folder),
        kept=_("Nothing is lost: what was not exchanged goes as soon as the folder is back."),
        hint=_("Look whether the other computer or the network drive is on, or choose another folder in Settings."),
        code="shared-folder-gone",
    )


def lying(store: Store, folder: Path) -> list[Found]:
    """Packages in the parts of the other computers of this unit, oldest number first; names and times only."""
    check(folder)
    mine, parts = own_part(store, folder).name, re.compile(re.escape(store.unit.code) + r"-[0-9a-f]{16}")
    try:
        with os.scandir(folder) as entries:
            names = sorted(e.name for e in entries if parts.fullmatch(e.name) and e.is_dir(follow_symlinks=False))
        return [found for name in names if name != mine for found in _in_part(folder / name)]
    except OSError as error:
        raise disk_problem(error, folder / "-") from error


def _in_part(part: Path) -> list[Found]:
    found = []
    with os.scandir(part) as entries:
        for entry, _number in zip(entries, range(MOST_FILES), strict=False):
            named = form.NAME.fullmatch(entry.name)
            one = _found(part, entry) if named else None
            if named and one is not None:
                found.append((int(named["number"]), int(named["part"]), one))
    return [one for _number, _part, one in sorted(found, key=lambda item: item[:2])]


def _found(part: Path, entry: os.DirEntry[str]) -> Found | None:
    """None for what is no plain file, and for one its computer has just replaced."""
    try:
        seen = entry.stat(follow_symlinks=False)
        plain = entry.is_file(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return Found(Path(entry.path), f"{part.name}/{entry.name}", f"{seen.st_size} {seen.st_mtime_ns}") if plain else None


def read(store: Store, found: Found) -> bytes | None:
    """The bytes of a file that is whole; None for one that has gone, is not all there or cannot be read just now.

    Raises EnvironmentProblem when the folder itself is gone.
    """
    try:
        data = arriving.read_capped(found.file)
        if len(data) <= form.MAX_FILE:
            reading.read(data, arriving.reader_of(store))
    except EnvironmentProblem:
        check(found.file.parent.parent)
        return None
    except RefusedError as refused:
        return None if refused.word in _NOT_WHOLE_YET else data
    return data


def lacking(store: Store, scope: Scope) -> str:
    """A mark of all that some other computer of the unit has not; "" when every one has everything. After cutting."""
    segments = sorted([s.replica.hex(), s.first, s.last] for s in scope.to_send())
    asked = blob_travel.asked(store.conn, scope.lines())
    blobs = sorted([d.hex(), *map(list, asked[d])] for d in blob_travel.sizes(store.conn, sorted(asked)))
    values = sorted(d.hex() for d in vault.sizes(store.conn, sorted(peers.missing(store.conn, scope.lines()))))
    told = [segments, blobs, values]
    return hashlib.sha256(encode({"lacking": told})).hexdigest() if any(told) else ""


def put(files: list[Path], part: Path) -> None:
    """Copy finished packages into this computer's part: whole under their names or not at all."""
    check(part.parent)
    stick.make_folder(part)
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise disk_problem(error, file) from error
        stick.write(part / file.name, data)


def tidy(part: Path, keep: set[str]) -> int:
    """Remove this computer's own packages but those to keep, and unfinished ones; returns how many went."""
    gone = 0
    try:
        for file in sorted(part.iterdir()):
            ours = form.NAME.fullmatch(file.name) or file.name.endswith(".part")
            if ours and file.name not in keep and file.is_file() and not file.is_symlink():
                file.unlink(missing_ok=True)
                gone += 1
    except OSError:
        return gone  # what cannot be removed now is removed another time; it is sealed
    return gone
