"""The generated form: typed by keys, checked, saved and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui import form_desk, keys
from tests.gui.forms.typed import CONTROL, of, opened, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
