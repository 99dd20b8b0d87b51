"""The offer that hands a dossier on: what stands in its op, and whether it says all that is there now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import dossier
from danvan_desktop.app.dossier import Dossier
from danvan_desktop.app.ownership import owner_of
from danvan_desktop.app.transfer_view import TYPE, transfers_of
from danvan_desktop.domain.journal import DELETED
from danvan_desktop.domain.sharing import as_numbers, numbers
from danvan_desktop.domain.values import Value
from danvan_desktop.handoff import carried
from danvan_desktop.i18n import _
from danvan_desktop.records.transfer import OFFERED, TAKEN
from danvan_desktop.storage import journal_reading, segments
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class Letter:
    """The paper that goes with it. `reason` names no citizen."""

    number: str = ""
    on: date | None = None
    reason: str = ""


def says_all(store: Store, known: Record, found: Dossier) -> bool:
    """Whether an open offer brings the dossier as it stands now: nothing came to it, nothing of it was changed."""
    until = numbers(known.values.get("until"))
    rows = [*(part.row for part in found.parts), *(row for _type, row in _gone_since(store, found.petition))]
    mine = _our_replicas(store)
    ops = (op for row in rows for op in journal_reading.ops_of_row(store.conn, row))
    return _covers(known, found) and not any(op.replica in mine and op.seq > until.get(op.replica, 0) for op in ops)


def _covers(known: Record, found: Dossier) -> bool:
    """Whether an offer names every record of the dossier, and just the values and files that are to go."""
    listed = [known.values.get(name) for name in ("rows", "beside")]
    sent = {word for text in listed if isinstance(text, str) for word in text.split()}
    same = (carried.of(known).values, carried.of(known).blobs) == (found.values, found.blobs)
    return same and {part.row.hex() for part in found.parts} <= sent


def offer(  # noqa: PLR0913  what an offer says
    store: Store, found: Dossier, to_unit: str, known: Record | None, letter: Letter, *, officer: str, today: date
) -> bytes:
    """One group: the offer, then every record as it stands now, so that the group alone says all."""
    given: dict[str, Value] = {
        "rows": " ".join(row.hex() for row in found.rows(handed_on=True)),
        "beside": " ".join(row.hex() for row in found.rows(handed_on=False)) or None,
        "with_values": carried.as_text(found.values), "with_files": carried.as_text(found.blobs),
    }  # fmt: skip
    gone = _gone_since(store, found.petition)
    with store.writing():
        given["until"] = _until(store, 1 + len(found.parts) + len(gone))
        with store.batch(officer=officer, reason=_("dossier handed on")) as batch:
            batch.new_group()
            if known is not None:
                row = known.id
                batch.edit(TYPE, row, given)
            else:
                row = batch.new(TYPE, {**given, **_said(store, found, to_unit, letter, today)})
            for part in found.parts:
                batch.put_back(
                    part.type_name, part.row, dossier.shown_values(store, part.row, part.type_name), past=True
                )
            for type_name, lost in gone:
                batch.put_back(type_name, lost, {DELETED: True}, past=True)
    return row


def _gone_since(store: Store, petition: bytes) -> list[tuple[str, bytes]]:
    """Records that went with an earlier transfer and lie in the bin now: who got them then is to see them no more."""
    rows = {row for item in transfers_of(store, petition) for row in carried.of(item).rows}
    me, found = store.unit.code, (one for name in store.types for one in store.records(name, sorted(rows)))
    return [(item.type_name, item.id) for item in found if item.deleted and owner_of(store, item.id) == me]


def _said(store: Store, found: Dossier, to_unit: str, letter: Letter, today: date) -> dict[str, Value]:
    """What the first offer says besides: between whom, by which letter, and how the dossier came here."""
    return {
        "unit": store.unit.code, "to_unit": to_unit, "petition": found.petition, "sent_on": today, "state": OFFERED,
        "letter_no": letter.number or None, "letter_on": letter.on, "reason": letter.reason or None,
        "after": _came_by(store, found.petition) or None,
    }  # fmt: skip


def _until(store: Store, coming: int) -> str:
    """The last change of every computer of this office that goes with the dossier; of this one, the offer's own."""
    conn, me = store.conn, store.replica.id
    last = {replica: segments.last_seq(conn, replica) for replica in _our_replicas(store)}
    return as_numbers(last | {me: store.clock.seq + coming})


def _our_replicas(store: Store) -> set[bytes]:
    return {replica for replica, author in store.roster.items() if author.unit == store.unit.code}


def _came_by(store: Store, petition: bytes) -> str:
    """The transfer by which this office holds the dossier; empty where it made it."""
    taken = [
        item for item in transfers_of(store, petition)
        if item.values.get("state") == TAKEN and item.values.get("to_unit") == store.unit.code
    ]  # fmt: skip
    after = {str(item.values.get("after") or "") for item in taken}
    last = [item for item in taken if item.id.hex() not in after]
    return last[-1].id.hex() if last and owner_of(store, petition) == store.unit.code else ""
