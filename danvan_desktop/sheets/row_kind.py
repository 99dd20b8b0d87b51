"""The kind of a row: the category it says or is given, and whether it may name a denouncer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan_desktop.domain.text import fold
from danvan_desktop.domain.values import Value
from danvan_desktop.sheets import cells
from danvan_desktop.sheets.cells import CellError, is_blank
from danvan_desktop.sheets.column_readers import cell_at
from danvan_desktop.sheets.grid import CellValue, Row
from danvan_desktop.sheets.mapping import Column
from danvan_desktop.sheets.read_cells import Reading
from danvan_desktop.sheets.register_rules import RegisterRules

BadCells = list[tuple[str, CellValue, str]]  # the column as it is headed, the cell, a key of REASONS
_AND_COUNT = re.compile(r"(.+?)\s*[/\-,;:(\n]\s*(\d{1,5})\s*(?:người|nguoi|ng)?\s*\)?", re.IGNORECASE)


class RowKind:
    """Reads the kind from the columns of a table that hold it."""

    def __init__(self, columns: Sequence[Column], rules: RegisterRules, reading: Reading) -> None:
        self.columns = [column for column in columns if column.to == rules.kind and rules.kind]
        self._rules, self._reading = rules, reading
        self._secret_codes = _secret_codes(rules)
        self._counted = any(column.to == "people_count" for column in columns)

    def read(self, row: Row, own: dict[str, Value], bad: BadCells, given: str) -> str:
        """The code of the row's kind, kept in `own`; `given` where no column holds it, "" where it is not known."""
        if not self.columns:
            return given
        if self.columns[0].tick:
            return self._ticked(row, own, bad)
        column = self.columns[0]
        cell = cell_at(row, column.place)
        if is_blank(cell):
            return ""
        try:
            cells.refuse_flawed(cell)
            code = self._code(cells.read_text(cell), own)
        except CellError as error:
            bad.append((column.shown, cell, str(error)))
            return ""
        own[self._rules.kind] = code
        return code

    def _code(self, text: str, own: dict[str, Value]) -> str:
        categories, kind = self._reading.categories, self._rules.kind
        if code := categories.code(kind, text):
            return code
        if self._rules.record == "event" and (code := categories.code("dialogue_kind", text)) and "thoai" in fold(text):
            own["dialogue_kind"] = code
            return "doi_thoai"
        found = _AND_COUNT.fullmatch(text)
        if found and not self._counted and (code := categories.code(kind, found[1])):
            own["people_count"] = int(found[2])
            return code
        raise CellError("unknown_category")

    def _ticked(self, row: Row, own: dict[str, Value], bad: BadCells) -> str:
        marked = [c for c in self.columns if c.tick and not is_blank(cell_at(row, c.place))]
        codes = {c.tick for c in marked}
        if len(codes) > 1:
            bad.append((marked[1].shown, cell_at(row, marked[1].place), "two_categories"))
            return ""
        if codes:
            own[self._rules.kind] = next(iter(codes))
        return next(iter(codes), "")

    def is_secret(self, row: Row, kind: str) -> bool:
        """A denunciation, anything that mentions one, or a row whose kind is not known."""
        if not self._secret_codes:
            return False
        if not kind or kind in self._secret_codes:
            return True
        return any(isinstance(c := cell_at(row, k.place), str) and "to cao" in fold(c) for k in self.columns)


def _secret_codes(rules: RegisterRules) -> tuple[str, ...]:
    fields = [rules.target(rule.to)[1] for rule in rules.columns if rule.secret and rule.to]
    return fields[0].denouncer_when.codes if fields and fields[0].denouncer_when else ()
