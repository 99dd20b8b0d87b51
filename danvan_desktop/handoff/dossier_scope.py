"""A dossier on its way: one transfer's changes to one unit, known peer or not, with the values it may carry.

The file is sealed to the receiving unit itself: an office through which it is handed on by stick opens nothing of it.
"""

from __future__ import annotations

import json

from danvan_desktop.domain.sharing import row_ids
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import addressed, carried
from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.scope import Scope
from danvan_desktop.i18n import _
from danvan_desktop.storage import exchange, roster_tables, segments, sharing
from danvan_desktop.storage.segments import Segment
from danvan_desktop.storage.store import Store


class DossierScope(Scope):
    """Only the segments of one transfer, to any unit of which a computer is known."""

    def __init__(self, store: Store, unit: str, transfer: bytes) -> None:
        super().__init__(store, unit)
        self._transfer = transfer

    def check(self) -> None:
        """Refuse a unit for which nothing can be sealed."""
        if self.same_unit or not self.recipients():
            raise UserError(
                _("No computer of unit {unit} is known here, so nothing can be sealed for it.").format(unit=self.unit),
                kept=_("Nothing was written."),
                hint=self._how_it_becomes_known(),
            )

    def _how_it_becomes_known(self) -> str:
        if roster_tables.in_force(self._store.conn) is None:
            return _("Units learn of each other by the list the province signs, and there is none yet: first let the"
                     " province make its root (danvan roster init) and send its next package.")  # fmt: skip
        return _("The list of units comes with the next package of the unit above; take it in first.")

    def values_travel(self) -> bool:
        """Not by the rule; the few that go are named one by one."""
        return False

    def to_send(self, *, full: bool = False) -> list[Segment]:
        """The segments in which this unit's changes of the transfer stand, and how the dossier came here.

        Without the earlier transfers the receiver could not know that the sender holds it, nor write in it himself.
        """
        going = segments_of(self._store, self._transfer)
        here = {segment.id for segment in going}
        return going + [s for s in addressed.about(self._store, self._way()) if s.id not in here]

    def _way(self) -> set[bytes]:
        """The transfers by which the records handed on now came to this office."""
        rows: set[bytes] = set()
        for _replica, _seq, row, type_name, line in sharing.indexed_ops(self._store.conn):
            terms = self._store.types[type_name].sharing
            if row == self._transfer and terms:
                rows |= set(row_ids(json.loads(line)["f"].get(terms.rows)))
        return self._store.shares.way(rows)


def segments_of(store: Store, transfer: bytes) -> list[Segment]:
    """The segments that hand on a dossier: those of the transfer's own row by the unit that made it."""
    maker = store.roster[transfer[:8]].unit
    places = {
        (replica, seq) for replica, seq, row, _type, _line in sharing.indexed_ops(store.conn)
        if row == transfer and (author := store.roster.get(replica)) is not None and author.unit == maker
    }  # fmt: skip
    return segments.holding(store.conn, places)


def values_for_me(store: Store, package: Package) -> list[bytes]:
    """Those of a package's values that belong to a dossier handed to this unit; others are not kept. After the ops."""
    if not package.values:
        return []
    me = store.unit.code
    wanted = carried.expected(store, [exchange.digest_of(value) for value in package.values])
    for _segment, ops in package.segments:
        rows: set[bytes] = set()
        for op in ops:
            record = store.types.get(op.type_name)
            terms = record.sharing if record else None
            if terms and terms.rows and me in store.shares.addressed.get(op.row, ()):
                rows |= {*row_ids(op.fields.get(terms.rows)), *row_ids(op.fields.get(terms.along))}
        wanted |= exchange.sealed_in(op.line for op in ops if op.row in rows)
    return [value for value in package.values if exchange.digest_of(value) in wanted]
