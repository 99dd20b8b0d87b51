"""The window around the pages, over Thạnh Hóa's real register: tabs, search of everything, status, title, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app import left_work, report_drafts
from danvan_desktop.app.import_sheet import import_sheet
from danvan_desktop.app.left_work import LeftImport, LeftReport
from danvan_desktop.app.office import Office
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.domain.periods import Period
from danvan_desktop.gui.forms import leaving
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.quick_entry import QuickPage
from danvan_desktop.gui.lists import ListPage, ListTab
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.reports.page import ReportPage
from danvan_desktop.gui.sheet_import import ImportWizard
from danvan_desktop.gui.shell import begin
from danvan_desktop.gui.texts_of_qt import QT_TEXTS, CatalogueTranslator
from danvan_desktop.i18n import catalogue
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.end2end.driver import THANH_HOA

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
TODAY = date(2026, 11, 22)
PETITIONER = "Hoàng Thanh Khánh"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Thạnh Hóa with its petition register."""
    unit = UnitInfo("80T", "Huyện Thạnh Hóa", "district", "80")
    opened, _code = Office.create(tmp_path / "office", unit, "Lê Thị Cán Bộ", SECRET, cost=CHEAP)
    import_sheet(opened.store, THANH_HOA / "so-don-thu.xlsx", type_name="petition", officer="Lê A", today=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def window(office: Office, qtbot: QtBot) -> Iterator[MainWindow]:
    """Its window, painted."""
    shown = MainWindow(office)
    qtbot.addWidget(shown, before_close_func=MainWindow.release)
    with qtbot.waitSignal(shown.ready, timeout=10_000):
        shown.show()
    yield shown
    shown.release()


def petitions(window: MainWindow, qtbot: QtBot) -> ListPage:
    """The petitions' list, read."""
    page = window.show_tab("petition")
    assert isinstance(page, ListTab)
    page.refresh()
    qtbot.waitUntil(lambda: page.page.model.rowCount() == 71, timeout=5000)
    return page.page


def new_petition(window: MainWindow) -> FormPage:
    """An empty petition's form."""
    window.desk.new_record("petition")
    page = window.stack().top()
    assert isinstance(page, FormPage)
    return page


def test_a_tab_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    assert [page.title for page in window.area.pages()] == [window.show_tab("overview").title]
    for place in range(window.header.tabs.count()):
        window.header.tabs.setCurrentIndex(place)
    assert len(window.area.pages()) == window.header.tabs.count() == 7


def test_the_search_of_everything_needs_no_accents_and_enter_opens_what_it_found(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = window.header.search
    QTest.keyClicks(box, "hoang thanh khanh")
    qtbot.waitUntil(lambda: not window.find_box.list.isHidden(), timeout=5000)
    lines = [window.find_box.list.item(row).text() for row in range(window.find_box.list.count())]
    assert any(PETITIONER in line for line in lines)
    QTest.keyClick(box, Qt.Key.Key_Return)
    page = window.stack().top()
    assert isinstance(page, FormPage)
    assert page.state.values["petitioner_name"] == PETITIONER
    assert window.area.tab_name() == "petition"


def test_the_records_opened_last_are_one_key_away(window: MainWindow, qtbot: QtBot) -> None:
    page = petitions(window, qtbot)
    rows = [row for place in (3, 4) if (row := page.model.id_at(place)) is not None]
    for row in rows:
        window.desk.open_record("petition", row)
        window.pop()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert window.find_box.list.count() == 3  # the head, and two records
    QTest.keyClick(window.header.search, Qt.Key.Key_Down)
    QTest.keyClick(window.header.search, Qt.Key.Key_Return)
    top = window.stack().top()
    assert isinstance(top, FormPage)
    assert top.state.row == rows[0]


def test_work_left_in_a_report_or_a_workbook_opens_its_own_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    key = ReportKey("annual", Period(date(2019, 1, 1), date(2019, 12, 31)))
    report_drafts.keep(window.desk.store, key, {"iii_1": "Gõ dở"}, officer=window.desk.officer)
    [left] = left_work.left(window.desk.store, window.desk.officer)
    assert isinstance(left, LeftReport)
    begin.open_work(window, left)
    assert window.area.tab_name() == "report"
    page = window.stack().top()
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.editor is not None, timeout=10_000)
    assert page.editor is not None
    assert page.editor.typed == {"iii_1": "Gõ dở"}
    begin.open_work(window, LeftImport("sheet-import:00", 0, "", tmp_path / "không còn.xlsx", 1, 0, 0))
    assert isinstance(window.stack().top(), ImportWizard)


def test_the_title_never_holds_a_persons_name(window: MainWindow, qtbot: QtBot) -> None:
    page = petitions(window, qtbot)
    for row in range(0, 71, 7):
        row_id = page.model.id_at(row)
        assert row_id is not None
        window.desk.open_record("petition", row_id)
        top = window.stack().top()
        assert isinstance(top, FormPage)
        names = [top.state.values.get(name) for name in ("petitioner_name", "representative_name")]
        assert window.windowTitle().startswith("Dân Vận – Huyện Thạnh Hóa – ")
        assert not [name for name in names if name and str(name) in window.windowTitle()]
        window.pop()


def test_a_denouncer_stands_nowhere_in_the_list(window: MainWindow, qtbot: QtBot) -> None:
    model = petitions(window, qtbot).model
    rows = [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]
    secret = [row for row in rows if "Tố cáo" in row]
    assert len(secret) == 3
    assert all("(giữ bí mật)" in row for row in secret)


def test_a_search_that_was_about_to_begin_ends_with_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    window.header.search.setFocus()
    QTest.keyClicks(window.header.search, "khanh")  # it would run in a quarter of a second
    window.release()
    qtbot.wait(400)  # an error in the event loop fails the test
    assert window.find_box.list.isHidden()


def test_thirty_forms_are_written_one_after_the_other_from_their_list(window: MainWindow, qtbot: QtBot) -> None:
    page = petitions(window, qtbot)
    window.activateWindow()  # keys of a window work where it is the one typed in
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    QTest.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    quick = window.stack().top()
    assert isinstance(quick, QuickPage)
    for name in ("Lê Thị Một", "Trần Văn Hai"):
        for field, value in (("received_on", TODAY), ("petitioner_name", name), ("type", "kien_nghi")):
            quick.entry.form.type_value(field, value)
        with qtbot.waitSignal(quick.entry.saved):
            QTest.keyClick(
                quick.entry.form.editors["type"].main, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
            )
    assert len(window.desk.store.search("petition", "le thi mot", limit=5)) == 1
    window.pop()
    qtbot.waitUntil(lambda: page.model.rowCount() == 73, timeout=5000)


def test_the_status_bar_says_backup_hand_over_and_what_is_unsent(window: MainWindow, qtbot: QtBot) -> None:
    status = window.status
    qtbot.waitUntil(lambda: bool(status.text("backup")), timeout=5000)
    assert status.text("unit") == "Huyện Thạnh Hóa"
    assert status.text("officer") == "Lê Thị Cán Bộ"
    assert status.text("backup") == "Sao lưu: chưa có"
    assert status.text("handover") == "Bàn giao: chưa lần nào"
    assert status.text("unsent").startswith("71 bản ghi chưa")  # not its own unit's record, which nobody typed


def test_a_figure_opens_its_list_also_where_a_form_lies_over_it(window: MainWindow, qtbot: QtBot) -> None:
    from danvan_desktop.app.listing import Listing

    new_petition(window)
    window.show_tab("overview")
    window.desk.show_list(Listing("petition", search="hoang thanh khanh"))
    top = window.stack().top()
    assert isinstance(top, ListTab)
    qtbot.waitUntil(lambda: top.page.model.rowCount() == 1, timeout=5000)


def test_closing_with_unsaved_work_asks_and_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def stay(_parent: object, title: str, *_more: object) -> str:
        asked.append(title)
        return "stay"

    monkeypatch.setattr(leaving, "ask", stay)
    page = new_petition(window)
    page.form.type_value("petitioner_name", "Bà Út")
    window.close()
    assert asked == ["Mới: Đơn"]
    assert window.isVisible()
    assert window.isWindowModified()


def test_qts_own_words_are_vietnamese(qapp: QApplication) -> None:
    translator = CatalogueTranslator(catalogue("vi"), qapp)
    assert [text for text in QT_TEXTS if not translator.translate("QPlatformTheme", text)] == []
    assert translator.translate("QFileDialog", "&Open") == "Mở"  # not our "open the office"
    assert translator.translate("QPlatformTheme", "something Qt says") is None
