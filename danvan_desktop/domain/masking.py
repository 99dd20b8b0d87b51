"""How much of a person is shown: whole, masked (“Nguyễn V. A.”), or not at all (petitions.md §5).

Lists that go upward and prints ask for a level. Of a denunciation's sender nothing is ever shown but a code.
"""

from __future__ import annotations

from enum import StrEnum

from danvan_desktop.domain.checks import withheld_for_denouncer
from danvan_desktop.domain.problem import Values
from danvan_desktop.domain.record_type import FieldClass, Kind, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _

LAST = 4  # digits of an identity number that stay; of a phone number three
_SETTLEMENT = 2  # parts of an address that stay: village and commune say where, not who


class Level(StrEnum):
    """How much is shown."""

    FULL = "full"
    MASKED = "masked"
    CODE = "code"


def name(text: str) -> str:
    """A name with its first word whole and the others as letters: “Nguyễn Văn A” → “Nguyễn V. A.”; one word → “L.”"""
    words = text.split()
    if len(words) < 2:
        return " ".join(f"{word[:1]}." for word in words)
    return " ".join([words[0], *(f"{word[:1]}." for word in words[1:])])


def number(text: str, keep: int = LAST) -> str:
    """The last digits of a number: “***1234”. Nothing of one that is no longer than that."""
    digits = "".join(sign for sign in text if sign.isalnum())
    return f"***{digits[-keep:]}" if len(digits) > keep else "***"


def address(text: str) -> str:
    """An address without house and street: its last two parts, none where it has only one."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return ", ".join(parts[-_SETTLEMENT:]) if len(parts) > _SETTLEMENT else (parts[-1] if len(parts) == 2 else "***")


def masked(field: str, text: str, *, long: bool = False) -> str:
    """A person's value masked by what the field holds; of running text nothing stays."""
    if long:
        return _("(left out)")
    if field.endswith("name"):
        return name(text)
    if field.endswith("phone"):
        return number(text, 3)
    if field.endswith("address"):
        return address(text)
    return number(text) if field.endswith("id_no") else "***"


def values(record: RecordType, given: Values, level: str) -> dict[str, Value]:
    """A record's values with its persons at a level; a denouncer's are never among them."""
    secret = {*withheld_for_denouncer(record, given)}
    found = {name: value for name, value in given.items() if name not in secret}
    if level == Level.FULL:
        return found
    for field in record.fields:
        value = found.get(field.name)
        if field.cls is FieldClass.PERSON and value is not None:
            masks = level == Level.MASKED
            found[field.name] = masked(field.name, str(value), long=field.kind is Kind.LONG_TEXT) if masks else None
    return found
