"""How much of citizens leaves by a door, and whether a denunciation's content goes with it.

One setting of the office, a choice at each door. Of a denunciation a row has its code and “(giữ bí mật)”; the
redacted summary and who is denounced leave only after somebody has looked and ticked; the words as they were said,
notes and everything that names who denounces never do. What left in full, and whose content, stands in the access log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from danvan_desktop.domain import denouncer
from danvan_desktop.domain.masking import Level, masked
from danvan_desktop.domain.record_type import Field, FieldClass, Kind, RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _, ngettext
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

LIST, REGISTER, REPORT, COPY, TRANSFER, SCREEN = (
    "list", "register", "report", "copy", "transfer", "screen",
)  # fmt: skip
BY_KIND = ""  # the setting as it comes: each kind of paper has its own level
LEVELS = {
    Level.FULL: N_("In full"), Level.MASKED: N_("Masked (Nguyễn V. A.)"), Level.CODE: N_("Number or code only"),
}  # fmt: skip
DOORS = {
    LIST: N_("Lists as files, lists behind a figure"), REGISTER: N_("Registers on paper and as files"),
    REPORT: N_("Annexes of reports"), COPY: N_("Rows copied"), TRANSFER: N_("A dossier handed on"),
}  # fmt: skip
_OF_DOOR = {
    LIST: Level.MASKED, REGISTER: Level.FULL, REPORT: Level.FULL, COPY: Level.FULL, TRANSFER: Level.FULL,
    SCREEN: Level.FULL,
}  # fmt: skip
_SETTING = "names.leaving"
_TOLD = 12  # codes named in a sentence or a line of the log; of more there is the number
_PARENTS = ("petition", "reception")


def setting(store: Store) -> str:
    """What the office settled; "" where each kind of paper has its own level."""
    said = store.settings.get(_SETTING)
    return said if said in set(LEVELS) else BY_KIND


def set_setting(office: Office, level: str) -> bool:
    """Settle it for everybody here; True when it was another. Raises UserError for who may not."""
    if level == setting(office.store):
        return False
    if level and level not in set(LEVELS):
        raise UserError(
            _("“{text}” is no way to show names.").format(text=level), kept=_("Nothing was changed."),
            hint=_("Choose one of: {names}.").format(names=", ".join(LEVELS)),
        )  # fmt: skip
    from danvan_desktop.app import access_log, people

    people.require(office, "settings")
    with office.store.writing():
        office.store.settings.set(_SETTING, level)
        access_log.note(office, "settings_changed", _SETTING)
    return True


def level(store: Store, door: str, asked: str = "") -> Level:
    """What holds at a door: what was asked for, else what the office settled, else what the kind of paper is given.

    Registers have the columns of their circular and are kept in the office; lists and tables go to others.
    """
    settled = "" if door == SCREEN else setting(store)
    return Level(asked or settled or _OF_DOOR[door])


@dataclass
class Disclosure:
    """What one act lets out, and what it turned out to be: `codes` of the denunciations met, `content` of them."""

    level: Level
    content: bool = False
    codes: list[str] = field(default_factory=list)
    named: bool = False  # whether any citizen's value stood in it

    def note(self, office: Office | Store, door: str, subject: str) -> None:
        """Write into the access log what left: full names as such, whose denunciation's content."""
        from danvan_desktop.app import access_log

        full = _("names in full") if self.named and self.level is Level.FULL else ""
        with (office if isinstance(office, Store) else office.store).writing():
            access_log.note(office, door, f"{subject} ({full})" if full else subject)
            if self.content and self.codes:
                access_log.note(office, "denunciation_left", f"{subject}: {told(self.codes)}")


def told(codes: Sequence[str]) -> str:
    """Some codes and how many more there are."""
    found = ", ".join(codes[:_TOLD])
    return found if len(codes) <= _TOLD else _("{codes} and {count} more").format(
        codes=found, count=len(codes) - _TOLD
    )  # fmt: skip


def what_leaves(codes: Sequence[str]) -> str:
    """The sentence beside the tick: which denunciations, and what of them goes out once it is set."""
    text = ngettext(
        "{count} denunciation ({codes}): the redacted summary and who is denounced leave; nothing else does.",
        "{count} denunciations ({codes}): the redacted summary and who is denounced leave; nothing else does.",
        len(codes),
    )
    return text.format(count=len(codes), codes=told(codes))


# --- records as they leave
def needed(record: RecordType) -> set[str]:
    """Fields that tell a denunciation and what hangs on one, and what a record is found by."""
    names = {"received_on", "register_no", "register_year", "petition_no", "owner_type", "owner_row"}
    return (names & set(record.by_name)) | {name for name, _target in _links(record)}


