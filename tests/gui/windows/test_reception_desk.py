"""The reception desk by Enter alone, and what it offers beside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app.links import Hit
from danvan_desktop.app.reception_day import Known
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.forms.editor import Lock
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.windows.petition import PetitionPage
from danvan_desktop.gui.windows.reception_desk import ReceptionDesk
from tests.gui import form_desk, keys
from tests.gui.form_desk import FormDesk
from tests.gui.windows.on_the_desk import live, shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
STOPS = 12


# --- the reception desk
def at_the_desk(desk: FormDesk, qtbot: QtBot, width: int = 1366) -> ReceptionDesk:
    page = shown(page_for(desk, "reception"), ReceptionDesk, qtbot, width)
    page.refresh()
    return page


def test_enter_goes_through_twelve_stops_to_save_and_next(desk: FormDesk, qtbot: QtBot) -> None:
    page = at_the_desk(desk, qtbot)
    page.entry.form.type_value("kind", "khieu_nai")
    page.entry.form.jump("received_time")
    went = []
    for _step in range(STOPS):
        went.append(page.entry.form.current())
        focus = QApplication.focusWidget()
        assert focus is not None
        keys.press(focus, Qt.Key.Key_Return)
    assert len(set(went)) == STOPS
    assert went[-1] == "result"
    assert page.save_next.hasFocus()
    QTest.keyClick(page.save_next, Qt.Key.Key_Return)
    assert len(live(desk, "reception")) == 1
    assert page.entry.form.current() == "visitor_name"


def test_a_crowd_is_kindly_asked_for_representatives(desk: FormDesk, qtbot: QtBot) -> None:
    page = at_the_desk(desk, qtbot)
    reps = page.entry.form.fields["rep_count"]
    assert not reps.isVisible()
    page.entry.form.type_text("people_count", "6")
    assert reps.isVisible()
    page.entry.form.type_text("people_count", "4")
    assert not reps.isVisible()


def test_a_denouncers_fields_are_locked_and_the_reason_stands_there(desk: FormDesk, qtbot: QtBot) -> None:
    page = at_the_desk(desk, qtbot)
    page.entry.form.type_text("visitor_name", "Nguyễn Văn Thành")
    page.entry.form.type_value("kind", "to_cao")
    assert page.entry.form.editors["visitor_name"].lock is Lock.SECRET
    assert any(note.isVisible() and note.text() for note in page.entry.form._notes)


def test_the_same_matter_is_linked_to_a_case_that_both_name(desk: FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    page = at_the_desk(desk, qtbot)
    page.known._show([Known("petition", Hit(row, "Đơn 0068/2026", ""))])
    assert page.known.question.isVisible()
    page.known.yes.click()
    page.entry.form.type_value("kind", "khieu_nai")
    assert page.entry.save()
    (visit,) = live(desk, "reception")
    (earlier,) = live(desk, "petition")
    assert visit["case"] == earlier["case"] is not None
    assert visit["visit_no"] == 1


def test_a_petition_taken_opens_prefilled_and_the_visit_names_it(desk: FormDesk, qtbot: QtBot) -> None:
    page = at_the_desk(desk, qtbot)
    for name, value in (("kind", "khieu_nai"), ("visitor_name", "Nguyễn Văn Thành"), ("result", "nhan_don")):
        page.entry.form.type_value(name, value)
    assert page.next.isVisible()
    assert page.entry.save()
    (opened,) = desk.shell.pushed
    petition = shown(opened, PetitionPage, qtbot)
    assert petition.state.values["petitioner_name"] == "Nguyễn Văn Thành"
    assert petition.save()
    assert live(desk, "reception")[0]["petition"] == petition.state.row


def test_a_new_appointment_offers_to_be_written_down(desk: FormDesk, qtbot: QtBot) -> None:
    page = at_the_desk(desk, qtbot)
    page.entry.form.type_value("kind", "kien_nghi")
    page.entry.form.type_value("result", "hen_lai")
    assert page.entry.save()
    assert page.again.isVisible()
    page.again.write.click()
    (opened,) = desk.shell.pushed
    assert isinstance(opened, FormPage)
    qtbot.addWidget(opened)
    assert opened.record_type.name == "follow_up"
    assert isinstance(opened.state.values["reception"], bytes)


def test_in_a_narrow_window_the_side_panels_are_a_drawer(desk: FormDesk, qtbot: QtBot) -> None:
    page = at_the_desk(desk, qtbot, 1093)
    assert page.split.toggle.isVisible()
    assert not page.day.isVisible()
    page.split.toggle.click()
    assert page.day.isVisible()
    assert page.known.isVisible()
