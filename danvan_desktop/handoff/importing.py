"""`import`: a file or a folder; copied in, checked in memory, applied in one transaction each, receipt beside it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import certificates, elsewhere, form, reading, settled
from danvan_desktop.handoff.arriving import (
    is_not_ours,
    packages_at,
    read_capped,
    read_one_of,
    reader_of,
    write_receipts,
)  # fmt: skip
from danvan_desktop.handoff.imported import (
    APPLIED,
    DUPLICATE,
    QUARANTINED,
    Answer,
    ImportedPackage,
    PartlyTakenError,
    taken_result,
)  # fmt: skip
from danvan_desktop.handoff.large import Meter
from danvan_desktop.handoff.quarantine import bytes_of, judged, mark, refuse
from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.roster_texts import package_note
from danvan_desktop.handoff.taking import Taken, take_in
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, quarantine, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.peers import Seen
from danvan_desktop.storage.quarantine import Held
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store


class _TrialRunError(Exception):
    """Carries what a dry run found out of the transaction it rolls back."""

    def __init__(self, taken: Taken) -> None:
        super().__init__("dry run")
        self.taken = taken


def import_path(
    store: Store, path: Path, *, dry_run: bool = False, receipts: bool = True, confirm_large: bool = False
) -> list[ImportedPackage]:
    """Take in a package, or every package of a folder; first those whose reason to wait is gone.

    With `receipts` the answer to each sender is written beside its package. More of one unit than `large` allows
    waits unless `confirm_large`. A file of a folder that cannot be read does not keep the others out.
    Raises UserError, EnvironmentProblem; PartlyTakenError when some files were taken in before.
    """
    with store.writing():
        certificates.own(store)
    files = packages_at(store, path)
    results = [] if dry_run else retry_kept(store)
    meter = Meter(confirm_large)
    given: list[tuple[Path, Answer]] = []
    try:
        for file in files:
            answer = _take_file(store, file, meter, folder=path if file != path else None, dry_run=dry_run)
            given += [(file, answer)] if answer is not None else []
    except EnvironmentProblem as problem:
        results += [answer.result for _file, answer in given]
        if results and not dry_run:
            raise PartlyTakenError(problem, results) from problem
        raise
    given = elsewhere.settled(store, given, dry_run=dry_run)
    notes = write_receipts(store, given) if receipts and not dry_run else {}
    return results + [answer.result.without_receipt(notes.get(file, "")) for file, answer in given]


def take_bytes(store: Store, name: str, data: bytes, meter: Meter | None = None, *, dry_run: bool = False) -> Answer:
    """Take in one package from memory. Whatever goes wrong with it is an answer, not an exception."""
    package_id = hashlib.sha256(data).digest()
    before = peers.seen(store.conn, package_id)
    if before is not None and before.verdict == APPLIED:
        return _known(store, name, before)
    try:
        package = reading.read(data, reader_of(store))
        (meter or Meter()).let_in(package, len(data), store.unit.code)
    except RefusedError as refused:
        look, refused = refused.as_text(), judged(store, name, refused)
        held = Held(package_id, name, refused.status, refused.word, "", data)
        return refuse(store, held, refused, dry_run=dry_run, look=look)
    held = Held(package_id, name, QUARANTINED, "fork", mark(store), data)
    taken = _applied(store, package, held, dry_run=dry_run)
    manifest = package.manifest
    unit = manifest.sender.unit.code
    result = replace(taken_result(name, unit, taken), number=manifest.number, receipt=manifest.receipt, id=package_id)
    return _answer(result, unit, taken.closed)


def _answer(result: ImportedPackage, unit: str, closed: Closing | None) -> Answer:
    """A receipt goes to the unit's open computers; a closed one that is not stolen is told that it is closed."""
    if result.receipt:
        return Answer(result)
    told = closed is not None and closed.reason != "stolen"
    return Answer(result, "", closed=closed.replica) if told and closed is not None else Answer(result, unit)


def _known(store: Store, name: str, before: Seen) -> Answer:
    closed = roster_tables.closings(store.conn).get(before.replica)
    said = [_("This package was taken in before; nothing changed.")]
    said += [package_note(before.unit, closed)] if closed is not None else []
    result = ImportedPackage(
        name, DUPLICATE, reason=" ".join(said),
        sender=before.unit, number=before.number, receipt=before.receipt, id=before.id,
    )  # fmt: skip
    return _answer(result, before.unit, closed)


def _applied(store: Store, package: Package, held: Held, *, dry_run: bool) -> Taken:
    """Apply a package and note what became of it, in one transaction; `held` is kept where it forks."""
    m = package.manifest
    try:
        with store.writing():
            taken = take_in(store, package)
            verdict = "fork" if taken.forks else APPLIED
            seen = Seen(held.id, m.sender.unit.code, m.sender.replica, m.number, m.part, m.receipt, verdict)
            peers.note_seen(store.conn, seen, now_ms())
            quarantine.release(store.conn, held.id)
            settled.release(store, package)
            if taken.forks:
                quarantine.put(store.conn, replace(held, mark=mark(store)), now_ms())
            _end_trial(taken, dry_run=dry_run)
    except _TrialRunError as trial:
        taken = trial.taken
    return taken


def _end_trial(taken: Taken, *, dry_run: bool) -> None:
    """Leave the transaction so that nothing of it stays."""
    if dry_run:
        raise _TrialRunError(taken)


def retry(store: Store, package_id: bytes) -> ImportedPackage:
    """Try a package that was kept once more. Raises UserError when its bytes were not kept."""
    held = bytes_of(store, package_id)
    asked = Meter(confirmed=True)  # who asks for this one package has seen how large it is
    return take_bytes(store, held.file, held.data or b"", asked).result


def retry_kept(store: Store) -> list[ImportedPackage]:
    """Try every kept package again whose reason to wait may be gone; returns those taken in now."""
    results = []
    for package_id in quarantine.worth_retrying(store.conn, mark(store)):
        held = quarantine.read(store.conn, package_id)
        answer = take_bytes(store, held.file, held.data or b"")
        if answer.result.status in {APPLIED, DUPLICATE}:
            results.append(answer.result)
    return results


def _take_file(store: Store, file: Path, meter: Meter, *, folder: Path | None, dry_run: bool) -> Answer | None:
    """`folder`: the one that is taken in as a whole, None where this file alone was named."""
    data = read_one_of(file, folder) if folder is not None else read_capped(file)
    if isinstance(data, ImportedPackage):
        return Answer(data)
    if folder is not None and is_not_ours(store, file, data):
        return None
    if len(data) > form.MAX_FILE:
        held = Held(hashlib.sha256(data).digest(), file.name, QUARANTINED, "too-big", "", None)
        return refuse(store, held, RefusedError("too-big", detail=_("the file itself")), dry_run=dry_run)
    return take_bytes(store, str(file), data, meter, dry_run=dry_run)