def telling(record: RecordType) -> set[str]:
    """The fields `of_denunciations` looks at."""
    return needed(record) | {name for name, _codes in denouncer.conditions(record)}


def of_denunciations(store: Store, record: RecordType, items: Iterable[Record | None]) -> dict[bytes, str]:
    """The code of each of these records that is a denunciation or hangs on one, by its id."""
    found: dict[bytes, str] = {}
    parents: dict[tuple[str, bytes], list[bytes]] = {}
    for item in items:
        if item is None:
            continue
        if "received_on" in record.by_name and denouncer.denounces(record, item.values):
            found[item.id] = denouncer.code_of(item.values, item.id)
        for target in _parents(record, item):
            parents.setdefault(target, []).append(item.id)
    for type_name in _PARENTS:
        rows = [row for name, row in parents if name == type_name]
        if not rows or type_name not in store.types:
            continue
        above = store.types[type_name]
        for parent in store.records(type_name, rows, telling(above)):
            if denouncer.denounces(above, parent.values):
                code = denouncer.code_of(parent.values, parent.id)
                found |= {row: code for row in parents[type_name, parent.id] if row not in found}
    return found


def _parents(record: RecordType, item: Record) -> list[tuple[str, bytes]]:
    """The petitions and visits a record hangs on."""
    if record.name == "attachment":
        owner, row = item.values.get("owner_type"), item.values.get("owner_row")
        return [(str(owner), bytes.fromhex(str(row)))] if owner in _PARENTS and row else []
    values = ((target, item.values.get(name)) for name, target in _links(record))
    return [(name, row) for name, row in values if isinstance(row, bytes)]


@cache
def _links(record: RecordType) -> tuple[tuple[str, str], ...]:
    """The fields of a type that point to a petition or a visit, with which of them."""
    every = ((one.name, str(one.links_to)) for one in record.fields if one.kind is Kind.LINK)
    return tuple((name, target) for name, target in every if target in _PARENTS)


def cell(record: RecordType, one: Field, item: Record, going: Disclosure, code: str = "") -> str | None:
    """What stands in a cell instead of the value; None where the value itself may stand.

    `code`: that of the denunciation the record is or hangs on.
    """
    if code and (one.denouncer_when is not None or denouncer.may_tell(one)):
        return _of_denunciation(record, one, item, going, code)
    value = item.values.get(one.name)
    if one.cls is not FieldClass.PERSON or not isinstance(value, str) or not value:
        return None
    going.named = True
    if going.level is Level.FULL:
        return None
    if going.level is Level.CODE:
        return _number(item) if one.name.endswith("name") else ""
    return masked(one.name, value, long=one.kind is Kind.LONG_TEXT)


def _of_denunciation(record: RecordType, one: Field, item: Record, going: Disclosure, code: str) -> str | None:
    secret = _("(secret)")
    if one.denouncer_when is not None:
        return f"{code} {secret}" if one.name.endswith("name") and one.name != "representative_name" else secret
    value = item.values.get(one.name)
    if value is None and one.name not in item.withheld:
        return ""
    if not going.content or one.name not in denouncer.content(record):
        return secret
    return None if one.cls is not FieldClass.PERSON or going.level is Level.FULL else masked(one.name, str(value))


def _number(item: Record) -> str:
    """What a record is found by where its persons do not stand."""
    number, year = item.values.get("petition_no") or item.values.get("register_no"), item.values.get("register_year")
    said = str(number or item.id.hex()[-8:])
    return f"{said}/{year!s}" if number and year and "/" not in said else said


def values(store: Store, record: RecordType, item: Record, going: Disclosure) -> Mapping[str, str]:
    """The cells of one record that do not show their value, by field."""
    code = of_denunciations(store, record, [item]).get(item.id, "")
    found = {one.name: cell(record, one, item, going, code) for one in record.fields}
    return {name: text for name, text in found.items() if text is not None}


def json_values(
    record: RecordType, item: Record, row: Mapping[str, object], going: Disclosure, code: str
) -> dict[str, object]:  # fmt: skip
    """A record's JSON with what `going` keeps back: masked, or null and named under `secret` beside the code."""
    found, kept = dict(row), []
    for one in record.fields:
        text = cell(record, one, item, going, code)
        if text is None or found[one.name] is None:
            continue
        back = text == _("(secret)")
        found[one.name] = None if back else text
        kept += [one.name] if back else []
    return found | {"denunciation": code, "secret": sorted(kept)} if code else found
