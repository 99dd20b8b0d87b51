"""Reading a whole register into an ImportPlan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.text import fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets import period
from danvan_desktop.sheets.categories import Categories
from danvan_desktop.sheets.cells import CellError, is_blank
from danvan_desktop.sheets.find_register import Found, find_register, fits, head_at
from danvan_desktop.sheets.grid import Book, Grid
from danvan_desktop.sheets.head import Head
from danvan_desktop.sheets.mapping import ColumnMapping, OfficeMap, propose
from danvan_desktop.sheets.merged import MergedCells
from danvan_desktop.sheets.plan import ImportPlan, SheetWarning
from danvan_desktop.sheets.read_cells import Reading, read_cell
from danvan_desktop.sheets.register_rules import RegisterRules, rules_of
from danvan_desktop.sheets.row_reader import RowReader
from danvan_desktop.sheets.table_rows import RowSorter, TableRows
from danvan_desktop.storage import rules as tables

PROBED_ROWS = 300
SAME_WARNING_ROWS = 20
STEP_ROWS = 200


@dataclass(frozen=True)
class Wanted:
    """What the officer asked for; `head_row` where the head begins, 0 to look for it; `step` is told rows read."""

    type_name: str
    unit: str
    today: date
    sheet: str | None = None
    year: int | None = None
    head_row: int = 0
    step: Callable[[int], None] | None = None


def make_plan(book: Book, wanted: Wanted, office: OfficeMap) -> ImportPlan:
    """Read the register of the wanted type out of a workbook. Raises UserError when there is none."""
    rules = rules_of(wanted.type_name)
    codes = Categories(wanted.type_name, office)
    found, alike = _found(book, wanted, office, codes)
    grid = book.whole(found.sheet)
    plan = ImportPlan(wanted.type_name, found.sheet)
    plan.year = wanted.year or period.title_year(found.head.title, found.sheet, rules.title_words)
    plan.last_day = period.title_last_day(found.head.title, plan.year)
    if plan.last_day and plan.year and plan.last_day.year < plan.year:
        plan.last_day = date(plan.year, 12, 31)
    reading = Reading(plan.year, wanted.today, codes)
    _Register(grid, found, reading, plan, Asked(rules, office, wanted.unit, wanted.step)).read()
    if alike:
        text = _("Other sheets look like this register and were not read: {names}. Import them with --sheet.")
        plan.warn(text.format(names=", ".join(alike)))
    plan.warnings = _condensed(plan)
    return plan


def _found(book: Book, wanted: Wanted, office: OfficeMap, codes: Categories) -> tuple[Found, list[str]]:
    rules = rules_of(wanted.type_name)
    if wanted.sheet and wanted.head_row:
        return head_at(book, rules, codes, office, (wanted.sheet, wanted.head_row)), []
    return find_register(book, rules, codes, office, wanted.sheet)


@dataclass(frozen=True)
class Asked:
    """Rules of the register, the office's own words, the unit the rows are about."""

    rules: RegisterRules
    office: OfficeMap
    unit: str
    step: Callable[[int], None] | None = None


