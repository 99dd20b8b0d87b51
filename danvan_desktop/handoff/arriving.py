"""The files of a stick or a shared folder: which of them are for us, their bytes, and the receipts beside them."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import archive, certificates, dissolved, export, form, reading, roster_travel, stick
from danvan_desktop.handoff.imported import UNREAD, Answer, ImportedPackage
from danvan_desktop.handoff.reading import Reader
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.scope import Scope, subtree
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import answers, disk_problem, need_plain, reason
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training

MOST_STEM = 180  # bytes of a name; file systems take 255, and a part file's name is longer


def reader_of(store: Store) -> Reader:
    """This office as a reader: its keys, those of before a restore too, and whom it trusts."""
    old = [replica.age_identity for replica in old_replicas(store.settings).values()]
    known = certificates.stored(store)
    return Reader(
        store.unit.code,
        [store.replica.age_identity, *old],
        known,
        is_training(store.settings),
        roster_travel.closed_in(store),
        roster_travel.vouching_of(store),
        dissolved.standing(store.conn, known),
    )


def packages_at(store: Store, path: Path) -> list[Path]:
    """The packages to look at. In a folder, receipts for other offices lie beside those for us."""
    try:
        if not path.is_dir():
            if not path.exists():
                raise UserError(
                    _("“{name}” does not exist.").format(name=path), hint=_("Check the name, and that the stick is in.")
                )
            return [path]
        found = [p for p in path.iterdir() if p.name.lower().endswith(form.SUFFIX) and _is_plain(p)]
    except OSError as error:
        raise disk_problem(error, path, path) from error
    mine = store.unit.code
    found.sort(key=_place)
    return [p for p in found if (m := form.read_name(p.name)) is None or not m["receipt"] or m["unit"] == mine]


def _is_plain(file: Path) -> bool:
    """A file of its own; one the disk cannot even describe is named when it is read."""
    try:
        return file.is_file() and not file.is_symlink()
    except OSError:
        return True


def _place(file: Path) -> tuple[str, int, int, str]:
    """As they were written: part 2 before part 10."""
    name = form.read_name(file.name)
    return (name["unit"], int(name["number"]), int(name["part"]), file.name) if name else (file.name, 0, 0, "")


def read_capped(file: Path) -> bytes:
    """The bytes of a file, one more than the greatest package at most. Raises EnvironmentProblem, UserError."""
    need_plain(file)
    try:
        with file.open("rb") as stream:
            return stream.read(form.MAX_FILE + 1)
    except OSError as error:
        raise disk_problem(error, file) from error


def read_one_of(file: Path, folder: Path) -> bytes | ImportedPackage:
    """The bytes of a file of a folder, or that it cannot be read, which must not keep the others out.

    Raises EnvironmentProblem where the folder itself is gone.
    """
    try:
        return read_capped(file)
    except EnvironmentProblem as problem:
        if not answers(folder):
            raise
        cause = problem.__cause__
        why = reason(cause) if isinstance(cause, OSError) else problem.message
        text = _("It could not be read: {reason}. Nothing was taken from it. Copy it once more, or ask the sending"
                 " office to export again.")  # fmt: skip
        return ImportedPackage(str(file), UNREAD, reason=text.format(reason=why), word=UNREAD)


def is_not_ours(store: Store, file: Path, data: bytes) -> bool:
    """In a shared folder: what this computer wrote itself, and what one office under the same parent sent up.

    A mail program may have given a package another name; then its contents tell.
    """
    if len(data) > form.MAX_FILE:
        return False
    name, me = form.read_name(file.name), store.unit
    unit = name["unit"] if name else ""
    reader = reader_of(store)
    if name is None or unit == me.code:
        return _is_own(data, reader, store.replica.id, named=name is not None and not name["receipt"])
    if me.parent_code and not _exchanges(store, unit, reader):
        try:
            reading.read(data, reader)
        except RefusedError as refused:
            return refused.word == "unreadable"
    return False


def _is_own(data: bytes, reader: Reader, replica: bytes, *, named: bool) -> bool:
    """Whether this computer wrote it. `named`: its name says that an office of this unit did.

    What the other computer sealed for somebody else is none of ours either; what is damaged is to be told.
    """
    try:
        return reading.read(data, reader).manifest.sender.replica == replica
    except RefusedError as refused:
        if refused.word == "not-for-us":
            return named or refused.sender == reader.unit
        return named and refused.word == "unreadable" and refused.detail == archive.NO_KEY


def _exchanges(store: Store, unit: str, reader: Reader) -> bool:
    """Whether packages of that unit come here as a rule: it stands above, below or is this one."""
    me, known = store.unit, reader.known
    return unit in {me.code, *subtree(known, me.code)} or me.code in subtree(known, unit)


def _beside(file: Path) -> Path:
    """Where the receipt of a package lies: its name, of a very long one the beginning."""
    stem = file.name[: -len(form.SUFFIX)] if file.name.lower().endswith(form.SUFFIX) else file.name
    while len(os.fsencode(stem)) > MOST_STEM:
        stem = stem[:-1]
    return file.with_name(stem + form.RECEIPT_SUFFIX)


def write_receipts(store: Store, given: list[tuple[Path, Answer]]) -> dict[Path, str]:
    """One receipt a sender, beside the last of its packages; one covers all before it."""
    last = {answer.receipt_to: file for file, answer in given if answer.receipt_to}
    notes = {}
    for unit, file in last.items():
        try:
            Scope(store, unit).check()
            stick.write(_beside(file), export.receipt(store, unit))
        except EnvironmentProblem as problem:
            notes[file] = _not_written(problem)
        except UserError:
            continue  # an office above its parent handed it on: its parent gets the receipt when it comes itself
    return notes | _write_notices(store, given)


def _write_notices(store: Store, given: list[tuple[Path, Answer]]) -> dict[Path, str]:
    """Each computer that was refused, or closed but not stolen, is told beside the last of its packages."""
    from danvan_desktop.handoff import closed_notice, refusing

    last: dict[bytes, tuple[Path, Callable[[], bytes]]] = {}
    for file, answer in given:
        if answer.refused is not None:
            last[answer.refused.replica] = file, partial(refusing.receipt, store, answer.refused)
        if answer.closed:
            last[answer.closed] = file, partial(closed_notice.receipt, store, answer.closed)
    notes = {}
    for file, made in last.values():
        try:
            stick.write(_beside(file), made())
        except EnvironmentProblem as problem:
            notes[file] = _not_written(problem)
    return notes


def _not_written(problem: EnvironmentProblem) -> str:
    return _("The receipt could not be written: {why}").format(why=problem.text())
