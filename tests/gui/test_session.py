"""Unlock, work, lock, unlock again: the data is closed between two windows, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app.office import Office
from danvan_desktop.app.preferences import Preferences
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.people import SettingsPage
from danvan_desktop.gui.record.draft_dialog import DraftRestoreDialog
from danvan_desktop.gui.session import Session
from danvan_desktop.gui.shell.actions import open_page
from danvan_desktop.gui.start.unlock import UnlockDialog
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "bốn từ rất riêng tư"
CHEAP = Cost(memory_kib=1024, passes=1)
TYPED = "Bà Út gửi đơn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A commune's data folder."""
    place = tmp_path / "office"
    unit = UnitInfo("24181", "Xã Ea Drăng", "commune", "66")
    office, _code = Office.create(place, unit, "Phạm Thị Ngọc Lan", SECRET, cost=CHEAP)
    office.close()
    return place


@pytest.fixture
def session(qapp: QApplication, folder: Path) -> Iterator[Session]:
    """Its session, locked."""
    made = Session(qapp, folder, Preferences())
    yield made
    made.deleteLater()


class Story:
    """Things done one after the other inside the program's own event loop; what fails ends it."""

    def __init__(self, qapp: QApplication, *acts: Callable[[], bool]) -> None:
        self._app, self._acts, self._turns = qapp, list(acts), 0
        self.failed: BaseException | None = None
        self._timer = QTimer(interval=30)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def _on_turn(self) -> None:
        self._turns += 1
        try:
            assert self._turns < 600, "the story does not go on"
            if self._acts and self._acts[0]():
                self._acts.pop(0)
        except BaseException as error:  # noqa: BLE001  told after the loop
            self.failed = error
        if self.failed is not None or not self._acts:
            self._timer.stop()
            self._app.exit(0)

    def told(self) -> None:
        """Raise what went wrong."""
        if self.failed is not None:
            raise self.failed
        assert self._acts == []


def painted(session: Session) -> MainWindow | None:
    """The window, once its first page is there."""
    window = session.window
    return window if window is not None and hasattr(window, "find_box") else None


def test_locked_in_mid_form_the_data_is_closed_and_a_new_window_goes_on(
    qapp: QApplication, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Office.open(folder, SECRET)
    seen: list[str] = []

    def unlock(_said: str) -> Office:
        with pytest.raises(Exception, match="closed"):
            first.store.conn.execute("SELECT 1")
        seen.append("closed")
        return Office.open(folder, SECRET)

    monkeypatch.setattr(session, "_unlock", unlock)

    def type_and_lock() -> bool:
        window = painted(session)
        if window is None:
            return False
        window.desk.new_record("petition")
        page = window.stack().top()
        assert isinstance(page, FormPage)
        page.form.type_value("petitioner_name", TYPED)
        window.lock_requested.emit("asked")
        return True

    def take_the_draft() -> bool:
        dialog = qapp.activeModalWidget()
        if not isinstance(dialog, DraftRestoreDialog):
            return False
        dialog.open_button.click()
        return True

    def it_is_there() -> bool:
        window = painted(session)
        page = window.stack().top() if window is not None else None
        if window is None or not isinstance(page, FormPage):
            return False
        seen.append(window.area.tab_name())
        seen.append(str(page.state.values["petitioner_name"]))
        page.drafts.drop()
        return True

    story = Story(qapp, type_and_lock, take_the_draft, it_is_there)
    session.run(first)
    story.told()
    assert seen == ["closed", "petition", TYPED]


def test_a_wrong_passphrase_is_a_sentence_and_the_right_one_needs_no_accents(folder: Path, qtbot: QtBot) -> None:
    dialog = UnlockDialog(folder)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.page.secret.setText("sai mat roi")
    dialog.page.unlock()
    qtbot.waitUntil(lambda: not dialog.page.problem.isHidden(), timeout=10_000)
    assert dialog.office is None
    dialog.page.secret.setText("BON TU rat rieng tu")
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.page.unlock()
    assert dialog.office is not None
    dialog.office.close()


def test_the_data_is_not_locked_under_a_long_work(qapp: QApplication, session: Session, folder: Path) -> None:
    def busy_then_free() -> bool:
        window = painted(session)
        if window is None:
            return False
        window.desk.busy = True
        window.lock_requested.emit("asked")
        assert window.isVisible()
        window.desk.busy = False
        return True

    story = Story(qapp, busy_then_free)
    assert session.run(Office.open(folder, SECRET)) == 0
    story.told()


def test_what_needs_the_window_gone_is_done_before_the_data_is_closed(
    session: Session, qapp: QApplication, folder: Path
) -> None:
    """Going back to an older version puts the data file back: nothing else may hold it, its key must still be there."""
    office = Office.open(folder, SECRET)
    seen: list[object] = []
    office.at_end = lambda: seen.append((session.window, bool(office.store.unit.code), len(office.ring.key)))
    story = Story(qapp, lambda: painted(session) is not None)
    session.run(office)
    story.told()
    assert seen == [(None, True, 32)]


def test_a_wrong_unit_is_put_right_in_the_settings_and_the_window_opens_as_the_right_one(
    session: Session, qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_unlock", lambda _said: Office.open(folder, SECRET))
    right = UnitInfo("24121", "Xã Ea Kao", "commune", "66")

    def put_right() -> bool:
        window = painted(session)
        if window is None:
            return False
        open_page(window.desk, "settings")
        page = window.stack().top()
        assert isinstance(page, SettingsPage)
        page.unit.correct(right)
        return True

    def it_is_the_right_one() -> bool:
        window = painted(session)
        if window is None or window.desk.store.unit != right:
            return False
        assert "Xã Ea Kao" in window.windowTitle()
        return True

    story = Story(qapp, put_right, it_is_the_right_one)
    session.run(Office.open(folder, SECRET))
    story.told()
