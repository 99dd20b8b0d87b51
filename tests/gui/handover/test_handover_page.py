"""The hand-over tab over two real offices and a stick that is a folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover, requests
from danvan_desktop.gui.handover import choices as module
from danvan_desktop.gui.handover.another_value import AnotherValue
from danvan_desktop.gui.handover.enrol_dialog import EnrolDialog
from danvan_desktop.gui.handover.journal_page import JournalPage
from danvan_desktop.gui.handover.records_page import RecordsPage
from danvan_desktop.gui.handover.stick_watch import StickWatch, Volume, plugged_volumes
from danvan_desktop.storage import peers as known_peers
from danvan_desktop.storage.clock import now_ms
from tests.gui.handover.pair import Pair, page_of, settle, texts
from tests.gui.handover_desk import TestDesk, desk_of, new_office


def test_what_goes_is_counted_written_to_the_stick_and_read_back(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    assert page._going is not None
    assert page._going.new >= 1
    assert not page.export.go.isEnabled()
    pair.plug()
    page.watch.look()
    settle(page, qtbot)
    assert page.export.go.isEnabled()
    name = page._going.file
    QTest.mouseClick(page.export.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: name in texts(page.export._said), timeout=10_000)
    assert [file.name for file in pair.stick.iterdir()] == [name]
    assert handover.import_path(pair.province.store, pair.stick)[0].status == "applied"


def test_records_that_go_are_listed_by_a_double_click(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    page.export.records_wanted.emit("new")
    [pushed] = desk.shell.pushed
    assert isinstance(pushed, RecordsPage)
    qtbot.addWidget(pushed)
    shown = [str(pushed.model.index(r, 1).data()) for r in range(pushed.model.rowCount())]
    assert not any("Nguyễn Văn Kín" in text for text in shown)
    pushed._on_activated(pushed.model.index(0, 1))
    assert desk.opened


def test_a_package_is_looked_at_then_taken_in_and_answered(pair: Pair, qtbot: QtBot) -> None:
    pair.from_commune()
    with desk_of(pair.province) as desk:
        page = page_of(desk, pair, qtbot)
        pair.plug()
        page.watch.look()
        qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
        count = "SELECT count(*) FROM v_petition"
        assert pair.province.store.conn.execute(count).fetchone()[0] == 0  # looked at, nothing written
        QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.arrival.take.isVisible() and not desk.busy, timeout=10_000)
        assert pair.province.store.conn.execute(count).fetchone()[0] == 1
        assert len(list(pair.stick.glob("*.receipt.danvan"))) == 1


def test_two_values_stand_side_by_side_until_one_is_chosen(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    pair.in_conflict()
    page = page_of(desk, pair, qtbot)
    assert [frame.side.text for frame in page.conflicts.sides] == ["Thanh tra huyện", "Thanh tra tỉnh"]
    page.conflicts.sides[0].pick.setChecked(True)
    QTest.mouseClick(page.conflicts.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.conflicts.current is None, timeout=10_000)
    record = pair.commune.store.get("petition", pair.row)
    assert record is not None
    assert record.values["handled_by"] == "Thanh tra huyện"
    assert not pair.commune.store.conflicts()


def test_a_third_value_ends_a_conflict_too(pair: Pair) -> None:
    from danvan_desktop.app import conflict_view

    pair.in_conflict()
    store = pair.commune.store
    [conflict] = conflict_view.listed(store)
    conflict_view.write_another(store, conflict, "Thanh tra huyện và tỉnh", "Lê A")
    record = store.get("petition", pair.row)
    assert record is not None
    assert record.values["handled_by"] == "Thanh tra huyện và tỉnh"
    assert not store.conflicts()


def test_another_value_is_typed_in_the_fields_own_editor(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    pair.in_conflict()
    page = page_of(desk, pair, qtbot)
    assert page.conflicts.current is not None
    dialog = AnotherValue(desk, page.conflicts.current, page)
    qtbot.addWidget(dialog)
    dialog.editor.type_value("Thanh tra huyện và tỉnh")
    dialog._on_save()
    assert dialog.value == "Thanh tra huyện và tỉnh"


def test_the_other_office_sees_the_conflict_but_may_not_choose(pair: Pair, qtbot: QtBot) -> None:
    pair.in_conflict()
    pair.wipe()
    pair.from_commune()
    handover.import_path(pair.province.store, pair.stick)
    with desk_of(pair.province) as desk:
        page = page_of(desk, pair, qtbot)
        assert page.conflicts.current is not None
        assert not page.conflicts.use.isEnabled()


def test_a_foreign_package_is_kept_apart_with_what_to_do(
    desk: TestDesk, pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pair.stick / "DV-66-9-1of1.danvan").write_bytes(b"age-encryption.org/v1\n" + bytes(200))
    page = page_of(desk, pair, qtbot)
    page.open_folder(pair.stick)
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "DV-66-9-1of1.danvan" in texts(page.kept), timeout=10_000)
    monkeypatch.setattr(module, "ask", lambda *_args: "drop")
    page.kept.drop_wanted.emit(page._state.kept[0].id if page._state else b"")
    qtbot.waitUntil(lambda: "DV-66-9-1of1.danvan" not in texts(page.kept), timeout=10_000)


def test_a_full_or_vanished_stick_is_a_sentence_in_the_card(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    pair.plug(read_only=True)
    page.watch.look()
    settle(page, qtbot)
    assert not page.export.go.isEnabled()
    blocked = pair.home / "file"
    blocked.write_text("no folder")
    page.export_to(blocked / "x", stick=True)
    qtbot.waitUntil(lambda: bool(texts(page.export._said)), timeout=10_000)
    assert not desk.failures


def test_the_journal_and_the_peers_say_what_was_written_and_answered(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    pair.from_commune()
    page = page_of(desk, pair, qtbot)
    waiting = page.peers.model.item(0, 3).text()
    handover.import_path(pair.province.store, pair.stick)
    handover.import_path(pair.commune.store, pair.stick)
    page._state = None
    page.refresh()
    qtbot.waitUntil(lambda: page._state is not None, timeout=10_000)
    assert page.peers.model.item(0, 3).text() != waiting
    journal = JournalPage(desk)
    qtbot.addWidget(journal)
    assert journal.model.rowCount() == 2


def test_enrolment_shows_whose_file_it_is_before_it_is_accepted(pair: Pair, qtbot: QtBot) -> None:
    other = new_office(pair.home / "xa3", "25921", "Xã Ea Wy", "commune")
    request = pair.home / "b.danvan-req"
    mark = handover.enrol_request(other.store, request)
    with desk_of(pair.province) as desk:
        dialog = EnrolDialog(desk, "123", [], pair.home)
        qtbot.addWidget(dialog)
        dialog.look_at(request)
        said = "\n".join(found.text() for found in dialog._said.findChildren(QLabel))
        assert "Xã Ea Wy" in said
        assert mark in said
        dialog.compared.setChecked(True)
        QTest.mouseClick(dialog.accept_it, Qt.MouseButton.LeftButton)
        assert (pair.home / "b.danvan-crt").exists()
        assert {peer.unit: peer.checked for peer in handover.peers(pair.province.store)}["25921"]
        dialog.look_at(pair.home / "a.danvan-crt")  # made for another computer
        QTest.mouseClick(dialog.accept_it, Qt.MouseButton.LeftButton)
        assert desk.failures
    other.close()


def test_sticks_come_and_go(qtbot: QtBot) -> None:
    plugged: list[Volume] = []
    watch = StickWatch(volumes=lambda: plugged)
    seen: list[str] = []
    watch.appeared.connect(lambda volume: seen.append(f"+{volume.name}"))
    watch.gone.connect(lambda path: seen.append(f"-{path}"))
    watch.look()
    plugged.append(Volume("A", "/media/a", 10))
    watch.look()
    watch.look()
    plugged.clear()
    watch.look()
    assert seen == ["+A", "-/media/a"]


def test_the_tab_looks_for_sticks_only_while_it_is_seen(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    page.hide()
    assert not page.watch.watching


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount")
def test_a_mounted_stick_is_seen_with_its_space() -> None:
    folder = Path("/mnt/danvan-stick")
    folder.mkdir(parents=True, exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False).returncode:
        folder.rmdir()
        pytest.skip("mounting is not allowed here")
    try:
        [found] = [volume for volume in plugged_volumes() if volume.path == str(folder)]
        assert 0 < found.free <= 4 << 20
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def test_changes_outside_their_authors_right_are_listed_with_who_and_why(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    pair.commune.store.conn.execute("UPDATE op SET ok = 0 WHERE row = ?", (pair.row,))
    page = page_of(desk, pair, qtbot)
    page.standing.open_outside()
    [pushed] = desk.shell.pushed
    assert isinstance(pushed, RecordsPage)
    qtbot.addWidget(pushed)
    words = str(pushed.model.index(0, 2).data())
    assert pushed.model.rowCount() == 1
    assert "Phạm Thị Lan (25920)" in words
    assert "Nguyễn Văn Kín" not in words


def test_many_notices_leave_the_buttons_of_the_stick_in_sight(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    requests.ask(pair.province.store, "25920", "hoi", "Đã họp chưa?", officer="B", today=desk.today())
    for package in handover.export(pair.province.store, "25920", pair.stick):
        handover.import_path(pair.commune.store, Path(package.file))
    for kind in ("rolled-back", "twin"):
        known_peers.alarm(pair.commune.store.conn, kind, "25920", now_ms())
    page = page_of(desk, pair, qtbot)
    notes = page.standing
    assert [note.isVisible() for note in notes.notes] == [True, False, False]
    QTest.mouseClick(notes.more, Qt.MouseButton.LeftButton)
    assert all(note.isVisible() for note in notes.notes)
    assert not notes.more.isVisible()
