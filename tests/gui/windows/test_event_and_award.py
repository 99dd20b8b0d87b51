"""An event's tabs; a decision with its recipients."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app import drafts
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.windows.award import AwardPage
from danvan_desktop.gui.windows.award_decision import AwardDecisionPage
from danvan_desktop.gui.windows.event import EventPage
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk
from tests.gui.windows.on_the_desk import live, shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
