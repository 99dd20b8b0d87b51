"""The import wizard over a real office: find, map, mend, choose, save, take back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.app import import_kept, left_work
from danvan_desktop.app.left_work import LeftImport
from danvan_desktop.errors import UserError
from danvan_desktop.gui.sheet_import import past_imports, unfinished
from danvan_desktop.gui.sheet_import.preview_model import FIRST, TAKE
from danvan_desktop.gui.sheet_import.wizard import COLUMNS, PREVIEW, RESULT, SOURCE, ImportWizard
from tests.conftest import TEST_DATA
from tests.gui.handover_desk import TestDesk, desk_of, new_office
from tests.unit.sheets.books import HEAD, write

GOOD = TEST_DATA / "thanh-hoa-2019" / "so-don-thu.xlsx"
FAULTY = TEST_DATA / "thanh-hoa-2019" / "so-don-thu-co-loi.xlsx"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    office = new_office(tmp_path / "office", "80T", "Huyện Thạnh Hóa", "district")
    with desk_of(office) as made:
        yield made
    office.close()


def opened(desk: TestDesk, qtbot: QtBot, file: Path, type_name: str = "") -> ImportWizard:
    page = ImportWizard(desk, file, type_name)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.show()
    qtbot.waitUntil(page.stack.isEnabled, timeout=10_000)
    return page


def go_on(page: ImportWizard, qtbot: QtBot, place: int) -> None:
    QTest.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == place and not page.desk.busy, timeout=10_000)


def live(desk: TestDesk) -> int:
    return int(desk.store.conn.execute("SELECT count(*) FROM v_petition WHERE deleted = 0").fetchone()[0])


def test_a_register_is_found_read_saved_and_taken_back(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk, qtbot, GOOD)
    assert (page.source.kind.currentData(), page.source.head_row.value()) == ("petition", 4)
    go_on(page, qtbot, COLUMNS)
    assert page.columns.table.rowCount() == 12
    go_on(page, qtbot, PREVIEW)
    assert (page.rows.model.rowCount(), len(page.rows.model.taken)) == (71, 71)
    assert "71" in page.forward.text()
    go_on(page, qtbot, RESULT)
    assert live(desk) == 71
    monkeypatch.setattr(past_imports, "ask", lambda *_args: "undo")
    QTest.mouseClick(page.result.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live(desk) == 0 and not desk.busy, timeout=10_000)


def test_bad_cells_are_marked_in_place_and_a_corrected_one_becomes_good(desk: TestDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, FAULTY)
    go_on(page, qtbot, COLUMNS)
    go_on(page, qtbot, PREVIEW)
    assert page.rows.list.count() == 9
    model, first = page.rows.model, page.rows.table.currentIndex()
    assert model.data(first) == "31/02/2019"
    assert "ngày" in str(model.data(first, Qt.ItemDataRole.ToolTipRole))
    assert model.data(first, Qt.ItemDataRole.BackgroundRole) is not None
    page.rows.editor.text.setText("28/02/2019")
    QTest.mouseClick(page.rows.editor.one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.rows.list.count() == 8, timeout=10_000)
    assert len(model.taken) == 2


def test_f8_goes_from_bad_cell_to_bad_cell_and_round(desk: TestDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, FAULTY)
    go_on(page, qtbot, COLUMNS)
    go_on(page, qtbot, PREVIEW)
    rows = []
    for _turn in range(9):
        page.rows.next_bad()
        rows.append(page.rows.model.row_at(page.rows.table.currentIndex().row()).row)  # type: ignore[union-attr]
    assert rows == [7, 8, 9, 10, 11, 12, 12, 13, 6]


def test_rows_left_unticked_are_not_saved(desk: TestDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, GOOD)
    go_on(page, qtbot, COLUMNS)
    go_on(page, qtbot, PREVIEW)
    model = page.rows.model
    for place in range(3):
        model.setData(model.index(place, TAKE), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    go_on(page, qtbot, RESULT)
    assert live(desk) == 68


def test_rows_imported_before_are_shown_with_their_record(desk: TestDesk, qtbot: QtBot) -> None:
    first = opened(desk, qtbot, GOOD)
    for place in (COLUMNS, PREVIEW, RESULT):
        go_on(first, qtbot, place)
    again = opened(desk, qtbot, GOOD)
    go_on(again, qtbot, COLUMNS)
    go_on(again, qtbot, PREVIEW)
    assert not again.forward.isEnabled()
    again.rows.table.setCurrentIndex(again.rows.model.index(0, FIRST))
    QTest.mouseClick(again.rows.record, Qt.MouseButton.LeftButton)
    assert [type_name for type_name, _row in desk.opened] == ["petition"]


def test_no_denouncer_stands_in_the_preview_or_the_examples(desk: TestDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, GOOD)
    go_on(page, qtbot, COLUMNS)
    table = page.columns.table
    samples = [table.item(row, 4).text() for row in range(table.rowCount())]  # type: ignore[union-attr]
    assert not any("Nguyễn" in text for text in samples)
    go_on(page, qtbot, PREVIEW)
    model = page.rows.model
    texts = [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]
    secret = [row for row in texts if "Tố cáo" in row]
    assert len(secret) == 3
    assert all(row.count("(giữ bí mật)") >= 2 for row in secret)


def test_a_column_taken_otherwise_is_remembered_under_a_name(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    rows = [["1", "05/03/2019", "A B", "Ấp 1", "Khiếu nại", "Tranh chấp bờ ranh"]]
    head = ["STT", "Cột lạ", "Họ và tên", "Địa chỉ", "Loại đơn", "Lĩnh vực"]
    book = write(tmp_path / "a.xlsx", [["SỔ ĐƠN NĂM 2019"], head, *rows])
    page = opened(desk, qtbot, book, "petition")
    page.source.head_row.setValue(2)
    go_on(page, qtbot, COLUMNS)
    assert not page.forward.isEnabled()
    box = page.columns.table.cellWidget(1, 2).findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findData("received_on"))
    box.activated.emit(box.currentIndex())
    assert page.forward.isEnabled()
    page.columns.name.setText("Sổ thanh tra")
    QTest.mouseClick(page.columns.keep, Qt.MouseButton.LeftButton)
    assert desk.shell.said
    go_on(page, qtbot, PREVIEW)
    assert page.rows.model.rowCount() == 1
    later = opened(desk, qtbot, book, "petition")
    later.source.head_row.setValue(2)
    go_on(later, qtbot, COLUMNS)
    place = later.columns.maps.findData("Sổ thanh tra")
    later.columns.maps.setCurrentIndex(place)
    later.columns.maps.activated.emit(place)
    assert later.forward.isEnabled()


def mended(desk: TestDesk, qtbot: QtBot, file: Path = FAULTY) -> ImportWizard:
    """A page on which one column was left out, one cell corrected and one good row not taken."""
    page = opened(desk, qtbot, file)
    go_on(page, qtbot, COLUMNS)
    box = page.columns.table.cellWidget(page.columns.table.rowCount() - 1, 2).findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(0)
    box.activated.emit(0)
    go_on(page, qtbot, PREVIEW)
    wrong = page.rows.list.count()
    page.rows.editor.text.setText("28/02/2019")
    QTest.mouseClick(page.rows.editor.one, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.rows.list.count() == wrong - 1, timeout=10_000)
    page.rows.model.turn(page.rows.model._place[min(page.rows.model.taken)])
    return page


def test_what_was_settled_and_corrected_is_there_again_after_a_lock(desk: TestDesk, qtbot: QtBot) -> None:
    page = mended(desk, qtbot)
    taken, wrong = set(page.rows.model.taken), page.rows.list.count()
    page.release()
    again = opened(desk, qtbot, FAULTY)
    assert again.source._kept.isVisible()
    go_on(again, qtbot, COLUMNS)
    assert again.columns._found[-1].to == ""
    go_on(again, qtbot, PREVIEW)
    assert (set(again.rows.model.taken), again.rows.list.count()) == (taken, wrong)
    QTest.mouseClick(again.forward, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.stack.currentIndex() == RESULT, timeout=10_000)
    assert import_kept.waiting(desk.store, desk.officer) == []


def test_a_corrected_cell_is_in_the_file_at_once(desk: TestDesk, qtbot: QtBot) -> None:
    mended(desk, qtbot)
    [kept] = import_kept.waiting(desk.store, desk.officer)  # nobody released anything: a power cut would find this
    assert [text for _place, text in kept.cells] == ["28/02/2019"]


def test_who_begins_again_or_forgets_gets_the_workbook_as_it_is(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mended(desk, qtbot).release()
    again = opened(desk, qtbot, FAULTY)
    again.source.anew.emit()
    assert not again.source._kept.isVisible()
    assert import_kept.waiting(desk.store, desk.officer) == []
    page = mended(desk, qtbot)
    monkeypatch.setattr(unfinished, "ask", lambda *_said: "discard")
    assert page.may_leave()
    page.release()
    assert import_kept.waiting(desk.store, desk.officer) == []


def test_who_leaves_to_go_on_later_finds_it_in_what_was_left(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = mended(desk, qtbot)
    monkeypatch.setattr(unfinished, "ask", lambda *_said: "leave")
    assert page.may_leave()
    page.release()
    [left] = left_work.left(desk.store, desk.officer)
    assert isinstance(left, LeftImport)
    assert (left.path, left.cells, left.left_out) == (FAULTY, 1, 1)


@pytest.mark.parametrize(("data", "name"), [(b"", "rong.xlsx"), (b"<html>", "trang.xls"), (b"PK\x03\x04", "hong.xlsx")])
def test_a_workbook_that_cannot_be_read_is_a_sentence_on_the_page(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path, data: bytes, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    page = opened(desk, qtbot, file)
    assert page.stack.currentIndex() == SOURCE
    assert not page.forward.isEnabled()
    said = [found.text() for found in page.source.findChildren(QLabel)]
    assert any(name in text and len(text) > len(name) + 5 for text in said)
    page.open_file(GOOD)
    qtbot.waitUntil(page.forward.isEnabled, timeout=10_000)


def test_a_workbook_dropped_on_the_page_is_opened(desk: TestDesk, qtbot: QtBot) -> None:
    page = ImportWizard(desk)
    qtbot.addWidget(page)
    page.show()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(GOOD))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    qtbot.waitUntil(page.forward.isEnabled, timeout=10_000)
    assert page.source.sheet.count() == 1


def test_columns_that_make_no_register_are_said_before_anything_is_read(desk: TestDesk, tmp_path: Path) -> None:
    from danvan_desktop.app.import_draft import ImportDraft

    book = write(tmp_path / "b.xlsx", [HEAD, ["1", "x"]])
    draft = ImportDraft(book)
    draft.open(desk.store)
    draft.choose("event", draft.sheets[0].name, 1)
    assert draft.missing(draft.columns(desk.store))
    with pytest.raises(UserError):
        draft.preview(desk.store, desk.today())
    draft.close()


def test_a_workbook_that_was_stopped_leaves_the_one_that_was_there(desk: TestDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, GOOD)
    page.open_file(FAULTY)
    page.waiting._cancel.click()
    qtbot.waitUntil(lambda: not desk.tasks._running, timeout=10_000)
    assert page.source._file.text() == GOOD.name
    assert page.source._found.isVisible()
    go_on(page, qtbot, COLUMNS)
    go_on(page, qtbot, PREVIEW)
    assert page.rows.model.rowCount() == 71
