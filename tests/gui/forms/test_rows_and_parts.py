"""Child rows, quick entry, which page a type has, and the parts of a long form."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.app import drafts, editing
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms import layout, page_for, pages
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.quick_entry import QuickEntry, QuickPage
from danvan_desktop.gui.forms.row_dialog import RowDialog
from danvan_desktop.gui.page import Page
from tests.gui import form_desk, keys
from tests.gui.forms.typed import CONTROL, of, opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_lock_while_a_row_is_typed_in_its_dialog_keeps_the_row(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Value] = {
        "title": "Đối thoại", "kind": "doi_thoai", "dialogue_kind": "dinh_ky", "start_on": date(2026, 9, 25),
    }  # fmt: skip
    page = opened(desk, qtbot, "event", None, **given)

    def cut_off(dialog: RowDialog) -> int:
        """The event loop ends under the dialog, as a lock does."""
        dialog.form.type_text("content", "Khai mạc lúc 8 giờ")
        return int(QDialog.DialogCode.Rejected)

    monkeypatch.setattr(RowDialog, "exec", cut_off)
    page.body.grids["agenda_item"].add()
    page.release()
    [draft] = drafts.waiting(desk.store, desk.officer)
    again = opened(desk, qtbot, "event", None, **given)
    again.apply_draft(draft)
    rows = again.body.grids["agenda_item"].visible_rows()
    assert [child.values["content"] for child in rows] == ["Khai mạc lúc 8 giờ"]


def test_child_rows_are_typed_in_a_dialog_and_saved_with_the_record(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(
        desk, qtbot, "event", title="Đối thoại", kind="doi_thoai", dialogue_kind="dinh_ky",
        start_on=date(2026, 9, 25),
    )  # fmt: skip
    words = iter(("Khai mạc", "Báo cáo"))

    def typed(dialog: RowDialog) -> int:
        dialog.form.type_text("content", next(words))
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(RowDialog, "exec", typed)
    grid = page.body.grids["agenda_item"]
    grid.add()
    grid.add()
    grid.table.selectRow(0)
    assert page.save()
    assert page.state.row is not None
    found = editing.children(desk.store, "event", page.state.row)["agenda_item"]
    assert [(item.values["seq"], item.values["content"]) for item in found] == [(1, "Khai mạc"), (2, "Báo cáo")]
    grid.table.selectRow(1)
    keys.press(grid.table, Qt.Key.Key_Delete)
    assert page.dirty
    assert page.save()
    left = editing.children(desk.store, "event", page.state.row)["agenda_item"]
    assert [item.values["content"] for item in left if not item.deleted] == ["Khai mạc"]


# --- quick entry
def test_an_ordinary_reception_takes_at_most_twelve_stops_and_no_mouse(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = QuickPage(desk, "reception")
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    entry = page.entry
    texts = {"visitor_name": "Nguyễn Văn Thành", "kind": "khieu nai", "content": "Đất đai"}
    entry.form.jump("received_on")
    stops = 0
    while (name := entry.form.current()) and stops < 20:
        stops += 1
        keys.letters(entry.form.editors[name].main, texts.get(name, ""))
        if name == "content":
            break
        keys.press(entry.form.editors[name].main, Qt.Key.Key_Return, text="\r")
    assert stops <= 12
    QTest.keyClick(entry.form.editors["content"].main, Qt.Key.Key_Return, CONTROL)
    assert entry.count == 1
    [(row,)] = desk.store.conn.execute("SELECT id FROM v_reception").fetchall()
    stored = of(desk, "reception", bytes(row))
    assert (stored["visitor_name"], stored["kind"]) == ("Nguyễn Văn Thành", "khieu_nai")
    assert entry.form.editors["visitor_name"].text() == ""
    assert entry.form.current() == "visitor_name"
    assert not entry.form.shown_problems()


def test_quick_entry_says_what_is_missing_and_saves_nothing(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    entry = QuickEntry(desk, "reception")
    qtbot.addWidget(entry)
    assert not entry.save()
    assert "kind" in entry.form.shown_problems()


# --- which page
def test_a_hand_composed_window_comes_first(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Composed(Page):
        pass

    monkeypatch.setattr(pages, "composed", lambda: {"petition": lambda desk, *_rest: Composed(desk)})
    for name, kind in (("petition", Composed), ("case", FormPage)):
        page = page_for(desk, name)
        qtbot.addWidget(page)
        assert isinstance(page, kind)


# --- parts without Qt
def test_rows_keep_the_paper_order_and_are_filled() -> None:
    places = [layout.Place(name, span, grows) for name, span, grows in
              (("a", 3, True), ("b", 3, False), ("c", 4, True), ("d", 6, True), ("e", 12, True))]  # fmt: skip
    lines = layout.rows(places)
    assert [[place.name for place in line] for line in lines] == [["a", "b", "c"], ["d"], ["e"]]
    assert [sum(place.span for place in line) for line in lines] == [12, 12, 12]


def test_choosing_a_part_goes_there_also_where_there_is_one_section_and_a_grid(
    desk: form_desk.FormDesk, qtbot: QtBot
) -> None:
    page = opened(desk, qtbot, "organisation")
    assert len(page.form.boxes) == page.body.parts.count() == 2
    page.form.boxes[1].unfold(False)
    page.body.parts.setCurrentRow(1)
    assert not page.form.boxes[1].body.isHidden()


def test_parts_say_how_they_stand() -> None:
    state = FormState.new(records.get("petition"), {"received_on": date(2026, 10, 5)})
    assert [part.state for part in state.parts(())] == ["complete", *["untouched"] * 6]
    state.put_unreadable("written_on", "Lịch không có ngày này.")
    state.put("type", "to_cao")
    assert state.dirty
    assert state.parts(())[2].state == "complete"
    assert "petitioner_name" in state.secret()
