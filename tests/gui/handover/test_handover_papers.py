"""The hand-over tab: slips and letters in one click, lost sticks, new units, alarms, the clicks of a hand-over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.app import alarms, handover, lost_sticks, people
from danvan_desktop.app.handover_waiting import ALARMS
from danvan_desktop.gui.handover.page import HandoverPage
from danvan_desktop.gui.overview.page import OverviewPage
from danvan_desktop.gui.people.access_log_page import AccessLogPage
from danvan_desktop.gui.reports.preview_dialog import PreviewDialog
from danvan_desktop.handoff import certificates
from danvan_desktop.handoff.roster_take import OWN_TOLD
from danvan_desktop.i18n import _
from danvan_desktop.storage import access_log, peers, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.handover_log import OUT
from danvan_desktop.storage.store import Store
from tests.gui.handover.pair import Pair, page_of, settle, texts
from tests.gui.handover_desk import TestDesk, desk_of
from tests.gui.test_roster_page import make, waiting

DAY_MS = 86_400_000


def preview_of(page: HandoverPage, qtbot: QtBot) -> PreviewDialog:
    qtbot.waitUntil(lambda: page.findChild(PreviewDialog) is not None, timeout=15_000)
    found = page.findChild(PreviewDialog)
    assert isinstance(found, PreviewDialog)
    return found


def aged(pair: Pair, days: int) -> None:
    """Everything handed over so far was written that much earlier."""
    with pair.commune.store.writing():
        pair.commune.store.conn.execute("UPDATE handover_log SET at = at - ? WHERE way = ?", (days * DAY_MS, OUT))


def test_at_the_commune_stick_in_write_slip_print_is_three_clicks(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    pair.plug()
    page.watch.look()
    settle(page, qtbot)
    QTest.mouseClick(page.export.go, Qt.MouseButton.LeftButton)  # 1
    qtbot.waitUntil(lambda: bool(list(pair.stick.glob("*.danvan"))) and not desk.busy, timeout=10_000)
    qtbot.waitUntil(lambda: bool(page.export._said.findChildren(QPushButton)), timeout=10_000)
    [slip] = page.export._said.findChildren(QPushButton)
    QTest.mouseClick(slip, Qt.MouseButton.LeftButton)  # 2
    dialog = preview_of(page, qtbot)
    assert dialog.print.isEnabled()  # 3
    assert not desk.failures
    dialog.reject()


def test_at_the_province_the_stick_is_looked_at_by_itself_taken_in_and_its_slip_shown(
    pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    pair.from_commune()
    with desk_of(pair.province) as desk:
        page = page_of(desk, pair, qtbot)
        pair.plug()
        page.watch.look()
        qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
        QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)  # 1
        qtbot.waitUntil(lambda: not page.arrival.take.isVisible() and not desk.busy, timeout=10_000)
        [slip] = page.arrival._holder.findChildren(QPushButton)
        QTest.mouseClick(slip, Qt.MouseButton.LeftButton)  # 2
        preview_of(page, qtbot).reject()  # 3 would be Print
        assert not desk.failures


def test_the_reminder_to_the_late_commune_is_one_click(pair: Pair, qtbot: QtBot) -> None:
    with desk_of(pair.province) as desk:
        page = page_of(desk, pair, qtbot)
        qtbot.waitUntil(page.peers.remind.isEnabled, timeout=10_000)
        QTest.mouseClick(page.peers.remind, Qt.MouseButton.LeftButton)
        preview_of(page, qtbot).reject()
        assert not desk.failures


def test_a_commune_has_nobody_to_remind(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    assert page.peers.remind.isHidden()


def test_a_stick_nothing_was_heard_of_is_told_once_others_came_and_all_is_sent_again(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    pair.from_commune()
    aged(pair, 20)
    pair.wipe()  # the stick is gone
    assert not lost_sticks.lost(pair.commune.store)  # nothing came since: the province may simply be late
    handover.export(pair.province.store, "25920", pair.stick)
    handover.import_path(pair.commune.store, pair.stick, receipts=False)
    [lost] = lost_sticks.lost(pair.commune.store)
    assert not lost.covered
    pair.wipe()
    page = page_of(desk, pair, qtbot)
    qtbot.waitUntil(lambda: lost.title in texts(page.standing), timeout=10_000)
    pair.plug()
    page.watch.look()
    settle(page, qtbot)
    page.standing.resend_wanted.emit("66")
    qtbot.waitUntil(lambda: bool(list(pair.stick.glob("*.danvan"))) and not desk.busy, timeout=10_000)
    handover.import_path(pair.province.store, pair.stick)
    handover.import_path(pair.commune.store, pair.stick)
    assert lost_sticks.lost(pair.commune.store)[0].covered
    page.standing._on_lost_read()
    assert not lost_sticks.lost(pair.commune.store, new=True)
    assert lost_sticks.lost(pair.commune.store)


def test_the_number_of_days_is_a_setting(desk: TestDesk, pair: Pair) -> None:
    pair.from_commune()
    aged(pair, 10)
    handover.export(pair.province.store, "25920", pair.stick)
    handover.import_path(pair.commune.store, pair.stick, receipts=False)
    assert not lost_sticks.lost(pair.commune.store)
    lost_sticks.set_days(pair.commune, 7)
    assert len(lost_sticks.lost(pair.commune.store)) == 1


def test_a_new_unit_is_compared_and_taken_in_on_the_tab(
    pair: Pair, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    with desk_of(pair.province) as desk:
        make(desk, tmp_path / "to-goc.pdf")
        other = waiting(desk, tmp_path)
        page = page_of(desk, pair, qtbot)
        qtbot.waitUntil(page.newcomers.isVisible, timeout=10_000)
        assert other.store.unit.name in texts(page.newcomers)
        same = page.newcomers.findChildren(QPushButton)[0]
        QTest.mouseClick(same, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(page.newcomers.isHidden, timeout=10_000)
        known = {peer.unit: peer.checked for peer in handover.peers(pair.province.store)}
        assert known[other.store.unit.code]
        assert not desk.failures
        other.close()


def test_an_access_log_that_was_changed_is_an_alarm_for_the_leader_here_and_on_the_overview(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    with pair.commune.store.writing():
        pair.commune.store.conn.execute("UPDATE access_log SET officer = 'Ai đó' WHERE n = 1")
    page = page_of(desk, pair, qtbot)
    qtbot.waitUntil(lambda: bool(page.standing.notes), timeout=10_000)
    [alarm] = alarms.listed(pair.commune.store, new=True)
    assert alarm.kind == alarms.LOG_BROKEN
    assert alarm.text in texts(page.standing)
    over = OverviewPage(desk)
    qtbot.addWidget(over)
    over.refresh()
    qtbot.waitUntil(lambda: any(made.property("way") == ALARMS for made in over.handover.links), timeout=10_000)


def test_another_computer_of_the_office_in_the_roster_is_told_of_and_confirmed_by_one_button(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    store = pair.commune.store
    with store.writing():
        certificate = _second_computer(store)
        certificates.admit(store, certificate, checked=False)
        roster_tables.note_told(store.conn, certificate.replica)
        peers.alarm(store.conn, OWN_TOLD, certificate.replica.hex(), now_ms())
    page = page_of(desk, pair, qtbot)
    qtbot.waitUntil(lambda: bool(page.standing.notes), timeout=10_000)
    assert certificate.fingerprint in texts(page.standing)
    name = _("The code is the &same").replace("&", "")
    [same] = [made for made in page.standing.findChildren(QPushButton) if made.accessibleName() == name]
    QTest.mouseClick(same, Qt.MouseButton.LeftButton)
    assert roster_tables.told(store.conn) == set()
    assert [one for one in alarms.listed(store) if one.kind == OWN_TOLD] == []
    assert not desk.failures


def _second_computer(store: Store) -> certificates.Certificate:
    """The certificate of a computer of the same office that nobody here has heard of."""
    other = replace(store.replica, id=bytes(range(8)))
    return certificates.issue(
        unit=store.unit, replica=other.id, line=other.id, serial=1, sign_key=other.sign_key, age_key=other.age_key,
        signer=store.replica,
    )  # fmt: skip


def test_who_only_types_is_not_told_of_the_log_and_cannot_read_it(pair: Pair) -> None:
    store = pair.commune.store
    assert alarms.look_at_log(store)
    with store.writing():
        store.conn.execute("DELETE FROM access_log WHERE n = 1")
    assert not alarms.look_at_log(store)
    assert alarms.listed(store)
    people.add_officer(pair.commune, "Người Gõ", "mật khẩu khác hẳn", "nhap_lieu")
    store.opened_by = "Người Gõ"
    assert not [one for one in alarms.listed(store) if one.kind in alarms.OF_THE_LOG]
    store.opened_by = pair.commune.officer


def test_the_access_log_can_be_read_and_not_edited(desk: TestDesk, qtbot: QtBot) -> None:
    page = AccessLogPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    assert page.model.rowCount() > 0
    flags = page.model.flags(page.model.index(0, 0))
    assert not flags & Qt.ItemFlag.ItemIsEditable


def test_a_log_written_anew_is_found_by_what_left_in_packages(pair: Pair) -> None:
    pair.from_commune()
    store = pair.commune.store
    lines, _hash = access_log.head(store.conn)
    with store.writing():
        store.conn.execute("DELETE FROM access_log")
        store.settings.set(access_log.HEAD, "")
    while access_log.head(store.conn)[0] < lines:
        access_log.append(store.conn, "Ai đó", "opened")
    assert access_log.verify(store.conn).ok  # the chain fits itself
    assert not alarms.look_at_log(store)
    assert [one.kind for one in alarms.listed(store)] == [alarms.LOG_BROKEN]


def test_a_log_of_a_commune_that_is_not_what_it_told_is_an_alarm_at_the_province(pair: Pair) -> None:
    with pair.province.store.writing():
        peers.alarm(pair.province.store.conn, alarms.LOG_DIFFERS, pair.commune.store.replica.id.hex(), 1)
    [told] = alarms.listed(pair.province.store)
    assert "Xã Ea Drăng" in told.text
