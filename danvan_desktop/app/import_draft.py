"""A workbook on its way in: what it holds, what was chosen, what was corrected; nothing is saved before `save`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from danvan_desktop import records
from danvan_desktop.app import import_maps
from danvan_desktop.app.import_compare import compare
from danvan_desktop.app.import_preview import Preview
from danvan_desktop.app.import_sheet import save_rows, warn_of_surroundings
from danvan_desktop.domain.record_type import Kind
from danvan_desktop.domain.text import fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets import survey
from danvan_desktop.sheets.cached_book import CachedBook, Place
from danvan_desktop.sheets.make_plan import Wanted, make_plan
from danvan_desktop.sheets.mapping import EXACT, GIVEN, OfficeMap
from danvan_desktop.sheets.plan import BadCell
from danvan_desktop.sheets.register_rules import IMPORTABLE, rules_of
from danvan_desktop.sheets.survey import ColumnFound, SheetFound
from danvan_desktop.storage.import_log import ImportLog
from danvan_desktop.storage.store import Store

CASE = "case.code"
CERTAIN, LIKELY = EXACT, 1  # points of a column from which its reading is sure, or a guess
Step = Callable[[int], None]
_TELLS_NOBODY = frozenset({Kind.DATE, Kind.TIME, Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.YES_NO, Kind.CHOICE})
__all__ = ["CASE", "CERTAIN", "GIVEN", "IMPORTABLE", "LIKELY", "ColumnFound", "ImportDraft", "SheetFound"]


@dataclass
class Choice:
    """What the officer settled: the register, its place, and where columns mean something else than was guessed."""

    type_name: str = ""
    sheet: str = ""
    head_row: int = 0
    year: int | None = None
    columns: dict[int, str] = field(default_factory=dict)  # 0-based column → target, "" not to be taken
    defaults: dict[str, str] = field(default_factory=dict)
    map_name: str = ""


class ImportDraft:
    """One workbook between opening and saving."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.choice = Choice()
        self.sheets: list[SheetFound] = []
        self._book: CachedBook | None = None
        self._named = OfficeMap()
        self.digest = ""  # SHA-256 of the workbook: under it unfinished work is kept
        self.left_out: frozenset[int] = frozenset()  # rows that are not to be taken although they could be
        self._plain: set[tuple[str, int]] = set()  # rows known to be no denunciation's
        self._sure: set[Place] = set()  # corrections that name no denouncer

    def open(self, store: Store, type_name: str = "") -> None:
        """Read the workbook's first rows and choose the register that fits best, of a type where one is given.

        Raises UserError or EnvironmentProblem with what to do.
        """
        self._book = CachedBook(self.path)
        self.digest = self._book.digest
        maps = {name: import_maps.standing(store, name) for name in IMPORTABLE}
        self.sheets = survey.survey(self._book, maps.__getitem__)
        found = [(s.name, g) for s in self.sheets for g in s.guesses if not type_name or g.type_name == type_name]
        best = max(found, key=lambda item: item[1].score, default=None)
        if best is not None:
            self.choose(best[1].type_name, best[0], best[1].head_row)
        elif self.sheets:
            self.choose(type_name or IMPORTABLE[0], self.sheets[0].name, 1)

    def close(self) -> None:
        """Forget what was read."""
        if self._book is not None:
            self._book.close()

    @property
    def book(self) -> CachedBook:
        """The opened workbook."""
        if self._book is None:
            raise UserError(_("The workbook is not open."))
        return self._book

    def choose(self, type_name: str, sheet: str, head_row: int) -> None:
        """Settle the register and its place; what was said of other columns is forgotten."""
        year = self.choice.year
        self.choice = Choice(type_name, sheet, head_row, year)
        self._named = OfficeMap()

    def head_row_of(self, type_name: str, sheet: str) -> int:
        """Where the head of a type seems to begin in a sheet; 0 when nowhere."""
        found = next((s for s in self.sheets if s.name == sheet), None)
        return next((g.head_row for g in found.guesses if g.type_name == type_name), 0) if found else 0

    def top_rows(self, sheet: str, rows: int = 30) -> list[list[str]]:
        """The first rows of a sheet, for choosing the head by eye; cells of records are not shown."""
        return survey.top_texts(self.book, sheet, rows)

    # --- columns
    def columns(self, store: Store) -> list[ColumnFound]:
        """The columns under the chosen head as they would be read now."""
        chosen = self.choice
        return survey.columns(self.book, chosen.type_name, chosen.sheet, chosen.head_row, self._office(store))

    def use_map(self, store: Store, name: str) -> None:
        """Read columns the way that was kept under a name; "" as guessed."""
        self.choice.map_name, self.choice.columns = name, {}
        self._named = import_maps.load(store, self.choice.type_name, name) if name else OfficeMap()

    def keep_map(self, store: Store, name: str) -> None:
        """Keep what was settled about columns under a name."""
        import_maps.save(store, self.choice.type_name, name, self._own_map(by_letter=False))
        self.choice.map_name = name

    def missing(self, columns: list[ColumnFound]) -> list[str]:
        """Labels of fields without which no row can be taken, that no column gives."""
        rules = rules_of(self.choice.type_name)
        given = {rules.kind, *self.choice.defaults, *(column.to for column in columns)}  # a title may give the kind
        return [target_label(self.choice.type_name, to) for to in rules.required if to not in given]

    def _office(self, store: Store) -> OfficeMap:
        base, own = import_maps.standing(store, self.choice.type_name), self._own_map(by_letter=True)
        return OfficeMap(base.columns | own.columns, base.values | own.values, base.defaults | own.defaults)

    def _own_map(self, *, by_letter: bool) -> OfficeMap:
        """What was settled here. By head text where it is to be kept: letters differ from workbook to workbook."""
        heads = self._heads()
        columns = dict(self._named.columns)
        for place, to in self.choice.columns.items():
            columns[_key(place, "" if by_letter else heads.get(place, ""))] = to
        defaults = self._named.defaults | self.choice.defaults
        return OfficeMap(columns, dict(self._named.values), defaults)

    def _heads(self) -> dict[int, str]:
        chosen = self.choice
        found = survey.columns(self.book, chosen.type_name, chosen.sheet, chosen.head_row, OfficeMap())
        return {column.place: column.head for column in found}

    # --- rows
    def preview(self, store: Store, today: date, step: Step | None = None) -> Preview:
        """Read every row and compare it with what is here. Raises UserError when the columns make no register."""
        chosen, unit = self.choice, store.unit.code
        wanted = Wanted(chosen.type_name, unit, today, chosen.sheet, chosen.year, chosen.head_row, step)
        plan = make_plan(self.book, wanted, self._office(store))
        warn_of_surroundings(store, plan, self.path, unit)
        found = compare(store, ImportLog(store.conn, store.settings), plan, unit)
        preview = Preview(plan, found)
        self._learn(preview, {column.place: column.to for column in self.columns(store)})
        return preview

    def _learn(self, preview: Preview, targets: dict[int, str]) -> None:
        """Which rows are denunciations, and which corrections of them can name nobody."""
        sheet = self.choice.sheet
        self._plain = {(sheet, row.row) for row in preview.rows if not row.secret}
        for place in (place for place in self.book.corrections if place[0] == sheet):
            to = targets.get(place[2], "")
            if place[:2] in self._plain or ((place[1], to) not in preview.bad and self._names_nobody(to)):
                self._sure.add(place)
            else:
                self._sure.discard(place)

    def _names_nobody(self, to: str) -> bool:
        return bool(to) and to != CASE and rules_of(self.choice.type_name).target(to)[1].kind in _TELLS_NOBODY

    def correct(self, cell: BadCell, text: str) -> None:
        """Put another value in place of a cell; it holds for this import only, the workbook stays as it is."""
        if cell.place < 0:
            raise UserError(_("No column of the sheet holds this; choose one under “Columns”."))
        place = (cell.sheet, cell.row, cell.place)
        self.book.corrections[place] = text
        if place[:2] in self._plain and cell.to != rules_of(self.choice.type_name).kind:
            self._sure.add(place)
        else:  # it may be a denunciation's now: nothing of the row is kept before it is read again
            self._sure = {known for known in self._sure if known[:2] != place[:2]}

    @property
    def kept_cells(self) -> list[tuple[Place, str]]:
        """Corrections that may be kept as a draft: a denouncer's name is in none of them."""
        return [(place, text) for place, text in self.book.corrections.items() if place in self._sure]

    def take_back(self, choice: Choice, cells: Collection[tuple[Place, str]], left_out: Collection[int]) -> None:
        """Go on from what was kept; the way of reading columns must be in use already (`use_map`)."""
        self.choice = choice
        self.left_out = frozenset(left_out)
        for place, text in cells:
            self.book.corrections[place] = text
            self._sure.add(place)

    def begin_again(self) -> None:
        """Forget corrections and rows left out; the workbook stands as it is in the file."""
        self.book.corrections.clear()
        self._sure.clear()
        self.left_out = frozenset()

    @property
    def corrected(self) -> int:
        """How many cells were corrected."""
        return len(self.book.corrections)

    def save(
        self, store: Store, preview: Preview, rows: Collection[int], officer: str, step: Step | None = None
    ) -> int:
        """Save the chosen rows as one import that can be undone as a whole; returns its number."""
        chosen = [row for row in preview.found.new if row.planned.row in rows]
        if not chosen:
            raise UserError(_("No row is chosen."), kept=_("Nothing was imported."))
        return save_rows(
            store, preview.plan, chosen, file=self.path.name, officer=officer, unit=store.unit.code, step=step
        )


def prepare(store: Store) -> None:
    """Make the memory of imports where there is none yet, so that readers can compare with it."""
    ImportLog(store.conn, store.settings)


def made_rows(store: Store, number: int) -> list[tuple[str, bytes]]:
    """Type and id of every record an import made."""
    return [(made.type_name, made.row) for made in ImportLog(store.conn, store.settings).made(number)]


def targets(type_name: str) -> list[tuple[str, str]]:
    """Everything a column may be read as, with labels, in the order of the register's rules."""
    found = dict.fromkeys(rule.to for rule in rules_of(type_name).columns if rule.to)
    return [(to, target_label(type_name, to)) for to in found]


def target_label(type_name: str, to: str) -> str:
    """The name of a target as officers read it."""
    if to == CASE:
        return _(records.get("case").label)
    own, record_field = rules_of(type_name).target(to)
    if own == type_name:
        return _(record_field.label)
    return _("{record}: {field}").format(record=_(records.get(own).label), field=_(record_field.label))


def _key(place: int, head: str) -> str:
    from danvan_desktop.sheets.head import column_letter

    return fold_key(head) if head else f"#{column_letter(place)}"
