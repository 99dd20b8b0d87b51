"""Who denounces is known by a code alone: when a record is a denunciation, its code, which of its fields may tell.

Luật Tố cáo 2018 Art. 8(3), 49, 56; petitions.md §5. The rules of single fields stand in their definitions
(`Field.denouncer_when`); here is what follows from them for the whole record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from danvan_desktop.domain.checks import condition_holds
from danvan_desktop.domain.problem import Values
from danvan_desktop.domain.record_type import Field, FieldClass, Kind, RecordType

SUMMARY = "summary_redacted"  # what may leave once somebody has looked
PREFIX = "TC-"
VISIT = "-TD"  # a visit's code: petitions and visits have a register each, both counted from 1
_DIGITS = 4
_TAIL = 8  # hex digits of the id where a record has no number


def denounces(record: RecordType, values: Values | Mapping[str, object]) -> bool:
    """Whether the record is a denunciation, or a person on its side."""
    return any(condition_holds(field.denouncer_when, values) for field in record.fields)  # type: ignore[arg-type]


def conditions(record: RecordType) -> list[tuple[str, tuple[str, ...]]]:
    """(field, codes) with which a record is a denunciation or on a denouncer's side, each once."""
    whens = (field.denouncer_when for field in record.fields if field.denouncer_when is not None)
    return list(dict.fromkeys((when.field, when.codes) for when in whens))


def code_of(values: Mapping[str, object], row: bytes = b"") -> str:
    """TC-2026-0007, of a visit TC-2026-0007-TD: the year it was received and its register's number.

    Without a number the end of its id stands there.
    """
    received, number = values.get("received_on"), str(values.get("register_no") or values.get("petition_no") or "")
    if number.startswith(PREFIX):
        return number
    year = received.year if isinstance(received, date) else values.get("register_year") or "…"
    head, _slash, tail = number.partition("/")
    number = head if head.isdigit() and tail == str(year) else number  # “15/2026” in a book numbered by the year
    of_visit = VISIT if "kind" in values and "type" not in values else ""  # a petition has a type, a visit a kind
    return f"{PREFIX}{year}-{number.zfill(_DIGITS) if number else row.hex()[-_TAIL:] or '…'}{of_visit}"


def may_tell(field: Field) -> bool:
    """Whether a denunciation's field may say who denounces, or what: persons' values and free text."""
    return field.cls is FieldClass.PERSON or field.kind is Kind.LONG_TEXT


def raw_words(record: RecordType, field: Field, values: Values) -> bool:
    """True for the words of a denunciation as they were said: lists show its redacted summary (petitions.md §5)."""
    return field.cls is FieldClass.PERSON and field.kind is Kind.LONG_TEXT and denounces(record, values)


def content(record: RecordType) -> tuple[str, ...]:
    """Fields of a denunciation that leave only after somebody has looked: the redacted summary, and who is denounced.

    What else `may_tell` never leaves: the words as they were said, notes, the parcel of land.
    """
    names = (SUMMARY, "respondent_name", "respondent_title")
    return tuple(name for name in names if name in record.by_name)
