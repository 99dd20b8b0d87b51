"""The files of a stick or a shared folder: which of them are for us, their bytes, and the receipts beside them."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import certificates, export, form, reading, roster_travel, stick
from danvan_desktop.handoff.imported import Answer
from danvan_desktop.handoff.reading import Reader
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.scope import Scope, subtree
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training


def reader_of(store: Store) -> Reader:
    """This office as a reader: its keys, those of before a restore too, and whom it trusts."""
    old = [replica.age_identity for replica in old_replicas(store.settings).values()]
    return Reader(
        store.unit.code,
        [store.replica.age_identity, *old],
        certificates.stored(store),
        is_training(store.settings),
        roster_travel.closed_in(store),
        roster_travel.vouching_of(store),
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
        found = [p for p in path.iterdir() if p.name.endswith(form.SUFFIX) and p.is_file() and not p.is_symlink()]
    except OSError as error:
        raise disk_problem(error, path) from error
    mine = store.unit.code
    found.sort(key=_place)
    return [p for p in found if (m := form.NAME.fullmatch(p.name)) is None or not m["receipt"] or m["unit"] == mine]


def _place(file: Path) -> tuple[str, int, int, str]:
    """As they were written: part 2 before part 10."""
    name = form.NAME.fullmatch(file.name)
    return (name["unit"], int(name["number"]), int(name["part"]), file.name) if name else (file.name, 0, 0, "")


def read_capped(file: Path) -> bytes:
    """The bytes of a file, one more than the greatest package at most. Raises EnvironmentProblem."""
    try:
        with file.open("rb") as stream:
            return stream.read(form.MAX_FILE + 1)
    except OSError as error:
        raise disk_problem(error, file) from error


def is_not_ours(store: Store, file: Path, data: bytes) -> bool:
    """In a shared folder: what this computer wrote itself, and what one office under the same parent sent up."""
    name = form.NAME.fullmatch(file.name)
    if name is None or len(data) > form.MAX_FILE:
        return False
    unit, me = name["unit"], store.unit
    reader = reader_of(store)
    if unit == me.code and not name["receipt"]:
        try:
            return reading.read(data, reader).manifest.sender.replica == store.replica.id
        except RefusedError as refused:
            return refused.word in {"not-for-us", "unreadable"}
    if me.parent_code and not _exchanges(store, unit, reader):
        try:
            reading.read(data, reader)
        except RefusedError as refused:
            return refused.word == "unreadable"
    return False


def _exchanges(store: Store, unit: str, reader: Reader) -> bool:
    """Whether packages of that unit come here as a rule: it stands above, below or is this one."""
    me, known = store.unit, reader.known
    return unit in {me.code, *subtree(known, me.code)} or me.code in subtree(known, unit)


def write_receipts(store: Store, given: list[tuple[Path, Answer]]) -> dict[Path, str]:
    """One receipt a sender, beside the last of its packages; one covers all before it."""
    last = {answer.receipt_to: file for file, answer in given if answer.receipt_to}
    notes = {}
    for unit, file in last.items():
        stem = file.name.removesuffix(form.SUFFIX)
        try:
            Scope(store, unit).check()
            stick.write(file.with_name(stem + form.RECEIPT_SUFFIX), export.receipt(store, unit))
        except EnvironmentProblem as problem:
            notes[file] = _not_written(problem)
        except UserError:
            continue  # an office above its parent handed it on: its parent gets the receipt when it comes itself
    return notes | _write_refusals(store, given) | _write_closings(store, given)


def _write_closings(store: Store, given: list[tuple[Path, Answer]]) -> dict[Path, str]:
    """Each closed computer that is not stolen is told beside the last of its packages."""
    from danvan_desktop.handoff import closed_notice

    notes = {}
    for replica, file in {answer.closed: file for file, answer in given if answer.closed}.items():
        try:
            target = file.with_name(file.name.removesuffix(form.SUFFIX) + form.RECEIPT_SUFFIX)
            stick.write(target, closed_notice.receipt(store, replica))
        except EnvironmentProblem as problem:
            notes[file] = _not_written(problem)
    return notes


def _write_refusals(store: Store, given: list[tuple[Path, Answer]]) -> dict[Path, str]:
    """Each refused computer is told beside the last of its packages."""
    from danvan_desktop.handoff import refusing

    notes = {}
    for file, asked in {a.refused.replica: (file, a.refused) for file, a in given if a.refused is not None}.values():
        try:
            target = file.with_name(file.name.removesuffix(form.SUFFIX) + form.RECEIPT_SUFFIX)
            stick.write(target, refusing.receipt(store, asked))
        except EnvironmentProblem as problem:
            notes[file] = _not_written(problem)
    return notes


def _not_written(problem: EnvironmentProblem) -> str:
    return _("The receipt could not be written: {why}").format(why=problem.text())
