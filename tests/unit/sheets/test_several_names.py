"""A register's cell with several senders: what is taken apart, what stays one name, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import parties
from danvan_desktop.app.import_compare import compare
from danvan_desktop.app.import_preview import Preview
from danvan_desktop.app.import_sheet import import_sheet, undo_import
from danvan_desktop.sheets.several_names import senders
from danvan_desktop.storage.import_log import ImportLog
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, TODAY, new_store
from tests.unit.sheets.books import HEAD, plan_of, row, write

TITLE = [["SỔ THEO DÕI ĐƠN NĂM 2019"]]


@pytest.mark.parametrize(
    ("cell", "others", "people"),
    [
        ("Nguyễn Văn An và Trần Thị Bé", ("Trần Thị Bé",), 0),
        ("Nguyễn Văn An, Trần Thị Bé, Lê Văn Cường", ("Trần Thị Bé", "Lê Văn Cường"), 0),
        ("Ông Nguyễn Văn An - bà Trần Bé", ("bà Trần Bé",), 0),
        ("Nguyễn Văn An\nTrần Thị Bé", ("Trần Thị Bé",), 0),
        ("NGUYỄN VĂN AN VÀ TRẦN THỊ BÉ", ("TRẦN THỊ BÉ",), 0),
        ("H'Bia Niê và Y Thanh Mlô", ("Y Thanh Mlô",), 0),
        ("Nguyễn Văn An cùng 12 hộ", (), 13),
        ("Nguyễn Văn An và Trần Thị Bé cùng 12 hộ dân khác", ("Trần Thị Bé",), 14),
        ("Nguyễn Văn An cùng 12 người ký tên", (), 13),
        ("Nguyễn Văn An + 3 người", (), 4),
        ("Nguyễn Văn An (12 người)", (), 12),
        ("Nguyễn Văn An, đại diện 12 hộ dân", (), 12),
    ],
)
def test_what_can_mean_nothing_else_is_taken_apart(cell: str, others: tuple[str, ...], people: int) -> None:
    found = senders(cell)
    assert (found.several, found.others, found.people) == (True, others, people)
    assert cell.startswith(found.first)


@pytest.mark.parametrize("cell", [
    "Nguyễn Văn An, Ấp 1", "Trần Văn An, Tân Bình", "Công ty TNHH Lộc và Phát", "Tập thể nhân dân ấp 3",
    "Vợ chồng ông An, bà Bé", "Nguyễn Văn An và các con", "Nguyễn Văn An, 12 hộ", "Nguyễn Văn An và vợ là Trần Thị Bé",
    "12 hộ dân ấp 3", "Nguyễn Văn An và Nguyễn Văn An", "nguyễn văn an và trần thị bé", "Tổ dân phố 3, Tổ Dân Phố Bốn",
])  # fmt: skip
def test_what_may_mean_something_else_stays_one_name_and_is_said(cell: str) -> None:
    found = senders(cell)
    assert (found.first, found.several, found.certain) == (cell, False, False)


@pytest.mark.parametrize("cell", ["Nguyễn Văn An", "Lê Thị Cùng", "Bà Trần Thị Và", "Hộ ông Nguyễn Văn An", "Y Thanh"])
def test_one_name_is_one_name(cell: str) -> None:
    found = senders(cell)
    assert (found.first, found.several, found.certain) == (cell, False, True)


# --- through an import
@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def _take(store: Store, path: Path) -> Any:
    return import_sheet(store, path, type_name="petition", officer=LAN, today=TODAY)


def _petitions(store: Store) -> list[Record]:
    rows = [row_id for (row_id,) in store.conn.execute("SELECT id FROM v_petition WHERE deleted = 0 ORDER BY n")]
    return store.records("petition", rows)


def test_the_first_is_the_petitioner_the_others_are_listed_and_the_cell_stays_in_the_note(
    store: Store, tmp_path: Path
) -> None:
    cell = "Nguyễn Văn An và Trần Thị Bé cùng 12 hộ dân"
    book = write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1, ten=cell, so_nguoi=None, ghi_chu="Xem kỹ"), row(2)])
    done = _take(store, book)
    several, one = _petitions(store)
    assert (done.imported, several.values["petitioner_name"], several.values["people_count"]) == (
        2,
        "Nguyễn Văn An",
        14,
    )
    (other,) = parties.of(store, several.id)
    assert (other.values["name"], other.values["side"], other.values["seq"]) == ("Trần Thị Bé", "nguoi_gui", 1)
    assert str(several.values["note"]).startswith("Xem kỹ\n")
    assert str(several.values["note"]).endswith(f": {cell}")
    assert (one.values["petitioner_name"], parties.of(store, one.id)) == ("Trần Văn A", [])
    assert all(name not in warning.reason for warning in done.warnings for name in ("An", "Bé"))


def test_a_number_in_its_own_column_is_kept_when_it_is_greater(store: Store, tmp_path: Path) -> None:
    cell = "Nguyễn Văn An và Trần Thị Bé"
    _take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1, ten=cell, so_nguoi=1), row(2, ten=cell, so_nguoi=9)]))
    assert [item.values["people_count"] for item in _petitions(store)] == [2, 9]


def test_the_same_register_again_is_the_same_and_undo_takes_the_people_too(store: Store, tmp_path: Path) -> None:
    book = write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1, ten="Nguyễn Văn An và Trần Thị Bé")])
    other = write(tmp_path / "b.xlsx", [*TITLE, HEAD, row(1, ten="Nguyễn Văn An và Lê Thị Cúc")])
    first = _take(store, book)
    assert (_take(store, book).duplicates, _take(store, book).imported) == (1, 0)
    assert _take(store, other).imported == 1
    undo_import(store, first.id, LAN)
    left = [item for item in _petitions(store) if parties.of(store, item.id)]
    assert len(left) == len(_petitions(store)) == 1
    assert store.conn.execute("SELECT count(*) FROM v_petition_party WHERE deleted = 0").fetchone() == (1,)


def test_the_preview_shows_the_cell_as_typed_with_what_became_of_it(
    store: Store, tmp_path: Path, english: None
) -> None:
    cells = ["Nguyễn Văn An cùng 12 hộ", "Nguyễn Văn An, Ấp 1"]
    plan = plan_of(write(tmp_path / "a.xlsx", [*TITLE, HEAD, *(row(n, ten=cell) for n, cell in enumerate(cells, 1))]))
    preview = Preview(plan, compare(store, ImportLog(store.conn, store.settings), plan, "01"))
    column = next(column for column in preview.columns if column.to == "petitioner_name")
    assert [preview.text(line, column) for line in preview.rows] == cells
    told = [" ".join(preview.notes(line.row)) for line in preview.rows]
    assert "13 people" in told[0]
    assert "kept as one name" in told[1]


def test_a_denunciation_s_senders_are_never_read_nor_counted_from_their_names(store: Store, tmp_path: Path) -> None:
    cell = "Nguyễn Văn An và Trần Thị Bé cùng 12 hộ"
    done = _take(store, write(tmp_path / "a.xlsx", [*TITLE, HEAD, row(1, ten=cell, loai="Tố cáo", so_nguoi=None)]))
    (item,) = _petitions(store)
    assert done.denouncers_left_out == 1
    assert not any("Nguyễn" in str(value) or "Bé" in str(value) for value in item.values.values())
    assert item.values.get("people_count") is None
    assert parties.of(store, item.id) == []
    assert date(2019, 3, 5) == item.values["received_on"]
