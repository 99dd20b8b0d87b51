"""Thirty visits on a busy morning: how many keys one takes beside its words, and what stands in sight while it does."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.windows.reception_desk import ReceptionDesk
from tests.gui import form_desk, keys
from tests.gui.form_desk import FormDesk

WORDS = {
    "visitor_name": "Lê Văn Tám", "visitor_address": "Thôn 5", "visitor_phone": "", "people_count": "",
    "kind": "kiến nghị", "field": "", "content": "Sửa đường", "request": "",
}  # fmt: skip


def opened(desk: FormDesk, qtbot: QtBot, size: tuple[int, int] = (1366, 624)) -> ReceptionDesk:
    page = page_for(desk, "reception")
    assert isinstance(page, ReceptionDesk)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(lambda: page.entry.form.current() != "", timeout=5_000)
    return page


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = keys.NONE) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    keys.press(focus, key, modifiers)


def type_visit(page: ReceptionDesk) -> int:
    """Type a visit as at the counter; how many keys it took beside the letters of its words."""
    count = 0
    for name, text in WORDS.items():
        assert page.entry.form.current() == name  # the cursor is there by itself
        if text:
            page.entry.form.type_text(name, text)
        press(Qt.Key.Key_Return)
        count += 1
    assert page.entry.form.current() == "result"
    press(Qt.Key.Key_Return)
    assert page.save_next.hasFocus()
    press(Qt.Key.Key_Return)
    return count + 2


def test_a_visit_takes_ten_enters_beside_its_words_and_the_next_begins_at_the_name(
    desk: FormDesk, qtbot: QtBot
) -> None:  # fmt: skip
    page = opened(desk, qtbot)
    for done in range(1, 4):
        assert type_visit(page) == 10
        assert len(desk.store.search("reception", "le van tam", limit=9)) == done
        assert page.entry.form.current() == "visitor_name"
    assert desk.failures == []


def test_at_1024_by_600_all_twelve_stops_are_in_sight_at_once(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, (1024, 500))  # what the window leaves the page of 600 pixels
    said = page.entry.form.editors["content"].main
    low = said.minimumHeight()
    page.resize(1366, 700)
    assert said.minimumHeight() > low
    page.resize(1024, 500)
    qtbot.waitUntil(lambda: said.height() == low, timeout=5_000)
    result = page.entry.form.fields["result"]

    def bottom() -> int:
        return result.mapTo(page.area.viewport(), result.rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: bottom() <= page.area.viewport().height(), timeout=5_000)


def test_beside_the_visit_stand_the_heads_days_and_the_way_to_their_schedule(desk: FormDesk, qtbot: QtBot) -> None:
    form_desk.saved(desk, "reception_session", {
        "unit": "24538", "session_on": date(2026, 10, 29), "mode": "dinh_ky_thu_truong", "receiving_body": "ubnd",
        "state": "du_kien", "host_name": "Nguyễn Thị Hồng", "host_title": "Chủ tịch UBND xã",
    })  # fmt: skip
    page = opened(desk, qtbot)
    page.refresh()
    told: list[str] = []

    def said() -> bool:
        told[:] = [one.text() for one in page.day.findChildren(QLabel)]
        return any("29/10" in text for text in told)

    qtbot.waitUntil(said, timeout=10_000)
    assert any("22/10" in text for text in told)  # the last day to post it
    assert any("0/2" in text for text in told)
    with qtbot.waitSignal(page.day.duty_wanted):
        page.day.duty_wanted.emit()
