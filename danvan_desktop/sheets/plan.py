"""What an import would do: planned records, bad cells, warnings. Nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from danvan_desktop import records
from danvan_desktop.domain.values import Value, to_json
from danvan_desktop.sheets.cells import shown
from danvan_desktop.sheets.grid import CellValue
from danvan_desktop.sheets.several_names import Senders

NOT_COMPARED = frozenset({"note"})  # "Ghi chú" does not make a row another row


@dataclass(frozen=True)
class BadCell:
    """One cell for which its row is rejected. `row` as Excel shows it, `column` the head's text."""

    sheet: str
    row: int
    column: str
    value: str | None
    reason: str
    place: int = -1  # 0-based column in the sheet; -1 when no column holds it
    to: str = ""  # the field it was read as

    def as_json(self) -> dict[str, str | int | None]:
        """Form of `import-sheet --json`."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class SheetWarning:
    """What an officer should look at; nothing is rejected for it. `row` 0: the whole sheet."""

    sheet: str
    row: int
    column: str
    reason: str

    def as_json(self) -> dict[str, str | int | None]:
        """Form of `import-sheet --json`."""
        return {"sheet": self.sheet, "row": self.row or None, "column": self.column or None, "reason": self.reason}


@dataclass
class PlannedRow:
    """One good row: values by record type as read from its cells, and what was concluded besides.

    `read` holds only what the cells say (the basis of "the same row"); `values` adds register, unit and
    what follows from them; `case_code` the case the row names; `secret` that its persons' cells were not read;
    `others` the names of those who send a petition beside the first one.
    """

    row: int
    register_year: int | None
    register_no: str
    read: dict[str, dict[str, Value]]
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    case_code: str = ""
    secret: bool = False
    senders: Senders | None = None
    others: tuple[str, ...] = ()

    def persons(self, type_name: str) -> dict[str, str]:
        """Persons' values that make the row what it is."""
        fields = records.get(type_name).by_name
        return {
            name: str(value)
            for name, value in self.read.get(type_name, {}).items()
            if fields[name].sealed and name not in NOT_COMPARED and value is not None
        }

    def open_text(self) -> bytes:
        """The row's open cells without its number, in one canonical form for keyed digests. No person in it."""
        found: dict[str, object] = {"case": self.case_code}
        for type_name, values in self.read.items():
            fields = records.get(type_name).by_name
            for name, value in values.items():
                if not fields[name].sealed and name not in NOT_COMPARED and value is not None:
                    found[f"{type_name}.{name}"] = to_json(fields[name], value)
        return json.dumps([self.register_year, found], sort_keys=True, ensure_ascii=False).encode("utf-8")


@dataclass
class ImportPlan:
    """Everything a workbook says, ready to be compared with the store."""

    type_name: str
    sheet: str
    year: int | None = None
    last_day: date | None = None
    rows: int = 0
    planned: list[PlannedRow] = field(default_factory=list)
    refused: list[PlannedRow] = field(default_factory=list)  # rows with bad cells, as far as they could be read
    rejected: list[BadCell] = field(default_factory=list)
    rejected_rows: int = 0
    warnings: list[SheetWarning] = field(default_factory=list)
    denouncers_left_out: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)  # head shown → target, for the preview
    places: Mapping[str, int] = field(default_factory=dict)  # head shown → 0-based column, of the table being read

    def warn(self, reason: str, *, row: int = 0, column: str = "") -> None:
        """Add a warning."""
        self.warnings.append(SheetWarning(self.sheet, row, column, reason))

    def reject(self, row: int, column: str, cell: CellValue, reason: str) -> None:
        """Add a bad cell."""
        place, to = self.places.get(column, -1), self.columns.get(column, "")
        self.rejected.append(BadCell(self.sheet, row, column, shown(cell), reason, place, to))
