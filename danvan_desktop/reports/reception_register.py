"""Sổ tiếp công dân, Mẫu số 03 of TT 04/2021/TT-TTCP: twelve columns (petitions.md §6.1)."""

from __future__ import annotations

from datetime import date

from danvan_desktop import records
from danvan_desktop.reports.organ import template
from danvan_desktop.reports.register_cells import Cells, content
from danvan_desktop.storage.reading import Record

KIND = "reception-register"
TYPE = "reception"
FIGURE = "D01.visits"  # the visits of the period stand in it


def cells(on: date) -> Cells:
    """The cells of the register as the template of that day has them."""
    return Cells(
        records.get(TYPE), template(KIND, on), "kind", frozenset({"content", "note", "follow_result"}),
        {"visitor": _visitor, "content": content, "kind_people": _kind_people, "accepted": _accepted,
         "guided": _where, "passed_on": _where, "follow_result": _follow}, frozenset({"visitor"}),
    )  # fmt: skip


def _visitor(cells: Cells, _field: str, item: Record) -> str:
    """Name and address in one cell; a value kept at the office is said once."""
    told = [cells.plain(name, item) for name in ("visitor_name", "visitor_address")]
    return "\n".join(dict.fromkeys(filter(None, told)))


def _kind_people(cells: Cells, _field: str, item: Record) -> str:
    kind = str(cells.spec["kinds"].get(item.values.get("kind"), ""))
    people = cells.plain("people_count", item)
    return f"{kind}/{people}" if people else kind


def _accepted(cells: Cells, field: str, item: Record) -> str:
    return str(cells.spec["mark"]) if item.values.get("result") in cells.spec[field] else ""


def _where(cells: Cells, field: str, item: Record) -> str:
    """Where to, and the number of the paper; a mark where neither is written."""
    if item.values.get("result") not in cells.spec[field]:
        return ""
    told = ", ".join(str(item.values[name]) for name in ("transferred_to", "doc_no") if item.values.get(name))
    return told or str(cells.spec["mark"])


def _follow(cells: Cells, field: str, item: Record) -> str:
    return cells.plain(field, item) or cells.plain("chair_conclusion", item)
