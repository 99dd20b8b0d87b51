"""The list page over a real office: filters, chips, sort, views, keys, clipboard, paste, bin, the side."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.app import recycle, undo
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.listing import Condition, Listing
from danvan_desktop.app.listing.views import View
from danvan_desktop.gui.lists import ListPage, ListTab
from danvan_desktop.gui.lists.column_dialog import ColumnDialog
from danvan_desktop.gui.lists.paste_dialog import PasteDialog
from danvan_desktop.gui.lists.remove_rows import ReasonDialog, bring_back
from danvan_desktop.gui.lists.save_list import write_list
from danvan_desktop.i18n import _
from tests.gui.handover_desk import TODAY, TestDesk, desk_of, new_office

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "so-don-thu.xlsx"
ROWS = 36


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    """A commune with its petition register taken in."""
    office = new_office(tmp_path / "office", "25920", "Xã Ví dụ", "commune")
    import_sheet(office.store, SAMPLE, type_name="petition", officer="Lan", today=TODAY, skip_bad=True)
    with desk_of(office) as made:
        yield made
    office.close()


@pytest.fixture
def page(desk: TestDesk, qtbot: QtBot) -> Iterator[ListPage]:
    """The list of petitions, read and on the screen."""
    made = ListPage(desk, "petition")
    qtbot.addWidget(made)
    made.resize(1366, 620)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.foot.groups.text() != "")
    yield made
    made.release()


def rows(page: ListPage) -> int:
    return page.model.rowCount()


def shown(page: ListPage, name: str) -> list[str]:
    """The texts of one column."""
    place = [field.name for field in page.model.columns].index(name)
    return [str(page.model.index(row, place).data()) for row in range(rows(page))]


def filter_by(page: ListPage, qtbot: QtBot, name: str, text: str) -> QLineEdit:
    """Type into a filter cell and press Enter."""
    box = page.table.header.boxes[name]
    box.setFocus()
    box.setText(text)
    box.textEdited.emit(text)
    with qtbot.waitSignal(page.reader.found, timeout=3000, raising=False):
        QTest.keyClick(box, Qt.Key.Key_Return)
    return box


def test_the_list_is_there_with_its_count_and_its_kinds(page: ListPage) -> None:
    assert rows(page) == ROWS
    assert page.foot.count.text().startswith("36 ")
    days = [date(int(text[6:]), int(text[3:5]), int(text[:2])) for text in shown(page, "received_on")]
    assert days == sorted(days, reverse=True)


def test_a_filter_cell_hides_rows_and_a_chip_says_so(page: ListPage, qtbot: QtBot) -> None:
    filter_by(page, qtbot, "received_on", "≥ 1/9/2026")
    assert 0 < rows(page) < ROWS
    assert page.foot.count.text().startswith(f"{rows(page)}/36 ")
    assert str(ROWS - rows(page)) in page.chips.hidden_rows.text()
    assert page.filter_note
    with qtbot.waitSignal(page.reader.found):
        page.chips.cleared.emit()
    assert rows(page) == ROWS
    assert page.table.header.boxes["received_on"].text() == ""
    assert not page.chips.isVisible()


def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(page: ListPage, qtbot: QtBot) -> None:
    box = filter_by(page, qtbot, "received_on", "31/02")
    assert box.property("problem") == "error"
    assert box.property("on") == "false"  # the colour of a filter in force would say rows are hidden
    assert box.text() == "31/02"
    assert box.toolTip()
    assert rows(page) == ROWS


def test_enter_in_a_filter_cell_opens_no_record(desk: TestDesk, page: ListPage, qtbot: QtBot) -> None:
    filter_by(page, qtbot, "received_on", "2026")
    assert desk.opened == []


def test_search_finds_without_accents(page: ListPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.reader.found):
        QTest.keyClicks(page.search, "huynh duc yen")
    assert "Huỳnh Đức Yến" in shown(page, "petitioner_name")


def test_a_denouncer_stands_nowhere_in_the_list(page: ListPage) -> None:
    secret = [
        name for name, kind in zip(shown(page, "petitioner_name"), shown(page, "type"), strict=True) if kind == "Tố cáo"
    ]
    assert secret
    assert set(secret) == {_("(secret)")}


def test_a_head_sorts_by_an_index_and_no_other_column_does(page: ListPage, qtbot: QtBot) -> None:
    place = [field.name for field in page.model.columns].index("state")
    with qtbot.waitSignal(page.reader.found):
        page.table.header.sectionClicked.emit(place)
    assert page.listing.sort == "state"
    before = page.listing
    page.table.header.sectionClicked.emit([f.name for f in page.model.columns].index("petitioner_name"))
    assert page.listing == before


def test_only_this_value_fills_the_filter_cell(page: ListPage, qtbot: QtBot) -> None:
    place = [field.name for field in page.model.columns].index("type")
    row = page.model.row(0)
    assert row is not None
    condition = page.acts._only(row, place)
    assert condition is not None
    with qtbot.waitSignal(page.reader.found):
        page.filtering.only(condition)
    assert set(shown(page, "type")) == {row.texts[place]}
    assert page.table.header.boxes["type"].text() == row.texts[place]


def test_the_record_chosen_is_read_at_the_side_and_opened_by_enter(
    page: ListPage, desk: TestDesk, qtbot: QtBot
) -> None:
    page.table.go_to(3)
    qtbot.waitUntil(lambda: page.side.title.text() != _("No row chosen"))
    assert page.side.open.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert desk.opened == [("petition", page.model.id_at(3))]


def test_ctrl_a_on_a_million_rows_is_one_range_and_copying_them_is_refused(
    page: ListPage, desk: TestDesk, qtbot: QtBot
) -> None:
    page.model.show_numbers(array("q", range(1_000_000)))
    page.table.selectAll()
    assert page.table.ranges() == [(0, 999_999)]
    page.acts.do("copy")
    assert len(desk.failures) == 1
    assert "1.000.000" in str(desk.failures[0])


def test_rows_are_copied_with_heads_for_excel(page: ListPage) -> None:
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    head, first = data.text().splitlines()[:2]
    assert head.split("\t")[0] == _("No.")
    assert shown(page, "received_on")[0] in first
    assert "<table" in data.html()


def test_the_list_is_saved_as_excel_and_as_csv_with_bom(page: ListPage, tmp_path: Path, qtbot: QtBot) -> None:
    for form in ("xlsx", "csv"):
        said = len(page.desk.shell.said)  # type: ignore[attr-defined]
        write_list(page, tmp_path / f"danh-sach.{form}")
        qtbot.waitUntil(lambda said=said: len(page.desk.shell.said) > said)  # type: ignore[attr-defined,misc]
    sheet = load_workbook(tmp_path / "danh-sach.xlsx").active
    assert sheet is not None
    assert sum(1 for row in sheet.iter_rows(values_only=True) if any(row)) == ROWS + 2
    raw = (tmp_path / "danh-sach.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").count("\r\n") == ROWS + 1


def test_pasted_rows_are_shown_with_their_bad_cells_before_anything_is_saved(
    page: ListPage, desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def agree(dialog: PasteDialog) -> int:
        seen.append(dialog.model.rowCount())
        return 1

    monkeypatch.setattr(PasteDialog, "exec", agree)
    data = QMimeData()
    data.setText("Số đơn\tNgày nhận\tHọ tên người gửi\tLoại đơn\tNội dung\n"
                 "090\t1/11/2026\tLê Văn A\tPhản ánh\tRác\n091\t31/2/2026\tLê Văn B\tPhản ánh\tRác\n")  # fmt: skip
    QGuiApplication.clipboard().setMimeData(data)
    page.acts.do("paste")
    qtbot.waitUntil(lambda: bool(desk.shell.said))
    assert seen == [2]
    with qtbot.waitSignal(page.reader.found):
        page.refresh()
    assert rows(page) == ROWS + 1


def test_removing_asks_for_the_reason_and_can_be_taken_back(
    page: ListPage, desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ReasonDialog(1, needed=True)
    qtbot.addWidget(dialog)
    dialog._on_ok()
    assert not dialog.result()
    monkeypatch.setattr(ReasonDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(ReasonDialog, "reason", "ghi nhầm")
    page.table.selectRow(0)
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert recycle.count(desk.store, "petition") == 1
    with qtbot.waitSignal(page.reader.found):
        page.refresh()
    assert rows(page) == ROWS - 1
    with qtbot.waitSignal(desk.changed):
        bring_back(desk, "petition", undo.last(desk.store, desk.officer) or "")
    assert recycle.count(desk.store, "petition") == 0


def test_columns_widths_sort_and_filter_are_as_they_were_left(desk: TestDesk, qtbot: QtBot) -> None:
    page = ListPage(desk, "petition")
    qtbot.addWidget(page)
    page.choose_columns(["received_on", "state", "petition_no"])
    page.table.header.resizeSection(0, 222)
    page.table.header.moveSection(2, 0)
    page.filtering.typed("state", "chưa đóng", over=True)
    page.release()
    again = ListPage(desk, "petition")
    qtbot.addWidget(again)
    assert again.grid.columns() == ["petition_no", "received_on", "state"]
    assert again.grid.widths() == {"received_on": 222}
    assert again.table.header.boxes["state"].text() == _("not closed")
    assert again.listing.conditions == page.listing.conditions
    again.release()


def test_a_saved_view_is_called_by_its_name(page: ListPage, qtbot: QtBot) -> None:
    page.show_listing(Listing("petition", conditions=(Condition("type", "any", ("to_cao",)),)))
    page.bar.views.keep(page.view("Đơn tố cáo"))
    assert "Đơn tố cáo" in page.bar.views.button.text()
    with qtbot.waitSignal(page.reader.found):
        page.bar.views.chosen.emit(View("", Listing("petition")))
    assert rows(page) == ROWS
    page.bar.views._fill()
    assert "Đơn tố cáo" in [action.text() for action in page.bar.views.actions()]


def test_an_empty_list_says_the_next_step(desk: TestDesk, qtbot: QtBot) -> None:
    page = ListPage(desk, "reception")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.reader.found):
        page.refresh()
    assert page.empty.isVisible()
    assert page.empty._sheet.isVisible()
    page.release()


def test_the_tab_brings_up_the_list_behind_a_figure(desk: TestDesk, qtbot: QtBot) -> None:
    tab = ListTab(desk, ("petition", "reception", "case"))
    qtbot.addWidget(tab)
    tab.show()
    tab.bar.setCurrentIndex(2)
    year = Listing("petition", figure="D05.ratio", start=date(2026, 1, 1), end=date(2026, 12, 31), title="Đơn nhận")
    with qtbot.waitSignal(tab.list_of("petition").reader.found):
        tab.show_listing(year)
    assert tab.bar.currentIndex() == 0
    assert tab.page.chips.isVisible()
    tab.release()


def test_columns_are_found_ticked_and_put_back(page: ListPage, qtbot: QtBot) -> None:
    dialog = ColumnDialog(page.record, page.grid.columns(), page)
    qtbot.addWidget(dialog)
    dialog.find_field.setText("han giai quyet")
    hidden = [dialog.list.item(place).isHidden() for place in range(dialog.list.count())]
    assert hidden.count(False) >= 1
    for place in range(dialog.list.count()):
        dialog.list.item(place).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.ok.isEnabled()
    dialog._on_again()
    assert dialog.chosen == page.grid.columns()


def test_every_type_has_a_list(desk: TestDesk, qtbot: QtBot) -> None:
    for record in records.ALL:
        page = ListPage(desk, record.name)
        qtbot.addWidget(page)
        with qtbot.waitSignal(page.reader.counted):
            page.refresh()
        assert desk.failures == []
        page.release()


def test_a_narrow_window_is_not_widened_by_the_list(page: ListPage, qtbot: QtBot) -> None:
    conditions = tuple(Condition(field.name, "filled") for field in page.record.fields[:12])
    page.resize(760, 480)
    with qtbot.waitSignal(page.reader.found):
        page.show_listing(Listing("petition", conditions=conditions))
    assert page.minimumSizeHint().width() <= 760


def test_the_filter_cells_stay_where_no_row_fits(page: ListPage, qtbot: QtBot) -> None:
    box = filter_by(page, qtbot, "content", "zzzz")
    assert rows(page) == 0
    assert page.unfit.isVisible()
    assert box.isVisible()
    assert not page.empty.isVisible()
    with qtbot.waitSignal(page.reader.found):
        page.unfit.cleared.emit()
    assert rows(page) == ROWS
    assert not page.unfit.isVisible()
