"""Importing into a real store: the same row, possible duplicates, cases, models over the years, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app.import_sheet import ImportResult, import_sheet, undo_import
from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.conftest import TEST_DATA
from tests.unit.sheets.books import HEAD, row, write

TODAY = date(2026, 11, 22)
THANH_HOA = TEST_DATA / "thanh-hoa-2019"
TITLE = [["SỔ THEO DÕI ĐƠN NĂM 2019"]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "a.db", bytes(32), UnitInfo("8001", "Huyện Ví dụ", "district"))
    yield opened
    opened.close()


def take(store: Store, path: Path, type_name: str = "petition", **more: Any) -> ImportResult:
    return import_sheet(store, path, type_name=type_name, officer="Lê A", today=TODAY, **more)


def counts(result: ImportResult) -> tuple[int, int, int]:
    return result.imported, result.duplicates, result.possible_duplicates


def live(store: Store, type_name: str) -> int:
    return int(store.conn.execute(f"SELECT count(*) FROM v_{type_name} WHERE deleted = 0").fetchone()[0])


def test_thanh_hoa_register_twice_and_its_faulty_copy(store: Store) -> None:
    good, faulty = THANH_HOA / "so-don-thu.xlsx", THANH_HOA / "so-don-thu-co-loi.xlsx"
    first = take(store, good)
    assert (*counts(first), first.denouncers_left_out, first.exit_code) == (71, 0, 0, 3, 0)
    assert counts(take(store, good)) == (0, 71, 0)
    refused = take(store, faulty)
    assert (refused.imported, refused.id, refused.exit_code, refused.rejected_rows) == (0, None, 2, 8)
    assert live(store, "petition") == 71
    skipped = take(store, faulty, skip_bad=True)
    assert (*counts(skipped), skipped.exit_code, len(skipped.rejected)) == (1, 1, 0, 0, 9)


def test_dry_run_says_the_same_and_saves_nothing(store: Store) -> None:
    dry = take(store, THANH_HOA / "so-don-thu.xlsx", dry_run=True)
    assert (dry.imported, dry.id, live(store, "petition")) == (71, None, 0)
    assert take(store, THANH_HOA / "so-don-thu-co-loi.xlsx", dry_run=True).exit_code == 2


def test_dak_lak_petitions_have_twelve_possible_duplicates_in_all(tmp_path: Path) -> None:
    found = cases = 0
    for place, path in enumerate(sorted((TEST_DATA / "dak-lak-2019").glob("*.xlsx"))):
        office = Store.create(tmp_path / f"{place}.db", bytes(32), UnitInfo(f"66{place}", "Huyện", "district"))
        result = take(office, path)
        assert (result.duplicates, result.rejected) == (0, ())
        found += result.possible_duplicates
        take(office, path, "reception")
        cases += live(office, "case")
        office.close()
    assert (found, cases) == (12, 2546)


def test_a_register_saved_anew_under_another_name_is_the_same_register(store: Store, tmp_path: Path) -> None:
    take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1), row(2, ten="Lê B")]))
    again = [
        *TITLE,
        [],
        HEAD,
        row(1, ngay="5.3.2019", ghi_chu="đã xem", ten=" Trần  Văn A"),
        row(2, ten="Lê B"),
        row(3, ten="Lê B"),
    ]
    assert counts(take(store, write(tmp_path / "b.xlsx", again))) == (1, 2, 1)


def test_a_changed_row_under_the_same_number_is_added_and_said(store: Store, tmp_path: Path) -> None:
    take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1)]))
    again = take(store, write(tmp_path / "b.xlsx", [*TITLE, HEAD, row(1, tinh_trang="Đã giải quyết")]))
    assert counts(again) == (1, 0, 0)
    assert len([warning for warning in again.warnings if warning.row == 3]) == 2


def test_another_person_makes_another_row(store: Store, tmp_path: Path) -> None:
    take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1)]))
    assert counts(take(store, write(tmp_path / "b.xlsx", [*TITLE, HEAD, row(1, ten="Người khác")]))) == (1, 0, 0)


def test_rows_without_numbers_are_told_apart_by_their_place(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(None), row(None), row(None, ten="Lê B")])
    assert counts(take(store, path)) == (3, 0, 1)
    assert counts(take(store, path)) == (0, 3, 0)


def test_destroyed_values_still_fit_their_row(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1)])
    take(store, path)
    petition = store.conn.execute("SELECT id FROM v_petition").fetchone()[0]
    store.destroy_values("petition", petition, ["petitioner_name"])
    assert counts(take(store, path)) == (0, 1, 0)


def test_local_digests_hold_no_person(store: Store, tmp_path: Path) -> None:
    """Two rows that differ only in persons have the same digests."""
    take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1)]))
    take(store, write(tmp_path / "b.xlsx", [*TITLE, HEAD, row(1, ten="Người khác", dia_chi="Ấp 9")]))
    assert store.conn.execute("SELECT count(DISTINCT same), count(*) FROM import_row").fetchone() == (1, 2)


def test_undo_takes_the_whole_import_back_and_it_can_be_imported_again(store: Store) -> None:
    done = take(store, THANH_HOA / "mo-hinh.xlsx", "model")
    assert (live(store, "model"), live(store, "model_year"), live(store, "model_recognition")) == (26, 26, 17)
    assert done.id is not None
    undo_import(store, str(done.id), "Lê A")
    assert (live(store, "model"), live(store, "model_year"), live(store, "model_recognition")) == (0, 0, 0)
    with pytest.raises(UserError):
        undo_import(store, done.id, "Lê A")
    with pytest.raises(UserError):
        undo_import(store, "99", "Lê A")
    assert counts(take(store, THANH_HOA / "mo-hinh.xlsx", "model")) == (26, 0, 0)


def test_a_case_is_reused_by_later_imports_and_stays_when_others_use_it(store: Store, tmp_path: Path) -> None:
    head = ["STT", "Ngày tiếp", "Họ và tên", "Mã vụ việc", "Loại"]

    def book(name: str, *rows: list[Any]) -> Path:
        return write(tmp_path / name, [["SỔ TIẾP CÔNG DÂN NĂM 2019"], head, *rows])

    first = take(
        store,
        book("a.xlsx", [1, "5/3/2019", "A", "VV01", "Tố cáo"], [2, "6/3/2019", "B", "VV02", "Khiếu nại"]),
        "reception",
    )
    take(store, book("b.xlsx", [3, "7/3/2019", "C", "VV01", "Kiến nghị"]), "reception")
    assert (live(store, "case"), live(store, "reception")) == (2, 3)
    assert first.id is not None
    undo_import(store, first.id, "Lê A")
    assert (live(store, "case"), live(store, "reception")) == (1, 1)


def test_a_model_kept_up_in_a_later_year_stays_one_model(store: Store, tmp_path: Path) -> None:
    head = ["STT", "Tên mô hình", "Hình thức"]

    def book(year: int, *rows: list[Any]) -> Path:
        return write(tmp_path / f"{year}.xlsx", [[f"MÔ HÌNH DÂN VẬN KHÉO NĂM {year}"], head, *rows])

    take(store, book(2019, [1, "Tuyến đường hoa", "Đăng ký mới"], [2, "Tiếng kẻng", "Đăng ký mới"]), "model")
    take(store, book(2020, [1, "TUYẾN ĐƯỜNG HOA", "Duy trì"], [2, "Tiếng kẻng", "Đăng ký mới"]), "model")
    assert (live(store, "model"), live(store, "model_year")) == (3, 4)


def test_the_map_of_an_office_is_remembered(store: Store, tmp_path: Path) -> None:
    head = [*HEAD]
    head[1] = "Hôm nào"
    path = write(tmp_path / "a.xlsx", [*TITLE, head, row(1, loai="Kêu ca")])
    with pytest.raises(UserError):
        take(store, path)
    office = tmp_path / "map.json"
    office.write_text(
        '{"columns": {"Hôm nào": "received_on"}, "values": {"type": {"Kêu ca": "khieu_nai"}}}', encoding="utf-8"
    )
    assert take(store, path, map_file=office).imported == 1
    assert take(store, path).duplicates == 1


def test_denouncers_are_nowhere_in_the_store(store: Store, tmp_path: Path) -> None:
    word = "Bímậttuyệtđối"
    result = take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1, loai="Tố cáo", ten=word, dia_chi=word)]))
    assert result.denouncers_left_out == 1
    lines = b"".join(line for (line,) in store.conn.execute("SELECT line FROM op"))
    assert word.encode() not in lines
    assert store.search("petition", word) == []
    assert store.conn.execute("SELECT count(*) FROM vault").fetchone()[0] == 0
