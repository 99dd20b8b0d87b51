"""Which columns a list begins with, and how wide."""

from __future__ import annotations

from danvan_desktop.domain.record_type import Field, FieldClass, Kind, RecordType

_FIRST = {
    "petition": ("register_no", "received_on", "petitioner_name", "type", "content", "state", "due_on"),
    "reception": ("register_no", "received_on", "visitor_name", "kind", "content", "mode", "result"),
    "case": ("code", "title", "kind", "opened_on", "handled_by", "state"),
    "model": ("register_no", "name", "holder_kind", "holder_name", "place", "first_year"),
    "model_year": ("model", "year", "registration_kind", "field", "effective", "recognised", "state"),
}
_WIDTHS = {
    Kind.DATE: 106, Kind.TIME: 70, Kind.INTEGER: 84, Kind.DECIMAL: 100, Kind.MONEY: 120, Kind.YES_NO: 84,
    Kind.CHOICE: 130, Kind.CHOICES: 160, Kind.LINK: 180, Kind.TEXT: 130, Kind.LONG_TEXT: 220,
}  # fmt: skip
_OWN = {
    "register_no": 64,
    "due_on": 158,
    "state": 150,
    "petitioner_name": 156,
    "visitor_name": 156,
    "title": 260,
    "name": 240,
}
SMALLEST = 120


def choosable(record: RecordType) -> list[Field]:
    """Fields that can be a column, those lists are made of first."""
    hidden = {FieldClass.LOCAL, FieldClass.DENOUNCER}
    rest = [field for field in record.fields if field.cls not in hidden and not field.retired]
    rest = [field for field in rest if field.kind is not Kind.ATTACHMENT and field not in record.columns]
    return [*record.columns, *rest]


def default_columns(record: RecordType) -> list[str]:
    """The columns everybody begins with."""
    known = [name for name in _FIRST.get(record.name, ()) if name in record.by_name]
    return known or [field.name for field in record.columns[:8]] or [record.title[0]]


def usual_width(field: Field) -> int:
    """How wide a column begins."""
    return _OWN.get(field.name) or _WIDTHS.get(field.kind, 130)


def stretching(record: RecordType, names: list[str]) -> str:
    """The column that takes the room left over: the longest words."""
    for name in ("content", "summary_redacted", "title", "name"):
        if name in names:
            return name
    texts = [name for name in names if record.field(name).kind in {Kind.LONG_TEXT, Kind.TEXT, Kind.LINK}]
    return texts[-1] if texts else names[-1]
