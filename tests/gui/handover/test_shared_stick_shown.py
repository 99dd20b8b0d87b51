"""A stick with the province's packages for several communes, as the officer of one of them sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover
from danvan_desktop.app.kept_packages import heading_of
from danvan_desktop.gui.handover.page import HandoverPage
from danvan_desktop.i18n import _
from tests.gui.handover.pair import VALUES, Pair, page_of, settle, texts
from tests.gui.handover_desk import TestDesk, new_office


@pytest.fixture
def shared(pair: Pair) -> Iterator[Pair]:
    """Two communes have handed over; the province's answers to both lie on the stick."""
    other = new_office(pair.home / "xa3", "25931", "Xã Cư Yang", "commune")
    request, answer = pair.home / "d.danvan-req", pair.home / "d.danvan-crt"
    mark = handover.enrol_request(other.store, request)
    handover.enrol_accept(pair.province.store, request, answer, expect=mark, officer="B")
    handover.enrol_finish(other.store, answer, officer="D")
    with other.store.batch(officer="D") as batch:
        batch.new("petition", {**VALUES, "unit": "25931"})
    for office in (other, pair.commune):
        handover.export(office.store, "66", pair.stick)
    handover.import_path(pair.province.store, pair.stick)
    pair.wipe()
    for unit in ("25920", "25931"):
        handover.export(pair.province.store, unit, pair.stick, full=True)
    pair.plug()
    yield pair
    other.close()


def taken_in(page: HandoverPage, qtbot: QtBot) -> None:
    settle(page, qtbot)
    qtbot.waitUntil(page.arrival.take.isVisible, timeout=10_000)
    QTest.mouseClick(page.arrival.take, Qt.MouseButton.LeftButton)
    settle(page, qtbot)


def test_what_is_for_another_commune_is_told_calmly_and_counts_as_nothing_to_look_after(
    desk: TestDesk, shared: Pair, qtbot: QtBot
) -> None:
    page = page_of(desk, shared, qtbot)
    settle(page, qtbot)
    assert _("For other units, left where they lie") in texts(page.arrival), "already where it is only looked at"
    taken_in(page, qtbot)
    said = texts(page.arrival)
    assert _("Signature right, for this office, undamaged") in said
    assert _("For other units, left where they lie") in said
    assert heading_of("unreadable") not in said
    assert _("Packages to take in: {count}, by their names from {names}.").split(":")[0] not in texts(page.note)
    assert page.kept.title.text() == _("Kept apart")
    assert heading_of("unreadable", elsewhere=True) in texts(page.kept)
