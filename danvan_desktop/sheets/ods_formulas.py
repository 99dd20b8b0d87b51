"""Formulas of an .ods sheet that hold no value or are links, and the cap on repeated cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import iterparse

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets.grid import Flaw, FlawedCell
from danvan_desktop.sheets.limits import MAX_COLUMNS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
MAX_FILLED_CELLS = 8_000_000


def ods_flawed_cells(content: bytes, name: str) -> dict[str, dict[int, dict[int, FlawedCell]]]:
    """Sheet → row → column → formula cells whose value may not be taken.

    Raises UserError when a few bytes claim more filled cells than any register has.
    """
    found: dict[str, dict[int, dict[int, FlawedCell]]] = {}
    filled = 0
    for sheet, row, repeated, cells in _rows(content):
        here, count = _row(cells)
        filled += count * repeated
        if filled > MAX_FILLED_CELLS:
            raise UserError(
                _("The workbook {name} unpacks into far more data than a register holds.").format(name=name),
                kept=_("It was not opened."),
                hint=_("Open it in Excel and save the register to a new workbook."),
            )
        if here:
            found.setdefault(sheet, {})[row] = here
    return found


def _rows(content: bytes) -> Iterator[tuple[str, int, int, list[Any]]]:
    sheet, row = "", 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            sheet, row = element.get(f"{_TABLE}name") or "", 0
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            repeated = _times(element, "number-rows-repeated")
            yield sheet, row + 1, repeated, list(element)
            row += repeated
            element.clear()


def _row(cells: list[Any]) -> tuple[dict[int, FlawedCell], int]:
    found: dict[int, FlawedCell] = {}
    column, filled = 1, 0
    for cell in cells:
        repeated = _times(cell, "number-columns-repeated")
        if len(cell) or cell.get(f"{_OFFICE}value-type"):
            filled += repeated
        flawed = _flawed(cell)
        if flawed is not None:
            found |= dict.fromkeys(range(column, min(column + repeated, MAX_COLUMNS)), flawed)
        column += repeated
    return found, filled


def _times(element: Any, name: str) -> int:  # noqa: ANN401  an untyped XML element
    text = element.get(_TABLE + name) or "1"
    return int(text) if text.isdigit() else 1


def _flawed(cell: Any) -> FlawedCell | None:  # noqa: ANN401
    formula = cell.get(f"{_TABLE}formula")
    if not formula:
        return None
    text = "=" + formula.partition("=")[2]
    if _LINK.search(text):
        return FlawedCell(Flaw.LINK_FORMULA, text)
    if cell.get(f"{_OFFICE}value-type") or len(cell):
        return None
    return FlawedCell(Flaw.NO_STORED_VALUE, text)
