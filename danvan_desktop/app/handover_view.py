"""What the hand-over tab shows: what would go, what lies on a stick, who has answered, the journal. Reads only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from danvan_desktop.app import alarms, conflict_view, kept_packages, lost_sticks, roster_view
from danvan_desktop.app.conflict_view import ConflictView
from danvan_desktop.app.handover import DAY_MS, STATUS, Peer, peers, unit_names
from danvan_desktop.app.kept_packages import Kept
from danvan_desktop.app.lost_sticks import Lost
from danvan_desktop.app.roster_view import WaitingLine
from danvan_desktop.domain.text import shown_name
from danvan_desktop.handoff import certificates, form, looking
from danvan_desktop.handoff.looking import Lying
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import blob_travel, exchange, handover_log
from danvan_desktop.storage import peers as known_peers
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.handover_log import Entry
from danvan_desktop.storage.store import Store

PACKED = 6  # plain bytes of a change to bytes in a package, as measured on registers
OVERHEAD = 4_000
ATTACHMENT = "attachment"
NONE, ANSWERED, AWAITED, REFUSED = "none", "answered", "awaited", "refused"
ANSWERS = {
    NONE: N_("Nothing sent yet"), ANSWERED: N_("Receipt is here"), AWAITED: N_("Receipt awaited"),
    REFUSED: N_("Not taken in there"),
}  # fmt: skip


@dataclass(frozen=True)
class OutgoingType:
    """Records of one type that would go."""

    type_name: str
    label: str
    new_rows: tuple[bytes, ...]
    changed_rows: tuple[bytes, ...]

    @property
    def new(self) -> int:
        """How many the other office has never seen."""
        return len(self.new_rows)

    @property
    def changed(self) -> int:
        """How many it knows in an older form."""
        return len(self.changed_rows)


@dataclass(frozen=True)
class Outgoing:
    """What an export to a unit would carry. `size` is a guess, the file's first name a promise."""

    unit: str
    types: tuple[OutgoingType, ...]
    since: datetime | None  # of the last receipt
    persons_travel: bool
    file: str
    size: int

    @property
    def new(self) -> int:
        """Records the other office has never seen."""
        return sum(found.new for found in self.types)

    @property
    def changed(self) -> int:
        """Records it knows in an older form."""
        return sum(found.changed for found in self.types)


def outgoing(store: Store, unit: str, *, full: bool = False) -> Outgoing:
    """What an export to `unit` would carry now, with `full` also what was acknowledged.

    Raises UserError for a unit this office exchanges nothing with.
    """
    scope = Scope(store, unit)
    scope.check()
    held = {} if full else scope.held()
    waiting = exchange.waiting(store.conn, held, scope.sendable())
    types = [
        OutgoingType(name, _label(store, name), tuple(sorted(new)), tuple(sorted(changed)))
        for name, (new, changed, _size) in waiting.items()
    ]
    plain = sum(size for _new, _changed, size in waiting.values())
    number = int(store.settings.get("handoff.number", "0")) + 1
    heard = max((i.heard_at for i in known_peers.incarnations(store.conn, unit).values()), default=0)
    return Outgoing(
        unit, tuple(sorted(types, key=lambda found: -(found.new + found.changed))), _local(heard),
        scope.values_travel(), form.package_name(store.unit.code, number, 1, 1),
        plain // PACKED + OVERHEAD + _attached_bytes(store, scope, types),
    )  # fmt: skip


def _attached_bytes(store: Store, scope: Scope, types: list[OutgoingType]) -> int:
    """Of the attached files that would go along: those of new records and those that are asked for."""
    if not scope.values_travel():
        return 0
    rows = [row for found in types if found.type_name == ATTACHMENT for row in found.new_rows]
    if not rows and ATTACHMENT not in store.types:
        return 0
    named = {blob_travel.digest_in(item.values.get("sha256")) for item in store.records(ATTACHMENT, rows)}
    wanted = named | set(blob_travel.asked(store.conn, scope.lines()))
    return sum(blob_travel.sizes(store.conn, filter(None, wanted)).values())


def _label(store: Store, type_name: str) -> str:
    record = store.types.get(type_name)
    return _(record.plural) if record else type_name


def _local(at_ms: int) -> datetime | None:
    return datetime.fromtimestamp(at_ms / 1000).astimezone() if at_ms else None


# --- a stick
@dataclass(frozen=True)
class StickView:
    """What lies on a stick, sorted by whose it is. Names only: nothing of it is proved before it is read."""

    folder: Path
    arrived: tuple[Lying, ...]  # packages of other offices, not taken in yet as far as their names tell
    receipts: tuple[Lying, ...]
    own: tuple[Lying, ...]
    enrolments: tuple[Lying, ...]
    known: int  # packages whose names stand in the journal as taken in
    missing_parts: tuple[str, ...]
    last_used: datetime | None

    @property
    def to_read(self) -> int:
        """Files a person may want to take in."""
        return len(self.arrived) + len(self.receipts)


def stick_view(store: Store, folder: Path) -> StickView:
    """What lies in a folder. Raises EnvironmentProblem when it cannot be read."""
    found = looking.look(folder)
    noted = handover_log.listed(store.conn)
    mine = store.unit.code
    good = {"applied", "duplicate"}
    taken = [entry for entry in noted if entry.way == handover_log.IN and entry.status in good]
    packages = [f for f in found if f.kind == looking.PACKAGE]
    own = [f for f in packages if f.unit == mine and _is_one_of(f, noted, handover_log.OUT)]
    known = [f for f in found if f not in own and _is_one_of(f, taken, handover_log.IN)]
    names = {shown_name(f.file.name) for f in found}
    used = max((entry.at for entry in noted if entry.file in names), default=0)
    return StickView(
        folder,
        tuple(f for f in packages if f not in own and f not in known),
        tuple(f for f in found if f.kind == looking.RECEIPT and f.unit in {mine, ""} and f not in known),
        tuple(own),
        tuple(f for f in found if f.kind in {looking.REQUEST, looking.CERTIFICATE}),
        len(known), parts_missing(packages), _local(used),
    )  # fmt: skip


