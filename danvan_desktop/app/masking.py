"""How much of a person is shown: whole, masked (“Nguyễn V. A.”), or not at all (petitions.md §5).

Lists that go upward and prints ask for a level. Of a denunciation's sender nothing is ever shown but a code.
"""

from __future__ import annotations

from enum import StrEnum

from danvan_desktop.app.lists import code_label, plain, secret
from danvan_desktop.domain.record_type import Field, FieldClass, Kind, RecordType
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

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


def value(field: Field, item: Record, level: str) -> str:
    """A person's value as the level lets it be seen; "" where there is none."""
    if secret(field, item) or level == Level.CODE:
        return ""
    given = item.values.get(field.name)
    if given is None or field.name in item.withheld:
        return ""
    text = str(given)
    if level == Level.FULL or field.cls is not FieldClass.PERSON:
        return text
    return masked(field.name, text, long=field.kind is Kind.LONG_TEXT)


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


def row(record: RecordType, item: Record, level: str) -> dict[str, object]:
    """A record with its persons at a level; choices have their label beside them."""
    found: dict[str, object] = {"id": item.id.hex()}
    for field in record.fields:
        if field.cls is FieldClass.PERSON:
            found[field.name] = value(field, item, level) or None
            continue
        found[field.name] = plain(item.values.get(field.name))
        if field.choices and item.values.get(field.name) is not None:
            found[f"{field.name}_label"] = code_label(field, item.values[field.name])
    return found
