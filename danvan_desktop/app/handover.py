"""Hand-over for both faces: enrol, export, import, who knows what. One function a command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from danvan_desktop.app import access_log, alarms, attachment_look, denunciations_out, number_books, people
from danvan_desktop.app.status import own_unit
from danvan_desktop.handoff import certificates, enrolment, form
from danvan_desktop.handoff.contents import NOTHING_MORE, Also
from danvan_desktop.handoff.enrolment import Peeked
from danvan_desktop.handoff.export import ExportedPackage, PartlyWrittenError
from danvan_desktop.handoff.export import export as write_packages
from danvan_desktop.handoff.imported import ImportedPackage, PartlyTakenError
from danvan_desktop.handoff.importing import import_path as take_packages
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import exchange, handover_log, roster_tables
from danvan_desktop.storage import peers as known_peers
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.handover_log import Entry
from danvan_desktop.storage.store import Store

DAY_MS = 86_400_000
MOST_NAMED = 40  # files in one line of the access log
STATUS = {
    "applied": N_("taken in"),
    "duplicate": N_("taken in before"),
    "waiting": N_("waiting"),
    "quarantined": N_("kept apart"),
    "new-unit": N_("new unit, waits to be taken in"),
    "unread": N_("could not be read"),
}


@dataclass(frozen=True)
class Peer:
    """An office this one exchanges packages with."""

    unit: str
    name: str
    level: str
    relation: str  # parent, subordinate, same
    last_receipt: datetime | None
    unconfirmed: int  # records it has not acknowledged
    unconfirmed_days: int  # age of the oldest of them
    refused: int  # packages of ours it did not take in
    checked: bool
    fingerprint: str
    told: int = 0  # open computers of this office that only the roster speaks of: nothing is sealed to them

    def as_json(self) -> dict[str, object]:
        """As `peers --json` shows it."""
        heard = self.last_receipt.isoformat(timespec="seconds") if self.last_receipt else None
        return {
            "unit": self.unit, "name": self.name, "level": self.level, "relation": self.relation, "last_receipt": heard,
            "unconfirmed": self.unconfirmed, "unconfirmed_days": self.unconfirmed_days, "refused": self.refused,
            "checked": self.checked, "fingerprint": self.fingerprint, "told_by_roster": self.told,
        }  # fmt: skip

    def as_row(self) -> tuple[str, ...]:
        """Unit, name, last receipt, unconfirmed, compared."""
        heard = self.last_receipt.astimezone().strftime("%d/%m/%Y %H:%M") if self.last_receipt else _("none yet")
        open_records = str(self.unconfirmed)
        if self.unconfirmed and self.unconfirmed_days:
            open_records = _("{count}, the oldest for {days} days").format(
                count=self.unconfirmed, days=self.unconfirmed_days
            )
        return self.unit, self.name, heard, open_records, self.compared

    @property
    def compared(self) -> str:
        """Whether its code was compared, in words."""
        if self.told:
            return _("not compared at this computer: nothing is sealed to it")
        return _("compared") if self.checked else _("not compared yet")


def enrol_request(store: Store, path: Path) -> str:
    """Write this office's request; returns its fingerprint."""
    return enrolment.request(store, path)


def enrol_accept(store: Store, source: Path, target: Path, expect: str | None = None, officer: str = "") -> str:
    """Accept a subordinate's request and write its certificate; returns its fingerprint."""
    return enrolment.accept(store, source, target, expect=expect, officer=officer)


def enrol_finish(store: Store, source: Path, expect: str | None = None, officer: str = "") -> str:
    """Take in the certificate; returns the upper office's fingerprint."""
    return enrolment.finish(store, source, expect=expect, officer=officer)


def enrol_peek(store: Store, source: Path) -> Peeked:
    """Whose enrolment file it is; nothing is taken in."""
    return enrolment.peek(store, source)


def enrol_confirm(store: Store, unit: str) -> None:
    """Mark a unit's fingerprint as compared."""
    enrolment.confirm(store, unit)


def export(  # noqa: PLR0913  one hand-over's choices
    store: Store, to_unit: str, folder: Path, full: bool = False, *, officer: str = "",
    max_part_mb: int = form.MAX_PART_MB, also: Also = NOTHING_MORE, denunciations: bool = False,
) -> list[ExportedPackage]:  # fmt: skip
    """Write what `to_unit` has not acknowledged, all of it with `full`, in parts of at most `max_part_mb`.

    `denunciations`: somebody looked at the summaries of denunciations it carries; without that UserError where it
    carries some. `also` goes beside the rule: values and files of a dossier that is transferred. Where the stick fails
    in the middle, PartlyWrittenError says which parts lie there; those are noted as written, for they may be handed
    over.
    """
    people.require(store, "export")
    codes = [] if also.transfer else denunciations_out.going(store, to_unit, full=full)
    denunciations_out.require(codes, ticked=denunciations)
    try:
        written = write_packages(store, to_unit, folder, full=full, max_part_mb=max_part_mb, also=also)
    except PartlyWrittenError as stopped:
        _note_written(store, to_unit, stopped.written, officer)
        raise
    _note_written(store, to_unit, written, officer)
    denunciations_out.note(store, to_unit, codes)
    return written