def _is_one_of(found: Lying, noted: list[Entry], way: str) -> bool:
    """Two computers of one office may give their packages the same name: where the name is known the bytes tell."""
    packages = {entry.package for entry in noted if entry.way == way and entry.file == shown_name(found.file.name)}
    if not packages:
        return False
    try:
        with found.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest() in packages
    except OSError:
        return False  # taking it in says why it cannot be read


def parts_missing(packages: list[Lying]) -> tuple[str, ...]:
    """Packages of several parts of which some do not lie here; each part is whole in itself."""
    seen: dict[tuple[str, int, int], set[int]] = {}
    for found in packages:
        if found.parts > 1:
            seen.setdefault((found.unit, found.number, found.parts), set()).add(found.part)
    return tuple(
        f"DV-{unit}-{number}: {len(here)}/{parts}"
        for (unit, number, parts), here in seen.items() if len(here) < parts
    )  # fmt: skip


# --- who has answered
@dataclass(frozen=True)
class PeerLine:
    """An office with the last package written for it and whether it was heard of."""

    peer: Peer
    last: Entry | None
    answer: str
    days: int  # since it was written, while the answer is awaited

    @property
    def name(self) -> str:
        """What the office is called; another computer of this one is told as that."""
        name = self.peer.name or self.peer.unit
        return _("other computer: {name}").format(name=name) if self.peer.relation == "same" else name

    @property
    def waiting(self) -> str:
        """The records it has not confirmed and how long the oldest of them waits, in words."""
        count, days = self.peer.unconfirmed, self.peer.unconfirmed_days
        if not count:
            return _("all confirmed")
        return _("{count} (for {days} days)").format(count=count, days=days) if days else str(count)


def peer_lines(store: Store) -> list[PeerLine]:
    """Offices this one exchanges packages with."""
    entries = handover_log.listed(store.conn)
    return [_peer_line(store, peer, entries) for peer in peers(store)]


def _peer_line(store: Store, peer: Peer, entries: list[Entry]) -> PeerLine:
    last = next((e for e in entries if e.way == handover_log.OUT and e.unit == peer.unit), None)
    if last is None:
        return PeerLine(peer, None, ANSWERED if peer.last_receipt and not peer.unconfirmed else NONE, 0)
    verdict = known_peers.verdict_on(store.conn, last.package)
    if not verdict:
        return PeerLine(peer, last, AWAITED, max(0, now_ms() - last.at) // DAY_MS)
    return PeerLine(peer, last, ANSWERED if verdict in {"applied", "duplicate"} else REFUSED, 0)


@dataclass(frozen=True)
class JournalLine:
    """One hand-over as people read it."""

    when: datetime
    way: str
    unit: str
    name: str
    file: str
    outcome: str
    records: int
    conflicts: int
    officer: str


def journal(store: Store) -> list[JournalLine]:
    """Every hand-over noted here, newest first."""
    names = unit_names(store)
    return [
        JournalLine(
            datetime.fromtimestamp(entry.at / 1000).astimezone(), entry.way, entry.unit,
            names.get(entry.unit, entry.unit), entry.file, _outcome(store, entry), entry.records, entry.conflicts,
            entry.officer,
        )
        for entry in handover_log.listed(store.conn)
    ]  # fmt: skip


def _outcome(store: Store, entry: Entry) -> str:
    if entry.way == handover_log.IN:
        return _(STATUS.get(entry.status, entry.status))
    verdict = known_peers.verdict_on(store.conn, entry.package)
    answer = AWAITED if not verdict else ANSWERED if verdict in {"applied", "duplicate"} else REFUSED
    return _(ANSWERS[answer])


def own_fingerprint(store: Store) -> str:
    """This computer's fingerprint, to be read out to the other office; "" before `handover.prepare`."""
    mine = certificates.stored(store).get(store.replica.id)
    return mine.fingerprint if mine else ""


@dataclass(frozen=True)
class TabState:
    """All that the hand-over tab shows beside the stick, read in one go."""

    lines: list[PeerLine]
    unit: str  # the receiver shown; "" where no office is known
    outgoing: Outgoing | None  # None too where nothing can be sealed for that unit: no computer of it is in force
    conflicts: list[ConflictView]
    kept: list[Kept]
    fingerprint: str
    lost: list[Lost]
    newcomers: tuple[WaitingLine, ...]
    log_whole: bool


def tab_state(store: Store, unit: str) -> TabState:
    """Read the tab's state; `unit` is whom the officer wants to send to, "" for the first that can receive."""
    lines = peer_lines(store)
    units = [line.peer.unit for line in lines]
    able = [code for code in units if Scope(store, code).lines()]
    chosen = unit if unit in units else next(iter(able or units), "")
    going = outgoing(store, chosen) if chosen in able else None
    return TabState(
        lines, chosen, going, conflict_view.listed(store), kept_packages.listed(store), own_fingerprint(store),
        lost_sticks.lost(store, [line.peer for line in lines], new=True), tuple(roster_view.waiting(store)),
        alarms.log_is_whole(store),
    )  # fmt: skip
