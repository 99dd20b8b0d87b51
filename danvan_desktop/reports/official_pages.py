"""The official tables as pages: one table a page, the column numbers under the heads, the total, the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from danvan_desktop.documents.model import Align, Column, GroupRow, Register, Row, Title, TotalRow
from danvan_desktop.documents.text import decimal, number
from danvan_desktop.domain.official_tables import Check, Number, OfficialColumn, OfficialTable, TableSet
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
    failing: Sequence[Check] = ()  # formulas that do not hold: no page with one of their cells goes out clean

    def fails(self, table: OfficialTable) -> list[Check]:
        """The formulas with a cell in this table that do not hold."""
        return [check for check in self.failing if any(place == table.id for place, _number in check.cells)]

    def marked(self, table: OfficialTable) -> frozenset[int]:
        """The columns of the total that stand in one of them."""
        cells = (cell for check in self.failing for cell in check.cells)
        return frozenset(number for place, number in cells if place == table.id)


def pages(given: PageInput) -> list[tuple[Register, list[Row]]]:
    """A register for each table, with its rows."""
    return [(_page(given, table), rows_of(given, table)) for table in given.set.tables]


def _page(given: PageInput, table: OfficialTable) -> Register:
    spec = template(KIND, given.on)
    header = replace(given.organ.header("", given.on), symbol="", number="")
    title = Title(spec["kind"].format(table=table.id), table.title)
    watermark = spec["draft"] if given.fails(table) and not given.watermark else given.watermark
    return Register(
        given.organ.profile(given.on), title, columns(given, table), header,
        notes=lines_above(given, table), style="wide", watermark=watermark,
        signature=given.organ.signature() if table is given.set.tables[-1] else None,
    )  # fmt: skip


def lines_above(given: PageInput, table: OfficialTable) -> tuple[str, ...]:
    """What stands between the title and the head: the days, the report, whose form it is, that it is a draft."""
    spec = template(KIND, given.on)
    said = [
        spec["period"].format(first=f"{given.period.first:%d/%m/%Y}", last=f"{given.period.last:%d/%m/%Y}"),
        spec["attached"],
    ]
    if given.period.last < given.set.valid_from:
        said.append(spec["again"].format(source=given.set.source, day=f"{given.set.valid_from:%d/%m/%Y}"))
    if fails := given.fails(table):
        said.append(spec["draft_line"].format(count=len(fails)))
    return tuple(said)


def columns(given: PageInput, table: OfficialTable) -> tuple[Column, ...]:
    """“Đơn vị”, then the numbered columns."""
    first = Column((template(KIND, given.on)["unit"],), _UNIT_WIDTH)
    return (first, *(Column(c.heads, _width(given, table, c), Align.CENTER) for c in table.columns))


def _width(given: PageInput, table: OfficialTable, column: OfficialColumn) -> float:
    """Room for the longest word of the head and the longest number, in letters."""
    word = max(len(part) for part in column.heads[-1].split()) * _HEAD_LETTER
    told = max(len(shown(cells[table.id].get(str(column.number), 0))) for _name, cells in given.rows)
    if column.number in given.marked(table):
        told += 1 + len(template(KIND, given.on)["mark"])
    return max(word, told, _LEAST_WIDTH) + 0.4


def rows_of(given: PageInput, table: OfficialTable) -> list[Row]:
    """The line of column numbers, a line for each unit, the total."""
    spec = template(KIND, given.on)
    lines: list[Row] = [(spec["numbers"], *(str(column.number) for column in table.columns))]
    lines += [(name, *_cells(cells[table.id], table)) for name, cells in given.rows[:-1]]
    name, total = given.rows[-1]
    marked, mark = given.marked(table), spec["mark"]
    cells = zip(table.columns, _cells(total[table.id], table), strict=True)
    told = (f"{number} {mark}" if column.number in marked else number for column, number in cells)
    lines.append(TotalRow((name, *told)))
    return [*lines, *note_rows(given, table)]


def note_rows(given: PageInput, table: OfficialTable) -> list[GroupRow]:
    """Formulas that do not hold, then “Ghi chú”, which stands there even with nothing to say (TT 06/2025)."""
    spec = template(KIND, given.on)
    wrong = [
        spec["fails"].format(formula=check.formula, left=shown(check.left), right=shown(check.right))
        for check in given.fails(table)
    ]
    empty = spec["note"].format(text="").strip()
    return [GroupRow(said) for said in (*wrong, *(given.notes.get(table.id) or (empty,)))]


def _cells(cells: Mapping[str, Number], table: OfficialTable) -> list[str]:
    return [shown(cells.get(str(column.number), 0)) for column in table.columns]


def shown(value: Number) -> str:
    """1.234,5 as Vietnamese paper has it."""
    return decimal(value) if isinstance(value, Decimal) else number(value)
