"""Which rows of a sheet are records: heads on later pages, totals, headings and signatures are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from danvan_desktop.domain.text import clean, fold, fold_key
from danvan_desktop.sheets.cells import is_blank
from danvan_desktop.sheets.grid import CellValue, FlawedCell, Grid, Row
from danvan_desktop.sheets.head import Head, is_number_row, may_be_head, read_head
from danvan_desktop.sheets.mapping import ColumnMapping
from danvan_desktop.sheets.register_rules import RegisterRules, foot_words, total_words

_NUMBER = re.compile(r"\d+(?:[./\-]\d+)*[a-z]?\.?")
_SECTION_NO = re.compile(r"^(?:[ivxlIVXL]+|[A-Ha-h])\s*[.)/\-]?$|^(?:[IVXLivxl]+|[A-H])\s*[.)\-]\s*\S")
_NO = frozenset({"stt", "tt", "so tt"})
_PERIOD = re.compile(r"^(?:thang|quy|tuan|nam)\s+[\divx]+")
_SIGNED = re.compile(r"(?:^|,\s*)ngay\s*[\d.…_]*\s*thang\s*[\d.…_]*\s*nam\s*[\d.…_]*\s*$")


HeadReader = Callable[[Head], "ColumnMapping | None"]  # None: the head of some other table


@dataclass
class TableRows:
    """Rows of one table: its head and mapping, the records' row numbers, and what was passed over."""

    head: Head
    mapping: ColumnMapping
    numbers: list[int] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)  # first row after a heading → the heading
    passed_over: list[int] = field(default_factory=list)


