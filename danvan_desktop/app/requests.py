"""Requests between offices for both faces: a question, a figure returned, a change proposed; the other side's answer.

Both go by package. No person's value stands in one: what concerns a citizen is named by the record's id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from danvan_desktop.app import editing, people
from danvan_desktop.app.lists import field_label
from danvan_desktop.app.ownership import must_be_ours, owner_of
from danvan_desktop.app.request_view import TYPE, About, Request, about_of, listed, one, stored, waiting_for_us
from danvan_desktop.app.unit_names import has_roster, known_units
from danvan_desktop.domain.record_type import FieldClass, Kind
from danvan_desktop.domain.values import Value, to_json
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.request import ACCEPTED, ANSWERED, CLOSED, NEW, REFUSED
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

__all__ = [
    "About", "Request", "accept", "answer", "ask", "close", "listed", "one", "refuse", "waiting_for_us",
]  # fmt: skip


def ask(  # noqa: PLR0913  what a request says
    store: Store, to_unit: str, kind: str, text: str, *, officer: str, today: date, about: About | None = None,
    due_on: date | None = None,
) -> bytes:  # fmt: skip
    """Write a request; it goes with the next package. Returns its id. Raises UserError."""
    people.require(store, "process")
    about = about or About()
    target = to_unit or (owner_of(store, about.row) if about.row else "")
    _must_be_reachable(store, target)
    values: dict[str, Value] = {
        "unit": store.unit.code, "to_unit": target, "kind": kind, "asked_on": today, "due_on": due_on, "state": NEW,
        "about_type": about.type_name or None, "about_row": about.row.hex() or None, "figure": about.figure or None,
        "period_from": about.start, "period_to": about.end, "value": about.value or None, "text": text,
        "proposed": _as_text(store, about) if about.proposed else None,
    }  # fmt: skip
    return editing.save(store, TYPE, None, values, before={}, officer=officer, today=today).row


def _must_be_reachable(store: Store, unit: str) -> None:
    """A request goes to a unit above or below: its package comes there."""
    if unit == store.unit.code:
        raise UserError(_("This record is your own: change it yourself."), kept=_("Nothing was written."))
    known = known_units(store)
    if unit in known and not known[unit].direct and not has_roster(store):
        raise UserError(
            _("Unit {unit} is reached only through another office, and no list of units is in force here.").format(
                unit=unit
            ),
            kept=_("Nothing was written."), hint=_("Ask the office in between, or take in the province’s list first."),
        )  # fmt: skip
    if unit not in known or not (known[unit].above or known[unit].below):
        raise UserError(
            _("Unit {unit} is neither above nor below this office.").format(unit=unit or "?"),
            kept=_("Nothing was written."), hint=_("“danvan peers” shows the offices known here."),
        )  # fmt: skip


def _as_text(store: Store, about: About) -> str:
    """The proposed values as JSON. Raises UserError for a field whose value may not leave the office that holds it."""
    record = store.types[about.type_name]
    for name in about.proposed:
        one = record.by_name.get(name)
        if one is None or one.cls is not FieldClass.OPEN or one.kind is Kind.ATTACHMENT:
            raise UserError(
                _("“{field}” cannot be proposed: names and other personal data do not go into requests.").format(
                    field=field_label(record, name)
                ),
                kept=_("Nothing was written."), hint=_("Ask in words, without naming a citizen."),
            )  # fmt: skip
    wanted = {n: None if v is None else to_json(record.field(n), v) for n, v in about.proposed.items()}
    return json.dumps(wanted, ensure_ascii=False, sort_keys=True)


# --- answering
def answer(  # noqa: PLR0913  what an answer says
    store: Store, row: bytes, text: str, *, officer: str, today: date, state: str = ANSWERED, value: str = ""
) -> None:
    """Write the answer; only the unit asked, once. `value`: what a returned figure should say. Raises UserError."""
    item = _open_one(store, row)
    if item.owner == store.unit.code:
        raise UserError(_("This office asked; the other one answers."), kept=_("Nothing was changed."))
    figure = _number(store, item, value)
    if not text.strip() and not figure and state != ACCEPTED:
        raise UserError(_("The answer is empty."), kept=_("Nothing was changed."))
    _write(store, row, {"state": state, "answer": text or None, "answer_value": figure or None,
                         "answered_on": today}, officer)  # fmt: skip


def _number(store: Store, item: Record, value: str) -> str:
    """What a returned figure should say, as reports print it. Raises UserError."""
    from danvan_desktop.app import request_number

    if item.values.get("kind") == "so_lieu":
        return request_number.read(store, str(item.values.get("figure") or ""), value)
    if value.strip():
        raise UserError(
            _("This request is about no figure, so no value belongs into its answer."),
            kept=_("Nothing was changed."), hint=_("Write the number into the text of the answer."),
        )  # fmt: skip
    return ""


def refuse(store: Store, row: bytes, why: str, *, officer: str, today: date) -> None:
    """Say no to a proposed change or a request, with the reason."""
    answer(store, row, why, officer=officer, today=today, state=REFUSED)


def accept(store: Store, row: bytes, *, officer: str, today: date, text: str = "") -> None:
    """Take over a proposed change: an ordinary save of our own record, then the answer. Raises UserError."""
    item = _open_one(store, row)
    about = about_of(store, item)
    if item.values.get("kind") != "sua_doi" or not about.proposed:
        raise UserError(_("This request proposes no change; answer it in words."), kept=_("Nothing was changed."))
    current = store.get(about.type_name, about.row)
    if current is None or current.deleted:
        raise UserError(_("The record of this request is no longer here."), kept=_("Nothing was changed."))
    must_be_ours(store, store.types[about.type_name], about.row)
    with store.writing():
        editing.save(
            store, about.type_name, about.row, {**current.values, **about.proposed}, before=current.values,
            officer=officer, reason=_("proposed by unit {unit}").format(unit=item.owner), today=today,
        )  # fmt: skip
        answer(store, row, text, officer=officer, today=today, state=ACCEPTED)


def close(store: Store, row: bytes, *, officer: str) -> None:
    """The asking office has what it wanted, or no longer wants it."""
    item = stored(store, row)
    if item.owner != store.unit.code:
        raise UserError(_("Only the office that asked closes a request."), kept=_("Nothing was changed."))
    _write(store, row, {"state": CLOSED}, officer)


def _write(store: Store, row: bytes, values: Mapping[str, Value], officer: str) -> None:
    people.require(store, "process")
    with store.batch(officer=officer) as batch:
        batch.new_group()
        batch.edit(TYPE, row, values)


def _open_one(store: Store, row: bytes) -> Record:
    item = stored(store, row)
    if item.values.get("state") not in {NEW, None}:
        raise UserError(_("This request was answered already."), kept=_("Nothing was changed."))
    return item
