"""The strip of files: chosen, pasted, dropped, scanned; captioned, put in order, looked at, let out by one door."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, attachments
from danvan_desktop.gui.record import AttachmentStrip, scan_menu
from danvan_desktop.gui.record.attachment_preview import AttachmentPreview
from tests.gui.record_desk import OFFICER, PlainDesk, opened_desk, visit


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PlainDesk]:
    with opened_desk(tmp_path) as made:
        yield made


def photo(size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#e8d8b0").save(out, "JPEG")
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    pages = [Image.new("RGB", (300, 400), colour) for colour in ("white", "yellow")]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


@pytest.fixture
def strip(desk: PlainDesk, qtbot: QtBot) -> AttachmentStrip:
    made = AttachmentStrip(desk)
    qtbot.addWidget(made)
    made.show_record("reception", visit(desk))
    made.show()
    return made


def test_files_are_chosen_shown_small_and_captioned_at_once(
    strip: AttachmentStrip, desk: PlainDesk, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    (tmp_path / "anh.jpg").write_bytes(photo())
    (tmp_path / "qd.pdf").write_bytes(pdf())
    strip.choose_files = lambda: [tmp_path / "anh.jpg", tmp_path / "qd.pdf"]
    strip._add.click()
    qtbot.waitUntil(lambda: strip.list.count() == 2 and len(strip.list.thumbs) == 2, timeout=5000)
    strip.list.setCurrentRow(1)
    strip.caption.setText("  Quyết định 214 ")
    strip.caption.setModified(True)
    strip.caption.editingFinished.emit()
    assert [file.caption for file in attachments.of(desk.store, "reception", strip._row)] == ["", "Quyết định 214"]
    strip._on_move(-1)
    assert [file.ending for file in attachments.of(desk.store, "reception", strip._row)] == [".pdf", ".jpg"]
    assert strip.list.current is not None
    assert strip.list.current.caption == "Quyết định 214"


def test_a_bad_file_among_good_ones_is_told_and_the_good_ones_stay(
    strip: AttachmentStrip, desk: PlainDesk, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    (tmp_path / "a.exe").write_bytes(b"MZ")
    (tmp_path / "b.jpg").write_bytes(photo())
    strip.add_files([tmp_path / "a.exe", tmp_path / "b.jpg"])
    qtbot.waitUntil(lambda: strip.list.count() == 1, timeout=5000)
    assert len(desk.failures) == 1


def test_a_picture_is_pasted_and_a_file_is_dropped(
    strip: AttachmentStrip, desk: PlainDesk, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    strip.paste()
    qtbot.waitUntil(lambda: strip.list.count() == 1, timeout=5000)
    (tmp_path / "b.jpg").write_bytes(photo())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "b.jpg"))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(QPoint(9, 9)), actions, data, buttons, Qt.KeyboardModifier.NoModifier)
    strip.dropEvent(drop)
    qtbot.waitUntil(lambda: strip.list.count() == 2, timeout=5000)
    QGuiApplication.clipboard().clear()
    strip.paste()
    assert desk.shell.said


def test_a_new_record_is_to_be_saved_before_it_holds_files(strip: AttachmentStrip) -> None:
    strip.show_record("reception", None)
    assert not strip._add.isEnabled()
    assert strip._why.isVisible()


def test_a_denunciation_asks_to_cover_the_name(strip: AttachmentStrip, desk: PlainDesk) -> None:
    assert not strip._secret.isVisible()
    strip.show_record("reception", visit(desk, kind="to_cao", visitor_name=None))
    assert strip._secret.isVisible()


def test_a_copy_leaves_only_by_the_logged_door(strip: AttachmentStrip, desk: PlainDesk, tmp_path: Path) -> None:
    scan = pdf()
    attachments.add(desk.store, "reception", strip._row, scan, "đơn của bà Tám.pdf", "Đơn", OFFICER)
    strip.refresh()
    strip.choose_target = lambda _file: tmp_path / "ra.pdf"
    strip.save_out()
    assert (tmp_path / "ra.pdf").read_bytes() == scan
    last = access_log.lines(desk.store)[0]
    assert last.act == "saved_as"
    assert "Tám" not in str(last)


def test_destroyed_bytes_are_gone_and_the_strip_says_so(strip: AttachmentStrip, desk: PlainDesk) -> None:
    row = attachments.add(desk.store, "reception", strip._row, photo(), "a.jpg", "Ảnh", OFFICER)
    [file] = attachments.of(desk.store, "reception", strip._row)
    assert attachments.destroy(desk.office, file)
    assert attachments.total_bytes(desk.store) == 0
    [left] = attachments.of(desk.store, "reception", strip._row)
    assert (left.row, left.here, left.file_name) == (row, False, "")
    strip.refresh()
    strip.choose_target = lambda _file: None
    strip.save_out()
    assert len(desk.failures) == 1
    assert desk.store.check_rebuild().equal


def test_pages_of_a_pdf_are_turned_in_the_window(strip: AttachmentStrip, desk: PlainDesk, qtbot: QtBot) -> None:
    attachments.add(desk.store, "reception", strip._row, pdf(), "qd.pdf", "", OFFICER)
    [file] = attachments.of(desk.reader, "reception", strip._row)
    preview = AttachmentPreview(desk, file, strip.save_out)
    qtbot.addWidget(preview)
    preview.show()
    qtbot.waitUntil(lambda: preview._pages == 2, timeout=5000)
    assert not preview.picture.pixmap().isNull()
    preview._turn(1)
    qtbot.waitUntil(lambda: not preview._on.isEnabled(), timeout=5000)
    preview._turn(1)
    assert preview._page == 1


def test_the_scan_menu_lists_the_newest_files_of_the_chosen_folder(
    strip: AttachmentStrip, desk: PlainDesk, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    menu = scan_menu.build(strip, desk, strip.add_files, strip.scan)
    assert len(menu.actions()) == 5
    folder = tmp_path / "scan"
    folder.mkdir()
    (folder / "scan0001.jpg").write_bytes(photo())
    (folder / "doc.txt").write_text("x")
    desk.prefer(scan_menu.PREFERENCE, str(folder))
    menu = scan_menu.build(strip, desk, strip.add_files, strip.scan)
    assert menu.actions()[2].text().startswith("scan0001.jpg")
    menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: strip.list.count() == 1, timeout=5000)
    assert scan_menu.newest(tmp_path / "không có") == []
