"""Reading one row: its kind first, so that a denouncer's cells are never touched; then every other cell."""

from __future__ import annotations

import re
from datetime import date

from danvan_desktop.domain.record_checks import record_problems
from danvan_desktop.domain.record_type import Kind
from danvan_desktop.i18n import _
from danvan_desktop.sheets import cells
from danvan_desktop.sheets.cells import CellError, is_blank
from danvan_desktop.sheets.column_readers import Reader, cell_at, is_no, reader_of
from danvan_desktop.sheets.finish_row import conclude
from danvan_desktop.sheets.grid import CellValue, Row
from danvan_desktop.sheets.mapping import Column
from danvan_desktop.sheets.merged import MergedCells
from danvan_desktop.sheets.odd_cells import OddCells
from danvan_desktop.sheets.plan import ImportPlan, PlannedRow
from danvan_desktop.sheets.read_cells import REASONS, Reading, read_cell
from danvan_desktop.sheets.register_rules import RegisterRules
from danvan_desktop.sheets.required_cells import RequiredCells
from danvan_desktop.sheets.row_kind import BadCells, RowKind
from danvan_desktop.sheets.several_names import SENDER, senders
from danvan_desktop.sheets.table_rows import TableRows
from danvan_desktop.sheets.veil import Veil

_LEVEL_WORD = re.compile(r"\b(?:cấp\s+)?(tỉnh|huyện|xã|trung ương|thôn)\b", re.IGNORECASE)
_PASSED_ON = {"chuyen": "transferred_to", "chuyen_don": "handled_by"}  # where to, written instead of an x


