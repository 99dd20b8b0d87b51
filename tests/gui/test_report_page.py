"""The reports tab over a real office: writing, live figures, locking, the real pages, and the printer's sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, printing, report_drafts
from danvan_desktop.app.office import Office
from danvan_desktop.app.printing import Printer, PrintJob, Sent
from danvan_desktop.app.report import Wanted, lock_report, report_bytes
from danvan_desktop.app.report_texts import ReportKey, save_texts, texts
from danvan_desktop.documents.preview import page_sizes
from danvan_desktop.domain.periods import year
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.reports import PreviewDialog, ReportPage, leaving
from danvan_desktop.gui.reports.blocks import DraftBlock, TableBlock, ToldBlock, WordsBlock
from danvan_desktop.gui.reports.editor import ReportEditor
from danvan_desktop.gui.reports.figure_text import FigureText
from danvan_desktop.gui.reports.pick_figure import FigurePicker
from danvan_desktop.gui.reports.print_dialog import PrintDialog
from danvan_desktop.gui.reports.qt_print import QtPrinters, paint
from danvan_desktop.gui.reports.section import SectionPage
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages

LAN = "Phạm Thị Ngọc Lan"
KEY = ReportKey("annual", year(2019))
WAIT = 20_000


class Shell(NoOtherPages):
    """Remembers what the desk asks of the window."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Callable[[], None] | None]] = []

    def widget(self) -> QWidget:
        raise NotImplementedError

    def push(self, page: Page, type_name: str = "") -> None:
        raise NotImplementedError

    def pop(self) -> None:
        raise NotImplementedError

    def show_tab(self, name: str) -> QWidget:
        raise NotImplementedError

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        self.said.append((text, undo))

    def wait(self, title: str, cancel: Callable[[], None] | None) -> None:
        pass

    def progressed(self, done: int, total: int | None, note: str) -> None:
        pass


class ReportDesk(Desk):
    """A desk whose day stands still; lists and failures are remembered."""

    def __init__(self, office: Office) -> None:
        self.shell = Shell()
        super().__init__(office, self.shell)
        self.lists: list[Any] = []
        self.failures: list[BaseException] = []

    def today(self) -> date:
        return date(2019, 12, 20)

    def fail(self, error: BaseException, parent: QWidget | None = None) -> None:
        self.failures.append(error)

    def show_list(self, listing: Any) -> None:
        self.lists.append(listing)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReportDesk]:
    unit = UnitInfo("803", "Huyện Thạnh Hóa", "district")
    office, _code = Office.create(tmp_path / "office", unit, LAN, "mật khẩu", cost=Cost(memory_kib=1024, passes=1))
    with office.store.batch(officer=LAN) as batch:
        for number in range(6):
            done: dict[str, Any] = {"state": "da_co_ket_qua", "resolved_on": date(2019, 5, 6)}
            done = done if number else {"state": "cho_thu_ly"}
            batch.new("petition", {"unit": "803", "received_on": date(2019, 3, 1), "type": "tranh_chap",
                                   "field": "bo_ranh", "petition_no": str(number), **done})  # fmt: skip
    made = ReportDesk(office)
    yield made
    made.release()
    office.close()


@pytest.fixture
def page(desk: ReportDesk, qtbot: QtBot) -> Iterator[ReportPage]:
    made = ReportPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.show()
    yield made
    made.release()


def opened(page: ReportPage, qtbot: QtBot, section: str = "iii_1", key: ReportKey = KEY) -> ReportEditor:
    page.open_report(key)
    qtbot.waitUntil(lambda: page.editor is not None and page.editor.view.pages > 0, timeout=WAIT)
    editor = page.editor
    assert editor is not None
    editor.outline.choose(section)
    return editor


def middle(editor: ReportEditor) -> SectionPage:
    shown = editor.middle.currentWidget()
    assert isinstance(shown, SectionPage)
    return shown


def words_of(editor: ReportEditor, place: int = 0) -> FigureText:
    found = [block for block in middle(editor).blocks if isinstance(block, WordsBlock)]
    return found[place].words


