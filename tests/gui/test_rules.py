"""The window under the rules: whole imports taken back later, the lock after long work, the recovery code, titles."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from danvan_desktop.app import editing, past_imports, people
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.office import Office
from danvan_desktop.app.preferences import Preferences
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.gui import widgets
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.people import OfficersPage
from danvan_desktop.gui.record import history_panel
from danvan_desktop.gui.record.history_panel import HistoryPanel
from danvan_desktop.gui.reports import leaving
from danvan_desktop.gui.session import Session
from danvan_desktop.gui.sheet_import import past_imports as panel_module
from danvan_desktop.gui.sheet_import.wizard import ImportWizard
from danvan_desktop.gui.shell.begin import begin_work
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.conftest import TEST_DATA
from tests.gui.handover_desk import TODAY, TestDesk, desk_of, new_office
from tests.gui.test_session import SECRET, Story, painted

GOOD = TEST_DATA / "thanh-hoa-2019" / "so-don-thu.xlsx"
CHEAP = Cost(memory_kib=1024, passes=1)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    """A district that took in its petition register on another day."""
    office = new_office(tmp_path / "office", "80T", "Huyện Thạnh Hóa", "district")
    import_sheet(office.store, GOOD, type_name="petition", officer=office.officer, today=TODAY)
    with desk_of(office) as made:
        yield made
    office.close()


def live(desk: TestDesk) -> int:
    return int(desk.store.conn.execute("SELECT count(*) FROM v_petition WHERE deleted = 0").fetchone()[0])


def one_of(desk: TestDesk) -> bytes:
    return bytes(desk.store.conn.execute("SELECT id FROM v_petition LIMIT 1").fetchone()[0])


# --- whole imports
def test_an_earlier_import_is_taken_back_from_the_first_page(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel_module, "ask", lambda *_given: "undo")
    page = ImportWizard(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.past.isVisible, timeout=10_000)
    back = page.past.findChild(QPushButton, "undo_1")
    assert back is not None
    back.click()
    qtbot.waitUntil(lambda: live(desk) == 0 and not desk.busy, timeout=10_000)
    shown = page.past

    def put_away() -> bool:
        button = shown.findChild(QPushButton, "undo_1")
        return button is not None and button.isHidden()

    qtbot.waitUntil(put_away, timeout=10_000)


def test_a_chosen_workbook_needs_the_room_of_past_imports(desk: TestDesk, qtbot: QtBot) -> None:
    page = ImportWizard(desk, GOOD)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.stack.isEnabled, timeout=10_000)
    qtbot.wait(50)
    assert page.past.isHidden()


@pytest.mark.parametrize(("answer", "left"), [("import", 0), ("one", 70)])
def test_the_history_of_an_imported_record_offers_the_whole_import(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    asked: list[dict[str, str]] = []

    def choose(_parent: object, _title: str, _text: str, choices: dict[str, str]) -> str:
        asked.append(choices)
        return answer

    monkeypatch.setattr(history_panel, "ask", choose)
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("petition", one_of(desk))
    panel.findChildren(QToolButton)[-1].click()
    assert not desk.failures
    assert "1" in asked[0]["import"]
    assert live(desk) == left
    assert (past_imports.import_of(desk.store, one_of(desk)) is None) == (answer == "import")


# --- roles
def test_printing_is_refused_before_the_dialog(desk: TestDesk) -> None:
    people.add_officer(desk.office, "Hòa", "một câu khác hẳn", cost=CHEAP)
    desk.store.settings.set("people.role.Hòa", "quan_tri")
    desk.store.settings.set(f"people.role.{desk.officer}", "nhap_lieu")
    assert leaving.print_pdf(desk, desk.shell.window, b"", "Sổ", "so") is False
    [refused] = desk.failures
    assert isinstance(refused, UserError)
    assert refused.code == "role"


# --- titles
def test_a_page_about_a_person_bears_no_name_in_the_windows_title(desk: TestDesk, qtbot: QtBot) -> None:
    values: dict[str, Value] = {
        "unit": "80T", "recipient_name": "Nguyễn Thị Bông", "recipient_kind": "ca_nhan", "register_no": "12",
        "award_kind": "giay_khen", "state": "de_xuat", "register_year": 2026,
    }  # fmt: skip
    saved = editing.save(desk.store, "award", None, values, before={}, officer=desk.officer, today=TODAY)
    page = page_for(desk, "award", saved.row)
    qtbot.addWidget(page)
    assert "Bông" not in page.title
    assert "12" in page.title
    page.release()


# --- the recovery code
@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _code = Office.create(
        tmp_path / "office", UnitInfo("24181", "Xã Ea Drăng", "commune", "66"), "Lan", SECRET, cost=CHEAP
    )
    opened.store.settings.set("recovery.confirmed", "")
    yield opened
    opened.close()


def test_a_code_that_was_not_typed_back_is_said_and_asked_about_once_a_day(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(widgets, "ask", lambda _window, title, *_rest: asked.append(title))
    window = MainWindow(office)
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    qtbot.waitUntil(lambda: window.status.text("recovery") != "", timeout=10_000)
    begin_work(window)
    begin_work(window)
    assert len(asked) == 1
    window._on_status_pressed("recovery")
    assert isinstance(window.stack().top(), OfficersPage)
    office.store.settings.set("recovery.confirmed", "1")
    window.read_status()
    qtbot.waitUntil(lambda: window.status.text("recovery") == "", timeout=10_000)
    window.release()
    window.hide()
    window.deleteLater()


# --- the lock
def test_a_lock_asked_for_during_long_work_comes_after_it(
    qapp: QApplication, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.store.settings.set("recovery.confirmed", "1")
    session = Session(qapp, tmp_path / "office", Preferences())
    seen: list[str] = []
    monkeypatch.setattr(session, "_unlock", lambda _said: seen.append("unlock"))

    def work_and_sleep() -> bool:
        window = painted(session)
        if window is None:
            return False
        window.desk.write(
            window, lambda _store, _progress: time.sleep(0.2), lambda _nothing: seen.append("done"), title="Sao lưu"
        )  # fmt: skip
        session._idle.going_to_sleep(True)
        assert window.isVisible()
        return True

    story = Story(qapp, work_and_sleep, lambda: session.window is None)
    assert session.run(office) == 0
    story._timer.stop()
    assert story.failed is None
    assert seen == ["done", "unlock"]
    session.deleteLater()
