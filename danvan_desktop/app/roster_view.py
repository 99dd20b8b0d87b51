"""What the roster page and `roster show` say: the root, the units, the computers, who waits. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from danvan_desktop.app import escrow
from danvan_desktop.domain.text import fold_key
from danvan_desktop.handoff import certificates, newcomers, roster_close, roster_sign, roster_trust, roster_union
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.storage import peers, roster_tables

if TYPE_CHECKING:
    from danvan_desktop.storage.roster_tables import Closing
    from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class ComputerLine:
    """One computer. `late`: changes and records that came after it was closed; stored, counted nowhere."""

    replica: str
    unit: str
    name: str
    serial: int
    checked: bool
    fingerprint: str
    mine: bool
    closing: Closing | None
    late_changes: int = 0
    late_records: int = 0
    told: bool = False  # a computer of this office that nobody here has compared: nothing is sealed to it

    def as_json(self) -> dict[str, object]:
        """As `roster show --json` has it."""
        shut = self.closing
        return {
            "replica": self.replica, "unit": self.unit, "name": self.name, "serial": self.serial,
            "checked": self.checked, "fingerprint": self.fingerprint, "this": self.mine,
            "closed": {"at": shut.at, "reason": shut.reason, "on": shut.day} if shut else None,
            "not_counting": {"changes": self.late_changes, "records": self.late_records},
        }  # fmt: skip


@dataclass(frozen=True)
class WaitingLine:
    """A computer whose first package waits. `known_unit`: another computer of the unit is known already.

    `closing`: it is a computer that was closed, or has its keys. `known_as`: the name of the unit that has this code
    here, where it is another name.
    """

    replica: str
    unit: str
    name: str
    fingerprint: str
    known_unit: bool
    since: datetime
    closing: Closing | None = None
    known_as: str = ""

    def as_json(self) -> dict[str, object]:
        """As `roster show --json` has it."""
        shut = self.closing
        closed = {"replica": shut.replica.hex(), "reason": shut.reason, "on": shut.day} if shut else None
        told: dict[str, object] = {name: value for name, value in vars(self).items() if name != "closing"}
        return told | {"since": self.since.isoformat(timespec="seconds"), "closed_before": closed}


@dataclass(frozen=True)
class RefusedLine:
    """A computer that was refused; it waits again when that is taken back."""

    replica: str
    unit: str
    name: str
    fingerprint: str
    reason: str
    officer: str
    when: datetime

    def as_json(self) -> dict[str, object]:
        """As `roster show --json` has it."""
        return vars(self) | {"when": self.when.isoformat(timespec="seconds")}


@dataclass(frozen=True)
class RosterView:
    """Everything. `code` "" while no root is known; `offered` the code of a roster under another root."""

    province: str
    code: str
    compared: bool
    epoch: int
    version: int
    made: datetime | None
    can_sign: bool
    offered: str
    escrow: str
    units: tuple[dict[str, object], ...]
    computers: tuple[ComputerLine, ...]
    waiting: tuple[WaitingLine, ...]
    deposited: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    refused: tuple[RefusedLine, ...] = ()

    def as_json(self) -> dict[str, object]:
        """root, version, made, can_sign, offered_code, escrow, units, replicas, waiting, refused, deposited, notes."""
        pinned = {"province": self.province, "code": self.code, "compared": self.compared, "epoch": self.epoch}
        return {
            "root": pinned if self.code else None, "version": self.version,
            "made": self.made.isoformat(timespec="seconds") if self.made else None, "can_sign": self.can_sign,
            "offered_code": self.offered or None, "escrow": self.escrow, "units": list(self.units),
            "replicas": [one.as_json() for one in self.computers], "waiting": [one.as_json() for one in self.waiting],
            "refused": [one.as_json() for one in self.refused],
            "deposited": list(self.deposited), "notes": [{"kind": kind, "subject": text} for kind, text in self.notes],
        }  # fmt: skip


def view(store: Store) -> RosterView:
    """The roster as this office has it."""
    now, known, offered = roster_trust.current(store), roster_trust.trust_of(store), roster_trust.offered(store)
    return RosterView(
        now.province if now else "", known.code, known.compared, now.root.epoch if now else 0,
        now.version if now else 0, datetime.fromtimestamp(now.made / 1000, UTC) if now else None,
        roster_sign.can_sign(store), offered.root.code if offered else "", escrow.state(store),
        tuple(unit.as_json() for unit in now.units) if now else (), tuple(_computers(store, now)),
        tuple(waiting(store)), tuple(escrow.units(store)), tuple(_notes(store)),
        tuple(refused(store)),
    )  # fmt: skip


def _computers(store: Store, now: Roster | None) -> list[ComputerLine]:
    """Those of the roster in force and those known here besides, by unit, open ones first."""
    known = dict(certificates.stored(store))
    checked = {replica: peers.is_checked(store.conn, replica) for replica in known}
    for entry in now.replicas if now else ():
        known.setdefault(entry.certificate.replica, entry.certificate)
        checked.setdefault(entry.certificate.replica, entry.checked)
    shut, late = roster_tables.closings(store.conn), roster_tables.not_counting(store.conn)
    told = roster_tables.told(store.conn)
    lines = [
        ComputerLine(
            replica.hex(), c.unit.code, c.unit.name, c.serial, checked[replica] and replica not in told, c.fingerprint,
            replica == store.replica.id, shut.get(replica), *late.get(replica, (0, 0)), replica in told,
        )
        for replica, c in known.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.unit, line.closing is not None, -line.serial, line.replica))


def waiting(store: Store) -> list[WaitingLine]:
    """Computers whose first package waits, oldest first."""
    units = {c.unit.code: c.unit.name for c in sorted(certificates.stored(store).values(), key=lambda c: c.serial)}
    return [
        WaitingLine(
            c.replica.hex(), c.unit.code, c.unit.name, c.fingerprint, c.unit.code in units,
            datetime.fromtimestamp(new.at / 1000).astimezone(), roster_close.closed_before(store, c),
            _other_name(units.get(c.unit.code, ""), c.unit.name),
        )
        for new, c in newcomers.listed(store)
    ]  # fmt: skip


def _other_name(known: str, offered: str) -> str:
    return known if fold_key(known) != fold_key(offered) else ""


def refused(store: Store) -> list[RefusedLine]:
    """Computers that asked to be taken in and were refused."""
    return [
        RefusedLine(
            c.replica.hex(), c.unit.code, c.unit.name, c.fingerprint, no.reason, no.officer,
            datetime.fromtimestamp(no.at / 1000).astimezone(),
        )
        for no, c in newcomers.refused(store)
    ]  # fmt: skip


def _notes(store: Store) -> list[tuple[str, str]]:
    """What happened to rosters that were not taken, and when this one may have forgotten something, oldest first."""
    wanted = {"roster-older", "roster-other-root", "roster-other-keys", "closed-here"}
    wanted |= {roster_sign.UNSURE, roster_union.LACKS, roster_union.UNITED}
    return [(kind, subject) for _at, kind, subject in peers.alarms(store.conn) if kind in wanted]
