"""The reception desk's surroundings: today's visits, the head's next reception days, who came before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.app import duty, lists, terms, titles
from danvan_desktop.app.duty_card import duty_card
from danvan_desktop.app.links import Hit, find_links
from danvan_desktop.domain.indicator import Dated, In, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.text import fold_key
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.storage import agenda
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.store import Store

_DAY = Indicator("desk.day", "", "", "reception", (Dated("received_on"),))
_NEXT = Indicator("desk.next", "", "", "reception_session", (Dated("session_on"), In("state", ("du_kien",))))
AHEAD, SESSIONS, KNOWN = timedelta(days=60), 3, 5
AGAIN = "hen_lai"  # the result that asks for a follow-up
TAKEN = ("nhan_don", "ghi_bien_ban")  # results after which a petition is entered
_TO_PETITION = {
    "received_on": "received_on", "visitor_name": "petitioner_name", "visitor_address": "petitioner_address",
    "visitor_phone": "petitioner_phone", "visitor_id_no": "petitioner_id_no", "people_count": "people_count",
    "kind": "type", "field": "field", "summary_redacted": "summary_redacted", "content": "content", "case": "case",
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One line of the day book, masked as in lists."""

    row: bytes
    time: str
    name: str
    result: str


@dataclass(frozen=True)
class DayBook:
    """The visits of a day, newest first, and how many people they were."""

    visits: tuple[Visit, ...]
    people: int
    sessions: tuple[str, ...]  # the head's next reception days, as sentences
    duty: tuple[str, ...] = ()  # days received against the rule, a sentence for each head


def day_book(store: Store, day: date) -> DayBook:
    """What was received on `day`, and the next reception days of the head."""
    rows = sql.ids(store.conn, store.types, _DAY, Period(day, day))
    items = store.records("reception", rows)
    record = lists.record_type("reception")
    visits = [
        Visit(item.id, *(lists.shown(record.field(name), item) for name in ("received_time", "visitor_name", "result")))
        for item in items
    ]
    people = sum(int(str(item.values.get("people_count") or 1)) for item in items)
    return DayBook(tuple(visits), people, tuple(_sessions(store, day)), tuple(_duty(store, day)))


def _duty(store: Store, day: date) -> list[str]:
    """How many days the heads have received in the week or month of `day`, against the rule."""
    card, told = duty_card(store, day), _("{body}: {held}/{need} days, {text}")
    return [
        told.format(body=head.label, held=head.held, need=head.need, text=head.text)
        for head in (card.heads if card else ())
    ]


def party_terms(store: Store, values: dict[str, Value]) -> list[str]:
    """By when the Party's rule wants an answer to a visit, as sentences; none where another body receives."""
    asked = {
        "receiving_body": values.get("receiving_body"), "received_on": values.get("received_on"),
        "source": "tiep_cong_dan", "state": "moi_tiep_nhan",
    }  # fmt: skip
    found = terms.beside(terms.law(store), asked)
    told = _("By {day}: {what} ({why})")
    return [
        told.format(day=f"{end.due:%d/%m/%Y}", what=end.term.label, why=end.sentence.rstrip("."))
        for end in found if end.term.side == "party"
    ]  # fmt: skip


def _sessions(store: Store, day: date) -> list[str]:
    rows = agenda.first_rows(store.conn, store.types, _NEXT, Period(day, day + AHEAD), day="session_on", limit=SESSIONS)
    found, in_force = [], terms.law(store)
    for (when, _row), item in zip(rows, store.records("reception_session", [r for _d, r in rows]), strict=True):
        who = str(item.values.get("host_title") or item.values.get("host_name") or "")
        start = item.values.get("start_time")
        at = f" {start}" if isinstance(start, str) else ""
        told = f"{when:%d/%m}{at}  {who}".strip()
        if item.values.get("announced_on") is None:
            by = duty.announce_by(in_force, when)
            told = _("{session} · to post by {day}").format(session=told, day=f"{by:%d/%m}")
        found.append(told)
    return found


@dataclass(frozen=True)
class Known:
    """A record of somebody of the same name."""

    type_name: str
    hit: Hit


def seen_before(store: Store, name: str) -> list[Known]:
    """Receptions and petitions of people of that name; a whole name of two words at least, accents not needed."""
    if len(fold_key(name).split()) < 2:
        return []
    phrase = f'"{name}"'
    found = []
    for type_name, field in (("petition", "petitioner_name"), ("reception", "visitor_name")):
        hits = {hit.row: hit for hit in find_links(store, type_name, phrase, limit=KNOWN)}
        for item in store.records(type_name, list(hits)):
            own = item.values.get(field)
            if isinstance(own, str) and fold_key(name) in fold_key(own) and not titles.masked(_type(type_name), item):
                found.append(Known(type_name, hits[item.id]))
    return found[:KNOWN]


def _type(name: str) -> RecordType:
    return lists.record_type(name)


def petition_from(values: dict[str, Value]) -> dict[str, Value]:
    """The first values of a petition taken at a visit; a denouncer's are not among them."""
    secret = values.get("kind") == "to_cao"
    found: dict[str, Value] = {"source": "tiep_cong_dan"}
    for name, target in _TO_PETITION.items():
        if values.get(name) is not None and not (secret and name.startswith("visitor_")):
            found[target] = values[name]
    return found


def follow_up_from(row: bytes, values: dict[str, Value]) -> dict[str, Value]:
    """The first values of what is to be followed after a visit; the task's words name nobody."""
    found: dict[str, Value] = {"reception": row, "source_kind": "tiep_dan", "case": values.get("case")}
    found["content"] = values.get("summary_redacted") or _("Receive the visitor again")
    found |= {"responsible_org": values.get("responsible_org"), "due_date": values.get("due_on")}
    return {name: value for name, value in found.items() if value is not None}
