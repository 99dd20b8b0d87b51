"""The real pages as they are turned, and the printer's sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from danvan_desktop.app import printing
from danvan_desktop.app.printing import Printer, PrintJob, Sent
from danvan_desktop.app.report import Wanted, report_bytes
from danvan_desktop.documents.preview import page_sizes
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports import PreviewDialog
from danvan_desktop.gui.reports.print_dialog import PrintDialog
from danvan_desktop.gui.reports.qt_print import QtPrinters, paint
from tests.gui.reports.report_desk import KEY, WAIT, ReportDesk, type_words


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