def _note_written(store: Store, to_unit: str, written: list[ExportedPackage], officer: str) -> None:
    _note_out(store, written, officer)
    names = _names([package.file for package in written])
    access_log.note_softly(store, "exported", f"{to_unit}: {names}" if names else to_unit)


def import_path(
    store: Store, path: Path, dry_run: bool = False, *, receipts: bool = True, officer: str = "",
    confirm_large: bool = False,
) -> list[ImportedPackage]:  # fmt: skip
    """Take in a package or a folder of packages; with `receipts` the answer is written beside each.

    `confirm_large`: a person has said that a unit may bring unusually much. Attached files that came are decoded in
    a limited process before they may be shown. Where the stick fails in the middle, PartlyTakenError says what was
    taken in, which is noted all the same.
    """
    if not dry_run:
        people.require(store, "import")
    try:
        taken = take_packages(store, path, dry_run=dry_run, receipts=receipts, confirm_large=confirm_large)
    except PartlyTakenError as stopped:
        _after_taking(store, stopped.taken, path, officer)
        raise
    if not dry_run:
        _after_taking(store, taken, path, officer)
    return taken


def _after_taking(store: Store, taken: list[ImportedPackage], path: Path, officer: str) -> None:
    number_books.records_came(store)
    attachment_look.look_at_new(store)
    note_taken(store, taken, officer)
    alarms.look_at_log(store)  # what others say of it came with them
    access_log.note_softly(store, "imported", _names([package.file for package in taken]) or path.name)


def _names(files: list[str]) -> str:
    """The files' names; of a stick full of them the first ones and how many more."""
    more = len(files) - MOST_NAMED
    said = ", ".join(Path(file).name for file in files[:MOST_NAMED])
    return f"{said}, … (+{more})" if more > 0 else said


def prepare(store: Store) -> certificates.Certificate:
    """Make this computer's certificate where there is none yet, so that readers find it."""
    with store.writing():
        return certificates.own(store)


def _note_out(store: Store, written: list[ExportedPackage], officer: str) -> None:
    with store.writing():
        for package in written:
            name = Path(package.file).name
            handover_log.add(store.conn, Entry(
                now_ms(), handover_log.OUT, package.to, package.number, name, package.id, "written", package.ops, 0,
                False, officer,
            ))  # fmt: skip


def note_taken(store: Store, taken: list[ImportedPackage], officer: str) -> None:
    """Note in the journal of hand-overs what was taken in."""
    with store.writing():
        for package in taken:
            name = Path(package.file).name
            handover_log.add(store.conn, Entry(
                now_ms(), handover_log.IN, package.sender, package.number, name, package.id, package.status,
                package.new + package.changed, package.conflicts, package.receipt, officer,
            ))  # fmt: skip


def unit_names(store: Store) -> dict[str, str]:
    """Names of the units whose certificates are here, this one too."""
    names = {c.unit.code: c.unit.name for c in sorted(certificates.stored(store).values(), key=lambda c: c.serial)}
    return names | {store.unit.code: store.unit.name}


def peers(store: Store) -> list[Peer]:
    """Parent first, then other computers of this office, then subordinates by code."""
    known = certificates.stored(store)
    mine = known.get(store.replica.id)
    if mine is None:
        mine = prepare(store)
    shut, above = roster_tables.closings(store.conn), store.unit.parent_code
    units = {
        c.unit.code: c
        for c in sorted(known.values(), key=lambda c: (c.replica not in shut, c.serial))
        if c.line != mine.line and (c.replica not in shut or c.unit.code == above)  # who is closed confirms nothing
    }
    found = [_peer(store, unit, certificate) for unit, certificate in sorted(units.items())]
    order = {"parent": 0, "same": 1, "subordinate": 2}
    return sorted((peer for peer in found if peer), key=lambda peer: (order[peer.relation], peer.unit))


def _peer(store: Store, unit: str, certificate: certificates.Certificate) -> Peer | None:
    scope = Scope(store, unit)
    if not (scope.same_unit or scope.upward or certificate.unit.parent_code == store.unit.code):
        return None
    relation = "same" if scope.same_unit else "parent" if scope.upward else "subordinate"
    heard = max((i.heard_at for i in known_peers.incarnations(store.conn, unit).values()), default=0)
    records, oldest = exchange.unacknowledged(store.conn, scope.held(), scope.sendable(), own_unit(store))
    replicas = known_peers.open_replicas(store.conn, unit)
    told = len(_told(store, unit))
    return Peer(
        unit, certificate.unit.name, certificate.unit.level, relation,
        datetime.fromtimestamp(heard / 1000, UTC) if heard else None,
        records, max(0, now_ms() - oldest) // DAY_MS if records else 0, known_peers.refusals(store.conn, unit),
        not told and all(checked for _key, checked in replicas.values()), certificate.fingerprint, told,
    )  # fmt: skip


def _told(store: Store, unit: str) -> set[bytes]:
    """Computers of this office that only the roster speaks of; what this one was before is no other."""
    known = certificates.stored(store)
    mine = known.get(store.replica.id)
    found = {r: c for r in roster_tables.told(store.conn) if (c := known.get(r)) is not None}
    return {r for r, c in found.items() if c.unit.code == unit and (mine is None or c.line != mine.line)}
