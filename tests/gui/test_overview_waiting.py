"""The overview's group of the hand-over: what waits is counted, and each count leads to where it is dealt with."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover, requests, transfer
from danvan_desktop.app.handover_waiting import waits
from danvan_desktop.gui.handover.requests_page import RequestsPage
from danvan_desktop.gui.handover.roster_page import RosterPage
from danvan_desktop.gui.overview import OverviewPage
from danvan_desktop.gui.overview.waiting import go
from tests.gui.handover.pair import Pair
from tests.gui.handover_desk import TestDesk, desk_of


def test_a_dossier_and_an_answer_that_wait_are_on_the_overview_and_lead_to_their_page(
    tmp_path: Path, qtbot: QtBot
) -> None:
    pair = Pair(tmp_path)
    with desk_of(pair.province) as desk:
        asked = requests.ask(desk.store, "25920", "hoi", "Đã họp chưa?", officer="B", today=desk.today())
        for package in handover.export(desk.store, "25920", pair.stick):
            handover.import_path(pair.commune.store, Path(package.file))
        requests.answer(pair.commune.store, asked, "Đã họp", officer="A", today=desk.today())
        for package in handover.export(pair.commune.store, "66", pair.stick):
            handover.import_path(desk.store, Path(package.file))
        sent = transfer.send(pair.commune.store, pair.row, "66", pair.stick, officer="A", today=desk.today())
        handover.import_path(desk.store, Path(sent.packages[0].file))
        counts = {one.name: one.count for one in waits(desk.store, desk.today())}
        assert counts == {
            "dossiers": transfer.waiting_for_us(desk.store), "requests": requests.waiting_for_us(desk.store)
        } == {"dossiers": 1, "requests": 1}  # fmt: skip
        page = OverviewPage(desk)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        qtbot.waitUntil(page.handover.isVisible, timeout=10_000)
        assert len(page.handover.links) == 2
        page.handover.links[0].click()
        assert isinstance(desk.shell.pushed[-1], RequestsPage)
        page.deleteLater()
    for office in (pair.commune, pair.second, pair.province):
        office.close()


@pytest.mark.parametrize(("name", "page"), [("new_units", RosterPage), ("kept", None), ("alarms", None)])
def test_each_way_leads_to_where_it_is_dealt_with(name: str, page: type | None, tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    with desk_of(pair.province) as desk:
        go(desk, name)
        assert [type(made) for made in desk.shell.pushed] == ([page] if page else [])
    for office in (pair.commune, pair.second, pair.province):
        office.close()


def test_a_quiet_office_has_no_such_group(tmp_path: Path, qtbot: QtBot) -> None:
    pair = Pair(tmp_path)
    with desk_of(pair.commune) as desk:
        _quiet(desk, qtbot)
    for office in (pair.commune, pair.second, pair.province):
        office.close()


def _quiet(desk: TestDesk, qtbot: QtBot) -> None:
    page = OverviewPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: not page._reading, timeout=10_000)
    assert page.handover.isHidden()
