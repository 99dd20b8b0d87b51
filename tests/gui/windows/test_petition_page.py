"""The petition with its days and its road, and a draft that was left in it; a look at a denunciation."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, drafts, editing
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.windows.petition import PetitionPage
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk
from tests.gui.windows.on_the_desk import shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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


def test_opening_a_denunciation_in_its_form_stands_in_the_access_log(desk: FormDesk) -> None:
    rows = [
        form_desk.saved(desk, "petition", {"unit": "24538", "received_on": date(2026, 10, 5), "type": kind})
        for kind in ("to_cao", "kien_nghi")
    ]
    for row in rows:
        access_log.looked_at(desk.office, "petition", row)
    assert [line.subject for line in access_log.lines(desk.store, acts=("viewed_denunciation",))] == [rows[0].hex()]
