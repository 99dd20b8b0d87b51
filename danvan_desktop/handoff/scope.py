"""What may go to whom: upward all that is here, downward a unit's own ops and what is addressed to it.

Persons' values go only within the unit; those of a dossier that is handed on, see dossier_scope.py and carried.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import addressed, certificates
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.i18n import _
from danvan_desktop.storage import peer_forks, peers, roster_tables, segments
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store


class Scope:
    """The relation between this office and another unit, worked out once."""

    def __init__(self, store: Store, unit: str) -> None:
        self._store = store
        self.unit = unit
        self.me = store.unit
        self.known = certificates.stored(store)
        self.same_unit = unit == self.me.code
        self.upward = bool(self.me.parent_code) and unit == self.me.parent_code

    def check(self) -> None:
        """Refuse a unit this office exchanges nothing with."""
        if not (self.same_unit or self.upward or self.unit in self._under(self.me.code)):
            raise UserError(
                _("Unit {unit} is not known here as parent, subordinate or other computer of this office.").format(
                    unit=self.unit
                ),
                kept=_("Nothing was written."),
                hint=_(
                    "Enrol first: “danvan enrol request” at the lower office, “danvan enrol accept” at the upper one."
                ),
            )
        if not self.lines():
            raise UserError(
                _("No computer of unit {unit} is known yet, so nothing can be sealed for it.").format(unit=self.unit),
                kept=_("Nothing was written."),
                hint=_(
                    "Enrol first: “danvan enrol request” at the lower office, “danvan enrol accept” at the upper one."
                ),
            )

    def recipients(self) -> list[str]:
        """Age keys of the unit's computers. Restored ones too: which of them lives is known only when it writes."""
        mine = self._store.replica.id
        return [
            key for replica, (key, _c) in peers.open_replicas(self._store.conn, self.unit).items() if replica != mine
        ]

    def sendable(self) -> set[bytes]:
        """Replicas whose segments may go to the unit."""
        if self.same_unit:
            return set(self.known)
        units = self._under(self.me.code) | {self.me.code} if self.upward else {self.unit}
        return {replica for replica, c in self.known.items() if c.unit.code in units}

    def shared_units(self) -> set[str]:
        """Units of which both sides may hold ops: what receipts speak of."""
        if self.same_unit:
            return {c.unit.code for c in self.known.values()}
        top = self.me.code if self.upward else self.unit
        return self._under(top) | {top}

    def shared(self) -> set[bytes]:
        """Replicas of those units."""
        units = self.shared_units()
        return {replica for replica, c in self.known.items() if c.unit.code in units}

    def told(self) -> set[bytes]:
        """Replicas of which our receipts speak: those, and what came down to us or was ours before we lost it."""
        if self.same_unit:
            return self.shared()
        mine = {replica for replica, c in self.known.items() if c.unit.code == self.me.code}
        return self.shared() | mine | (segments.authors(self._store.conn) & set(self.known) if self.upward else set())

    def echoed(self, told: Collection[bytes]) -> dict[bytes, list[Range]]:
        """What computers of a lower unit hold of other units, as far as it is here: they need not bring it up again.

        Beside what is `told` of anyway.
        """
        if self.same_unit or self.upward:
            return {}
        found: dict[bytes, list[Range]] = {}
        for line in sorted(self.lines()):
            for replica, theirs in peers.holds(self._store.conn, line).items():
                found[replica] = ranges.union([*found.get(replica, ()), *theirs])
        here = segments.held(self._store.conn, sorted((set(found) & set(self.known)).difference(told)))
        return {r: both for r, held in here.items() if (both := ranges.intersection(held, found[r]))}

    def vouched(self, going: Iterable[Segment], makers: Iterable[bytes]) -> set[bytes]:
        """Replicas of which the reader must know: who wrote these segments, the `makers` of the rows they are about,
        and which copies of it we take to be the newest (`have.lines`).
        """
        newest = {one.replica for one in peers.incarnations(self._store.conn, self.unit).values()}
        return (newest | {segment.replica for segment in going} | set(makers)) & set(self.known)

    def values_travel(self) -> bool:
        """Persons' values go to another computer of the same unit and to nobody else."""
        return self.same_unit

    def _under(self, top: str) -> set[str]:
        return subtree(self.known, top)

    def lines(self) -> set[bytes]:
        """The unit's installations but this one."""
        mine = self.known.get(self._store.replica.id)
        open_ones = peers.open_replicas(self._store.conn, self.unit)
        return {
            c.line for replica, c in self.known.items()
            if replica in open_ones and (mine is None or c.line != mine.line)
        }  # fmt: skip

    def held(self) -> dict[bytes, list[Range]]:
        """What every installation of the unit has acknowledged, or would refuse again because it holds another."""
        beliefs = [peer_forks.needs_no_more(self._store.conn, line) for line in sorted(self.lines())]
        if not beliefs:
            return {}
        common = beliefs[0]
        for belief in beliefs[1:]:
            common = {r: ranges.intersection(held, belief[r]) for r, held in common.items() if r in belief}
        return common

    def to_send(self, *, full: bool = False) -> list[Segment]:
        """Segments the unit has not acknowledged; all that may go with `full`."""
        held = {} if full else self.held()
        found = segments.of_replicas(self._store.conn, self.sendable()) + self._addressed()
        return [s for s in found if not ranges.covers(held.get(s.replica, ()), s.first, s.last)]

    def _addressed(self) -> list[Segment]:
        """Downward what others address to the unit; upward what is no subordinate's: the parent may have lost its own,
        and of a dossier that a neighbour handed on by stick and then lost it has never heard.
        """
        if self.same_unit:
            return []
        if not self.upward:
            found = addressed.of_others(self._store, self.shared_units(), self.sendable())
            if roster_tables.in_force(self._store.conn) is None:  # then the reader knows us and those we vouch for
                ours = self._under(self.me.code) | {self.me.code}
                found = [s for s in found if s.replica in self.known and self.known[s.replica].unit.code in ours]
            return found
        return segments.of_replicas(self._store.conn, set(self.known) - self.sendable())


def subtree(known: Mapping[bytes, Certificate], top: str) -> set[str]:
    """Units under `top`, at any depth, without itself."""
    parents = {c.unit.code: c.unit.parent_code for c in known.values() if c.unit.parent_code}
    found: set[str] = set()
    grown = True
    while grown:
        new = {unit for unit, parent in parents.items() if (parent == top or parent in found) and unit != top} - found
        found |= new
        grown = bool(new)
    return found
