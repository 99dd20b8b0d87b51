"""What openpyxl's quick pass does not tell of an .xlsx sheet: formulas without a stored value, links, merges."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from danvan_desktop.sheets.grid import Flaw, FlawedCell, Merge

_LINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z0-9:$]+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def merges(xml: bytes) -> tuple[Merge, ...]:
    """Merged blocks of a sheet; they stand after the cells, so only the tail is looked at."""
    start = xml.rfind(b"mergeCells")
    start = xml.rfind(b"mergeCells", 0, start) if start >= 0 else -1
    if start < 0:
        return ()
    return tuple(_merge(found.decode("ascii").replace("$", "")) for found in _MERGE.findall(xml, start))


def _merge(ref: str) -> Merge:
    left, top, right, bottom = range_boundaries(ref)
    return Merge(int(top or 1), int(left or 1), int(bottom or 1), int(right or 1))


def flawed_cells(xml: bytes) -> dict[int, dict[int, FlawedCell]]:
    """Row → column → formula cells whose value may not be taken. Sheets without formulas cost one search."""
    if not _FORMULA.search(xml):
        return {}
    found: dict[int, dict[int, FlawedCell]] = {}
    shared: dict[str, str] = {}
    for row, column, cell in _cells(xml):
        flawed = _flawed(cell, shared)
        if flawed is not None:
            found.setdefault(row, {})[column] = flawed
    return found


def _cells(xml: bytes) -> Iterator[tuple[int, int, Any]]:
    row = column = 0
    for event, element in iterparse(io.BytesIO(xml), events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.get("r") or row + 1), 0
        elif event == "end" and tag == "c":
            column = _column(element.get("r")) or column + 1
            yield row, column, element
        elif event == "end" and tag == "row":
            element.clear()


def _column(ref: str | None) -> int:
    return column_index_from_string(coordinate_from_string(ref)[0]) if ref else 0


def _flawed(cell: Any, shared: dict[str, str]) -> FlawedCell | None:  # noqa: ANN401  an untyped XML element
    parts = {child.tag.rpartition("}")[2]: child for child in cell}
    formula = parts.get("f")
    if formula is None:
        return None
    text = _formula_text(formula, shared)
    if _LINK.search(text):
        return FlawedCell(Flaw.LINK_FORMULA, "=" + text)
    stored = parts.get("v")
    if "is" in parts or (stored is not None and ((stored.text or "") != "" or cell.get("t") == "str")):
        return None
    return FlawedCell(Flaw.NO_STORED_VALUE, "=" + text)


def _formula_text(formula: Any, shared: dict[str, str]) -> str:  # noqa: ANN401
    text = formula.text or ""
    index = formula.get("si")
    if index is None:
        return text
    if text:
        shared[index] = text
    return shared.get(index, text)
