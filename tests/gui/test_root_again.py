"""The roster page where something was before: a root made already, a unit whose computers are closed, a deposit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import escrow, roster, roster_view
from danvan_desktop.gui.handover import roster_page
from danvan_desktop.gui.handover.root_dialog import MakeRootDialog
from tests.gui.handover_desk import TestDesk, desk_of
from tests.gui.test_roster_page import make, page_of, province, waiting

__all__ = ["province"]  # a fixture


def test_a_province_made_anew_is_warned_before_a_second_root_and_goes_on_only_when_it_says_so(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    fresh = MakeRootDialog(province)
    qtbot.addWidget(fresh)
    assert not fresh.first.isHidden()
    assert fresh.earlier.isHidden()
    assert fresh.save.isEnabled(), "an obstacle where nothing tells of an earlier root"
    roster.trust(province.office, "1234 " * 8)
    dialog = MakeRootDialog(province)
    qtbot.addWidget(dialog)
    assert not dialog.earlier.isHidden()
    assert "1234" in dialog.earlier.text.text()
    assert not dialog.save.isEnabled()
    assert dialog.prepare() is None
    dialog.anyway.setChecked(True)
    assert dialog.save.isEnabled()
    dialog.save_to(tmp_path / "to-goc.pdf")
    assert (tmp_path / "to-goc.pdf").exists()
    page = page_of(province, qtbot)
    assert page.root.take.isVisible(), "the roster of an earlier root cannot be taken in"


def test_a_unit_whose_computer_was_closed_before_is_said_on_the_page_to_be_no_more(
    province: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(province, tmp_path / "1.pdf")
    with waiting(province, tmp_path):
        roster.add(province.office, "25920")
    roster.close(province.office, "25920", "stolen")
    page = page_of(province, qtbot)
    page.table.selectRow(0)
    assert not page.close_it.isEnabled()
    page.reason.setCurrentIndex(page.reason.findData("merged"))
    assert page.close_it.isEnabled()
    page.table.selectRow(1)  # this very computer
    assert not page.close_it.isEnabled()
    page.table.selectRow(0)
    monkeypatch.setattr(roster_page, "asked_end", lambda *_asked: (date(2026, 7, 1), []))
    page.close_it.click()
    assert province.failures == []
    [unit] = [unit for unit in roster_view.view(province.store).units if unit["code"] == "25920"]
    assert unit["valid_to"] == "2026-06-30"


def test_what_was_deposited_is_said_to_go_when_it_is_taken_back(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    make(province, tmp_path / "1.pdf")
    with waiting(province, tmp_path) as commune, desk_of(commune) as desk:
        page = page_of(desk, qtbot)
        page.root.deposit.click()
        assert page.said.text.text() == escrow.withdrawn_line()
