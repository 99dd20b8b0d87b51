"""The official tables as pages: one table a page, the column numbers under the heads, the total, the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from danvan_desktop.documents.model import Align, Column, GroupRow, Register, Row, Title, TotalRow
from danvan_desktop.documents.text import decimal, number
from danvan_desktop.domain.official_tables import Number, OfficialColumn, OfficialTable, TableSet
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.organ import Organ, template

_UNIT_WIDTH = 15.0  # widths are in letters: the columns share the page by what stands in them
_LEAST_WIDTH = 3.5
_HEAD_LETTER = 0.92  # a letter of the head beside a digit of a cell
KIND = "official-tables"


@dataclass(frozen=True)
class PageInput:
    """What all pages share. `rows` are (unit's name, table → column → number), the total last."""

    organ: Organ
    set: TableSet
    period: Period
    on: date
    rows: Sequence[tuple[str, Mapping[str, Mapping[str, Number]]]]
    notes: Mapping[str, tuple[str, ...]]  # table → sentences in rows under it
    watermark: str = ""


def pages(given: PageInput) -> list[tuple[Register, list[Row]]]:
    """A register for each table, with its rows."""
    return [(_page(given, table), rows_of(given, table)) for table in given.set.tables]


def _page(given: PageInput, table: OfficialTable) -> Register:
    spec = template(KIND, given.on)
    header = replace(given.organ.header("", given.on), symbol="", number="")
    period = spec["period"].format(first=f"{given.period.first:%d/%m/%Y}", last=f"{given.period.last:%d/%m/%Y}")
    title = Title(spec["kind"].format(table=table.id), table.title)
    return Register(
        given.organ.profile(given.on), title, columns(given, table), header,
        notes=(period, spec["attached"]), style="wide", watermark=given.watermark,
        signature=given.organ.signature() if table is given.set.tables[-1] else None,
    )  # fmt: skip


def columns(given: PageInput, table: OfficialTable) -> tuple[Column, ...]:
    """“Đơn vị”, then the numbered columns."""
    first = Column((template(KIND, given.on)["unit"],), _UNIT_WIDTH)
    return (first, *(Column(c.heads, _width(given, table, c), Align.CENTER) for c in table.columns))


def _width(given: PageInput, table: OfficialTable, column: OfficialColumn) -> float:
    """Room for the longest word of the head and the longest number, in letters."""
    word = max(len(part) for part in column.heads[-1].split()) * _HEAD_LETTER
    told = max(len(shown(cells[table.id].get(str(column.number), 0))) for _name, cells in given.rows)
    return max(word, told, _LEAST_WIDTH) + 0.4


def rows_of(given: PageInput, table: OfficialTable) -> list[Row]:
    """The line of column numbers, a line for each unit, the total."""
    spec = template(KIND, given.on)
    lines: list[Row] = [(spec["numbers"], *(str(column.number) for column in table.columns))]
    lines += [(name, *_cells(cells[table.id], table)) for name, cells in given.rows[:-1]]
    name, total = given.rows[-1]
    lines.append(TotalRow((name, *_cells(total[table.id], table))))
    return [*lines, *(GroupRow(said) for said in given.notes.get(table.id, ()))]


def _cells(cells: Mapping[str, Number], table: OfficialTable) -> list[str]:
    return [shown(cells.get(str(column.number), 0)) for column in table.columns]


def shown(value: Number) -> str:
    """1.234,5 as Vietnamese paper has it."""
    return decimal(value) if isinstance(value, Decimal) else number(value)
