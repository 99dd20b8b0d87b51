"""S11: a workbook of 10,000 rows previewed and imported, against reading it and storing the same bytes."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from danvan_desktop import records
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.i18n import vi
from danvan_desktop.sheets.register_rules import template_of
from danvan_desktop.storage.store import Store
from tests.scale.generate import Generator
from tests.scale.measure import US, Result, cpu, in_turn, ratio_result
from tests.scale.s06_import import Rows, put, stored
from tests.scale.stores import copy_of, opened

ROWS = 10_000
TODAY = date(2026, 11, 22)
FLOOR = "openpyxl read-only pass, and executemany of the same op lines, rows, search texts and values"
REASON = "the book is read and checked twice (preview, import); of the rest most is the save, see S6"


def run() -> list[Result]:
    """Preview (dry run) and import into a store of 10,000 records."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "so-don.xlsx"
        _write(book)
        kept: list[tuple[Rows, Rows, Rows, Rows]] = []
        taken: dict[str, float] = {}

        def ours() -> float:
            with copy_of(10_000, "s11") as path, opened(path) as store:
                before, values = store.conn.execute(
                    "SELECT (SELECT max(n) FROM op), (SELECT max(n) FROM vault)"
                ).fetchone()
                spent = cpu(lambda: taken.update(new=_import(store, book, dry_run=True) and _import(store, book)))
                assert taken["new"] == ROWS, taken
                if not kept:
                    kept.append(_kept(store, before, values))
                return spent / ROWS

        def floor() -> float:
            with copy_of(10_000, "s11") as path, opened(path) as store:
                return (cpu(lambda: _read(book)) + cpu(lambda: _put(store, *kept[0]))) / ROWS

        mine, plain = in_turn([ours, floor], 5)
    return [ratio_result(
        "S11", ROWS, "workbook previewed and imported", mine * US, plain * US, "µs/row", FLOOR, 2,
        reason=REASON, runs=5,
    )]  # fmt: skip


def _import(store: Store, book: Path, *, dry_run: bool = False) -> int:
    result = import_sheet(
        store, book, type_name="petition", officer="Lê Thị Đo", today=TODAY, year=2026, dry_run=dry_run
    )
    assert not result.rejected, result.rejected[:3]
    return result.imported


def _write(path: Path) -> None:
    wanted = template_of("petition")
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(wanted["sheet"])
    sheet.write(0, 0, wanted["title"].format(year=2025))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, column in enumerate(wanted["columns"]):
        sheet.write(2, place, column["head"])
    labels = {f.name: {c.code: vi(c.label) for c in f.choices} for f in records.get("petition").fields if f.choices}
    for number, values in enumerate(Generator(ROWS, seed=37), 3):
        values["type"], values["state"], values["field"] = "kien_nghi", "da_thu_ly", "Đất đai"
        values["resolved_on"] = None
        for place, column in enumerate(wanted["columns"]):
            value = values.get(column["to"])
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, labels.get(column["to"], {}).get(str(value), value))
    book.close()


def _read(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for _row in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()


def _kept(store: Store, before: int, last_value: int) -> tuple[Rows, Rows, Rows, Rows]:
    """What the import left behind: op rows, view rows, search texts, values of persons."""
    ops, rows, texts = stored(store, store.replica.id, after=before)
    values = store.conn.execute("SELECT hash, salt, value FROM vault WHERE n > ? ORDER BY n", (last_value,)).fetchall()
    return ops, rows, texts, values


def _put(store: Store, ops: Rows, rows: Rows, texts: Rows, values: Rows) -> None:
    with store.writing():
        store.conn.executemany("INSERT INTO vault(hash, salt, value) VALUES(?,?,?)", values)
        put(store, ops, rows, texts)