def type_words(target: QWidget, text: str) -> None:
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(target: QWidget, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, how))


def click(holder: QWidget, words: str) -> None:
    [found] = [b for b in holder.findChildren(QPushButton) if words in b.text() and b.isVisibleTo(holder)]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


# --- writing
def test_words_typed_in_a_section_stand_on_the_real_page_and_are_saved(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    editor = opened(page, qtbot)
    middle(editor).add_words()
    type_words(words_of(editor), "Đã tham mưu cấp ủy ban hành 12 văn bản; tiếp nhận ")
    middle(editor).insert_figure("D04")
    assert words_of(editor).text() == "Đã tham mưu cấp ủy ban hành 12 văn bản; tiếp nhận {{D04}}"
    before = editor._asked
    qtbot.waitUntil(lambda: editor._asked > before, timeout=WAIT)
    assert editor.typed
    editor.save()
    assert texts(desk.store, KEY)["iii_1"].startswith("Đã tham mưu cấp ủy ban hành 12 văn bản; tiếp nhận {{D04}}")
    assert editor.typed == {}
    [(said, undo)] = desk.shell.said
    assert said
    assert undo is not None
    undo()
    assert texts(desk.store, KEY) == {}


def test_a_double_click_on_a_figure_opens_the_list_behind_it(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.gui.reports import links

    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(links, "open_list", lambda _desk, code, period, *_rest: asked.append((code, period.first.year)))
    save_texts(desk.store, KEY, {"iii_1": "{{D05.ratio}} đơn"}, officer=LAN)
    editor = opened(page, qtbot)
    target = words_of(editor)
    assert target.toPlainText() == "\ufffc đơn"
    QTest.mouseDClick(target.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert asked == [("D05.ratio", 2019)]
    target.moveCursor(QTextCursor.MoveOperation.Start)
    press(target, Qt.Key.Key_F4)
    assert len(asked) == 2


def test_a_figure_is_deleted_whole_and_survives_copy_and_paste(qtbot: QtBot) -> None:
    shown = FigureText(lambda _code, _form: "59/71 (83,1%)")
    qtbot.addWidget(shown)
    shown.set_text("Đạt {{D05.ratio}}")
    shown.selectAll()
    data = shown.createMimeDataFromSelection()
    assert data.text() == "Đạt {{D05.ratio}}"
    shown.moveCursor(QTextCursor.MoveOperation.End)
    press(shown, Qt.Key.Key_Backspace)
    assert shown.text() == "Đạt "
    shown.insertFromMimeData(data)
    assert shown.text() == "Đạt Đạt {{D05.ratio}}"
    assert shown.figures() == 1


def test_the_programs_sentences_become_words_whose_figures_stay_alive(page: ReportPage, qtbot: QtBot) -> None:
    editor = opened(page, qtbot, "ii_2_don")
    [told] = [block for block in middle(editor).blocks if isinstance(block, ToldBlock)]
    told.taken_over.emit()
    assert not [block for block in middle(editor).blocks if isinstance(block, ToldBlock)]
    assert "{{D04}}" in words_of(editor).text()
    assert editor.typed["ii_2_don"].endswith("{{=no-auto}}")


def test_a_table_is_put_in_counted_and_moved(page: ReportPage, qtbot: QtBot) -> None:
    editor = opened(page, qtbot, "ii_2_don")
    middle(editor).add_table("don_theo_loai")
    qtbot.waitUntil(lambda: "don_theo_loai" in editor.report.tables, timeout=WAIT)
    told, table = middle(editor).blocks
    assert isinstance(told, ToldBlock)
    assert isinstance(table, TableBlock)
    press(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.typed["ii_2_don"] == "{{=table:don_theo_loai}}\n{{=auto}}"


def test_the_words_of_the_year_before_are_offered_with_this_years_figures(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    save_texts(desk.store, KEY.before, {"iii_1": "Nhận {{D04}} đơn."}, officer=LAN)
    editor = opened(page, qtbot)
    [draft] = middle(editor).findChildren(DraftBlock)
    [offered] = draft.findChildren(FigureText)
    assert editor.report.facts.told("D04") == "6"
    assert offered.isReadOnly()
    draft.taken.emit()
    assert words_of(editor).text() == "Nhận {{D04}} đơn."
    assert editor.typed["iii_1"].startswith("Nhận {{D04}} đơn.")


def test_words_not_saved_stand_there_again_after_a_crash_and_discarding_means_discarding(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    report_drafts.keep(desk.store, KEY, {"iii_1": "Gõ dở khi mất điện"}, officer=LAN)
    editor = opened(page, qtbot)
    assert words_of(editor).text() == "Gõ dở khi mất điện"
    assert texts(desk.store, KEY) == {}
    editor._on_discard()
    assert report_drafts.waiting(desk.store, KEY, officer=LAN) is None
    qtbot.waitUntil(lambda: not [b for b in middle(editor).blocks if isinstance(b, WordsBlock)], timeout=WAIT)


def test_words_are_kept_while_typing_goes_on_without_a_pause(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    middle(editor).add_words()
    editor._draft.setInterval(150)
    for letter in "không nghỉ tay":
        type_words(words_of(editor), letter)
        qtbot.wait(30)
    kept = report_drafts.waiting(desk.store, KEY, officer=LAN)
    assert kept is not None
    assert any("không ngh" in text for text in kept.texts.values())


def test_saving_leaves_the_cursor_where_it_was(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    desk.changed.connect(page.refresh)
    middle(editor).add_words()
    target = words_of(editor)
    type_words(target, "Đã tham")
    editor.save()
    before = editor.report
    qtbot.waitUntil(lambda: editor.report is not before, timeout=WAIT)
    assert words_of(editor) is target
    type_words(target, " mưu")
    editor.save()
    assert texts(desk.store, KEY)["iii_1"].startswith("Đã tham mưu")


def test_leaving_a_report_saves_its_words(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    middle(editor).add_words("Đã tham mưu.")
    middle(editor)._on_edited()
    editor.leave()
    assert page.editor is None
    assert "Đã tham mưu." in texts(desk.store, KEY)["iii_1"]
    qtbot.waitUntil(lambda: page.home.table.rowCount() == 1, timeout=WAIT)


def test_recipients_and_signer_are_written_beside_the_last_words(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    from danvan_desktop.gui.reports.signing import SigningPanel

    editor = opened(page, qtbot, "closing")
    [panel] = middle(editor).findChildren(SigningPanel)
    panel.recipients.setPlainText("Thường trực Huyện ủy")
    panel.post.setPlainText("TRƯỞNG BAN")
    panel.name.setText("Nguyễn Thị Ký")
    panel._on_keep()
    assert editor.typed == {"recipients": "Thường trực Huyện ủy"}
    assert desk.store.settings.get("organ.signer_post") == "TRƯỞNG BAN"


# --- what was reported
def test_a_number_that_changed_after_the_lock_is_said_and_the_old_one_can_be_kept(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    lock_report(desk.store, Wanted("annual", KEY.period, desk.today(), "pdf"), LAN)
    with desk.store.batch(officer=LAN) as batch:
        batch.new("petition", {"unit": "803", "received_on": date(2019, 4, 1), "type": "khieu_nai"})
    editor = opened(page, qtbot, "ii_2_don")
    change = next(item for item in editor.report.changed if item.code == "D04")
    assert (change.before, change.now) == ("6", "7")
    editor.locking.decide(change, "keep")
    qtbot.waitUntil(lambda: editor.report.facts.told("D04") == "6", timeout=WAIT)
    assert "D04" not in {item.code for item in editor.report.changed}


def test_locking_is_logged_and_shown(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    editor.locking.lock_now()
    qtbot.waitUntil(lambda: editor.report.locked_on is not None, timeout=WAIT)
    assert access_log.lines(desk.store, acts=("report_locked",))[0].subject == "bao-cao-nam-2019"


# --- pages and printers
def test_the_preview_turns_real_pages(desk: ReportDesk, qtbot: QtBot) -> None:
    data = report_bytes(desk.store, Wanted("annual", KEY.period, desk.today(), "pdf"))
    dialog = PreviewDialog(desk, data, "Báo cáo năm 2019", "bao-cao-nam-2019")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.view.paper.pixmap().isNull(), timeout=WAIT)
    assert dialog.view.pages == len(page_sizes(data)) == 2
    upright = dialog.view.paper.pixmap().size()
    dialog.view.turn(1)
    qtbot.waitUntil(lambda: dialog.view.paper.pixmap().size() != upright, timeout=WAIT)
    landscape = dialog.view.paper.pixmap()
    assert landscape.width() > landscape.height()
    dialog.view.turn(1)
    assert dialog.view.page == 1


class Paper:
    """A print system that remembers."""

    def __init__(self, *found: Printer, problem: DanvanError | None = None) -> None:
        self.found, self.problem = list(found), problem
        self.jobs: list[tuple[bytes, PrintJob]] = []

    def printers(self) -> list[Printer]:
        return self.found

    def send(self, data: bytes, job: PrintJob) -> Sent:
        if self.problem is not None:
            raise self.problem
        self.jobs.append((data, job))
        return Sent("1", done=True)


def print_dialog(desk: ReportDesk, qtbot: QtBot, paper: Paper) -> PrintDialog:
    dialog = PrintDialog(desk, b"%PDF-", "Báo cáo năm 2019", 6, paper)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.printer.currentData()) or dialog.note is not None, timeout=WAIT)
    return dialog


def test_copies_sides_and_pages_reach_the_printer_which_is_remembered(desk: ReportDesk, qtbot: QtBot) -> None:
    paper = Paper(Printer("Van_phong", default=True), Printer("HP"))
    dialog = print_dialog(desk, qtbot, paper)
    dialog.printer.setCurrentIndex(1)
    dialog.copies.setValue(3)
    dialog.sides.setCurrentIndex(1)
    type_words(dialog.pages, "1-2")
    with qtbot.waitSignal(dialog.printed, timeout=WAIT):
        dialog.go.click()
    [(_data, job)] = paper.jobs
    assert job == PrintJob("Báo cáo năm 2019", "HP", 3, printing.LONG_EDGE, "1-2")
    assert print_dialog(desk, qtbot, paper).printer.currentData() == "HP"


def test_without_a_printer_there_is_a_sentence_and_the_pdf_can_be_saved(desk: ReportDesk, qtbot: QtBot) -> None:
    dialog = print_dialog(desk, qtbot, Paper())
    assert dialog.note is not None
    assert not dialog.go.isEnabled()
    assert dialog.save.isEnabled()
    with qtbot.waitSignal(dialog.save_wanted):
        dialog.save.click()


@pytest.mark.parametrize(
    "problem",
    [printing.not_ready(Printer("HP", printing.OFFLINE)), printing.wrong_paper("HP", "A4"), printing.not_printed("x")],
)
def test_what_the_printer_refuses_is_said_in_the_dialog_which_stays(
    desk: ReportDesk, qtbot: QtBot, problem: DanvanError
) -> None:
    dialog = print_dialog(desk, qtbot, Paper(Printer("HP"), problem=problem))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.note is not None, timeout=WAIT)
    assert dialog.note is not None
    assert dialog.note.title.text() == problem.message
    assert dialog.isVisible()
    assert dialog.go.isEnabled()


def test_a_page_that_does_not_exist_is_refused_before_printing(desk: ReportDesk, qtbot: QtBot) -> None:
    paper = Paper(Printer("HP"))
    dialog = print_dialog(desk, qtbot, paper)
    type_words(dialog.pages, "9")
    dialog.go.click()
    assert dialog.note is not None
    assert paper.jobs == []


def test_qt_paints_every_page_in_its_own_direction(desk: ReportDesk, tmp_path: Path) -> None:
    import pypdf

    data = report_bytes(desk.store, Wanted("annual", KEY.period, desk.today(), "pdf"))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFullPage(True)
    paint(printer, data, list(enumerate(page_sizes(data))), PrintJob("Báo cáo", "PDF"))
    boxes = [page.mediabox for page in pypdf.PdfReader(tmp_path / "out.pdf").pages]
    assert [box.width > box.height for box in boxes] == [False, True]


def test_a_printer_qt_does_not_know_is_a_sentence(desk: ReportDesk) -> None:
    data = report_bytes(desk.store, Wanted("annual", KEY.period, desk.today(), "pdf"))
    with pytest.raises(DanvanError):
        QtPrinters().send(data, PrintJob("Báo cáo", "Khong_co_may_nay"))


# --- the doors
def test_a_file_saved_outside_is_whole_and_logged(
    desk: ReportDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bao-cao.pdf"
    monkeypatch.setattr(leaving, "ask_path", lambda *_rest: target)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert leaving.save_pdf(desk, parent, b"%PDF-1.4", "bao-cao") == target
    assert target.read_bytes() == b"%PDF-1.4"
    assert access_log.lines(desk.store, acts=("saved_as",))[0].subject == "bao-cao.pdf"


def test_what_left_is_listed_with_who_and_when(desk: ReportDesk, page: ReportPage, qtbot: QtBot) -> None:
    from danvan_desktop.app import doors

    doors.note(desk.office, doors.PRINTED, "bao-cao-nam-2019")
    page.show_part(2)
    table = page.exported.table
    shown = [table.item(0, at) for at in range(4)]
    assert [item.text() for item in shown if item is not None][1::2] == [LAN, "bao-cao-nam-2019"]


def test_without_word_the_sentence_says_where_the_file_is(
    desk: ReportDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.app import doors

    target = tmp_path / "bao-cao.docx"
    monkeypatch.setattr(leaving, "ask_path", lambda *_rest: target)
    monkeypatch.setattr(doors, "_has_program", lambda: False)
    parent = QWidget()
    qtbot.addWidget(parent)
    leaving.save_docx(desk, parent, b"PK", "bao-cao", opened=True)
    [error] = desk.failures
    assert isinstance(error, DanvanError)
    assert str(target) in error.kept
    assert access_log.lines(desk.store, acts=("opened_in_word",))


# --- figures
def test_the_figures_of_the_period_stand_beside_those_before_and_open_their_lists(
    page: ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.gui.reports import links

    asked: list[str] = []
    monkeypatch.setattr(links, "open_list", lambda _desk, code, *_rest: asked.append(code))
    page.show_part(1)
    qtbot.waitUntil(lambda: page.figures.model.rowCount() > 0, timeout=WAIT)
    model = page.figures.model
    shown = {model.index(r, 0).data(): [model.index(r, c).data() for c in range(8)] for r in range(model.rowCount())}
    assert shown["D04"][4:] == ["6", "0", "+6", ""]
    assert shown["D05.ratio"][4] == "5/6 (83,3%)"
    assert "B01" not in shown
    page.figures.zeros.setChecked(True)
    assert "B01" in {model.index(r, 0).data() for r in range(model.rowCount())}
    page.figures.table.activated.emit(model.index(0, 0))
    assert asked == [model.index(0, 0).data()]


def test_a_figure_is_found_by_words_without_accents(page: ReportPage, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    picker = FigurePicker(list(editor.report.figures.values()))
    qtbot.addWidget(picker)
    picker.show()
    type_words(picker.search, "ty le giai quyet don tiep nhan")
    qtbot.waitUntil(lambda: 0 < picker.table.rowCount() < 5, timeout=WAIT)
    picker.form.setCurrentIndex(1)
    assert picker.chosen() == ("D05.ratio", "ratio")


def test_the_offices_cut_day_moves_the_months_of_both_pickers(page: ReportPage, desk: ReportDesk) -> None:
    from danvan_desktop.app.report_settings import cut

    page.home.cut.setCurrentIndex(page.home.cut.findData(14))
    page.home._on_cut()
    assert cut(desk.store) == 14
    period = page.home.picker.period()
    assert period is not None
    assert (period.first.day, period.last.day) == (15, 14)
