"""The composed windows at work: the desk by Enter alone, a petition's road, tabs of an event, a decision, years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, drafts, editing, recycle
from danvan_desktop.app.links import Hit
from danvan_desktop.app.reception_day import Known
from danvan_desktop.app.undo import undo
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.forms.editor import Lock
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.lists.remove_rows import ReasonDialog
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.windows.award import AwardPage
from danvan_desktop.gui.windows.award_decision import AwardDecisionPage
from danvan_desktop.gui.windows.event import EventPage
from danvan_desktop.gui.windows.model import ModelPage
from danvan_desktop.gui.windows.petition import PetitionPage
from danvan_desktop.gui.windows.reception_desk import ReceptionDesk
from tests.gui import form_desk, keys
from tests.gui.form_desk import FormDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
STOPS = 12


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FormDesk]:
    made = form_desk.new_desk(tmp_path)
    yield made
    form_desk.close(made)


P = TypeVar("P", bound=Page)


def shown(page: Page, kind: type[P], qtbot: QtBot, width: int = 1366) -> P:
    assert isinstance(page, kind)
    qtbot.addWidget(page)
    page.resize(width, 624)
    page.show()
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    return page


def live(desk: FormDesk, type_name: str) -> list[dict[str, object]]:
    ids = [row for (row,) in desk.store.conn.execute(f"SELECT id FROM v_{type_name} WHERE deleted = 0 ORDER BY n")]
    return [dict(item.values) for item in desk.store.records(type_name, ids)]


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
    page._on_again()
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


# --- the petition
def test_a_petition_shows_its_days_its_road_and_the_steps_open(desk: FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition(due_on=date(2026, 10, 10), handled_by="UBND xã"))
    page = shown(page_for(desk, "petition", row), PetitionPage, qtbot)
    assert "4" in page.glance.due._text.text()
    assert "UBND xã" in page.glance.turn.whole
    assert page._item is not None
    steps = page.open_steps(page._item)
    assert len(page.body.road.steps) == len(steps)
    assert {"da_thu_ly", "khong_thu_ly", "dinh_chi"} <= {step.target for step in steps}
    page.form.type_text("due_on", "20/10/2026")
    assert "6" in page.glance.due._text.text()


def test_a_draft_left_in_a_record_is_offered_and_typing_does_not_overwrite_it(desk: FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    values = desk.store.get("petition", row)
    assert values is not None
    typed = {**values.values, "village": "Thôn 7"}
    drafts.keep(desk.store, drafts.key_for("petition", row), "petition", row, typed, values.values, desk.officer)
    page = shown(page_for(desk, "petition", row), PetitionPage, qtbot)
    assert page.left_draft.isVisible()
    page.form.type_text("map_sheet", "12")
    page.drafts.keep()
    (kept,) = drafts.waiting(desk.store, desk.officer)
    assert (kept.values["village"], kept.values["map_sheet"]) == ("Thôn 7", "12")
    page.left_draft.go_on.click()
    assert (page.state.values["village"], page.state.values["map_sheet"]) == ("Thôn 7", "12")
    assert page.save()
    assert drafts.waiting(desk.store, desk.officer) == []


def test_a_left_draft_outlives_a_save_of_something_else(desk: FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    item = desk.store.get("petition", row)
    assert item is not None
    typed = {**item.values, "village": "Thôn 7"}
    drafts.keep(desk.store, drafts.key_for("petition", row), "petition", row, typed, item.values, desk.officer)
    page = shown(page_for(desk, "petition", row), PetitionPage, qtbot)
    page.form.type_text("map_sheet", "12")
    assert page.save()
    (kept,) = drafts.waiting(desk.store, desk.officer)
    assert kept.values["village"] == "Thôn 7"
    page.left_draft.go_on.click()
    assert (page.state.values["village"], page.state.values["map_sheet"]) == ("Thôn 7", "12")
    assert page.save()
    assert drafts.waiting(desk.store, desk.officer) == []


def test_a_left_draft_that_is_discarded_is_gone(desk: FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    before = editing.start(desk.reader, "petition", today=desk.today(), officer=desk.officer)
    drafts.keep(
        desk.store, drafts.key_for("petition", row), "petition", row, {**before, "village": "x"}, before, desk.officer
    )
    page = shown(page_for(desk, "petition", row), PetitionPage, qtbot)
    page.left_draft.discard.click()
    assert drafts.waiting(desk.store, desk.officer) == []
    assert not page.left_draft.isVisible()


# --- the event
def an_event(desk: FormDesk) -> bytes:
    return form_desk.saved(desk, "event", {
        "unit": "24538", "title": "Đối thoại", "kind": "doi_thoai", "dialogue_kind": "dinh_ky",
        "start_on": date(2026, 10, 14), "status": "da_moi",
    })  # fmt: skip


def test_tabs_of_an_event_say_how_many_rows_they_hold(desk: FormDesk, qtbot: QtBot) -> None:
    row = an_event(desk)
    for name, group in (("Phóng viên", "bao_chi"), ("Bí thư", "chu_tri")):
        form_desk.saved(desk, "delegate", {"event": row, "unit": "24538", "name": name, "group": group})
    page = shown(page_for(desk, "event", row), EventPage, qtbot)
    assert [page.body.tabs.tabText(place)[-3:] for place in range(6)].count("(2)") == 1
    page.body.order_delegates()
    assert page.dirty
    assert page.save()
    ordered = sorted(live(desk, "delegate"), key=lambda item: int(str(item["seq"])))
    assert [item["name"] for item in ordered] == ["Bí thư", "Phóng viên"]


def test_a_problem_brings_the_tab_of_its_field_up(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "event", an_event(desk)), EventPage, qtbot)
    page.body.tabs.setCurrentIndex(2)
    page.form.type_text("title", "")
    assert not page.save()
    assert page.body.tabs.currentIndex() == 0
    page.form.jump("conclusion_no")
    assert page.body.tabs.currentIndex() == page.body.tabs.count() - 1


# --- the decision
def a_decision(desk: FormDesk, qtbot: QtBot) -> AwardDecisionPage:
    page = shown(page_for(desk, "award"), AwardDecisionPage, qtbot)
    for name, text in (("award_kind", "Giấy khen"), ("decision_no", "15-QĐ/ĐU"), ("decision_date", "02/10/2026")):
        page.form.type_text(name, text)
    return page


def test_recipients_are_typed_one_after_the_other_and_saved_at_once(desk: FormDesk, qtbot: QtBot) -> None:
    page = a_decision(desk, qtbot)
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        page.people.entry.type_text("recipient_name", name)
        assert page.people.take_entry()
    page.people.entry.type_text("recipient_name", "Lê Văn Chín")  # still in the line: taken by the save
    assert page.save()
    assert [item["recipient_name"] for item in live(desk, "award")] == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chín"]
    assert {item["decision_no"] for item in live(desk, "award")} == {"15-QĐ/ĐU"}
    assert not page.dirty
    _text, back = desk.shell.said[-1]
    assert back is not None
    back()
    assert live(desk, "award") == []


def test_the_draft_of_a_decision_keeps_its_recipients(desk: FormDesk, qtbot: QtBot) -> None:
    page = a_decision(desk, qtbot)
    QApplication.clipboard().setText("Họ và tên\tChức vụ\nNguyễn Văn An\tBí thư\nChi bộ thôn 5\t\n")
    page.people.paste_rows()
    page.drafts.keep()
    (draft,) = drafts.waiting(desk.store, desk.officer)
    again = shown(page_for(desk, "award"), AwardDecisionPage, qtbot)
    again.apply_draft(draft)
    assert again.save()
    assert len(live(desk, "award")) == 2
    assert drafts.waiting(desk.store, desk.officer) == []


def test_an_award_leads_to_its_whole_decision(desk: FormDesk, qtbot: QtBot) -> None:
    page = a_decision(desk, qtbot)
    QApplication.clipboard().setText("Nguyễn Văn An\nTrần Thị Bình\n")
    page.people.paste_rows()
    assert page.save()
    row = page._items[0].id
    one = shown(page_for(desk, "award", row), AwardPage, qtbot)
    one.open_decision()
    whole = shown(desk.shell.pushed[-1], AwardDecisionPage, qtbot)
    assert len(whole.people.shown()) == 2
    whole.form.type_text("signer", "Lê Văn Bí")
    assert whole.save()
    assert {item["signer"] for item in live(desk, "award")} == {"Lê Văn Bí"}


# --- the years
def a_model(desk: FormDesk) -> bytes:
    row = form_desk.saved(desk, "model", {"unit": "24538", "name": "Tuyến đường hoa", "first_year": 2025})
    form_desk.saved(desk, "model_year", {
        "model": row, "unit": "24538", "year": 2025, "money_people": 45_000_000, "leader": "Huỳnh Minh Nga",
    })  # fmt: skip
    return row


def test_a_further_year_is_saved_with_its_model_and_copies_from_the_year_before(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    form = page.body.years.add_year()
    assert (form.year(), form.state.values["registration_kind"]) == (2026, "duy_tri")
    form.form.jump("money_people")
    page.copy_above()
    form.form.type_text("money_state", "5 triệu")
    assert "50.000.000" in form.sum.text()
    assert page.save()
    years = {item["year"]: item for item in live(desk, "model_year")}
    assert years[2026]["money_people"] == 45_000_000
    assert years[2026]["model"] == page.state.row
    assert not page.dirty


def test_a_new_model_is_saved_together_with_its_first_year(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", None, {"name": "Hàng rào xanh"}), ModelPage, qtbot)
    page.body.years.add_year()
    assert page.save()
    (year,) = live(desk, "model_year")
    assert (year["registration_kind"], year["model"]) == ("dang_ky_moi", page.state.row)


def test_a_year_with_an_error_is_brought_up_and_nothing_is_saved(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    form = page.body.years.add_year()
    form.form.type_text("money_state", "abc")
    page.body.years.setCurrentIndex(0)
    assert not page.save()
    assert page.body.years.current() is form
    assert len(live(desk, "model_year")) == 1


def _says(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    """The reason dialog, answered."""

    def exec_(dialog: ReasonDialog) -> int:
        dialog.line.setText(reason)
        return 1

    monkeypatch.setattr(ReasonDialog, "exec", exec_)


def test_a_year_goes_to_the_bin_with_its_reason_and_comes_back_beside_what_is_typed(
    desk: FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    typed = page.body.years.add_year()
    typed.form.type_text("leader", "Trần Đức Hòa")
    page.body.years.setCurrentIndex(0)
    _says(monkeypatch, "Ghi nhầm năm")
    page.body.years.remove_button.click()
    qtbot.waitUntil(lambda: page.body.years.count() == 1, timeout=5000)
    [gone] = recycle.binned(desk.store, "model_year")
    assert gone.reason == "Ghi nhầm năm"
    undo(desk.store, "last", officer=desk.officer)
    page.refresh()
    assert [form.year() for form in page.body.years.forms] == [2025, 2026]
    assert page.body.years.forms[1].state.values["leader"] == "Trần Đức Hòa"


def test_a_year_never_saved_is_taken_away_without_a_question(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    page.body.years.add_year()
    page.body.years.remove_button.click()
    assert [form.year() for form in page.body.years.forms] == [2025]
    assert not page.dirty
    assert recycle.binned(desk.store, "model_year") == []


def test_the_draft_of_a_model_keeps_its_years(desk: FormDesk, qtbot: QtBot) -> None:
    row = a_model(desk)
    page = shown(page_for(desk, "model", row), ModelPage, qtbot)
    page.body.years.add_year().form.type_text("leader", "Trần Đức Hòa")
    page.drafts.keep()
    again = shown(page_for(desk, "model", row), ModelPage, qtbot)
    again.left_draft.go_on.click()
    assert [form.year() for form in again.body.years.forms] == [2025, 2026]
    assert again.save()
    assert {item["leader"] for item in live(desk, "model_year")} == {"Huỳnh Minh Nga", "Trần Đức Hòa"}


def test_opening_a_denunciation_in_its_form_stands_in_the_access_log(desk: FormDesk) -> None:
    rows = [
        form_desk.saved(desk, "petition", {"unit": "24538", "received_on": date(2026, 10, 5), "type": kind})
        for kind in ("to_cao", "kien_nghi")
    ]
    for row in rows:
        access_log.looked_at(desk.office, "petition", row)
    assert [line.subject for line in access_log.lines(desk.store, acts=("viewed_denunciation",))] == [rows[0].hex()]
