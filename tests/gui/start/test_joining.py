"""What the last page of the first run offers besides: the deposit of the recovery key, joining by the roster file."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from danvan_desktop.app import escrow, roster, roster_root, roster_view
from danvan_desktop.app.office import Office
from danvan_desktop.gui.start.first_run import FirstRun
from danvan_desktop.gui.start.join_dialog import JoinDialog
from danvan_desktop.gui.start.joining import Joining
from danvan_desktop.storage.identity import UnitInfo
from tests.gui.start.first_steps import CHEAP, SECRET, to_code


def test_the_recovery_key_is_deposited_unless_the_tick_is_taken_away(wizard: FirstRun) -> None:
    to_code(wizard)
    assert wizard.office is not None
    tick = wizard.code_page.joining.deposit
    assert tick.isChecked()
    assert escrow.state(wizard.office.store) == "waiting", "it is sealed when the roster comes"
    assert wizard.focusWidget() is wizard.code_page.panel.lines[0], "the ordinary way has one stop more"
    tick.click()
    assert escrow.state(wizard.office.store) == "refused"
    tick.click()
    assert escrow.state(wizard.office.store) == "waiting"


def test_an_office_with_the_province_s_file_and_letter_is_joined_on_the_last_page(
    wizard: FirstRun, tmp_path: Path, qtbot: QtBot
) -> None:
    tinh, _code = Office.create(tmp_path / "66", UnitInfo("66", "Tỉnh Đắk Lắk", "province"), "B", SECRET, cost=CHEAP)
    with tinh:
        roster_root.init(tinh)
        code = roster.export_file(tinh, tmp_path / "tinh.danvan-roster").root.code
    to_code(wizard)
    assert wizard.office is not None
    dialog = JoinDialog(wizard.office)
    qtbot.addWidget(dialog)
    dialog.take()
    assert not dialog.problem.isHidden()
    dialog.file.setText(str(tmp_path / "tinh.danvan-roster"))
    for typed in (code[:-1], f"{code[:-1]}{(int(code[-1]) + 1) % 10}"):
        dialog.code.setText(typed)
        dialog.take()
        assert roster_view.view(wizard.office.store).code == ""
    dialog.code.setText(code.replace(" ", "-"))
    dialog.take()
    assert dialog.result() == JoinDialog.DialogCode.Accepted
    seen = roster_view.view(wizard.office.store)
    assert (seen.compared, seen.version, seen.escrow) == (True, 1, "sealed")


def test_a_province_is_asked_neither(qtbot: QtBot, tmp_path: Path) -> None:
    tinh, _code = Office.create(tmp_path / "66", UnitInfo("66", "Tỉnh Đắk Lắk", "province"), "B", SECRET, cost=CHEAP)
    with tinh:
        shown = Joining()
        qtbot.addWidget(shown)
        shown.show_office(tinh)
        assert shown.isHidden()
