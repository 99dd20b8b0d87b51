"""What the hand-over tab says and offers: offices and ages, roles, empty offices, papers, narrow screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, alarms, handover, handover_view, people, requests
from danvan_desktop.app.office import Office
from danvan_desktop.gui.handover import choices
from danvan_desktop.gui.handover.arrival_card import ArrivalCard
from danvan_desktop.gui.handover.page import HandoverPage
from danvan_desktop.gui.handover.requests_page import RequestsPage
from danvan_desktop.gui.handover.slips import SlipButtons
from danvan_desktop.handoff.imported import APPLIED, ImportedPackage
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, quarantine, waiting
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.quarantine import Held
from tests.gui.handover.pair import Pair, page_of, plugged, settle, texts
from tests.gui.handover.test_handover_papers import aged, preview_of
from tests.gui.handover_desk import CHEAP, TestDesk, desk_of, new_office

BEFORE = 911 - 24  # pixels of the tab on a screen of 1366 at 150 %


def test_an_office_shows_how_long_its_oldest_record_waits_and_which_line_is_its_other_computer(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    pair.from_commune()
    aged(pair, 20)
    lines = {line.peer.relation: line for line in handover_view.peer_lines(pair.commune.store)}
    assert lines["same"].name == _("other computer: {name}").format(name="Xã Ea Drăng")
    page = page_of(desk, pair, qtbot)
    row = next(place for place in range(2) if page.peers.model.item(place, 0).text() == "Tỉnh Đắk Lắk")
    assert page.peers.model.item(row, 3).text() == _("waits {days} days").format(days=20)
    assert "Tỉnh Đắk Lắk (66)" in page.peers.model.item(row, 0).toolTip()


def test_nothing_is_said_to_be_in_order_before_it_was_looked(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = HandoverPage(desk, volumes=lambda: pair.plugged)
    qtbot.addWidget(page)
    assert _("No field has two values.") not in texts(page)
    assert _("No package is kept apart.") not in texts(page)
    assert page.peers.model.horizontalHeaderItem(0).text() == _("Unit")
    assert not page.export.folder.isEnabled()


def test_at_150_percent_the_tab_needs_no_scrolling_sideways(province: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(province, pair, qtbot)
    page.resize(QSize(BEFORE, 440))
    settle(page, qtbot)
    assert page.minimumSizeHint().width() <= BEFORE
    assert page.columns.folded
    short = [made for made in page.findChild(type(page.head)).buttons if not made.text()]  # type: ignore[union-attr]
    assert short
    assert all(made.toolTip() and made.accessibleName() for made in short)
    page.resize(1366, 624)
    assert not page.columns.folded


def test_the_overview_and_the_tab_count_the_same_packages(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    conn = pair.commune.store.conn
    with pair.commune.store.writing():
        for place, word in enumerate(("malformed", "new-unit", "refused-unit")):
            held = Held(bytes([place]) * 32, f"DV-1-{place}-1of1.danvan", "quarantined", word, "", b"x")
            quarantine.put(conn, held, now_ms())
    page = page_of(desk, pair, qtbot)
    assert page.kept.title.text() == _("Kept apart: {count}").format(count=waiting.kept(conn))


def test_the_reminder_is_offered_for_word_too_where_its_blanks_are_filled(
    province: TestDesk, pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.gui.reports import leaving

    taken: list[bytes] = []
    monkeypatch.setattr(leaving, "save_docx", lambda *args, **_more: taken.append(args[2]))
    page = page_of(province, pair, qtbot)
    qtbot.waitUntil(page.peers.remind.isEnabled, timeout=10_000)
    QTest.mouseClick(page.peers.remind, Qt.MouseButton.LeftButton)
    dialog = preview_of(page, qtbot)
    QTest.mouseClick(dialog.word, Qt.MouseButton.LeftButton)
    dialog.reject()
    assert taken[0].startswith(b"PK")


def test_a_slip_is_offered_only_of_a_package_that_lies_there(qtbot: QtBot, tmp_path: Path) -> None:
    """One that was kept apart and is taken in now lies nowhere any more."""
    here = tmp_path / "DV-1-2-1of1.danvan"
    here.write_bytes(b"x")
    card = ArrivalCard()
    qtbot.addWidget(card)
    taken = [ImportedPackage(file, APPLIED, sender="1") for file in ("DV-1-1-1of1.danvan", str(here))]
    card.show_taken(taken, {}, receipts=True)
    [slip] = card._holder.findChildren(QPushButton)
    assert slip.toolTip() == here.name


def test_beside_a_request_its_office_stands_in_full(province: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    requests.ask(pair.province.store, "25920", "hoi", "Đã họp chưa?", officer="B", today=province.today())
    page = RequestsPage(province)
    qtbot.addWidget(page)
    words = [found.text() for found in page._words.findChildren(QLabel) if not found.isHidden()]
    assert words[words.index(_("Sent to")) + 1] == "Xã Ea Drăng"


def test_the_tab_key_reaches_buttons_made_anew_where_they_stand(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    requests.ask(pair.province.store, "25920", "hoi", "Đã họp chưa?", officer="B", today=desk.today())
    for package in handover.export(pair.province.store, "25920", pair.home / "usb3"):
        handover.import_path(pair.commune.store, Path(package.file))
    page = plugged(desk, pair, qtbot)
    QTest.mouseClick(page.export.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.export._said.findChildren(QPushButton)), timeout=10_000)
    settle(page, qtbot)
    [slip] = page.export._said.findChildren(QPushButton)
    opens = next(made for note in page.standing.notes for made in note.findChildren(QPushButton))
    order, at = list[QWidget | None](), page.nextInFocusChain()
    while at is not None and at is not page:
        order.append(at)
        at = at.nextInFocusChain()
    assert order.index(opens) < order.index(page.export.units) < order.index(slip) < order.index(page.export.go)


def test_an_answer_says_how_it_reaches_the_other_office(
    desk: TestDesk, province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    requests.ask(pair.province.store, "25920", "hoi", "Đã họp chưa?", officer="B", today=desk.today())
    for package in handover.export(pair.province.store, "25920", pair.stick):
        handover.import_path(pair.commune.store, Path(package.file))
    page = RequestsPage(desk)
    qtbot.addWidget(page)
    page.answer_text.setPlainText("Đã họp ngày 10/11")
    page.answer.click()
    assert "Tỉnh Đắk Lắk" in desk.shell.said[-1]


def test_an_office_that_knows_nobody_is_told_where_to_begin(tmp_path: Path, qtbot: QtBot) -> None:
    for code, level, parent in (("67", "province", ""), ("25777", "commune", "67")):
        office = new_office(tmp_path / code, code, "Đơn vị mới", level, parent)
        with desk_of(office) as desk:
            page = HandoverPage(desk, volumes=list)
            qtbot.addWidget(page)
            page.refresh()
            qtbot.waitUntil(lambda page=page: page._state is not None and not page.desk.busy, timeout=10_000)  # type: ignore[misc]
            [way] = page.export._holder.findChildren(QPushButton)
            assert _("Keys and roster") in way.text()
            assert page.export.is_top == (level == "province")
            assert not page.export.folder.isEnabled()
            page.release()
        office.close()


def test_what_a_role_does_not_include_is_said_on_the_button(pair: Pair, qtbot: QtBot) -> None:
    people.add_officer(pair.commune, "Vũ Thị Hai", "mật khẩu khác", "nhap_lieu", cost=CHEAP)
    pair.commune.close()
    pair.commune = Office.open(pair.home / "xa", "mật khẩu khác")
    with desk_of(pair.commune) as desk:
        page = plugged(desk, pair, qtbot)
        for made in (page.export.go, page.export.folder, page.peers.again):
            assert not made.isEnabled()
            assert made.toolTip() == _("Your role does not include this.")


def test_a_package_thrown_away_stands_in_the_access_log(
    desk: TestDesk, pair: Pair, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pair.stick / "DV-66-9-1of1.danvan").write_bytes(b"age-encryption.org/v1\n" + bytes(200))
    handover.import_path(pair.commune.store, pair.stick)
    page = page_of(desk, pair, qtbot)
    monkeypatch.setattr(choices, "ask", lambda *_args: "drop")
    page.kept.drop_wanted.emit(page._state.kept[0].id if page._state else b"")
    qtbot.waitUntil(lambda: page._state is not None and not page._state.kept, timeout=10_000)
    said = _("{file}: kept no longer").format(file="DV-66-9-1of1.danvan")
    assert any(said in line.subject for line in access_log.lines(pair.commune.store))


def test_of_many_packages_each_has_its_slip(qtbot: QtBot, tmp_path: Path) -> None:
    files = [tmp_path / f"DV-241{place:02}-1-1of1.danvan" for place in range(12)]
    buttons, wanted = SlipButtons(files), list[object]()
    qtbot.addWidget(buttons)
    buttons.wanted.connect(wanted.append)
    for action in buttons.findChild(QMenu).actions():  # type: ignore[union-attr]
        action.trigger()
    assert wanted == files


def test_a_stick_of_many_offices_says_how_many(qtbot: QtBot) -> None:
    card = ArrivalCard()
    qtbot.addWidget(card)
    card.show_trial([ImportedPackage(f"{place}", APPLIED, sender=f"{place}") for place in range(12)], {})
    assert "12" in card.title.text()


def test_the_alarm_of_another_offices_access_log_does_not_lead_to_our_own(
    province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    with pair.province.store.writing():
        peers.alarm(pair.province.store.conn, alarms.LOG_DIFFERS, pair.commune.store.replica.id.hex(), now_ms())
    page = page_of(province, pair, qtbot)
    words = [made.text() for note in page.standing.notes for made in note.findChildren(QPushButton)]
    assert words
    assert not any(_("Open the access log") in text for text in words)
