"""Tách đơn: a petition of several contents becomes one petition for each (TCD Art. 25(3); petitions.md §4.2).

The parts keep who sent the petition and how it came in, and name it as where they come from. A part that denounces
keeps nothing of it: neither the sender nor the link to a petition in which the sender is named. What was split stays
in its state, so that the tables count the parts instead of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import editing, parties, typed_values
from danvan_desktop.app.present import present
from danvan_desktop.app.saving import Values, token
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.text import clean
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.records.petition_party import REPRESENTATIVE, SENDER
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE, SPLIT, FEWEST = "petition", "tach_don", 2
STILL_NAMED = N_("The petition that was split still names who sent it: take the identity out of it (danvan destroy).")
_FROM = {"moi_tiep_nhan": ("dang_phan_loai", SPLIT), "dang_phan_loai": (SPLIT,), SPLIT: ()}
_KEPT = (
    "unit", "register_year", "received_on", "written_on", "source", "receiving_body", "forwarded_by", "fwd_no",
    "fwd_on", "petitioner_kind", "petitioner_name", "petitioner_gender", "petitioner_birth_date", "petitioner_address",
    "petitioner_phone", "petitioner_id_no", "petitioner_ethnicity", "people_count", "rep_count", "representative_kind",
    "representative_name", "group", "remote_area", "location_unit", "village",
)  # fmt: skip
_NOT_TO_SECRET = frozenset({"fwd_no", "written_on"})  # would lead to the letter that names the sender


@dataclass(frozen=True)
class Piece:
    """One content: its petition type, its field ("" for none said yet), a summary without identities."""

    type: str
    summary: str
    field: str = ""


@dataclass(frozen=True)
class Done:
    """The new petitions, the save's name for `undo`, and whether the old petition still names a denouncer."""

    rows: tuple[bytes, ...]
    group: str | None
    names_denouncer: bool


def read_piece(store: Store, text: str, today: date) -> Piece:
    """A part as a command writes it: TYPE[:FIELD]=SUMMARY, codes or labels. Raises UserError."""
    head, sign, summary = text.partition("=")
    kind, _colon, field = head.partition(":")
    record = store.types[TYPE]
    try:
        type_, field_ = (
            typed_values.read(store, record.field(name), given, today)
            for name, given in (("type", kind), ("field", field))
        )
    except UnreadableError as error:
        raise UserError(error.sentence, kept=_("Nothing was changed.")) from None
    if not sign:
        raise UserError(_("A part is written TYPE[:FIELD]=SUMMARY."), kept=_("Nothing was changed."))
    return Piece(str(type_ or ""), summary, str(field_ or ""))


def split(store: Store, row: bytes, pieces: Sequence[Piece], *, officer: str, today: date) -> Done:
    """Make a petition for each piece and put the old one into the state “split”, all or nothing. Raises UserError."""
    item = _checked(store, row, pieces)
    people = parties.of(store, row)
    first = store.clock.seq + 1
    with store.writing():
        rows = tuple(_made(store, item, piece, people, officer, today) for piece in pieces)
        for state in _FROM[str(item.values.get("state"))]:
            current = store.get(TYPE, row)
            given: dict[str, Value] = {"state": state}
            if state == SPLIT and item.values.get("processed_on") is None:
                given["processed_on"] = today
            editing.save(
                store, TYPE, row, given, before=current.values if current else {}, officer=officer, today=today
            )
    last = store.clock.seq
    secret = any(piece.type == "to_cao" for piece in pieces)
    named = secret and any(item.values.get(name) for name in ("petitioner_name", "petitioner_address"))
    return Done(rows, token(store.clock.replica, first, last), named)


def _checked(store: Store, row: bytes, pieces: Sequence[Piece]) -> Record:
    item, nothing = present(store, TYPE, row), _("Nothing was changed.")
    if item.values.get("state") not in _FROM:
        raise UserError(_("Only a petition that is not processed yet is split."), kept=nothing)
    if journal_reading.linking(store.conn, store.types[TYPE], "original", row, limit=1) and (
        item.values.get("state") == SPLIT
    ):
        raise UserError(_("This petition was split already."), kept=nothing)
    if len(pieces) < FEWEST:
        raise UserError(_("A petition is split into two parts at least."), kept=nothing)
    if any(not clean(piece.summary) for piece in pieces):
        raise UserError(_("Each part needs a summary without identities."), kept=nothing)
    if any(piece.type in {"", "nhieu_noi_dung"} for piece in pieces):
        raise UserError(_("Each part needs a type of its own, not “mixed content”."), kept=nothing)
    return item


def _made(
    store: Store, item: Record, piece: Piece, people: Sequence[Record], officer: str, today: date
) -> bytes:  # fmt: skip
    values = part_values(store, item, piece)
    begun = editing.start(store, TYPE, today=today, officer=officer, given=values)
    begun = {name: value for name, value in begun.items() if name != "handled_by"}
    sides = () if piece.type == "to_cao" else (SENDER, REPRESENTATIVE)
    rows = [
        editing.ChildEdit(None, _without_link(one.values)) for one in people if one.values.get("side") in sides
    ]  # fmt: skip
    saved = editing.save(
        store, TYPE, None, begun, before={}, officer=officer, children={parties.PARTY: rows}, today=today
    )
    return saved.row


def _without_link(values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name != TYPE}


def part_values(store: Store, item: Record, piece: Piece) -> dict[str, Value]:
    """What a part begins with."""
    hidden = set(item.withheld)
    own: dict[str, Value] = {
        "type": piece.type, "field": piece.field or None, "summary_redacted": clean(piece.summary),
        "state": "moi_tiep_nhan", "original": item.id,
    }  # fmt: skip
    if piece.type == "to_cao":
        hidden |= {*withheld_for_denouncer(store.types[TYPE], own), *_NOT_TO_SECRET}
        if item.values.get("type") != "to_cao":
            own["original"] = None
    kept = {name: item.values.get(name) for name in _KEPT if name not in hidden}
    return {name: value for name, value in {**kept, **own}.items() if value is not None}
