"""The page of keys and roster: the root is made, a new unit is taken in by one click, a computer is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, escrow, handover, rescue, roster, roster_root, roster_view
from danvan_desktop.app.office import Office
from danvan_desktop.gui.handover import root_use_dialogs
from danvan_desktop.gui.handover.refuse_dialog import RefuseDialog
from danvan_desktop.gui.handover.root_dialog import MakeRootDialog
from danvan_desktop.gui.handover.root_use_dialogs import OpenRecoveryDialog, RecoverRootDialog
from danvan_desktop.gui.handover.roster_page import RosterPage
from danvan_desktop.handoff.roster_texts import asks_again_note
from tests.gui.handover_desk import CHEAP, SECRET, TestDesk, desk_of, new_office


@pytest.fixture
def province(qtbot: QtBot, tmp_path: Path) -> Iterator[TestDesk]:
    with new_office(tmp_path / "66", "66", "Tỉnh Đắk Lắk", "province") as office, desk_of(office) as desk:
        yield desk


def page_of(desk: TestDesk, qtbot: QtBot) -> RosterPage:
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    return page


def make(desk: TestDesk, file: Path, *, split: bool = False) -> list[str]:
    """The root, by its dialog; the sheets that were on paper."""
    dialog = MakeRootDialog(desk)
    dialog.split.setChecked(split)
    new = dialog.prepare()
    assert new is not None
    dialog.save_to(file)
    assert file.stat().st_size > 10_000
    assert not dialog.go.isEnabled()
    dialog.back.type(list(new.sheets[1:] if split else new.sheets))
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert dialog.result() == MakeRootDialog.DialogCode.Accepted
    assert dialog.back.typed == []
    dialog.deleteLater()
    return list(new.sheets)


def waiting(desk: TestDesk, home: Path) -> Office:
    """A commune whose first package waits at the province."""
    roster.export_file(desk.office, home / "tinh.danvan-roster")
    commune = new_office(home / "25920", "25920", "Xã Ea Drăng", "commune")
    roster.take(commune, home / "tinh.danvan-roster")
    handover.export(commune.store, "66", home / "usb")
    handover.import_path(desk.store, home / "usb")
    return commune


def buttons(page: RosterPage, qtbot: QtBot) -> list[QPushButton]:
    qtbot.wait(20)
    return [made for made in page.newcomers.findChildren(QPushButton) if made.isVisible()]


def test_the_province_makes_its_root_and_takes_a_new_unit_in_by_one_click(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(province, qtbot)
    assert page.root.make.isVisible()
    make(province, tmp_path / "to-goc.pdf", split=True)
    page.refresh()
    assert not page.root.make.isVisible()
    waiting(province, tmp_path).close()
    page.refresh()
    same, _later, _no = buttons(page, qtbot)
    same.click()
    assert province.failures == []
    assert buttons(page, qtbot) == []
    assert page.said.isVisible()
    computers = roster_view.view(province.store).computers
    assert [(line.unit, line.checked) for line in computers] == [("25920", True), ("66", True)]
    assert list((tmp_path / "usb").glob("*.receipt.danvan"))
    assert province.failures == []


def test_a_computer_is_closed_by_its_line_and_this_one_cannot_be(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(province, qtbot)
    make(province, tmp_path / "to-goc.pdf")
    waiting(province, tmp_path).close()
    page.refresh()
    buttons(page, qtbot)[1].click()
    assert not page.close_it.isEnabled()
    for row, can in ((0, True), (1, False)):
        page.table.selectRow(row)
        assert page.close_it.isEnabled() == can
    page.close_computer(roster_view.view(province.store).computers[0].replica, "stolen")
    page.table.selectRow(0)
    assert not page.close_it.isEnabled()
    assert "/20" in page.model.item(0, 3).text()
    page.close_computer("ffffffffffffffff", "stolen")
    assert len(province.failures) == 1


def test_a_commune_takes_the_roster_and_compares_the_code(province: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    make(province, tmp_path / "to-goc.pdf")
    code = roster_view.view(province.store).code
    commune = waiting(province, tmp_path)
    with commune, desk_of(commune) as desk:
        page = page_of(desk, qtbot)
        assert page.root.code.isVisible()
        assert not page.newcomers.isVisible()
        page.trust("1234")
        assert len(desk.failures) == 1
        page.trust(code)
        assert roster_view.view(desk.store).compared
        assert not page.root.code.isVisible()
        page.take_file(tmp_path / "tinh.danvan-roster", code)
        assert len(desk.failures) == 1


def test_nothing_is_in_force_until_a_sheet_was_typed_back_right(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = MakeRootDialog(province)
    qtbot.addWidget(dialog)
    new = dialog.prepare()
    assert new is not None
    dialog.save_to(tmp_path / "to-goc.pdf")
    line = new.sheets[0].splitlines()[0]
    dialog.back.sheets[0].lines[0].setText(line[:-1] + str((int(line[-1]) + 1) % 10))
    assert dialog.back.sheets[0].marks[0].property("tone") != "ok"
    assert not dialog.go.isEnabled()
    other = roster_root.prepare(province.office)
    dialog.back.type(list(other.sheets))
    dialog.go.click()
    assert not dialog.problem.isHidden()
    assert not roster_view.view(province.store).code
    dialog.reject()


def test_the_root_is_renewed_by_its_old_sheet_or_without_it_where_it_is_lost(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    sheets = make(province, tmp_path / "1.pdf")
    code = roster_view.view(province.store).code
    for lost in (False, True):
        dialog = MakeRootDialog(province, renews=True)
        qtbot.addWidget(dialog)
        assert not dialog.save.isEnabled()
        if lost:
            dialog.lost.setChecked(True)
        else:
            dialog.old.type(sheets)
        assert dialog.save.isEnabled()
        dialog.save_to(tmp_path / "2.pdf")
        assert dialog._new is not None
        dialog.back.type(list(dialog._new.sheets))
        dialog.go.click()
        assert dialog.made is not None
        assert roster_view.view(province.store).code != code
        code = dialog.made.code


def test_another_computer_of_the_province_signs_by_two_of_three_parts(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    sheets = make(province, tmp_path / "1.pdf", split=True)
    dialog = RecoverRootDialog(province)
    qtbot.addWidget(dialog)
    dialog.sheets.type([sheets[0]])
    assert not dialog.go.isEnabled(), "one part of three is enough"
    dialog.sheets.type([sheets[0], sheets[2]])
    dialog.go.click()
    assert dialog.signed is not None
    assert any(line.act == "root_used" for line in access_log.lines(province.store))


def test_two_officers_open_a_deposited_recovery_key_and_one_alone_does_not(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    sheets = make(province, tmp_path / "1.pdf")
    rescue.add_officer(province.office, "Trần B", "mật khẩu khác hẳn nhé", cost=CHEAP)
    waiting(province, tmp_path).close()
    roster.add(province.office, "25920")
    dialog = OpenRecoveryDialog(province, [("25920", "Xã Ea Drăng")])
    qtbot.addWidget(dialog)
    dialog.sheets.type(sheets)
    for secret, opens in ((SECRET, False), ("mật khẩu khác hẳn nhé", True)):
        dialog.secret.setText(secret)
        dialog.open_to(tmp_path / "kp.txt")
        assert (tmp_path / "kp.txt").exists() == opens
    assert any("Trần B" in line.subject for line in access_log.lines(province.store) if line.act == "recovery_opened")


def test_a_commune_takes_its_deposit_back_on_the_page(province: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    make(province, tmp_path / "1.pdf")
    with waiting(province, tmp_path) as commune, desk_of(commune) as desk:
        page = page_of(desk, qtbot)
        assert page.root.deposit.isChecked()
        page.root.deposit.click()
        assert escrow.state(desk.store) == "refused"
        page.root.deposit.click()
        assert escrow.state(desk.store) == "sealed"
        assert desk.failures == []


def test_a_new_unit_is_refused_with_a_reason_and_that_is_taken_back(
    province: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(province, qtbot)
    make(province, tmp_path / "to-goc.pdf")
    other = waiting(province, tmp_path)
    page.refresh()
    dialog = RefuseDialog("Xã Ea Drăng")
    qtbot.addWidget(dialog)
    dialog._on_ok()
    assert not dialog.result()
    monkeypatch.setattr(RefuseDialog, "exec", lambda asked: asked.line.setText("Không phải máy của xã") or 1)
    buttons(page, qtbot)[2].click()
    found = roster_view.view(province.store)
    assert (found.waiting, [line.reason for line in found.refused]) == ((), ["Không phải máy của xã"])
    assert list((tmp_path / "usb").glob("*.receipt.danvan"))
    [back] = buttons(page, qtbot)
    back.click()
    found = roster_view.view(province.store)
    assert (len(found.waiting), found.refused) == (1, ())
    assert {line.act for line in access_log.lines(province.office.store)} >= {"unit_refused", "unit_refusal_back"}
    assert province.failures == []
    other.close()


def test_a_new_province_computer_is_asked_before_it_signs_alone_and_closes_the_former_one(
    province: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = make(province, tmp_path / "1.pdf")
    with waiting(province, tmp_path):
        roster.add(province.office, "25920")
    roster.export_file(province.office, tmp_path / "2.danvan-roster")
    former = province.store.replica.id.hex()
    with new_office(tmp_path / "66-2", "66", "Tỉnh Đắk Lắk", "province") as other, desk_of(other) as desk:
        roster.take(other, tmp_path / "2.danvan-roster")
        dialog = RecoverRootDialog(desk)
        qtbot.addWidget(dialog)
        dialog.sheets.type(sheets)
        answers = iter(("no", "yes"))
        monkeypatch.setattr(root_use_dialogs, "ask", lambda *_asked: next(answers))
        dialog.go.click()
        assert dialog.signed is None, "signed without a newer roster though that was not wanted"
        dialog.go.click()
        assert dialog.signed is not None
        assert [e.certificate.replica.hex() for e in dialog.signed.replicas if e.closed] == [former]


def test_of_two_computers_one_is_chosen_and_a_stolen_one_is_named_as_such(
    province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    make(province, tmp_path / "1.pdf")
    with waiting(province, tmp_path):
        roster.add(province.office, "25920")
    [number] = [one.computer for one in escrow.deposited(province.store, "25920")]
    roster.close(province.office, number, "stolen")
    dialog = OpenRecoveryDialog(province, [("25920", "Xã Ea Drăng")])
    qtbot.addWidget(dialog)
    shown = [dialog.computer.itemText(place) for place in range(dialog.computer.count())]
    assert len(shown) == 2
    assert number[:4] in shown[1]
    assert ";" in shown[1], "it is not said that it is closed"


def test_a_closed_computer_that_asks_again_is_shown_as_one(province: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    make(province, tmp_path / "1.pdf")
    with waiting(province, tmp_path) as commune:
        roster.add(province.office, "25920")
        roster.close(province.office, "25920", "left")
        roster.export_file(province.office, tmp_path / "2.danvan-roster")
        roster.take(commune, tmp_path / "2.danvan-roster")
        handover.export(commune.store, "66", tmp_path / "usb2")
        handover.import_path(province.store, tmp_path / "usb2")
    page = page_of(province, qtbot)
    qtbot.wait(20)
    said = [found.text() for found in page.newcomers.findChildren(QLabel)]
    [line] = roster_view.view(province.store).waiting
    assert line.closing is not None
    assert any(asks_again_note(line.closing) in text for text in said)
