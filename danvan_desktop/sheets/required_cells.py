"""What a row must say: the register's required fields, and a day that an award or a model can be dated by."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _
from danvan_desktop.sheets.column_readers import cell_at
from danvan_desktop.sheets.grid import Row
from danvan_desktop.sheets.mapping import Column
from danvan_desktop.sheets.plan import ImportPlan, PlannedRow
from danvan_desktop.sheets.register_rules import RegisterRules
from danvan_desktop.sheets.row_kind import BadCells

_AWARD_DATES = ("given_on", "decision_date", "merit_year")


class RequiredCells:
    """Looks over the rows of one table; `columns` are those whose cells are read."""

    def __init__(self, rules: RegisterRules, plan: ImportPlan, columns: Sequence[Column]) -> None:
        self._rules, self._plan, self._columns = rules, plan, columns

    def look(self, found: PlannedRow, row: Row, bad: BadCells) -> None:
        """Add what is missing, unless its cell is among the bad ones already."""
        own = found.read[self._rules.record]
        failed = {column for column, _cell, _why in bad}
        for name in self._rules.required:
            if own.get(name) is not None:
                continue
            columns = [c for c in self._columns if c.to == name]
            if not any(c.shown in failed for c in columns):
                shown = columns[0].shown if columns else _(self._rules.target(name)[1].label)
                bad.append((shown, cell_at(row, columns[0].place) if columns else None, "missing"))
        if self._rules.record == "award":
            self._award_is_dated(own, failed, bad)
        if self._rules.record == "model" and self._plan.year is None:
            self._model_is_dated(found, failed, bad)

    def _award_is_dated(self, own: dict[str, Value], failed: set[str], bad: BadCells) -> None:
        columns = [c for c in self._columns if c.to in _AWARD_DATES]
        if self._plan.year or any(own.get(name) for name in _AWARD_DATES) or any(c.shown in failed for c in columns):
            return
        shown = columns[0].shown if columns else _(self._rules.target("given_on")[1].label)
        bad.append((shown, None, "missing"))

    def _model_is_dated(self, found: PlannedRow, failed: set[str], bad: BadCells) -> None:
        column = next((c for c in self._columns if c.to == "model_year.year"), None)
        if column and column.shown not in failed and found.read.get("model_year", {}).get("year") is None:
            bad.append((column.shown, None, "missing"))
