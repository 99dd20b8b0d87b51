"""Excel in: read a register, compare it with what was imported before, save the new rows, take an import back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_desktop.app import number_books, people
from danvan_desktop.app.import_compare import NewRow, compare
from danvan_desktop.app.import_save import Saver
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.sheets import template
from danvan_desktop.sheets.make_plan import Wanted, make_plan
from danvan_desktop.sheets.mapping import load_map
from danvan_desktop.sheets.open_workbook import open_workbook, owner_file
from danvan_desktop.sheets.plan import BadCell, ImportPlan, SheetWarning
from danvan_desktop.sheets.register_rules import IMPORTABLE, rules_of
from danvan_desktop.storage import import_log
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.import_log import ImportLog
from danvan_desktop.storage.store import Store

MAP_SETTING = "import.map."  # the office's map of a type, used by every import of it
STEP_ROWS = 100


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or would do (`dry_run`)."""

    id: int | None
    sheet: str
    rows: int
    imported: int
    duplicates: int
    possible_duplicates: int
    denouncers_left_out: int
    warnings: tuple[SheetWarning, ...]
    rejected: tuple[BadCell, ...]
    rejected_rows: int
    skip_bad: bool
    plan: ImportPlan

    @property
    def exit_code(self) -> int:
        """2 when rows were rejected and not skipped on purpose."""
        return 2 if self.rejected and not self.skip_bad else 0

    def as_json(self) -> dict[str, object]:
        """Form of `import-sheet --json`."""
        return {
            "id": self.id,
            "rows": self.rows,
            "imported": self.imported,
            "duplicates": self.duplicates,
            "possible_duplicates": self.possible_duplicates,
            "denouncers_left_out": self.denouncers_left_out,
            "warnings": [warning.as_json() for warning in self.warnings],
            "rejected": [cell.as_json() for cell in self.rejected],
        }


def import_sheet(  # noqa: PLR0913  one keyword for each option of the command
    store: Store, path: Path, *, type_name: str, officer: str, today: date, sheet: str | None = None,
    unit: str | None = None, year: int | None = None, map_file: Path | None = None, dry_run: bool = False,
    skip_bad: bool = False,
) -> ImportResult:  # fmt: skip
    """Import the register of a type from a workbook. With bad rows nothing is saved unless `skip_bad`.

    Raises UserError or EnvironmentProblem when there is nothing to read.
    """
    _check(type_name, year, today)
    rules = rules_of(type_name)
    office = load_map(map_file, store.settings.get(MAP_SETTING + type_name), rules)
    code = unit or store.unit.code
    book = open_workbook(path)
    try:
        plan = make_plan(book, Wanted(type_name, code, today, sheet, year), office)
    finally:
        book.close()
    warn_of_surroundings(store, plan, path, code)
    log = ImportLog(store.conn, store.settings)
    found = compare(store, log, plan, code)
    wanted = [] if plan.rejected and not skip_bad else found.new
    number = None
    if wanted and not dry_run:
        number = save_rows(store, plan, found.new, file=path.name, officer=officer, unit=code)
    if map_file and not dry_run:
        store.settings.set(MAP_SETTING + type_name, office.to_json())
    return ImportResult(
        number, plan.sheet, plan.rows, len(wanted), found.duplicates, found.possible_duplicates,
        plan.denouncers_left_out, tuple(plan.warnings), tuple(plan.rejected), plan.rejected_rows, skip_bad, plan,
    )  # fmt: skip


def _check(type_name: str, year: int | None, today: date) -> None:
    if type_name not in IMPORTABLE:
        raise UserError(
            _("{name} is no register that can be imported.").format(name=type_name),
            hint=_("Choose one of: {names}.").format(names=", ".join(IMPORTABLE)),
        )
    if year is not None and not 1945 <= year <= today.year + 1:
        raise UserError(_("{year} is no year of a register.").format(year=year))


def warn_of_surroundings(store: Store, plan: ImportPlan, path: Path, unit: str) -> None:
    """Add warnings about the file's and the unit's state to a plan."""
    if owner_file(path) is not None:
        plan.warn(_("The workbook seems to be open in another program; what was last saved in it was read."))
    if unit != store.unit.code and not import_log.unit_is_known(store.conn, unit):
        plan.warn(_("No unit with the code {code} is recorded here; the code is kept as it is.").format(code=unit))


def save_rows(  # noqa: PLR0913  who brought what from where
    store: Store, plan: ImportPlan, rows: Sequence[NewRow], *, file: str, officer: str, unit: str,
    step: Callable[[int], None] | None = None,
) -> int:  # fmt: skip
    """Save rows of a plan as one import; returns its number. `step` is told how many are done and may stop it all."""
    people.require(store, "import")
    log = ImportLog(store.conn, store.settings)
    with store.batch(officer=officer, reason=_("Imported from a spreadsheet")) as batch:
        saver = Saver(store, batch, plan, unit, officer)
        for done, row in enumerate(rows):
            if step and done % STEP_ROWS == 0:
                step(done)
            saver.add(row)
        number_books.records_came(store)
        return log.add(plan.type_name, file, officer, now_ms(), saver.made)


def undo_import(store: Store, import_id: int | str, officer: str) -> int:
    """Take an import back as a whole: its records go to the bin. Returns how many.

    Cases and models that records of others use stay. Raises UserError for an unknown or undone import.
    """
    people.require(store, "import")
    log = ImportLog(store.conn, store.settings)
    run = log.run(int(import_id)) if str(import_id).isdecimal() else None
    if run is None:
        raise UserError(_("There is no import {number}.").format(number=import_id))
    if run.undone_ms is not None:
        raise UserError(_("Import {number} was already undone.").format(number=import_id))
    by_type: dict[str, list[bytes]] = {}
    for made in log.made(run.id):
        by_type.setdefault(made.type_name, []).append(made.row)
    mine = {row for rows in by_type.values() for row in rows}
    deleted = 0
    with store.batch(officer=officer, reason=_("Import undone")) as batch:
        for type_name, rows in by_type.items():
            living = import_log.live(store.conn, type_name, rows) - _used_elsewhere(store, type_name, rows, mine)
            for row in sorted(living):
                batch.delete(type_name, row)
                deleted += 1
        log.undone(run.id, now_ms())
    return deleted


def _used_elsewhere(store: Store, type_name: str, rows: list[bytes], mine: set[bytes]) -> set[bytes]:
    """Rows that live records of other saves link to."""
    found: set[bytes] = set()
    for record in store.types.values():
        for field in record.fields:
            if field.links_to != type_name:
                continue
            links = import_log.linked_from(store.conn, record.name, field.name, rows)
            found |= {target for target, sources in links.items() if sources - mine}
    return found if type_name in {"case", "model"} else set()


def write_template(type_name: str, path: Path) -> None:
    """Write a blank register of a type, which imports back when it is filled in."""
    if type_name not in IMPORTABLE:
        raise UserError(
            _("{name} is no register that can be imported.").format(name=type_name),
            hint=_("Choose one of: {names}.").format(names=", ".join(IMPORTABLE)),
        )
    template.write_template(type_name, path)
