"""Hand-over for both faces: enrol, export, import, who knows what. One function a command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from danvan_desktop.handoff import certificates, enrolment
from danvan_desktop.handoff.export import ExportedPackage
from danvan_desktop.handoff.export import export as write_packages
from danvan_desktop.handoff.importing import ImportedPackage
from danvan_desktop.handoff.importing import import_path as take_packages
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import exchange
from danvan_desktop.storage import peers as known_peers
from danvan_desktop.storage.batch import now_ms
from danvan_desktop.storage.store import Store

DAY_MS = 86_400_000
STATUS = {
    "applied": N_("taken in"),
    "duplicate": N_("taken in before"),
    "waiting": N_("waiting"),
    "quarantined": N_("kept apart"),
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

    def as_json(self) -> dict[str, object]:
        """As `peers --json` shows it."""
        heard = self.last_receipt.isoformat(timespec="seconds") if self.last_receipt else None
        return {
            "unit": self.unit, "name": self.name, "level": self.level, "relation": self.relation, "last_receipt": heard,
            "unconfirmed": self.unconfirmed, "unconfirmed_days": self.unconfirmed_days, "refused": self.refused,
            "checked": self.checked, "fingerprint": self.fingerprint,
        }  # fmt: skip

    def as_row(self) -> tuple[str, ...]:
        """Unit, name, last receipt, unconfirmed, compared."""
        heard = self.last_receipt.astimezone().strftime("%d/%m/%Y %H:%M") if self.last_receipt else _("none yet")
        open_records = str(self.unconfirmed)
        if self.unconfirmed and self.unconfirmed_days:
            open_records = _("{count}, the oldest for {days} days").format(
                count=self.unconfirmed, days=self.unconfirmed_days
            )
        return self.unit, self.name, heard, open_records, _("compared") if self.checked else _("not compared yet")


def enrol_request(store: Store, path: Path) -> str:
    """Write this office's request; returns its fingerprint."""
    return enrolment.request(store, path)


def enrol_accept(store: Store, source: Path, target: Path, expect: str | None = None, officer: str = "") -> str:
    """Accept a subordinate's request and write its certificate; returns its fingerprint."""
    return enrolment.accept(store, source, target, expect=expect, officer=officer)


def enrol_finish(store: Store, source: Path, expect: str | None = None, officer: str = "") -> str:
    """Take in the certificate; returns the upper office's fingerprint."""
    return enrolment.finish(store, source, expect=expect, officer=officer)


def enrol_confirm(store: Store, unit: str) -> None:
    """Mark a unit's fingerprint as compared."""
    enrolment.confirm(store, unit)


def export(store: Store, to_unit: str, folder: Path, full: bool = False) -> list[ExportedPackage]:
    """Write what `to_unit` has not acknowledged; all of it with `full`."""
    return write_packages(store, to_unit, folder, full=full)


def import_path(store: Store, path: Path, dry_run: bool = False) -> list[ImportedPackage]:
    """Take in a package or a folder of packages; receipts are written beside them."""
    return take_packages(store, path, dry_run=dry_run)


def peers(store: Store) -> list[Peer]:
    """Parent first, then other computers of this office, then subordinates by code."""
    with store.writing():
        mine = certificates.own(store)
    known = certificates.stored(store)
    units = {c.unit.code: c for c in sorted(known.values(), key=lambda c: c.serial) if c.line != mine.line}
    found = [_peer(store, unit, certificate) for unit, certificate in sorted(units.items())]
    order = {"parent": 0, "same": 1, "subordinate": 2}
    return sorted((peer for peer in found if peer), key=lambda peer: (order[peer.relation], peer.unit))


def _peer(store: Store, unit: str, certificate: certificates.Certificate) -> Peer | None:
    scope = Scope(store, unit)
    if not (scope.same_unit or scope.upward or certificate.unit.parent_code == store.unit.code):
        return None
    relation = "same" if scope.same_unit else "parent" if scope.upward else "subordinate"
    heard = max((i.heard_at for i in known_peers.incarnations(store.conn, unit).values()), default=0)
    records, oldest = exchange.unacknowledged(store.conn, scope.held(), scope.sendable())
    replicas = known_peers.open_replicas(store.conn, unit)
    return Peer(
        unit, certificate.unit.name, certificate.unit.level, relation,
        datetime.fromtimestamp(heard / 1000, UTC) if heard else None,
        records, max(0, now_ms() - oldest) // DAY_MS if records else 0, known_peers.refusals(store.conn, unit),
        all(checked for _key, checked in replicas.values()), certificate.fingerprint,
    )  # fmt: skip