class RowReader:
    """Reads the rows of one table into the plan. `defaults` are codes that the title or a heading gives."""

    def __init__(
        self, table: TableRows, rules: RegisterRules, reading: Reading, plan: ImportPlan, merged: MergedCells, unit: str
    ) -> None:
        self._rules, self._reading, self._plan, self._merged, self._unit = rules, reading, plan, merged, unit
        self.defaults: dict[str, str] = {}
        self._headed: dict[str, str] = {}
        columns = table.mapping.columns
        self._kind = RowKind(columns, rules, reading)
        self._secrets = [c for c in columns if c.secret]
        self._case = next((c for c in columns if c.to == "case.code"), None)
        title = " ".join(table.head.title)
        self._readers = [
            reader_of(c, rules, title)
            for c in columns
            if c.to and c.to not in {rules.kind, "case.code"} and not c.tick and not c.secret
        ]
        self._persons = [reader_of(c, rules, title) for c in self._secrets if c.to]
        ticked: dict[str, list[Column]] = {}
        for column in columns:
            if column.tick and column.to != rules.kind:
                ticked.setdefault(column.to, []).append(column)
        self._ticks = ticked
        self._mapped = {c.to for c in columns}
        self._odd = OddCells(plan, reading.year, reading.today)
        self._required = RequiredCells(rules, plan, [*self._kind.columns, *(r.column for r in self._readers)])

    def heading(self, text: str) -> None:
        """A heading inside the table may give a category to the rows under it."""
        for to in dict.fromkeys(rule.to for rule in self._rules.columns if rule.to and rule.to != "case.code"):
            if to in self._mapped or self._rules.target(to)[1].kind is not Kind.CHOICE:
                continue
            if code := self._reading.categories.code(to, text):
                self._headed[to] = code

    def _given_kind(self) -> str:
        return self._headed.get(self._rules.kind) or self.defaults.get(self._rules.kind, "")

    def read(self, number: int, row: Row) -> None:
        """Read one row: a planned record, or its bad cells."""
        bad: BadCells = []
        found = PlannedRow(number, self._plan.year, "", {self._rules.record: {}})
        own = found.read[self._rules.record]
        kind = self._kind.read(row, own, bad, self._given_kind())
        found.secret = secret = self._kind.is_secret(row, kind)
        if secret and kind and any(not is_blank(self._secret_cell(number, row, c)) for c in self._secrets):
            self._plan.denouncers_left_out += 1
        for reader in self._readers:
            self._take(found, reader, cell_at(row, reader.column.place), bad)
        if not secret:
            self._take_persons(found, row, bad)
        for to, columns in self._ticks.items():
            self._take_tick(found, to, columns, row, bad)
        self._take_case(found, row, bad)
        if secret:
            veil = Veil((c.to, self._secret_cell(number, row, c)) for c in self._secrets)
            veil.over_row(found)
            bad = [(column, veil.over_cell(cell), why) for column, cell, why in bad]
        for to, code in {**self.defaults, **self._headed}.items():
            self._default(found, to, code)
        self._required.look(found, row, bad)
        self._finish(found, bad)

    # --- persons' cells
    def _take_persons(self, found: PlannedRow, row: Row, bad: BadCells) -> None:
        for reader in self._persons:
            cell = self._person_cell(found.row, row, reader.column)
            self._take(found, reader, cell, bad)
            if reader.column.to == SENDER and isinstance(cell, str):
                found.senders = senders(cell)

    def _secret_cell(self, number: int, row: Row, column: Column) -> CellValue:
        block = self._merged.block_of(number, column.place)
        return cell_at(self._merged.row(block[0]) if block else row, column.place)

    def _person_cell(self, number: int, row: Row, column: Column) -> CellValue:
        """The cell, or what a merged block says, unless one of its rows is a denunciation."""
        block = self._merged.block_of(number, column.place)
        if block is None:
            return cell_at(row, column.place)
        for other in range(block[0], block[1] + 1):
            line = self._merged.row(other)
            if self._kind.is_secret(line, self._kind.read(line, {}, [], self._given_kind())):
                return None
        return cell_at(self._merged.row(block[0]), column.place)

    # --- cells
    def _take(self, found: PlannedRow, reader: Reader, cell: CellValue, bad: BadCells) -> None:
        if cell is None or is_blank(cell):
            return
        column = reader.column
        try:
            odd = self._odd.value(found.row, reader, cell)
            value = read_cell(cell, column.to, reader.field, self._reading, reader.scale) if odd is None else odd
        except CellError as error:
            if not self._otherwise(found, reader, cell, str(error)):
                bad.append((column.shown, cell, str(error)))
            return
        if value is not None:
            self._odd.keep(reader, value)
            found.read.setdefault(reader.type_name, {})[reader.field.name] = value

    def _otherwise(self, found: PlannedRow, reader: Reader, cell: CellValue, why: str) -> bool:
        """Text where a category or a mark was expected but a neighbouring field can hold it."""
        if not isinstance(cell, str) or why not in {"unknown_category", "bad_mark", "bad_number"}:
            return False
        text = cells.read_text(cell)
        if reader.field.name == "recognised":
            return self._recognised(found, text)
        to = reader.column.else_to
        if not to or (len(text) < 20 and reader.field.kind is Kind.CHOICE):
            return False
        type_name, field = self._rules.target(to)
        found.read.setdefault(type_name, {}).setdefault(field.name, text)
        return True

    def _recognised(self, found: PlannedRow, text: str) -> bool:
        """ "Cấp huyện", "QĐ 12/QĐ-UBND ngày 5/6/2019": recognised, with its level or decision."""
        level = _LEVEL_WORD.search(text)
        code = self._reading.categories.code("model_recognition.level", level[1]) if level else None
        if not code and not re.search(r"\d", text):
            return False
        found.read.setdefault("model_year", {})["recognised"] = True
        recognition = found.read.setdefault("model_recognition", {})
        if code:
            recognition["level"] = code
        if re.search(r"\d", text):
            recognition["decision_no"] = text
        return True

    def _take_tick(self, found: PlannedRow, to: str, columns: list[Column], row: Row, bad: BadCells) -> None:
        marked = [c for c in columns if not is_blank(cell_at(row, c.place))]
        marked = [c for c in marked if not is_no(cell_at(row, c.place))]
        if len({c.tick for c in marked}) > 1:
            bad.append((marked[1].shown, cell_at(row, marked[1].place), "two_categories"))
        elif marked:
            type_name, field = self._rules.target(to)
            values = found.read.setdefault(type_name, {})
            values[field.name] = marked[0].tick
            text = cell_at(row, marked[0].place)
            if marked[0].tick in _PASSED_ON and isinstance(text, str) and not cells.is_tick(text):
                values.setdefault(_PASSED_ON[marked[0].tick], cells.read_text(text))

    def _take_case(self, found: PlannedRow, row: Row, bad: BadCells) -> None:
        if self._case is None or is_blank(cell := cell_at(row, self._case.place)):
            return
        try:
            cells.refuse_flawed(cell)
        except CellError as error:
            bad.append((self._case.shown, cell, str(error)))
            return
        found.case_code = cells.read_text(cell)

    def _default(self, found: PlannedRow, to: str, code: str) -> None:
        type_name, field = self._rules.target(to)
        found.read.setdefault(type_name, {}).setdefault(field.name, code)

    # --- the whole row
    def _finish(self, found: PlannedRow, bad: BadCells) -> None:
        own = found.read[self._rules.record]
        received, resolved = own.get("received_on"), own.get("resolved_on")
        if isinstance(received, date) and isinstance(resolved, date) and resolved < received:
            shown = next(r.column.shown for r in self._readers if r.column.to == "resolved_on")
            bad.append((shown, resolved, "resolved_before_received"))
        if bad:
            self._plan.rejected_rows += 1
            self._plan.refused.append(found)
            for column, cell, why in bad:
                self._plan.reject(found.row, column, cell, _(REASONS[why]))
            return
        found.register_no = str(own.pop("register_no", "") or "")
        conclude(found, self._rules, self._plan, self._unit, self._reading.today)
        self._warn(found)
        self._plan.planned.append(found)

    def _warn(self, found: PlannedRow) -> None:
        for type_name, values in found.values.items():
            for problem in record_problems(type_name, values):
                if problem.code not in {"resolved_without_date", "unit_missing"}:
                    self._plan.warn(problem.text, row=found.row, column=self._shown(type_name, problem.field))

    def _shown(self, type_name: str, name: str) -> str:
        for reader in self._readers:
            if (reader.type_name, reader.field.name) == (type_name, name):
                return reader.column.shown
        return ""
