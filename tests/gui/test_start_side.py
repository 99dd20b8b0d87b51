"""First run: the name of the organ chooses Party or State until the officer has chosen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import places
from danvan_desktop.app.first_run import Setup
from danvan_desktop.gui.start.organ_page import OrganPage

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def page(qtbot: QtBot) -> OrganPage:
    setup = Setup()
    setup.place = places.search("ea drang", "commune")[0].place
    shown = OrganPage(setup)
    qtbot.addWidget(shown)
    shown.enter()
    return shown


def test_a_peoples_committee_gets_the_state_layout_and_nobody_above_it(page: OrganPage) -> None:
    assert page.organ()["side"] == "party"
    suggested = page.organ()["name"]
    page.lines["name"].setText("Ủy ban nhân dân xã Ea Drăng")
    organ = page.organ()
    assert (organ["side"], organ["parent"], organ["symbol"]) == ("state", "", "UBND")
    assert page.preview.accessibleDescription().splitlines()[:2] == ["", "ỦY BAN NHÂN DÂN XÃ EA DRĂNG"]
    page.lines["name"].setText(suggested)
    organ = page.organ()
    assert (organ["side"], bool(organ["parent"])) == ("party", True)


def test_what_the_officer_chose_or_typed_stays(page: OrganPage) -> None:
    page.party.click()
    page.lines["parent"].setText("Tỉnh ủy Đắk Lắk")
    page.lines["name"].setText("Ủy ban nhân dân xã Ea Drăng")
    organ = page.organ()
    assert (organ["side"], organ["parent"]) == ("party", "Tỉnh ủy Đắk Lắk")
