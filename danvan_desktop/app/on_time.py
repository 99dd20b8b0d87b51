"""Whether what is done was done in time: processing by the term of the receipt, settlement by its due date.

A petition whose term cannot be told is neither in time nor late; once late it stays late.
"""

from __future__ import annotations

from datetime import date

from danvan_desktop.app.deadline_list import FIELDS
from danvan_desktop.app.terms import TYPE, Law, Values, law, term_of
from danvan_desktop.domain.running_term import day_by_law
from danvan_desktop.storage import terms as sql
from danvan_desktop.storage.store import Store

PROCESSED, SETTLED = "processed_on", "resolved_on"
_READ = (*FIELDS, PROCESSED, "in_competence")
_NO_TERM = ("due_on", "due_rule", "due_start", "due_raw", "due_moved", "due_by", SETTLED, "extended_to", "extension_no")


def judged(store: Store, done: str, *, late: bool) -> list[int]:
    """Local numbers of the petitions processed or settled late, or in time; `done` is PROCESSED or SETTLED."""
    found = law(store)
    rows = sql.done_petitions(store.conn, store.types[TYPE], _READ, done)
    return [n for n, values in rows if in_time(found, values, done) is (not late)]


def in_time(found: Law, values: Values, done: str) -> bool | None:
    """Whether a petition was processed or settled in time; None where nobody can say."""
    day = values.get(done)
    due = _processing_due(found, values) if done == PROCESSED else _settling_due(found, values)
    return day <= due if isinstance(day, date) and due is not None else None


def _processing_due(found: Law, values: Values) -> date | None:
    """The day until which it had to be accepted, refused, guided or forwarded, as reckoned from its receipt."""
    state = "ngoai_tham_quyen" if values.get("in_competence") is False else "moi_tiep_nhan"
    return _reckoned(found, {**values, **dict.fromkeys(_NO_TERM), "state": state})


def _settling_due(found: Law, values: Values) -> date | None:
    """The law's due date as it stood when it was settled; reckoned from the acceptance where none was ever written."""
    if (day := day_by_law(values)) is not None:
        return day
    return _reckoned(found, {**values, **dict.fromkeys(_NO_TERM), "state": "dang_xac_minh"})


def _reckoned(found: Law, values: Values) -> date | None:
    term = term_of(found, values)
    return None if term is None or term.running.provisional else term.due
