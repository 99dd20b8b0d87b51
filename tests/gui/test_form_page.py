"""The generated form: typed by keys, saved, checked, its draft kept and restored, its steps and its child rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.app import drafts, editing
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.steps import asked_for
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms import layout, page_for, pages
from danvan_desktop.gui.forms import leaving as module
from danvan_desktop.gui.forms.child_grid import ChildRow
from danvan_desktop.gui.forms.editor import Lock
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.quick_entry import QuickEntry, QuickPage
from danvan_desktop.gui.forms.row_dialog import RowDialog
from danvan_desktop.gui.page import Page
from tests.gui import form_desk, keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[form_desk.FormDesk]:
    made = form_desk.new_desk(tmp_path)
    yield made
    form_desk.close(made)


def opened(
    desk: form_desk.FormDesk, qtbot: QtBot, type_name: str, row: bytes | None = None, **values: Value
) -> FormPage:
    page = FormPage(desk, type_name, row, values)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    return page


def of(desk: form_desk.FormDesk, type_name: str, row: bytes | None) -> dict[str, Value]:
    assert row is not None
    item = desk.store.get(type_name, row)
    assert item is not None
    return item.values


def type_into(page: FormPage, name: str, text: str) -> None:
    page.form.jump(name)
    keys.letters(page.form.editors[name].main, text)


# --- saving
def test_ctrl_s_saves_what_was_typed_and_the_word_in_the_middle(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    type_into(page, "type", "khieu nai")
    type_into(page, "petitioner_name", "Nguyễn Văn ")
    line = page.form.editors["petitioner_name"].main
    QCoreApplication.sendEvent(line, QInputMethodEvent("Thành", []))
    done = QInputMethodEvent()
    done.setCommitString("Thành")
    QCoreApplication.sendEvent(line, done)  # what the input method sends when commit() asks for it
    keys.press(line, Qt.Key.Key_S, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_S, CONTROL)
    assert page.state.row is not None
    stored = of(desk, "petition", page.state.row)
    assert (stored["petitioner_name"], stored["type"]) == ("Nguyễn Văn Thành", "khieu_nai")
    assert not page.dirty
    assert "Nguyễn" not in page.title


def test_a_form_with_errors_is_not_saved_and_goes_to_the_first(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    page.form.type_text("received_on", "31/02")
    assert not page.save()
    assert desk.store.conn.execute("SELECT count(*) FROM v_petition").fetchone()[0] == 0
    assert page.form.current() == "received_on"
    assert page.form.editors["received_on"].text() == "31/02"
    assert page.body.bar.isVisible()
    QTest.keyClick(page.form.editors["received_on"].main, Qt.Key.Key_F8)
    assert page.form.current() == "type"


def test_a_new_form_scolds_nobody_before_something_was_typed(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    assert not page.body.bar.isVisible()
    assert page.form.shown_problems() == []
    page.form.jump("type")
    page.form.jump("round")
    qtbot.waitUntil(page.body.bar.isVisible)
    assert page.form.shown_problems() == ["type"]


def test_warnings_do_not_stop_a_save(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition", type="khieu_nai", people_count=7)
    assert page.save()
    assert [problem.code for problem in page.state.warnings()] == ["crowd"]
    assert page.body.bar.isVisible()


def test_opening_and_saving_changes_nothing(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    before = len(desk.store.history("petition", row))
    page = opened(desk, qtbot, "petition", row)
    page.form.collect()
    assert not page.dirty
    assert page.save()
    assert len(desk.store.history("petition", row)) == before


def test_only_what_was_typed_is_written(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    page = opened(desk, qtbot, "petition", row)
    page.form.type_text("village", "Thôn 5")
    assert page.save()
    newest = desk.store.history("petition", row)[-1]
    assert (newest.field, newest.new) == ("village", "Thôn 5")


def test_a_save_can_be_taken_back(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    page = opened(desk, qtbot, "petition", row)
    page.form.type_text("village", "Thôn 5")
    page.save()
    back = desk.shell.said[-1][1]
    assert back is not None
    back()
    assert of(desk, "petition", row)["village"] is None
    page.refresh()
    assert page.form.editors["village"].text() == ""


def test_a_first_save_taken_back_leaves_what_was_typed_unsaved(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition", type="khieu_nai")
    page.form.type_text("village", "Thôn 5")
    assert page.save()
    back = desk.shell.said[-1][1]
    assert back is not None
    back()
    page.refresh()
    assert page.state.row is None
    assert page.dirty
    assert page.form.editors["village"].value() == "Thôn 5"


def test_ctrl_enter_saves_and_begins_the_next(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition", type="khieu_nai", petition_no="0068/2026", handled_by="UBND xã")
    QTest.keyClick(page.form.editors["petition_no"].main, Qt.Key.Key_Return, CONTROL)
    assert page.state.row is None
    assert page.form.editors["petition_no"].text() == ""
    assert page.form.editors["handled_by"].text() == "UBND xã"  # "last" goes on
    assert desk.store.conn.execute("SELECT count(*) FROM v_petition").fetchone()[0] == 1


def test_ctrl_d_copies_from_the_record_above(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    form_desk.saved(desk, "petition", form_desk.petition(village="Thôn 5"))
    page = opened(desk, qtbot, "petition")
    page.form.jump("village")
    QTest.keyClick(page.form.editors["village"].main, Qt.Key.Key_D, CONTROL)
    assert page.form.editors["village"].value() == "Thôn 5"
    assert page.dirty


# --- what is open, what is kept back
def test_a_condition_brings_and_takes_fields(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    assert page.form.fields["decision_no"].isHidden()
    page.form.type_value("type", "khieu_nai")
    assert not page.form.fields["decision_no"].isHidden()
    page.form.type_text("decision_no", "214/QĐ-UBND")
    page.form.type_value("type", "phan_anh")
    assert not page.form.fields["decision_no"].isHidden()  # what stands there is not lost sight of


def test_who_denounces_cannot_be_typed_saved_or_drafted(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    page.form.type_text("petitioner_name", "Người Tố Cáo")
    page.form.type_value("type", "to_cao")
    editor = page.form.editors["petitioner_name"]
    assert editor.lock is Lock.SECRET
    assert "Người" not in editor.main.property("text")
    page.drafts.keep()
    assert all(draft.values.get("petitioner_name") is None for draft in drafts.waiting(desk.store, desk.officer))
    assert page.save()
    assert of(desk, "petition", page.state.row)["petitioner_name"] is None


def test_a_value_kept_elsewhere_is_said_to_be_and_stays_as_it_is(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    desk.store.destroy_values("petition", row, ["petitioner_name"])
    page = opened(desk, qtbot, "petition", row)
    editor = page.form.editors["petitioner_name"]
    assert editor.lock is Lock.WITHHELD
    page.form.type_text("village", "Thôn 5")
    assert page.save()
    item = desk.store.get("petition", row)
    assert item is not None
    assert item.withheld == {"petitioner_name"}


def test_another_offices_record_is_only_read(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    monkeypatch.setattr(editing, "locked", lambda *_given: "Hồ sơ của đơn vị 25921.")
    page = opened(desk, qtbot, "petition", row)
    assert not page.header.save.isEnabled()
    assert {editor.lock for editor in page.form.editors.values()} == {Lock.READ_ONLY}
    assert not page.save()


def test_the_state_of_a_saved_record_moves_only_by_its_steps(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition(state="da_thu_ly", accepted_on=date(2026, 10, 6)))
    page = opened(desk, qtbot, "petition", row)
    assert page.form.editors["state"].lock is Lock.READ_ONLY
    item = desk.store.get("petition", row)
    assert item is not None
    steps = {step.target: step for step in editing.open_moves(desk.store, page.record_type, item, "xu_ly")}
    assert set(steps) == {"dang_xac_minh", "da_co_ket_qua", "dinh_chi", "chuyen_co_quan_dieu_tra"}
    assert asked_for(page.record_type, item, "da_co_ket_qua") == [
        "resolved_on", "result", "result_no", "result_on",
    ]  # fmt: skip

    def typed(dialog: RowDialog) -> int:
        dialog.form.type_text("result_no", "31/QĐ-UBND")
        dialog.accept()
        assert dialog.result() != QDialog.DialogCode.Accepted, "a decision says what was decided"
        dialog.form.type_text("result", "Sai")
        dialog.accept()
        return QDialog.DialogCode(dialog.result())

    monkeypatch.setattr(RowDialog, "exec", typed)
    page.header.moved.emit(steps["da_co_ket_qua"])
    stored = of(desk, "petition", row)
    assert (stored["state"], stored["resolved_on"], stored["result_no"]) == (
        "da_co_ket_qua", form_desk.TODAY, "31/QĐ-UBND",
    )  # fmt: skip


# --- drafts
def test_what_is_typed_is_kept_after_a_moment_and_comes_back(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "event", {
        "unit": "24538", "title": "Đối thoại", "kind": "doi_thoai", "dialogue_kind": "dinh_ky",
        "start_on": date(2026, 9, 25),
    })  # fmt: skip
    page = opened(desk, qtbot, "event", row)
    type_into(page, "venue", "Nhà văn hóa")
    page.form.type_text("end_on", "31/02")
    page.body.grids["site"].rows.append(ChildRow(None, {"name": "Điểm cầu xã", "invited": 50}))
    qtbot.waitUntil(lambda: bool(drafts.waiting(desk.store, desk.officer)), timeout=4000)
    page.release()
    [draft] = drafts.waiting(desk.store, desk.officer)
    again = opened(desk, qtbot, "event", row)
    again.apply_draft(draft)
    assert again.form.editors["venue"].text() == "Nhà văn hóa"
    assert again.form.editors["end_on"].text() == "31/02"
    assert [child.values["name"] for child in again.body.grids["site"].visible_rows()] == ["Điểm cầu xã"]
    again.form.type_text("end_on", "26/9/2026")
    assert again.save()
    assert drafts.waiting(desk.store, desk.officer) == []
    assert [item.values["invited"] for item in editing.children(desk.store, "event", row)["site"]] == [50]


def test_a_draft_waits_while_a_long_work_holds_the_file(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    page.form.type_text("village", "Thôn 5")
    desk.busy = True
    page.drafts.keep()
    assert drafts.waiting(desk.store, desk.officer) == []
    desk.busy = False
    page.release()
    assert len(drafts.waiting(desk.store, desk.officer)) == 1


@pytest.mark.parametrize(("answer", "leaves", "kept"), [("drop", True, 0), ("stay", False, 1), (None, False, 1)])
def test_leaving_asks_and_discard_means_discard(
    answer: str | None, leaves: bool, kept: int, desk: form_desk.FormDesk, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = opened(desk, qtbot, "petition")
    page.form.type_text("village", "Thôn 5")
    page.drafts.keep()
    monkeypatch.setattr(module, "ask", lambda *_given: answer)
    assert page.may_leave() is leaves
    assert len(drafts.waiting(desk.store, desk.officer)) == kept
    page.drafts.drop()


def test_esc_closes_the_list_first_and_leaves_the_page_then(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    type_into(page, "type", "kh")
    line = page.form.editors["type"].main
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert desk.shell.popped == 0
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert desk.shell.popped == 1


def test_the_windows_title_shows_unsaved_work_while_it_is_seen(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    page.setWindowTitle("Dân Vận[*]")
    type_into(page, "village", "Thôn 5")
    assert page.isWindowModified()
    page.hide()
    assert not page.isWindowModified()


def test_a_draft_is_kept_while_typing_goes_on_without_a_pause(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    page.drafts._wait.setInterval(150)
    for _turn in range(12):
        type_into(page, "village", "Thôn 5 ")
        qtbot.wait(30)
    assert len(drafts.waiting(desk.store, desk.officer)) == 1
    page.release()


def test_leaving_a_field_keeps_the_draft_at_once(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    type_into(page, "village", "Thôn 5")
    page.form.jump("note")
    [draft] = drafts.waiting(desk.store, desk.officer)
    assert draft.values["village"] == "Thôn 5"


# --- child rows
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
