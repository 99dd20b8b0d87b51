"""The scanning window over SANE's test device: pages seen, taken away, attached as one file; and without a scanner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import attachments
from danvan_desktop.app.scanning import sane
from danvan_desktop.gui.record import scan_dialog
from danvan_desktop.gui.record.scan_dialog import ScanDialog
from tests.gui.record_desk import PlainDesk, opened_desk, visit
from tests.scanner import plugged_in, unplugged


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlainDesk]:
    plugged_in(monkeypatch, tmp_path)
    sane._options.cache_clear()
    with opened_desk(tmp_path) as made:
        yield made


def opened(desk: PlainDesk, row: bytes, qtbot: QtBot) -> ScanDialog:
    dialog = ScanDialog(desk, "reception", row)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.pages.clear())
    dialog.paper.setCurrentIndex(dialog.paper.findData("A5"))
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.waiting.isVisible(), timeout=5000)
    return dialog


def scan(dialog: ScanDialog, qtbot: QtBot) -> None:
    before = len(dialog.pages)
    dialog.scan_button.click()
    qtbot.waitUntil(lambda: len(dialog.pages) == before + 1, timeout=5000)


def test_several_pages_are_seen_and_attached_as_one_file_with_a_caption(desk: PlainDesk, qtbot: QtBot) -> None:
    row = visit(desk)
    dialog = opened(desk, row, qtbot)
    assert dialog.device.count() == 2
    for _number in range(3):
        scan(dialog, qtbot)
    dialog.list.setCurrentRow(1)
    dialog.drop_button.click()
    assert [dialog.list.item(place).text() for place in range(2)] == ["Trang 1", "Trang 2"]
    dialog.caption.setText(" Đơn viết tay ")
    dialog.done_button.click()
    qtbot.waitUntil(lambda: dialog.attached is not None, timeout=5000)
    [file] = attachments.of(desk.reader, "reception", row)
    assert (file.row, file.caption, file.mime) == (dialog.attached, "Đơn viết tay", "application/pdf")


def test_what_was_chosen_last_is_chosen_again(desk: PlainDesk, qtbot: QtBot) -> None:
    row = visit(desk)
    dialog = opened(desk, row, qtbot)
    dialog.device.setCurrentIndex(1)
    dialog.colour.setCurrentIndex(1)
    scan(dialog, qtbot)
    again = opened(desk, row, qtbot)
    assert (again.device.currentData(), again.wish().colour) == ("test:1", True)


def test_pages_in_an_open_window_are_attached_when_the_data_are_locked(desk: PlainDesk, qtbot: QtBot) -> None:
    row = visit(desk)
    dialog = opened(desk, row, qtbot)
    scan(dialog, qtbot)
    dialog.keep_left()
    assert [file.row for file in attachments.of(desk.reader, "reception", row)] == [dialog.attached]


def test_scanned_pages_are_not_lost_by_a_slip(desk: PlainDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(desk, visit(desk), qtbot)
    scan(dialog, qtbot)
    monkeypatch.setattr(scan_dialog, "ask", lambda *_said: None)
    dialog.reject()
    assert dialog.isVisible()
    assert len(dialog.pages) == 1
    monkeypatch.setattr(scan_dialog, "ask", lambda *_said: "leave")
    dialog.reject()
    assert not dialog.isVisible()


def test_without_a_scanner_a_sentence_shows_the_way_by_the_folder(
    desk: PlainDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unplugged(monkeypatch, tmp_path)
    dialog = opened(desk, visit(desk), qtbot)
    assert dialog.none.isVisible()
    assert not dialog.scan_button.isEnabled()
    dialog.folder_button.click()
    assert dialog.folder_wanted


def test_a_computer_without_scanning_program_says_what_to_install(
    desk: PlainDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    dialog = opened(desk, visit(desk), qtbot)
    assert dialog.none.isVisible()
