"""The petition register of a period on paper: landscape, packed, denouncers and kept-back values marked."""

from __future__ import annotations

from datetime import date

from danvan_desktop import indicators, records
from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.reports.organ import template
from danvan_desktop.reports.register_cells import Cells, content
from danvan_desktop.storage.reading import Record

KIND = "petition-register"
TYPE = "petition"
FIGURE = "D04"  # the petitions of the period stand in it


def cells(on: date) -> Cells:
    """The cells of the register as the template of that day has them."""
    return Cells(
        records.get(TYPE), template(KIND, on), "type",
        {"number": _number, "content": content, "resolved_on": _resolved, "on_time": _on_time},
        named_column="petitioner_name",
    )  # fmt: skip


def listed() -> Indicator:
    """What stands in it."""
    return indicators.named(FIGURE)


def _number(_cells: Cells, _field: str, item: Record) -> str:
    return str(item.values.get("petition_no") or item.values.get("register_no") or "")


def _resolved(cells: Cells, field: str, item: Record) -> str:
    assumed = f" {cells.spec['assumed']}" if item.values.get("resolved_on_assumed") else ""
    return cells.plain(field, item) + assumed


def _on_time(cells: Cells, _field: str, item: Record) -> str:
    """Resolved in time or not; once late it stays late. Nothing where no term runs."""
    due, done = item.values.get("extended_to") or item.values.get("due_on"), item.values.get("resolved_on")
    if not isinstance(due, date) or not isinstance(done, date):
        return ""
    return str(cells.spec["on_time" if done <= due else "late"])