class RowSorter:
    """Walks down a sheet from the first head; `remap` reads the mapping of a head on a later page."""

    def __init__(self, grid: Grid, rules: RegisterRules, head: Head, mapping: ColumnMapping) -> None:
        self._grid, self._rules = grid, rules
        self._table = TableRows(head, mapping)
        self._tables = [self._table]
        self._ended = self._gap = False
        self._foreign = False
        self._places()

    def _places(self) -> None:
        columns = self._table.mapping.columns
        self._no = next((c.place for c in columns if c.to == "register_no"), -1)
        self._all = [c.place for c in columns if c.place != self._no]
        date_or_name = self._rules.date or "name"
        self._date = next((c.place for c in columns if c.to == date_or_name), -1)
        self._kinds = [c.place for c in columns if c.to == self._rules.kind]
        self._by_date = not self._kinds and self._rules.date != ""  # headings give the kind

    def tables(self, read_mapping: HeadReader) -> list[TableRows]:
        """Sort all rows below the first head into tables."""
        number = self._table.head.last + 1
        while number <= len(self._grid.rows):
            number = self._step(number, read_mapping)
        return self._tables

    def _step(self, number: int, read_mapping: HeadReader) -> int:
        row = self._grid.rows[number - 1]
        if self._blank(row):
            self._gap = True
            return number + 1
        if self._is_head(row):
            return self._new_head(number, read_mapping)
        if not self._foreign and not is_number_row(row):
            self._sort(number, row)
        self._gap = False
        return number + 1

    def _blank(self, row: Row) -> bool:
        return all(cell is None or is_blank(cell) for cell in row)

    def _is_head(self, row: Row) -> bool:
        head = self._table.head
        first = self._at(row, self._no) if self._no >= 0 else None
        numbered = isinstance(first, str) and fold_key(first) == head.keys[self._no]
        if self._no >= 0 and not numbered and not any(isinstance(c, str) and fold_key(c) in _NO for c in row[:3]):
            return False
        texts = [fold_key(cell) for cell in row if isinstance(cell, str)]
        same = sum(1 for key in texts if key and key in head.keys)
        return same >= max(2, len([k for k in head.keys if k]) // 2) or (
            self._no >= 0 and may_be_head(row, self._rules)
        )

    def _new_head(self, number: int, read_mapping: HeadReader) -> int:
        head = read_head(self._grid, number)
        if head.keys != self._table.head.keys:
            mapping = read_mapping(head)
            self._foreign = mapping is None
            if mapping is not None:
                self._table = TableRows(head, mapping)
                self._tables.append(self._table)
                self._places()
        else:
            self._foreign = False
        self._ended = self._gap = False
        return head.last + 1

    @staticmethod
    def _at(row: Row, place: int) -> CellValue:
        return row[place] if 0 <= place < len(row) else None

    def _sort(self, number: int, row: Row) -> None:
        width = len(row)
        filled = [p for p in self._all if p < width and row[p] is not None and not is_blank(row[p])]
        no = self._at(row, self._no)
        numbered = not is_blank(no) and bool(_NUMBER.fullmatch(clean(str(no)).lower().removesuffix(".0")))
        if self._only_total(row):
            self._ended = True
            return
        if not filled and (is_blank(no) or numbered or isinstance(no, FlawedCell)):
            return  # a number typed ahead, or text outside the table
        if not numbered and self._led_by_total(row):
            self._ended = True
            return
        dated = not is_blank(self._at(row, self._date))
        kinded = any(not is_blank(self._at(row, place)) for place in self._kinds)
        solid = (numbered and bool(filled)) or (dated and (kinded or (self._by_date and len(filled) > 1)))
        if not solid and self._is_total(row, dated and self._rules.date != "", kinded):
            self._ended = True
            return
        if not solid and (self._ended or self._is_foot(row, filled, dated, kinded)):
            self._ended = True
            self._table.passed_over.append(number)
            return
        if not solid and self._is_section(number, filled, no):
            self._table.sections[number] = self._text_of(row, filled)
            return
        self._ended = False
        self._table.numbers.append(number)

    def _is_total(self, row: Row, dated: bool, kinded: bool) -> bool:
        if dated or kinded:
            return False
        return any(isinstance(cell, str) and _total(clean(cell).lower()) for cell in row[:8])

    def _led_by_total(self, row: Row) -> bool:
        """A total that stands where a record has its date or name, in whatever column the word was typed."""
        first = next((cell for cell in row if cell is not None and not is_blank(cell)), None)
        before = self._at(row, self._date)
        alone = is_blank(before) or before is first
        return alone and isinstance(first, str) and _total(clean(first).lower())

    @staticmethod
    def _only_total(row: Row) -> bool:
        """A total in whatever column, with numbers only beside it."""
        found = False
        for cell in row:  # the first text of most rows tells
            if cell is None or is_blank(cell):
                continue
            if isinstance(cell, str):
                if not _total(clean(cell).lower()):
                    return False
                found = True
            elif not isinstance(cell, int | float):
                return False
        return found

    def _is_foot(self, row: Row, filled: list[int], dated: bool, kinded: bool) -> bool:
        if kinded and not (self._gap and len(filled) == 1):
            return False
        texts = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
        words = foot_words()
        if len(filled) <= 3 and any(fold_key(text) in words or _SIGNED.search(fold(clean(text))) for text in texts):
            return True
        if dated and self._rules.date:
            return False
        return self._gap and len(filled) <= 2 and self._no >= 0

    def _is_section(self, number: int, filled: list[int], no: CellValue) -> bool:
        row = self._grid.rows[number - 1]
        texts = [clean(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)]
        if not texts or len({*texts}) > 2 or len(filled) > 2:
            return False
        if not is_blank(no):
            return len(filled) <= 1
        one = len({*texts}) == 1
        lonely_name = self._no >= 0 and filled == [self._date] and not self._rules.date
        return one and (bool(_SECTION_NO.match(texts[0]) or _PERIOD.match(fold(texts[0]))) or lonely_name
                        or self._wide(number))  # fmt: skip

    def _wide(self, number: int) -> bool:
        return any(m.top == number and m.right - m.left >= 2 for m in self._grid.merges)

    def _text_of(self, row: Row, filled: list[int]) -> str:
        places = filled or range(len(row))
        return " ".join(dict.fromkeys(clean(str(cell)) for p in places if not is_blank(cell := self._at(row, p))))


def _total(text: str) -> bool:
    """ "Tổng cộng: 71 đơn", "Cộng: 5", "Cộng 12 đơn"; never a name such as "Công Văn A"."""
    if len(text) > 80:
        return False
    for word in total_words():
        rest = text.removeprefix(word)
        if not rest or (rest != text and _after_total(word, rest)):
            return True
    return False


def _after_total(word: str, rest: str) -> bool:
    if " " in word:
        return not rest[0].isalpha()
    return rest[0] == ":" or rest.strip(" .")[:1].isdigit()
