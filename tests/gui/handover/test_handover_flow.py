"""The hand-over tab at work: what it says of a stick before, between and after the acts, and at which office's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover
from danvan_desktop.gui.handover.page import HandoverPage
from danvan_desktop.i18n import _
from tests.gui.handover.pair import Pair, page_of, plugged, settle, texts
from tests.gui.handover_desk import TestDesk, new_office


def take(page: HandoverPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.arrival.take.isVisible() and not page.desk.busy, timeout=10_000)
    settle(page, qtbot)


def place_of(page: HandoverPage, widget: object) -> int:
    return page._left.indexOf(widget)  # type: ignore[call-overload,no-any-return]


def test_a_receipt_is_called_a_receipt_and_no_other_one_is_said_to_lie_on_the_stick(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    pair.from_commune()
    handover.import_path(pair.province.store, pair.stick)
    page = plugged(desk, pair, qtbot)
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    assert not page.arrival.receipt.isVisible(), "a receipt is answered by none"
    before = sorted(pair.stick.iterdir())
    take(page, qtbot)
    said = texts(page.arrival)
    assert _("Receipts taken in: {count}").format(count=1) in said
    assert _("The receipt lies on the stick; it may be taken out.") not in said
    assert sorted(pair.stick.iterdir()) == before


def test_the_strip_says_what_lies_on_the_stick_after_it_was_taken_in(
    province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    pair.from_commune()
    page = plugged(province, pair, qtbot)
    waits = _("Packages to take in: {count}, by their names from {names}.").format(count=1, names="Xã Ea Drăng")
    assert waits in texts(page.note)
    take(page, qtbot)
    qtbot.waitUntil(lambda: waits not in texts(page.note), timeout=10_000)


def test_what_goes_back_to_the_office_of_the_stick_stands_ready_unless_another_was_chosen(
    province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    other = new_commune(pair)
    for package in handover.export(pair.second.store, "66", pair.home / "usb2"):
        handover.import_path(pair.province.store, Path(package.file))
    pair.from_commune()
    page = page_of(province, pair, qtbot)
    page._show_unit(other)
    settle(page, qtbot)
    pair.plug()
    page.watch.look()
    qtbot.waitUntil(lambda: page.export.units.currentData() == "25920", timeout=10_000)
    page._on_unit(other)
    settle(page, qtbot)
    page.open_folder(pair.stick)
    settle(page, qtbot)
    assert page.export.units.currentData() == other


def new_commune(pair: Pair) -> str:
    """Another commune under the province; its code."""
    office = new_office(pair.home / "xa9", "25999", "Xã Ea Kao", "commune")
    request, answer = pair.home / "z.danvan-req", pair.home / "z.danvan-crt"
    mark = handover.enrol_request(office.store, request)
    handover.enrol_accept(pair.province.store, request, answer, expect=mark, officer="B")
    office.close()
    return "25999"


def test_what_came_stands_first_with_the_one_filled_button_until_the_stick_is_out(
    province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    pair.from_commune()
    page = page_of(province, pair, qtbot)
    assert place_of(page, page.export) < place_of(page, page.arrival)
    pair.plug()
    page.watch.look()
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    assert place_of(page, page.arrival) < place_of(page, page.export)
    assert (page.arrival.take.property("kind"), page.export.go.property("kind")) == ("primary", "")
    take(page, qtbot)
    assert page.export.go.property("kind") == "primary"
    pair.plugged = []
    page.watch.look()
    assert place_of(page, page.export) < place_of(page, page.arrival)


def test_a_stick_pulled_out_a_moment_ago_is_not_written_to(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = plugged(desk, pair, qtbot)
    pair.plugged = []  # its folder is still there, as a mount point is
    QTest.mouseClick(page.export.go, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert _("The stick is no longer in.") in texts(page.export._said)
    assert not list(pair.stick.iterdir())


def test_a_stick_pulled_out_while_it_is_written_is_not_called_ready(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = page_of(desk, pair, qtbot)
    page.export_to(pair.stick, stick=True)
    settle(page, qtbot)
    said = texts(page.export._said)
    assert _("The stick was taken out while it was written.") in said
    assert _("Written and read back: the stick may be taken out") not in said


def test_a_stick_pulled_out_between_the_look_and_the_taking_takes_nothing(
    province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    pair.from_commune()
    page = plugged(province, pair, qtbot)
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    pair.plugged = []
    QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert _("No stick is in") in texts(page.note)
    assert pair.province.store.conn.execute("SELECT count(*) FROM v_petition").fetchone()[0] == 0
    assert not page.arrival.take.isVisible()
    assert not province.failures


def test_files_that_vanish_after_the_look_are_a_sentence_and_nothing_is_taken(
    province: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    pair.from_commune()
    page = plugged(province, pair, qtbot)
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    pair.wipe()
    pair.stick.rmdir()
    QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert str(pair.stick) in texts(page.note)
    assert not province.failures


def test_a_written_package_names_the_office_it_is_for(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = plugged(desk, pair, qtbot)
    QTest.mouseClick(page.export.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Tỉnh Đắk Lắk (66)" in texts(page.export._said), timeout=10_000)


def test_in_a_folder_nothing_is_said_of_a_stick(province: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    pair.from_commune()
    page = page_of(province, pair, qtbot)
    page.open_folder(pair.stick)
    take(page, qtbot)
    said = texts(page.arrival)
    assert _("The receipt lies beside the package.") in said
    assert _("The receipt lies on the stick; it may be taken out.") not in said
