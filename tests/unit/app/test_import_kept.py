"""Unfinished work on a workbook: columns and corrections are there again, and no denouncer's name is kept in them."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from danvan_desktop.app import import_kept
from danvan_desktop.app.import_draft import ImportDraft
from danvan_desktop.app.import_preview import BAD
from danvan_desktop.sheets.plan import BadCell
from danvan_desktop.storage.store import Store
from tests.unit.app.test_import_draft import FAULTY, TODAY, drafted, store
from tests.unit.sheets.books import HEAD, row, write

__all__ = ["store"]
LAN = "Phạm Thị Lan"


def kept(store: Store, draft: ImportDraft) -> None:
    begun = drafted(store, draft.path).choice
    import_kept.keep(store, draft, LAN, begun)


def again(store: Store, path: Path) -> ImportDraft:
    draft = drafted(store, path)
    found = import_kept.of_workbook(store, draft.digest, LAN)
    assert found is not None
    assert import_kept.resume(store, draft, found)
    return draft


def test_columns_and_corrections_are_there_again_in_the_same_workbook(store: Store, tmp_path: Path) -> None:
    draft = drafted(store, FAULTY)
    preview = draft.preview(store, TODAY)
    cell = next(cell for cell in preview.plan.rejected if cell.row == 7)
    draft.correct(cell, "06/03/2019")
    draft.choice.columns[10] = ""
    draft.choice.year = 2019
    draft.left_out = frozenset({9})
    kept(store, draft)
    moved = tmp_path / "tên khác.xlsx"
    moved.write_bytes(FAULTY.read_bytes())
    other = again(store, moved)
    assert other.choice == draft.choice
    assert other.left_out == {9}
    assert other.preview(store, TODAY).counts()[BAD] == draft.preview(store, TODAY).counts()[BAD]
    assert other.kept_cells == draft.kept_cells


def test_another_workbook_gets_nothing_of_it_and_another_officer_neither(store: Store, tmp_path: Path) -> None:
    draft = drafted(store, FAULTY)
    draft.choice.columns[10] = ""
    kept(store, draft)
    other = drafted(store, write(tmp_path / "a.xlsx", [HEAD, row(1)]))
    assert import_kept.of_workbook(store, other.digest, LAN) is None
    assert import_kept.of_workbook(store, draft.digest, "Người khác") is None


def test_nothing_settled_keeps_nothing_and_discard_means_discard(store: Store) -> None:
    draft = drafted(store, FAULTY)
    kept(store, draft)
    assert import_kept.waiting(store, LAN) == []
    draft.choice.columns[10] = ""
    kept(store, draft)
    import_kept.drop(store, draft.digest, LAN)
    assert import_kept.waiting(store, LAN) == []


def test_a_denouncers_name_typed_into_a_cell_is_never_kept(store: Store, tmp_path: Path) -> None:
    rows = [HEAD, row(1), row(2)]
    draft = drafted(store, write(tmp_path / "a.xlsx", rows))
    targets = {column.to: column.place for column in draft.columns(store)}
    draft.preview(store, TODAY)

    def type_in(to: str, text: str, at: int) -> None:
        draft.correct(BadCell(draft.choice.sheet, at, to, "", "", targets[to], to), text)

    type_in("petitioner_name", "Nguyễn Thị Tố Giác", 2)
    type_in("petitioner_name", "Trần Văn Kiến", 3)
    assert len(draft.kept_cells) == 2  # neither is a denunciation so far
    type_in("type", "Tố cáo", 2)
    assert [text for _place, text in draft.kept_cells] == ["Trần Văn Kiến"]
    draft.preview(store, TODAY)
    kept(store, draft)
    assert sorted(text for _place, text in draft.kept_cells) == ["Trần Văn Kiến", "Tố cáo"]
    stored = store.conn.execute("SELECT group_concat(content) FROM draft").fetchone()[0]
    assert "Tố Giác" not in stored


def test_what_does_not_fit_any_more_is_left_alone(store: Store) -> None:
    draft = drafted(store, FAULTY)
    draft.choice.columns[10] = ""
    kept(store, draft)
    [found] = import_kept.waiting(store, LAN)
    strange = copy.deepcopy(found)
    strange.choice.sheet = "không có"
    assert not import_kept.resume(store, drafted(store, FAULTY), strange)
    gone = copy.deepcopy(found)
    gone.choice.map_name = "cách đọc đã xóa"
    fresh = drafted(store, FAULTY)
    assert import_kept.resume(store, fresh, gone)
    assert fresh.choice.columns == {10: ""}


@pytest.fixture(autouse=True)
def _faulty_is_there() -> None:
    assert FAULTY.is_file()
