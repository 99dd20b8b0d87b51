"""An office that begins in the middle of a year: what it takes over is stock, never received anew, and tables hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop import records
from danvan_desktop.app import editing
from danvan_desktop.app.figures import figure_records, figures
from danvan_desktop.app.import_draft import ImportDraft
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.official_tables import OfficialTables, tables
from danvan_desktop.cli.run import run
from danvan_desktop.domain.periods import Period
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, save, values
from tests.unit.cli.offices import answer, new_office
from tests.unit.sheets.books import HEAD, write

BEGAN = date(2026, 7, 1)
SINCE = Period(BEGAN, date(2026, 9, 14))
STATES = ("Mới tiếp nhận", "Đang phân loại", "Đã thụ lý", "Đang xác minh", "Tạm đình chỉ", "Đã chuyển", "Chờ thụ lý")
WAITING = 2
RESOLVED = "da_co_ket_qua"


def _stock(folder: Path) -> Path:
    """The list a predecessor hands over: numbers, days of receipt before the start, where each stands."""
    rows: list[list[Any]] = [["DANH SÁCH ĐƠN CÒN TỒN ĐẾN NGÀY 01/7/2026"], list(HEAD)]
    for number, state in enumerate(STATES, 1):
        rows.append([number, f"{number:02d}/05/2026", f"Lê Văn {'ABCDEFG'[number - 1]}n", "Ấp 1", "Khiếu nại",
                     "Đất đai", 1, state, None])  # fmt: skip
    return write(folder / "ton.xlsx", rows)


def _quarter(store: Store, name: str = "Q3-2026") -> OfficialTables:
    found = tables(store, "TT06-2025", name)
    assert found.failing == ()
    return found


def test_taken_over_petitions_are_carried_over_and_never_received_in_the_period(store: Store, tmp_path: Path) -> None:
    import_sheet(store, _stock(tmp_path), type_name="petition", officer=LAN, today=BEGAN)
    told = {item.code: item.value for item in figures(store, SINCE)}
    assert (told["D04"], told["D06.opening"]) == (0, len(STATES))
    cells = _quarter(store).total.cells
    assert {n: cells["02/XLD"][n] for n in ("1", "2", "3", "6")} == {"1": WAITING, "2": 0, "3": 0, "6": 0}
    assert cells["03/GQKN"]["1"] == 0
    waiting = figure_records(store, "petition", "02/XLD.1", SINCE)
    assert len(waiting) == WAITING
    assert {values(store, "petition", row)["state"] for row in waiting} == {"moi_tiep_nhan", "dang_phan_loai"}


def test_what_was_waiting_is_processed_in_the_first_period_and_no_stock_of_the_next(
    store: Store, tmp_path: Path
) -> None:
    import_sheet(store, _stock(tmp_path), type_name="petition", officer=LAN, today=BEGAN)
    row = figure_records(store, "petition", "02/XLD.1", SINCE)[0]
    given: dict[str, Any] = {"state": "cho_thu_ly", "processed_on": date(2026, 7, 6), "eligible": True,
                             "in_competence": True}  # fmt: skip
    save(store, "petition", given, row, today=date(2026, 7, 6))
    cells = _quarter(store).total.cells
    assert (cells["02/XLD"]["1"], cells["02/XLD"]["2"], cells["02/XLD"]["6"], cells["03/GQKN"]["1"]) == (2, 1, 1, 1)
    assert _quarter(store, "Q4-2026").total.cells["02/XLD"]["1"] == WAITING - 1


def test_a_decision_about_what_was_taken_over_counts_when_it_is_issued(store: Store, tmp_path: Path) -> None:
    import_sheet(store, _stock(tmp_path), type_name="petition", officer=LAN, today=BEGAN)
    rows = [row for (row,) in store.conn.execute("SELECT id FROM v_petition WHERE state = 'dang_xac_minh'").fetchall()]
    issued = date(2026, 8, 3)
    item, record = store.get("petition", rows[0]), records.get("petition")
    assert item is not None
    (step,) = (one for one in editing.open_moves(store, record, item, "xu_ly", issued) if one.target == RESOLVED)
    done: dict[str, Any] = {"result": "dung", "result_no": "15/QĐ-UBND", "result_on": issued}
    editing.move(store, "petition", rows[0], step, done, LAN, today=issued)
    cells = _quarter(store).total.cells
    assert (cells["03/GQKN"]["7"], cells["03/GQKN"]["8"], cells["03/GQKN"]["1"]) == (1, 1, 0)
    assert cells["02/XLD"]["1"] == WAITING
    told = {item.code: item.value for item in figures(store, Period(date(2026, 9, 15), date(2026, 12, 14)))}
    assert told["D06.opening"] == len(STATES) - 1


def test_the_window_s_import_takes_the_stock_over_in_the_same_way(store: Store, tmp_path: Path) -> None:
    draft = ImportDraft(_stock(tmp_path))
    draft.open(store, "petition")
    preview = draft.preview(store, BEGAN)
    assert len(preview.takeable()) == len(STATES)
    draft.save(store, preview, preview.takeable(), LAN)
    draft.close()
    assert _quarter(store).total.cells["02/XLD"]["1"] == WAITING


def test_by_command_the_stock_is_imported_and_a_balance_known_only_as_a_number_is_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = new_office(tmp_path)
    assert run([*words, "import-sheet", str(_stock(tmp_path)), "--as", "petition"]) == 0
    capsys.readouterr()
    typed = ("table_set=TT06-2025", "table_name=02/XLD", "cell=1", "amount=3", "cell_kind=dau_ky",
             "period_from=2026-06-15", "period_to=2026-09-14")  # fmt: skip
    answer(words, capsys, "record", "new", "table_cell", *typed)
    found = answer(words, capsys, "tables", "--set", "TT06-2025", "--period", "Q3-2026")
    assert found["tables"]["02/XLD"]["1"] == WAITING + 3
    assert all(check["ok"] for check in found["checks"])
