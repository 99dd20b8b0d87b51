"""From nothing to an office by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.app import rescue, training
from danvan_desktop.app.office import Office
from danvan_desktop.gui.start import first_run
from danvan_desktop.gui.start.first_run import FirstRun
from danvan_desktop.gui.start.restore_dialog import RestoreDialog
from danvan_desktop.storage.identity import UnitInfo
from tests.gui.start.first_steps import CHEAP, ENTER, SECRET, press, to_code, to_organ, type_text
from tests.gui.waiting import wait_for


def test_an_office_is_made_by_keyboard_alone(wizard: FirstRun) -> None:
    to_code(wizard)
    assert wizard.office is not None
    unit = wizard.office.store.unit
    assert (unit.code, unit.name, unit.parent_code) == ("24181", "Xã Ea Drăng", "66")
    assert wizard.office.organ["place"] == "Ea Drăng"
    assert wizard.office.officer == "Phạm Thị Ngọc Lan"
    for place, line in enumerate(wizard.code_page.panel.code.splitlines()):
        if place:
            press(wizard.focusWidget(), ENTER)
        type_text(wizard, line)
    wait_for(lambda: not wizard.code_page.ready.isHidden())
    assert wizard.office.store.settings.get("recovery.confirmed") == "1"
    press(wizard.focusWidget(), ENTER)
    assert wizard.focusWidget() is wizard.code_page.first
    press(wizard.focusWidget(), ENTER)
    assert wizard.next_step == "reception"
    assert wizard.result() == FirstRun.DialogCode.Accepted
    wizard.office.close()
    with Office.open(wizard.office.data_dir, "bon tu rat rieng tu") as again:
        assert again.officer == "Phạm Thị Ngọc Lan"


def test_without_a_unit_the_first_page_stays_and_says_so(wizard: FirstRun) -> None:
    press(wizard.focusWidget(), ENTER)
    assert wizard.place == 0
    assert not wizard.unit_page.problem.isHidden()
    type_text(wizard, "khong co xa nao ten nay")
    press(wizard.focusWidget(), ENTER)
    assert wizard.place == 0


def test_the_list_is_reached_with_the_arrows_and_an_old_name_says_where_it_leads(wizard: FirstRun) -> None:
    type_text(wizard, "thi tran ea drang")
    press(wizard.focusWidget(), Qt.Key.Key_Down)
    finder = wizard.unit_page.finder
    assert wizard.focusWidget() is finder.list
    assert "Thị trấn Ea Drăng" in finder.list.item(0).text()
    press(wizard.focusWidget(), ENTER)
    assert wizard.setup.place is not None
    assert wizard.setup.place.code == "24181"


def test_typing_again_takes_the_choice_back(wizard: FirstRun) -> None:
    type_text(wizard, "ea drang")
    press(wizard.focusWidget(), ENTER)
    type_text(wizard, "x")
    assert wizard.setup.place is None


def test_going_back_keeps_what_was_typed(wizard: FirstRun) -> None:
    to_organ(wizard)
    wizard.organ_page.lines["name"].setText("Ban Dân vận của chúng tôi")
    wizard.back.click()
    assert wizard.place == 0
    assert wizard.setup.place is not None
    wizard.next.click()
    assert wizard.organ_page.lines["name"].text() == "Ban Dân vận của chúng tôi"


def test_a_body_no_list_has_is_named_by_hand_but_gets_no_typed_code(wizard: FirstRun) -> None:
    wizard.unit_page.levels["body"].click()
    wizard.unit_page.body.setText("Đảng ủy Công an tỉnh")
    wizard.unit_page.finder.line.setFocus()
    to_organ(wizard, "dak lak")
    assert wizard.setup.unit().parent_code == "66"
    assert wizard.organ_page.lines["name"].text() == "Đảng ủy Công an tỉnh"


def test_two_different_passphrases_stay_on_the_page(wizard: FirstRun) -> None:
    to_organ(wizard)
    wizard.next.click()
    wizard.person_page.name.setText("Lan")
    wizard.person_page.secret.setText(SECRET)
    wizard.person_page.again.setText("khác hẳn đi")
    wizard.next.click()
    assert wizard.place == 2
    assert wizard.office is None
    assert wizard.person_page.again.property("problem") == "error"


def test_a_folder_that_cannot_be_used_is_a_sentence_on_the_page(wizard: FirstRun, tmp_path: Path) -> None:
    (tmp_path / "office").write_text("")
    to_organ(wizard)
    wizard.next.click()
    wizard.person_page.name.setText("Lan")
    wizard.person_page.secret.setText(SECRET)
    wizard.person_page.again.setText(SECRET)
    wizard.next.click()
    wait_for(lambda: not wizard.person_page.problem.isHidden())
    assert wizard.place == 2
    assert wizard.person_page.secret.text() == SECRET


def test_the_code_is_covered_while_it_is_typed_back_and_a_wrong_line_is_marked(wizard: FirstRun) -> None:
    to_code(wizard)
    panel = wizard.code_page.panel
    type_text(wizard, "0")
    assert not any(digit in shown.text() for shown in panel._rows for digit in "0123456789")
    panel.lines[1].setText("0000 0000 0000 0001")
    assert panel.lines[1].property("problem") == "error"
    panel.cover.click()
    assert panel.code.splitlines()[0] == panel._rows[0].text()
    assert wizard.code_page.ready.isHidden()


def test_closing_before_the_code_was_typed_back_asks(wizard: FirstRun, monkeypatch: pytest.MonkeyPatch) -> None:
    to_code(wizard)
    answers = iter(["stay", "leave"])
    monkeypatch.setattr(first_run, "ask", lambda *_given: next(answers))
    wizard.reject()
    assert wizard.isVisible()
    wizard.reject()
    assert not wizard.isVisible()
    assert wizard.office is None


def test_the_training_office_opens_from_the_first_page(wizard: FirstRun) -> None:
    wizard.unit_page.training_wanted.emit()
    wait_for(lambda: wizard.office is not None, 30)
    assert wizard.office is not None
    assert wizard.next_step == "training"
    assert training.is_training(wizard.office.store)


def test_a_backup_is_brought_back_from_the_first_page(wizard: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    made, _code = Office.create(tmp_path / "old", UnitInfo("24181", "Xã Ea Drăng", "commune"), "Lan", SECRET,
                                cost=CHEAP)  # fmt: skip
    with made:
        rescue.backup(made, tmp_path / "b")
    dialog = RestoreDialog(tmp_path / "office")
    qtbot.addWidget(dialog)
    dialog.accept()
    assert not dialog.busy  # no file named yet
    dialog.file.setText(str(tmp_path / "b"))
    dialog.secret.setText("sai hẳn rồi")
    dialog.accept()
    wait_for(lambda: not dialog.busy)
    assert not dialog.problem.isHidden()
    dialog.secret.setText(SECRET)
    dialog.accept()
    wait_for(lambda: dialog.office is not None)
    assert dialog.office is not None
    assert dialog.office.data_dir == tmp_path / "office"
    dialog.office.close()
