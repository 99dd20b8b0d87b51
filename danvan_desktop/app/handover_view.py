"""What the hand-over tab shows beside the stick: who has answered, what waits, the journal. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.app import alarms, conflict_view, kept_packages, lost_sticks, roster_view
from danvan_desktop.app.conflict_view import ConflictView
from danvan_desktop.app.handover import DAY_MS, STATUS, Peer, peers, unit_names
from danvan_desktop.app.kept_packages import Kept
from danvan_desktop.app.lost_sticks import Lost
from danvan_desktop.app.outgoing import Outgoing, outgoing
from danvan_desktop.app.roster_view import WaitingLine
from danvan_desktop.handoff import certificates
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import handover_log
from danvan_desktop.storage import peers as known_peers
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.handover_log import Entry
from danvan_desktop.storage.store import Store

NONE, ANSWERED, AWAITED, REFUSED = "none", "answered", "awaited", "refused"
ANSWERS = {
    NONE: N_("Nothing sent yet"), ANSWERED: N_("Receipt is here"), AWAITED: N_("Receipt awaited"),
    REFUSED: N_("Not taken in there"),
}  # fmt: skip


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
