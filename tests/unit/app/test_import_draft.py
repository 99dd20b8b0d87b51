"""A workbook on its way in: what is found, what is shown of it, corrections, chosen rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.app import import_draft
from danvan_desktop.app.import_draft import ImportDraft
from danvan_desktop.app.import_preview import BAD, GOOD, SAME
from danvan_desktop.app.import_sheet import undo_import
from danvan_desktop.errors import UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.conftest import TEST_DATA
from tests.unit.sheets.books import HEAD, row, write

TODAY = date(2026, 11, 22)
FAULTY = TEST_DATA / "thanh-hoa-2019" / "so-don-thu-co-loi.xlsx"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "a.db", bytes(32), UnitInfo("8001", "Huyện Ví dụ", "district"))
    import_draft.prepare(opened)
    yield opened
    opened.close()


def drafted(store: Store, path: Path, type_name: str = "") -> ImportDraft:
    draft = ImportDraft(path)
    draft.open(store, type_name)
    return draft


def test_each_workbook_is_guessed_to_be_the_register_it_is(store: Store) -> None:
    found = {}
    for name in ("thanh-hoa-2019/so-don-thu.xlsx", "thanh-hoa-2019/mo-hinh.xlsx", "workbooks/so-don.xls"):
        found[name] = drafted(store, TEST_DATA / name).choice.type_name
    assert list(found.values()) == ["petition", "model", "petition"]
    many = drafted(store, TEST_DATA / "dak-lak-2019" / "06-huyen-ea-hleo.xlsx")
    best = {sheet.name: sheet.best.type_name for sheet in many.sheets if sheet.best}
    assert best == {"Mô hình": "model", "Tiếp công dân": "reception", "Đơn": "petition", "Khen thưởng": "award"}


def test_the_file_is_not_held_open(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [HEAD, row(1)])
    draft = drafted(store, path)
    path.rename(tmp_path / "b.xlsx").unlink()  # Windows would refuse
    assert draft.columns(store)


def test_first_rows_show_the_head_and_no_record(store: Store) -> None:
    draft = drafted(store, FAULTY)
    rows = draft.top_rows("Sổ đơn")
    texts = [text for cells in rows for text in cells]
    assert "Họ và tên người gửi" in texts
    assert not any(name in texts for name in ("Trần Văn A", "Lê Thị B", "Ấp 1"))


def test_a_corrected_cell_makes_its_row_good_and_leaves_the_file_alone(store: Store) -> None:
    before = FAULTY.read_bytes()
    draft = drafted(store, FAULTY)
    preview = draft.preview(store, TODAY)
    assert (preview.counts()[BAD], preview.counts()[GOOD], preview.counts()[SAME]) == (8, 1, 1)
    for cell in preview.plan.rejected:
        if cell.row == 7:
            draft.correct(cell, "06/03/2019")
    again = draft.preview(store, TODAY)
    assert again.counts()[BAD] == 7
    assert draft.corrected == 1
    assert FAULTY.read_bytes() == before


def test_correcting_a_kind_shows_the_persons_it_had_veiled(store: Store) -> None:
    draft = drafted(store, FAULTY)
    preview = draft.preview(store, TODAY)
    secret = next(line for line in preview.rows if line.secret)
    column = next(c for c in preview.columns if c.to == "petitioner_name")
    assert preview.veiled(secret, column)
    draft.correct(next(cell for cell in preview.plan.rejected if cell.row == secret.row), "Khiếu nại")
    again = draft.preview(store, TODAY)
    assert not any(line.secret for line in again.rows)


def test_only_chosen_rows_are_saved_and_all_of_them_taken_back(store: Store, tmp_path: Path) -> None:
    draft = drafted(store, write(tmp_path / "a.xlsx", [["SỔ ĐƠN NĂM 2019"], HEAD, row(1), row(2, ten="Lê B"), row(3)]))
    preview = draft.preview(store, TODAY)
    number = draft.save(store, preview, preview.takeable()[:2], "Lê A")
    assert len(import_draft.made_rows(store, number)) == 2
    assert undo_import(store, number, "Lê A") == 2
    with pytest.raises(UserError):
        draft.save(store, preview, [], "Lê A")


def test_a_stopped_import_saves_nothing(store: Store, tmp_path: Path) -> None:
    draft = drafted(store, write(tmp_path / "a.xlsx", [["SỔ ĐƠN NĂM 2019"], HEAD, row(1), row(2, ten="Lê B")]))
    preview = draft.preview(store, TODAY)

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft.save(store, preview, preview.takeable(), "Lê A", stop)
    assert store.conn.execute("SELECT count(*) FROM v_petition").fetchone()[0] == 0


def test_a_named_way_of_reading_is_kept_by_heads_not_letters(store: Store, tmp_path: Path) -> None:
    head = ["Cột lạ" if text == "Ngày nhận" else text for text in HEAD]
    draft = drafted(store, write(tmp_path / "a.xlsx", [head, row(1)]), "petition")
    draft.choice.columns[1] = "received_on"
    draft.keep_map(store, "Sổ thanh tra")
    moved = [head[1], head[0], *head[2:]]
    cells = row(1)
    other = drafted(store, write(tmp_path / "b.xlsx", [moved, [cells[1], cells[0], *cells[2:]]]), "petition")
    other.use_map(store, "Sổ thanh tra")
    assert {column.head: column.to for column in other.columns(store)}["Cột lạ"] == "received_on"
