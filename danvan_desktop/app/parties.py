"""The people in a petition: further senders, representatives, respondents; and that no denouncer is among them.

Both faces save through `editing.save`, which asks here: a denunciation's senders are never named (Luật Tố cáo Art. 8),
and the numbers of people and of representatives are never smaller than the people listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from danvan_desktop.app.saving import Change, Values
from danvan_desktop.domain.record_checks import most_representatives
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_party import IDENTITY, REPRESENTATIVE, SENDER
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

PETITION, PARTY = "petition", "petition_party"
MOST = 500
_MAIN = frozenset({"petitioner_name"})
_SENDING = frozenset({SENDER, REPRESENTATIVE})


class Edit(Protocol):
    """One row of a save: editing.ChildEdit."""

    @property
    def row(self) -> bytes | None: ...  # noqa: D102
    @property
    def values(self) -> Values: ...  # noqa: D102
    @property
    def deleted(self) -> bool: ...  # noqa: D102


def of(store: Store, petition: bytes) -> list[Record]:
    """The people of a petition, in the order of their numbers."""
    rows = journal_reading.linking(store.conn, store.types[PARTY], PETITION, petition, limit=MOST)
    found = [item for item in store.records(PARTY, rows) if not item.deleted]
    found = without_denouncers(store.get(PETITION, petition), found)
    return sorted(found, key=lambda item: int(str(item.values.get("seq") or MOST)))


def with_main(petition: Record, people: Sequence[Record]) -> list[Record]:
    """The people with the petitioner the record itself names in front, unless the list names that person already."""
    name = petition.values.get("petitioner_name")
    named = {one.values.get("name") for one in people if one.values.get("side") == SENDER}
    if petition.values.get("type") == "to_cao" or not (name or _MAIN & petition.withheld) or (name and name in named):
        return list(people)
    fields = ("name", "address", "phone", "id_no")
    values: dict[str, Value] = {"side": SENDER, **{one: petition.values.get(f"petitioner_{one}") for one in fields}}
    return [Record(PARTY, petition.id, petition.owner, values), *people]


def without_denouncers(petition: Record | None, people: Sequence[Record]) -> list[Record]:
    """The people without what would name who denounces, should a foreign or older program have written it."""
    if petition is None or petition.values.get("type") != "to_cao":
        return list(people)
    nobody = dict.fromkeys(IDENTITY)
    return [
        replace(one, values={**one.values, **nobody}, withheld=frozenset()) if one.values.get("side") in _SENDING
        else one for one in people
    ]  # fmt: skip


def checked(
    store: Store, record: RecordType, row: bytes | None, change: Change, children: Mapping[str, Sequence[Edit]]
) -> Change:  # fmt: skip
    """A change of a petition with its numbers of people; of others as it is. Raises UserError for a named denouncer."""
    if record.name == PARTY:
        parent = change.whole.get(PETITION)
        found = store.get(PETITION, parent) if isinstance(parent, bytes) else None
        _refuse_named(found.values if found else {}, [change.whole])
        return change
    if record.name != PETITION:
        return change
    people = as_saved(of(store, row) if row is not None else [], children.get(PARTY, ()))
    _refuse_named(change.whole, people)
    more = numbers(change.whole, people)
    return replace(change, values={**change.values, **more}, whole={**change.whole, **more}) if more else change


def as_saved(stored: Iterable[Record], edits: Sequence[Edit]) -> list[dict[str, Value]]:
    """The people as a save leaves them."""
    found = {item.id: dict(item.values) for item in stored}
    new: list[dict[str, Value]] = []
    for edit in edits:
        if edit.row is None:
            new += [] if edit.deleted else [dict(edit.values)]
        elif edit.deleted:
            found.pop(edit.row, None)
        else:
            found[edit.row] = {**found.get(edit.row, {}), **edit.values}
    return [*found.values(), *new]


def _refuse_named(petition: Values, people: Iterable[Values]) -> None:
    """In a denunciation nobody on the sender's side is named, whichever side the row says."""
    if petition.get("type") != "to_cao":
        return
    if any(one.get("side") in _SENDING and any(one.get(name) for name in IDENTITY) for one in people):
        raise UserError(
            _("This is a denunciation: who sends it or stands for the sender is not kept here."),
            kept=_("Nothing was saved; what you typed is still there."),
            hint=_("Empty the name and address of those people, or choose “Also denounces (code only)”."),
        )


def numbers(petition: Values, people: Sequence[Values]) -> dict[str, Value]:
    """The numbers of people and of representatives where those listed are more than the numbers say."""
    sent = sum(one.get("side") == REPRESENTATIVE for one in people)
    senders = 1 + sum(one.get("side") in {SENDER, "nguoi_to_cao"} for one in people)
    found: dict[str, Value] = {}
    if sent and _count(petition, "rep_count") < sent:
        found["rep_count"] = sent
    if senders > 1 and _count(petition, "people_count") < senders:
        found["people_count"] = senders
    return found


def _count(values: Values, name: str) -> int:
    value = values.get(name)
    return value if isinstance(value, int) else 0


@dataclass(frozen=True)
class Standing:
    """How a group stands by the rule of representatives: `sent` of at most `most`; 0 where none are needed."""

    people: int
    sent: int
    most: int
    appointed: bool  # every representative has a written appointment that all signed

    @property
    def sentence(self) -> str:
        """What is to be mended, "" where nothing is."""
        if not self.most:
            return ""
        if self.sent > self.most:
            return _("{people} people may send {most} representatives at most; {sent} are listed.").format(
                people=self.people, most=self.most, sent=self.sent
            )
        if not self.sent:
            return _("{people} people: a crowd, up to {most} representatives are to be appointed in writing.").format(
                people=self.people, most=self.most
            )
        return "" if self.appointed else _("The written appointment signed by all is missing for a representative.")


def standing(petition: Values, people: Sequence[Values]) -> Standing:
    """The rule of 5/10 for a petition and the people listed (TCD Art. 29; NĐ 124/2020 Art. 6–7)."""
    listed = [one for one in people if one.get("side") == REPRESENTATIVE]
    count = max(_count(petition, "people_count"), 1)
    sent = max(len(listed), _count(petition, "rep_count"))
    signed = bool(listed) and all(one.get("appointed_on") and one.get("all_signed") for one in listed)
    return Standing(count, sent, most_representatives(count), signed)


def letter_words(store: Store, item: Record) -> dict[str, str]:
    """Words for a petition's papers: the representatives by name; nothing of a denunciation."""
    if item.type_name != PETITION or item.values.get("type") == "to_cao":
        return {}
    listed = [one for one in of(store, item.id) if one.values.get("side") == REPRESENTATIVE and not one.withheld]
    found = {"representative": ", ".join(str(one.values["name"]) for one in listed if one.values.get("name"))}
    if listed:
        found["rep_count"] = str(len(listed))
    return {name: text for name, text in found.items() if text}
