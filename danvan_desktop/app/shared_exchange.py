"""Two computers of one office exchange by themselves through a shared folder: one round, in steps.

Only what touches the database runs on its writer; the folder, which may be a slow network drive, is read and written
beside it. A round: `gather` (folder) → `take` (database) → `put` (folder) → `finish` (database). `round_once` does all.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from danvan_desktop.app import access_log, alarms, attachment_look, number_books, training
from danvan_desktop.app.exchange_folder import answering, check, folder_of
from danvan_desktop.app.exchange_round import Round
from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.handoff import export, form, importing, shared_folder, stick
from danvan_desktop.handoff.imported import APPLIED, DUPLICATE, ImportedPackage
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.handoff.shared_folder import Found
from danvan_desktop.i18n import _
from danvan_desktop.storage import exchange, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.store import Store

log = logging.getLogger(__name__)
_STATE = "exchange.state"
_READ = frozenset({APPLIED, DUPLICATE})  # answered; a round that was cut short is answered by the next one
STAGING = "exchange"  # beside the database: sealed packages on their way to the folder
READ_AT_ONCE = 200_000_000  # bytes of packages held in memory; the rest comes with the next round


@dataclass(frozen=True)
class Gathered:
    """What lay in the folder for this computer. `late`: files that were not all there yet."""

    folder: Path
    packages: tuple[tuple[Found, bytes], ...]
    late: tuple[str, ...]
    lying: frozenset[str]  # names in the others' parts
    mine: frozenset[str]  # names in this computer's own part


@dataclass(frozen=True)
class Prepared:
    """What was taken in, and the finished packages that are to be put into the folder."""

    gathered: Gathered
    part: Path
    taken: tuple[ImportedPackage, ...]
    files: tuple[Path, ...]
    keep: frozenset[str]
    state: dict[str, Any] = field(default_factory=dict)


# --- one round in its steps
def gather(store: Store, folder: Path) -> Gathered:
    """Read what lies there for this computer. Reads only. Raises EnvironmentProblem when the folder is gone."""
    answering(lambda: shared_folder.check(folder), folder)
    seen: dict[str, str] = _state(store).get("seen", {})
    lying = shared_folder.lying(store, folder)
    packages: list[tuple[Found, bytes]] = []
    late, size = [], 0
    for found in lying:
        if seen.get(found.name) == found.mark or size > READ_AT_ONCE:
            continue
        data = shared_folder.read(store, found)
        if data is None:
            late.append(found.file.name)
            continue
        packages.append((found, data))
        size += len(data)
    part = shared_folder.own_part(store, folder)
    mine = frozenset(file.name for file in part.iterdir()) if part.is_dir() else frozenset()
    return Gathered(folder, tuple(packages), tuple(late), frozenset(one.name for one in lying), mine)


def due(store: Store, gathered: Gathered) -> bool:
    """Whether a round would do anything: something came, was saved since, or what lay there is gone."""
    state = _state(store)
    lost = not set(state.get("files", ())) <= gathered.mine or str(gathered.folder) != state.get("folder")
    return bool(gathered.packages) or lost or bool(state.get("owe")) or _tops(store) != state.get("tops")


def take(store: Store, staging: Path, gathered: Gathered) -> Prepared:
    """Take in what came and finish, in `staging`, what is to go. Writes; touches the folder nowhere."""
    state = _state(store)
    taken = [_taken(store, found, data) for found, data in gathered.packages]
    if taken:
        number_books.records_came(store)
        attachment_look.look_at_new(store)
        _note_taken(store, taken)
    unit, part = store.unit.code, shared_folder.own_part(store, gathered.folder)
    owe = bool(state.get("owe")) or any(one.status in _READ and not one.receipt for one in taken)
    with store.writing():
        store.cut_segments()
    scope = Scope(store, unit)
    mark = shared_folder.lacking(store, scope) if scope.lines() else ""
    standing = set(state.get("files", ())) if state.get("folder") == str(gathered.folder) else set[str]()
    changed = mark != state.get("mark") or not standing <= gathered.mine
    files, keep = _written(store, staging, mark=mark, changed=changed, owe=owe and bool(scope.lines()), kept=standing)
    seen = {name: mark for name, mark in state.get("seen", {}).items() if name in gathered.lying}
    seen |= {found.name: found.mark for found, _data in gathered.packages}
    now = {"folder": str(gathered.folder), "mark": mark, "files": sorted(keep), "seen": seen, "owe": False,
           "tops": _tops(store), "at": now_ms(), "computers": len(scope.lines())}  # fmt: skip
    return Prepared(gathered, part, tuple(taken), tuple(files), frozenset(keep), now)


def _taken(store: Store, found: Found, data: bytes) -> ImportedPackage:
    if len(data) > form.MAX_FILE:
        return ImportedPackage(str(found.file), "quarantined", word="too-big", reason=_("The package is too great."))
    return importing.take_bytes(store, str(found.file), data).result


def _written(
    store: Store, staging: Path, *, mark: str, changed: bool, owe: bool, kept: set[str]
) -> tuple[list[Path], set[str]]:  # fmt: skip
    """Files to put, and the names that stay in our part: the newest package carries all that is lacked, always."""
    stick.make_folder(staging)
    _clear(staging)
    if mark and changed:
        packages = export.export(store, store.unit.code, staging)
        access_log.note_softly(store, "exported", ", ".join(Path(one.file).name for one in packages))
        files = [Path(one.file) for one in packages]
        return files, {file.name for file in files}
    standing = {name for name in kept if not name.endswith(form.RECEIPT_SUFFIX)} if mark else set[str]()
    if not owe:
        return [], standing | {name for name in kept if name.endswith(form.RECEIPT_SUFFIX)}
    name, data = export.numbered_receipt(store, store.unit.code)
    file = staging / name
    stick.write(file, data)
    return [file], standing | {file.name}


def put(prepared: Prepared) -> int:
    """Put the finished packages into the folder, then take away what they replace; returns how many went away."""
    if prepared.files:
        shared_folder.put(list(prepared.files), prepared.part)
    old = prepared.gathered.mine - prepared.keep
    return shared_folder.tidy(prepared.part, set(prepared.keep)) if old else 0


def finish(store: Store, prepared: Prepared, removed: int = 0) -> Round:
    """Note that the round is done: from now on it counts as lying there."""
    with store.writing():
        store.settings.set(_STATE, json.dumps(prepared.state))
    _clear(prepared.files[0].parent if prepared.files else None)
    at = datetime.fromtimestamp(prepared.state["at"] / 1000).astimezone()
    return Round(
        prepared.gathered.folder, at, prepared.state["computers"], prepared.taken,
        tuple(file.name for file in prepared.files), prepared.gathered.late, removed,
        len(roster_tables.told(store.conn)), store.unit.code,
    )  # fmt: skip


def failed(store: Store, prepared: Prepared) -> None:
    """The folder went away after packages were taken in: those are known, what was to be put is written again."""
    before = _state(store)
    state = before | {"seen": prepared.state["seen"], "owe": True, "files": before.get("files", [])}
    with store.writing():
        store.settings.set(_STATE, json.dumps(state | {"mark": "?"}))


def round_once(office: Office, folder: Path | None = None) -> Round:
    """One round now. Raises UserError where no folder is set, EnvironmentProblem when it is gone or full."""
    store, chosen = office.store, folder or folder_of(office.store)
    if chosen is None:
        raise UserError(
            _("No shared folder is set on this computer."), kept=_("Nothing was exchanged."),
            hint=_("Choose one in Settings, or name it: danvan exchange --folder DIR."), code="no-shared-folder",
        )  # fmt: skip
    check(office, chosen)
    prepared = take(store, office.data_dir / STAGING, gather(store, chosen))
    try:
        removed = put(prepared)
    except EnvironmentProblem:
        failed(store, prepared)
        raise
    return finish(store, prepared, removed)


def at_leaving(office: Office) -> bool:
    """Put what was saved since the last round; nothing is taken in, and a folder that does not answer is let be.

    True when nothing more waits.
    """
    store, folder = office.store, folder_of(office.store)
    state = _state(store)
    if folder is None or training.is_training(store) or _tops(store) == state.get("tops"):
        return True
    mine, lying = frozenset(state.get("files", ())), frozenset(state.get("seen", {}))
    try:
        prepared = take(store, office.data_dir / STAGING, Gathered(folder, (), (), lying, mine))
    except DanvanError as error:
        log.warning("exchange at leaving: %s", error.message)
        return False
    try:
        answering(lambda: put(prepared), folder)
    except EnvironmentProblem as error:
        failed(store, prepared)
        log.warning("exchange at leaving: %s", error.message)
        return False
    finish(store, prepared)
    return True


def _note_taken(store: Store, taken: list[ImportedPackage]) -> None:
    """The journal of hand-overs is about sticks: rounds stand in the access log only, and only those that brought."""
    alarms.look_at_log(store)
    brought = [Path(one.file).name for one in taken if one.new or one.changed or one.word]
    if brought:
        access_log.note_softly(store, "imported", ", ".join(brought))


def _tops(store: Store) -> str:
    """A mark of how far every computer's changes are here."""
    return hashlib.sha256(repr(exchange.tops(store.conn)).encode()).hexdigest()


def _state(store: Store) -> dict[str, Any]:
    try:
        found = json.loads(store.settings.get(_STATE) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _clear(staging: Path | None) -> None:
    if staging is not None:
        shared_folder.tidy(staging, set())
