"""What an import would bring, row by row: values as people read them, bad cells in their place, repeated rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from danvan_desktop import records
from danvan_desktop.app.import_compare import Comparison, Double, identity_type
from danvan_desktop.app.lists import value_text
from danvan_desktop.domain.record_type import Field
from danvan_desktop.i18n import _
from danvan_desktop.sheets.plan import BadCell, ImportPlan, PlannedRow, SheetWarning
from danvan_desktop.sheets.register_rules import rules_of

GOOD, BAD, SAME, ALIKE = "good", "bad", "same", "alike"
CASE = "case.code"


@dataclass(frozen=True)
class PreviewColumn:
    """A column of the preview: its target, the head in the sheet, and the field (None: the case's code)."""

    to: str
    head: str
    field: Field | None
    type_name: str

    @property
    def label(self) -> str:
        """The field's name."""
        return _(self.field.label) if self.field else _(records.get("case").label)


class Preview:
    """A plan compared with the store, laid out as a grid."""

    def __init__(self, plan: ImportPlan, found: Comparison) -> None:
        self.plan, self.found = plan, found
        self.columns = _columns(plan)
        self.rows = sorted([*plan.planned, *plan.refused], key=lambda row: row.row)
        self.bad: dict[tuple[int, str], BadCell] = {(cell.row, cell.to): cell for cell in plan.rejected}
        self._bad_rows = {cell.row for cell in plan.rejected}
        self._notes: dict[int, list[SheetWarning]] = {}
        for warning in plan.warnings:
            self._notes.setdefault(warning.row, []).append(warning)

    def state(self, row: PlannedRow) -> str:
        """good, bad, same (left out) or alike (kept, to be looked at)."""
        if row.row in self._bad_rows:
            return BAD
        double = self.found.doubles.get(row.row)
        if double is None:
            return GOOD
        return SAME if double.certain else ALIKE

    def counts(self) -> Counter[str]:
        """Rows by state."""
        return Counter(self.state(row) for row in self.rows)

    def double(self, row: PlannedRow) -> Double | None:
        """What a row repeats."""
        return self.found.doubles.get(row.row)

    @property
    def identity(self) -> str:
        """The type of the records rows are compared with."""
        return identity_type(self.plan.type_name)

    def takeable(self) -> list[int]:
        """Row numbers that can be saved."""
        return [new.planned.row for new in self.found.new]

    def text(self, row: PlannedRow, column: PreviewColumn) -> str:
        """A cell as people read it; of a bad one what stands in the sheet."""
        bad = self.bad.get((row.row, column.to))
        if bad is not None:
            return bad.value or ""
        if self.veiled(row, column):
            return _("(secret)")
        if column.field is None:
            return row.case_code
        if column.field.name == "register_no":
            return row.register_no or str(row.read.get(column.type_name, {}).get("register_no") or "")
        value = row.read.get(column.type_name, {}).get(column.field.name)
        return "" if value is None else value_text(column.field, value)

    def veiled(self, row: PlannedRow, column: PreviewColumn) -> bool:
        """Whether the cell would be a denouncer's: it was not read and is not kept."""
        return row.secret and column.field is not None and column.field.denouncer_when is not None

    def notes(self, row: int) -> list[str]:
        """What an officer should look at in a row; 0 for the whole sheet."""
        return [f"{note.column}: {note.reason}" if note.column else note.reason for note in self._notes.get(row, ())]

    def like(self, cell: BadCell) -> list[BadCell]:
        """Bad cells of the same column with the same text, this one too."""
        return [c for c in self.plan.rejected if (c.to, c.value, c.place) == (cell.to, cell.value, cell.place)]


def _columns(plan: ImportPlan) -> list[PreviewColumn]:
    """One for each target, in the order of the sheet; several ticked columns are one."""
    rules, found = rules_of(plan.type_name), dict[str, PreviewColumn]()
    for head, to in plan.columns.items():
        if to in found:
            continue
        if to == CASE:
            found[to] = PreviewColumn(to, head, None, "case")
        else:
            own, field = rules.target(to)
            found[to] = PreviewColumn(to, head, field, own)
    return list(found.values())
