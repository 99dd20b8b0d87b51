"""The help window: F1 finds its page, links and Back lead there and back, search waits, PDF is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop import i18n
from danvan_desktop.gui.help import HelpWindow, show_help, topic_of
from danvan_desktop.gui.help.contents import SEARCH_WAITS_MS


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow()
    qtbot.addWidget(made)
    return made


def test_the_nearest_parent_names_the_topic(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setProperty("help_topic", "petition")
    field = QLineEdit()
    plain = QLineEdit()
    lay = QVBoxLayout(page)
    lay.addWidget(field)
    lay.addWidget(plain)
    field.setProperty("help_topic", "petition.received_on")
    assert topic_of(field) == "petition.received_on"
    assert topic_of(plain) == "petition"
    assert topic_of(None) == "start"
    assert topic_of(None, "bin") == "bin"


def test_a_page_class_names_its_topic_as_attribute(qtbot: QtBot) -> None:
    class Page(QWidget):
        help_topic = "backup"

    page = Page()
    qtbot.addWidget(page)
    assert topic_of(page) == "backup"


def test_one_window_serves_all_calls(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    first = show_help(owner, "how_export")
    second = show_help(owner, "petition.due_on")
    assert first is second
    assert not first.isModal()
    assert "Hạn giải quyết" in first.page.toPlainText()


def test_links_and_back(window: HelpWindow) -> None:
    window.open("how_export")
    assert not window.back.isEnabled()
    window.page.anchorClicked.emit(QUrl("help:how_receive"))
    assert window.topic == "how_receive"
    window.go_back()
    assert window.topic == "how_export"
    assert not window.back.isEnabled()


def test_a_foreign_link_leads_nowhere(window: HelpWindow) -> None:
    window.open("how_export")
    window.page.anchorClicked.emit(QUrl("https://example.invalid/"))
    assert window.topic == "how_export"


def test_search_waits_for_the_typing_and_opens_the_best(window: HelpWindow, qtbot: QtBot) -> None:
    window.open("start")
    window.search.setText("thung rac")
    assert window.contents.currentWidget() is window.contents.all
    qtbot.waitUntil(lambda: window.contents.currentWidget() is window.contents.found, timeout=SEARCH_WAITS_MS + 2000)
    window.search.returnPressed.emit()
    assert window.topic == "how_bin"
    window.search.clear()
    window.contents.find_now()
    assert window.contents.currentWidget() is window.contents.all


def test_the_contents_show_where_the_page_stands(window: HelpWindow) -> None:
    window.open("how_undo")
    item = window.contents.all.currentItem()
    assert item is not None
    assert item.text(0) == "Hoàn tác"


def test_a_page_is_written_as_pdf(window: HelpWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "trang.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    window.open("shortcuts")
    window.print_page()
    assert target.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_written_page_can_be_shown(qtbot: QtBot, language: str) -> None:
    from danvan_desktop.app.help import cards

    i18n.set_language(language)
    try:
        window = HelpWindow()
        qtbot.addWidget(window)
        for topic in [*cards.written(language), "shortcuts", "fields.petition"]:
            window.open(topic)
            assert window.page.toPlainText().startswith(window.page.title)
    finally:
        i18n.set_language("vi")
