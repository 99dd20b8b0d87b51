"""`import`: a file or a folder; copied in, checked in memory, applied in one transaction each, receipt beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_desktop import __version__
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import certificates, export, form, reading, stick
from danvan_desktop.handoff.reading import Reader
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.handoff.refusal import reason as reason_of
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.handoff.taking import Taken, take_in
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, quarantine
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.peers import Seen
from danvan_desktop.storage.quarantine import Held
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import UNIT, is_training

APPLIED, DUPLICATE, WAITING, QUARANTINED = "applied", "duplicate", "waiting", "quarantined"


@dataclass(frozen=True)
class ImportedPackage:
    """What became of one file. `new`, `changed`, `duplicates` count records, `conflicts` fields newly in conflict."""

    file: str
    status: str
    new: int = 0
    changed: int = 0
    duplicates: int = 0
    conflicts: int = 0
    reason: str = ""
    word: str = ""  # of the refusal, for the picture beside the sentence
    sender: str = ""  # unit, where its signature was found good
    number: int = 0
    receipt: bool = False
    id: bytes = b""

    def as_json(self) -> dict[str, object]:
        """As `import --json` shows it."""
        names = ("file", "status", "new", "changed", "duplicates", "conflicts", "reason")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class _Answer:
    """A result, and the unit a receipt goes to, if one does."""

    result: ImportedPackage
    receipt_to: str = ""


class _TrialRunError(Exception):
    """Carries what a dry run found out of the transaction it rolls back."""

    def __init__(self, taken: Taken) -> None:
        super().__init__("dry run")
        self.taken = taken


def import_path(store: Store, path: Path, *, dry_run: bool = False, receipts: bool = True) -> list[ImportedPackage]:
    """Take in a package, or every package of a folder; first those whose reason to wait is gone.

    With `receipts` the answer to each sender is written beside its package.
    """
    with store.writing():
        certificates.own(store)
    results = [] if dry_run else _retry_kept(store)
    answers = [
        (file, _take_file(store, file, whole_folder=path.is_dir(), dry_run=dry_run)) for file in _files(store, path)
    ]
    given = [(file, answer) for file, answer in answers if answer is not None]
    notes = _write_receipts(store, given) if receipts and not dry_run else {}
    return results + [_with_note(answer.result, notes.get(file, "")) for file, answer in given]


def take_bytes(store: Store, name: str, data: bytes, *, dry_run: bool = False) -> _Answer:
    """Take in one package from memory. Whatever goes wrong with it is an answer, not an exception."""
    package_id = hashlib.sha256(data).digest()
    before = peers.seen(store.conn, package_id)
    if before is not None and before.verdict == APPLIED:
        result = ImportedPackage(
            name, DUPLICATE, reason=_("This package was taken in before; nothing changed."),
            sender=before.unit, number=before.number, receipt=before.receipt, id=package_id,
        )  # fmt: skip
        return _Answer(result, "" if before.receipt else before.unit)
    try:
        package = reading.read(data, _reader(store))
    except RefusedError as refused:
        refused = _said_by_name(store, name, refused)
        return _refuse(store, Held(package_id, name, refused.status, refused.word, "", data), refused, dry_run=dry_run)
    manifest = package.manifest
    unit = manifest.sender.unit.code
    try:
        with store.writing():
            taken = take_in(store, package)
            verdict = "fork" if taken.forks else APPLIED
            peers.note_seen(
                store.conn,
                Seen(
                    package_id, unit, manifest.sender.replica, manifest.number, manifest.part, manifest.receipt, verdict
                ),
                now_ms(),
            )
            quarantine.release(store.conn, package_id)
            if taken.forks:
                held = Held(package_id, name, QUARANTINED, "fork", _mark(store), data)
                quarantine.put(store.conn, held, now_ms())
            _end_trial(taken, dry_run=dry_run)
    except _TrialRunError as trial:
        taken = trial.taken
    result = replace(_result(name, unit, taken), number=manifest.number, receipt=manifest.receipt, id=package_id)
    return _Answer(result, "" if manifest.receipt else unit)


def _said_by_name(store: Store, name: str, refused: RefusedError) -> RefusedError:
    """A training package is sealed for training offices: where it does not open, its name says what it is."""
    found = form.NAME.fullmatch(Path(name).name)
    if refused.word != "unreadable" or found is None or is_training(store.settings):
        return refused
    return RefusedError("training") if found["unit"].startswith(UNIT) else refused


def _end_trial(taken: Taken, *, dry_run: bool) -> None:
    """Leave the transaction so that nothing of it stays."""
    if dry_run:
        raise _TrialRunError(taken)


def _reader(store: Store) -> Reader:
    old = [replica.age_identity for replica in old_replicas(store.settings).values()]
    return Reader(
        store.unit.code, [store.replica.age_identity, *old], certificates.stored(store), is_training(store.settings)
    )


def _result(name: str, unit: str, taken: Taken) -> ImportedPackage:
    notes = []
    if taken.forks:
        notes.append(reason_of("fork", sender=unit))
    if taken.rolled_back:
        notes.append(
            _("This data folder had gone back in time; it goes on as a new computer of the office, and its own"
              " changes come back from the other office.")
        )  # fmt: skip
    if taken.differs:
        notes.append(
            _(
                "Both offices hold the same changes but show them differently: run “danvan rebuild” at both"
                " and export again."
            )
        )
    if taken.later:
        notes.append(_("{count} records wait in part for a newer version of the program.").format(count=taken.later))
    status = QUARANTINED if taken.forks else APPLIED
    return ImportedPackage(
        name, status, taken.new, taken.changed, taken.duplicates, taken.conflicts, " ".join(notes), sender=unit,
        word="fork" if taken.forks else "",
    )  # fmt: skip


def _refuse(store: Store, held: Held, refused: RefusedError, *, dry_run: bool) -> _Answer:
    """Keep the ciphertext and the reason; where the sender is sure, the refusal travels back."""
    mark = Held(held.id, held.file, held.status, held.reason, _mark(store), held.data)
    if not dry_run:
        with store.writing():
            quarantine.put(store.conn, mark, now_ms())
            if refused.verified:
                peers.note_seen(store.conn, Seen(held.id, refused.sender, b"", 0, 0, False, refused.word), now_ms())
    known = refused.sender if refused.verified else ""
    text = refused.text(store.unit.code)
    result = ImportedPackage(held.file, refused.status, reason=text, word=refused.word, sender=known, id=held.id)
    return _Answer(result, refused.sender if refused.verified else "")


def retry(store: Store, package_id: bytes) -> ImportedPackage:
    """Try a package that was kept once more. Raises UserError when its bytes were not kept."""
    held = quarantine.read(store.conn, package_id)
    if held.data is None:
        raise UserError(
            _("“{name}” was noted without its bytes: it is too great to keep.").format(name=Path(held.file).name),
            hint=_("Take it in again from the stick."),
        )
    return take_bytes(store, held.file, held.data).result


def refusal_of(store: Store, package_id: bytes) -> RefusedError | None:
    """Why a kept package would be refused now; None when it would be taken in or its bytes were not kept."""
    held = quarantine.read(store.conn, package_id)
    if held.data is None:
        return None
    try:
        reading.read(held.data, _reader(store))
    except RefusedError as refused:
        return _said_by_name(store, held.file, refused)
    return None


def _mark(store: Store) -> str:
    """What a refusal depends on: the roster and the program. When it changes, the package is tried again."""
    known = sorted((replica.hex(), c.serial) for replica, c in peers.certificates(store.conn).items())
    return hashlib.sha256(f"{__version__} {store.replica.id.hex()} {known}".encode()).hexdigest()[:16]


def _retry_kept(store: Store) -> list[ImportedPackage]:
    results = []
    for package_id in quarantine.worth_retrying(store.conn, _mark(store)):
        held = quarantine.read(store.conn, package_id)
        answer = take_bytes(store, held.file, held.data or b"")
        if answer.result.status not in {QUARANTINED, WAITING}:
            results.append(answer.result)
    return results


# --- files
def _files(store: Store, path: Path) -> list[Path]:
    """The packages to look at. In a folder, receipts for other offices lie beside those for us."""
    try:
        if not path.is_dir():
            if not path.exists():
                raise UserError(
                    _("“{name}” does not exist.").format(name=path), hint=_("Check the name, and that the stick is in.")
                )
            return [path]
        found = sorted(p for p in path.iterdir() if p.name.endswith(form.SUFFIX) and p.is_file() and not p.is_symlink())
    except OSError as error:
        raise disk_problem(error, path) from error
    mine = store.unit.code
    return [p for p in found if (m := form.NAME.fullmatch(p.name)) is None or not m["receipt"] or m["unit"] == mine]


def _take_file(store: Store, file: Path, *, whole_folder: bool, dry_run: bool) -> _Answer | None:
    try:
        with file.open("rb") as stream:
            data = stream.read(form.MAX_FILE + 1)
    except OSError as error:
        raise disk_problem(error, file) from error
    if whole_folder and _is_not_ours(store, file, data):
        return None
    if len(data) > form.MAX_FILE:
        held = Held(hashlib.sha256(data).digest(), file.name, QUARANTINED, "too-big", "", None)
        return _refuse(store, held, RefusedError("too-big", detail=_("the file itself")), dry_run=dry_run)
    answer = take_bytes(store, str(file), data, dry_run=dry_run)
    return answer


def _is_not_ours(store: Store, file: Path, data: bytes) -> bool:
    """In a shared folder: what this computer wrote itself, and what one office under the same parent sent up."""
    name = form.NAME.fullmatch(file.name)
    if name is None or len(data) > form.MAX_FILE:
        return False
    unit, me = name["unit"], store.unit
    reader = _reader(store)
    if unit == me.code and not name["receipt"]:
        try:
            return reading.read(data, reader).manifest.sender.replica == store.replica.id
        except RefusedError as refused:
            return refused.word in {"not-for-us", "unreadable"}
    if me.parent_code and unit not in {c.unit.code for c in reader.known.values()}:
        try:
            reading.read(data, reader)
        except RefusedError as refused:
            return refused.word == "unreadable"
    return False


def _write_receipts(store: Store, given: list[tuple[Path, _Answer]]) -> dict[Path, str]:
    """One receipt a sender, beside the last of its packages; one covers all before it."""
    last = {answer.receipt_to: file for file, answer in given if answer.receipt_to}
    notes = {}
    for unit, file in last.items():
        stem = file.name.removesuffix(form.SUFFIX)
        try:
            Scope(store, unit).check()
            stick.write(file.with_name(stem + form.RECEIPT_SUFFIX), export.receipt(store, unit))
        except EnvironmentProblem as problem:
            notes[file] = _("The receipt could not be written: {why}").format(why=problem.text())
        except UserError:
            continue  # an office above its parent handed it on: its parent gets the receipt when it comes itself
    return notes


def _with_note(result: ImportedPackage, note: str) -> ImportedPackage:
    if not note:
        return result
    return replace(result, reason=f"{result.reason} {note}".strip())
