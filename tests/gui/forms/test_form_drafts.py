"""What is typed is kept until it is saved or discarded."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import drafts, editing
from danvan_desktop.gui.forms import leaving as module
from danvan_desktop.gui.forms.child_grid import ChildRow
from tests.gui import form_desk
from tests.gui.forms.typed import opened, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