class _Register:
    """One register while it is read."""

    def __init__(self, grid: Grid, found: Found, reading: Reading, plan: ImportPlan, asked: Asked) -> None:
        self._grid, self._found, self._reading, self._plan = grid, found, reading, plan
        self._rules, self._office, self._unit = asked.rules, asked.office, asked.unit
        self._step = asked.step
        self._unused: dict[str, None] = {}

    def read(self) -> None:
        mapping = self._mapping(self._found.head) or self._found.mapping
        merged = MergedCells(self._grid, self._found.head.last, mapping, self._rules)
        tables_ = RowSorter(self._grid, self._rules, self._found.head, mapping).tables(self._mapping)
        if self._rules.kind and not self._kind_is_given(tables_):
            raise self._no_kind()
        if self._rules.record == "model" and self._plan.year is None and not mapping.has("model_year.year"):
            raise UserError(
                _("Neither the title nor a column of sheet {name} says of which year this register is.").format(
                    name=self._plan.sheet),
                kept=_("Nothing was imported."),
                hint=_("Give the year with --year."),
            )  # fmt: skip
        for table in tables_:
            self._read_table(table, merged)
        self._say_what_was_left(tables_)

    def _mapping(self, head: Head) -> ColumnMapping | None:
        mapping = propose(
            head, self._rules, self._office, self._reading.categories, lambda p, to: self._probe(head, p, to)
        )
        return mapping if fits(mapping, self._rules, self._office) else None

    def _probe(self, head: Head, place: int, to: str) -> bool:
        """Whether at least half of the filled cells can be read as this field."""
        field = self._rules.target(to)[1]
        good = bad = 0
        for row in self._grid.rows[head.last : head.last + PROBED_ROWS]:
            cell = row[place] if place < len(row) else None
            if is_blank(cell):
                continue
            try:
                read_cell(cell, to, field, self._reading)
            except CellError:
                bad += 1
            else:
                good += 1
        return good >= bad

    def _read_table(self, table: TableRows, merged: MergedCells) -> None:
        reader = RowReader(table, self._rules, self._reading, self._plan, merged, self._unit)
        reader.defaults |= self._office.defaults
        if (kind := self._title_kind(table.head.title)) and self._rules.kind not in reader.defaults:
            reader.defaults[self._rules.kind] = kind
        headings = sorted(table.sections.items())
        self._plan.columns = {**self._plan.columns, **{c.shown: c.to for c in table.mapping.columns if c.to}}
        self._plan.places = {c.shown: c.place for c in table.mapping.columns}
        for done, number in enumerate(table.numbers):
            if self._step and done % STEP_ROWS == 0:
                self._step(self._plan.rows + done)
            while headings and headings[0][0] < number:
                reader.heading(headings.pop(0)[1])
            reader.read(number, self._grid.rows[number - 1])
        self._plan.rows += len(table.numbers)
        self._unused |= dict.fromkeys(table.mapping.unused)

    def _kind_is_given(self, tables_: list[TableRows]) -> bool:
        def given(table: TableRows) -> bool:
            return (
                table.mapping.has(self._rules.kind)
                or self._rules.kind in self._office.defaults
                or bool(self._title_kind(table.head.title))
                or any(self._reading.categories.code(self._rules.kind, text) for text in table.sections.values())
            )

        return all(given(table) for table in tables_)

    def _title_kind(self, title: tuple[str, ...]) -> str:
        """The one category a title names ("DANH SÁCH TẶNG GIẤY KHEN"), or nothing when it names several."""
        if not self._rules.kind:
            return ""
        words = tables.synonyms(self._rules.record).values.get(self._rules.kind, {})
        text = " | ".join(fold_key(line) for line in title)
        names = {
            word: code for word, code in words.items() if len(word.split()) > 1 and re.search(rf"\b{word}\b", text)
        }
        longest = {code for word, code in names.items() if not any(word != o and word in o for o in names)}
        return longest.pop() if len(longest) == 1 else ""

    def _no_kind(self) -> UserError:
        label = _(self._rules.target(self._rules.kind)[1].label)
        return UserError(
            _("Sheet {name} has no column for: {label}.").format(name=self._plan.sheet, label=label),
            kept=_("Nothing was imported."),
            hint=_("Name the column with --map, or add it to the register."),
        )

    def _say_what_was_left(self, tables_: list[TableRows]) -> None:
        plan = self._plan
        for name in self._unused:
            plan.warn(_("The column {name} is not used; nothing of it is kept.").format(name=name), column=name)
        passed = [number for table in tables_ for number in table.passed_over]
        if passed:
            plan.warn(_("Rows {first} to {last} under the table were not read as records.").format(
                first=min(passed), last=max(passed)), row=min(passed))  # fmt: skip
        if plan.denouncers_left_out:
            plan.warn(_("Names, addresses and contacts of {count} denouncers were left out.").format(
                count=plan.denouncers_left_out))  # fmt: skip


def _condensed(plan: ImportPlan) -> list[SheetWarning]:
    """The same warning on many rows is said once, with how many more there are."""
    counts = Counter((w.column, w.reason) for w in plan.warnings)
    said: set[tuple[str, str]] = set()
    kept = []
    for warning in plan.warnings:
        key = (warning.column, warning.reason)
        if counts[key] <= SAME_WARNING_ROWS:
            kept.append(warning)
        elif key not in said:
            said.add(key)
            more = _("{reason} (and {count} more rows)").format(reason=warning.reason, count=counts[key] - 1)
            kept.append(SheetWarning(warning.sheet, warning.row, warning.column, more))
    return kept
