"""A register as a sheet to work on: its dates are dates and its numbers numbers, so that they sort and add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from danvan_desktop.documents.model import GroupRow, Row, TotalRow
from danvan_desktop.domain.record_type import Kind, RecordType

if TYPE_CHECKING:
    from danvan_desktop.documents.xlsx import SheetCell, SheetRow

PLACE = "place"  # the running number
_DAY = re.compile(r"\d\d/\d\d/\d{4}")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?")
_NUMBERS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.DECIMAL})


def typed_rows(record: RecordType, fields: Sequence[str], rows: Iterable[Row]) -> Iterator[SheetRow]:
    """The rows of a register with values where the text of a cell is wholly one; `fields` stand behind the columns."""
    from danvan_desktop.documents.xlsx import SheetTotal

    kinds = [Kind.INTEGER if name == PLACE else _kind(record, name) for name in fields]
    for row in rows:
        if isinstance(row, GroupRow):
            yield row
        elif isinstance(row, TotalRow):
            points = (text.replace(".", "") for text in row.cells)  # 1.234 as paper has it
            yield SheetTotal(tuple(
                _cell(kind, whole) if kind is Kind.INTEGER else text
                for kind, whole, text in zip(kinds, points, row.cells, strict=True)
            ))  # fmt: skip
        else:
            yield tuple(_cell(kind, text) for kind, text in zip(kinds, row, strict=True))


def _kind(record: RecordType, name: str) -> Kind | None:
    return record.by_name[name].kind if name in record.by_name else None


def _cell(kind: Kind | None, text: str) -> SheetCell:
    if kind is Kind.DATE and _DAY.fullmatch(text):
        return _day(text) or text
    if kind in _NUMBERS and _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    return text


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None
