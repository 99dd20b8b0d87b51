"""Officers, access log and settings in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, people, preferences
from danvan_desktop.app.office import Office
from danvan_desktop.app.preferences import Preferences
from danvan_desktop.errors import UserError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.people import AccessLogPage, OfficersPage, SettingsPage, settings_page, unit_part
from danvan_desktop.gui.people.dialogs import AddOfficerDialog, NewCodeDialog, RoleDialog
from danvan_desktop.gui.people.unit_dialog import UnitDialog
from danvan_desktop.gui.people.unit_part import UnitPart
from danvan_desktop.gui.theme import style
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages
from tests.gui.waiting import wait_for

CHEAP = Cost(memory_kib=8, passes=1)
FIRST, SECOND = "bốn từ rất riêng tư", "một câu khác hẳn"


class Shell(NoOtherPages):
    """A window without anything in it."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._window = QWidget()

    def widget(self) -> QWidget:
        return self._window

    def push(self, page: Page, type_name: str = "") -> None: ...

    def pop(self) -> None: ...

    def show_tab(self, name: str) -> QWidget:
        return self._window

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        self.told.append(text)


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Iterator[Office]:
    style.apply(qapp)
    unit = UnitInfo("24181", "Xã Ea Drăng", "commune", "66")
    made, _code = Office.create(tmp_path / "a", unit, "Lan", FIRST, cost=CHEAP)
    people.add_officer(made, "Hòa", SECOND, "nhap_lieu", cost=CHEAP)
    yield made
    made.close()


def desk_of(office: Office, shell: Shell) -> Desk:
    return Desk(office, shell)


@pytest.fixture
def shell(qapp: QApplication) -> Shell:
    return Shell()


@pytest.fixture
def desk(office: Office, shell: Shell) -> Iterator[Desk]:
    made = desk_of(office, shell)
    yield made
    made.release()


def test_officers_stand_there_with_their_roles(desk: Desk, qtbot: QtBot) -> None:
    page = OfficersPage(desk)
    qtbot.addWidget(page)
    names = [page.list.topLevelItem(place) for place in range(page.list.topLevelItemCount())]
    assert [item.data(0, Qt.ItemDataRole.UserRole) for item in names if item] == ["Lan", "Hòa"]
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    assert not page.leave.isEnabled()  # nobody shuts himself out
    page.list.setCurrentIndex(page.list.model().index(1, 0))
    assert page.leave.isEnabled()


def test_a_role_is_changed_in_the_dialog(
    desk: Desk, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = OfficersPage(desk)
    qtbot.addWidget(page)
    page.list.setCurrentIndex(page.list.model().index(1, 0))

    def choose(dialog: RoleDialog) -> QDialog.DialogCode:
        dialog.role = "lanh_dao"
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(RoleDialog, "exec", choose)
    page.role.click()
    wait_for(lambda: bool(shell.told))
    assert people.role(desk.office, "Hòa") == "lanh_dao"


def test_an_officer_is_added_with_a_temporary_passphrase(qtbot: QtBot, office: Office) -> None:
    dialog = AddOfficerDialog()
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted  # no name
    dialog._name.setText("Y Thuyên")
    dialog._pair.secret.setText("mật khẩu tạm thời")
    dialog._pair.again.setText("mật khẩu khác")
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog._pair.again.setText("mật khẩu tạm thời")
    dialog.accept()
    assert (dialog.name, dialog.role, dialog.passphrase) == ("Y Thuyên", "nhap_lieu", "mật khẩu tạm thời")


def test_a_new_code_is_typed_back_before_it_counts(qtbot: QtBot) -> None:
    from danvan_desktop.storage.recovery_code import new_code

    code = new_code()
    dialog = NewCodeDialog(code, "Xã Ea Drăng")
    qtbot.addWidget(dialog)
    assert not dialog._done.isEnabled()
    for line, text in zip(dialog.panel.lines, code.splitlines(), strict=True):
        line.setText(text)
    wait_for(lambda: dialog.confirmed)
    dialog._done.click()
    assert dialog.panel.code == ""


def test_the_log_is_filtered_and_proved(desk: Desk, qtbot: QtBot) -> None:
    access_log.note(desk.office, "exported", "66")
    page = AccessLogPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    every = page.model.rowCount()
    page.acts.setCurrentIndex(page.acts.findData("exported"))
    assert (every, page.model.rowCount()) == (4, 1)
    assert str(page.model.index(0, 2).data()).endswith("66")
    page.verify.click()
    wait_for(lambda: not page.verdict.isHidden())
    assert page.verdict.property("tone") == "ok"


def test_data_entry_sees_no_log_and_changes_no_people(office: Office, shell: Shell, qtbot: QtBot) -> None:
    office.close()
    with Office.open(office.data_dir, SECOND) as second:
        desk = desk_of(second, shell)
        log, officers = AccessLogPage(desk), OfficersPage(desk)
        qtbot.addWidget(log)
        qtbot.addWidget(officers)
        log.refresh()
        assert log.model.rowCount() == 0
        assert not officers.add.isEnabled()
        with pytest.raises(UserError):
            people.require(second, "access_log")
        desk.release()


def test_settings_are_kept_in_both_places(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    assert page.may_leave()
    page.computer.theme.setCurrentIndex(page.computer.theme.findData("dark"))
    page.computer.idle.setCurrentIndex(0)
    page.organ.lines["name"].setText("Ban Xây dựng Đảng")
    page.organ.post.setPlainText("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN")
    answers = iter(["stay", "keep"])
    monkeypatch.setattr(settings_page, "ask", lambda *_given: next(answers))
    assert not page.may_leave()
    assert page.may_leave()
    kept = preferences.load()
    assert (kept.theme, kept.idle_minutes) == ("dark", 5)
    assert desk.office.organ["name"] == "Ban Xây dựng Đảng"
    assert desk.store.settings.get("organ.signer_post") == "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN"
    Preferences().save()


def test_the_unit_is_found_by_name_to_be_put_right_and_with_work_in_it_another_folder_is_told(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = UnitDialog(desk.store.unit)
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    dialog.finder.line.setText("ea kao")
    dialog.finder._on_line_entered()
    dialog.go.click()
    assert (dialog.unit.code, dialog.unit.name) == ("24169", "Phường Ea Kao")
    part, told = UnitPart(desk), list[str]()
    qtbot.addWidget(part)
    monkeypatch.setattr(unit_part, "ask", lambda *asked: told.append(asked[2]))
    with desk.store.batch(officer="Lan") as batch:
        batch.new("petition", {"unit": "24181", "type": "kien_nghi"})
    part.wrong.click()
    assert "--data-dir" in told[0]
