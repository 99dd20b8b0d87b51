"""Printing through Qt, where the machine has no CUPS (Windows): each page as a 300 dpi grey picture."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from danvan_desktop.app import printing
from danvan_desktop.app.printing import Printer, PrintJob, Sent
from danvan_desktop.documents.preview import POINTS_AN_INCH, PageSize, page_sizes, render

DPI = 300
_PAPERS = {"A4": QPageSize.PageSizeId.A4, "A5": QPageSize.PageSizeId.A5, "A3": QPageSize.PageSizeId.A3}
_SIDES = {
    printing.ONE_SIDED: QPrinter.DuplexMode.DuplexNone, printing.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    printing.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}  # fmt: skip
_STATES = {
    QPrinter.PrinterState.Idle: printing.READY, QPrinter.PrinterState.Active: printing.BUSY,
    QPrinter.PrinterState.Aborted: printing.STOPPED, QPrinter.PrinterState.Error: printing.OFFLINE,
}  # fmt: skip


class QtPrinters:
    """The printers Qt knows. `send` may run beside the window: it touches no widget."""

    def printers(self) -> list[Printer]:
        """All of them, the default one first."""
        found = [_told(info) for info in QPrinterInfo.availablePrinters() if not info.isNull()]
        return sorted(found, key=lambda printer: (not printer.default, printer.name.casefold()))

    def send(self, data: bytes, job: PrintJob) -> Sent:
        """Print; the system's queue has the job when this returns."""
        printing.checked(self.printers(), job)
        sizes = page_sizes(data)
        chosen = printing.page_numbers(job.pages, len(sizes))
        printer = self.printer_for(job)
        printer.setPageLayout(_layout(job, sizes[chosen[0]]))
        paint(printer, data, [(page, sizes[page]) for page in chosen], job)
        if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
            raise printing.not_ready(Printer(job.printer, printing.OFFLINE))
        return Sent(job.printer, done=True)

    def printer_for(self, job: PrintJob) -> QPrinter:
        """A printer set up for a job."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(job.printer)
        _set_up(printer, job)
        return printer


def _set_up(printer: QPrinter, job: PrintJob) -> None:
    printer.setDocName(job.title)
    printer.setResolution(DPI)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setFullPage(True)
    printer.setCopyCount(job.copies)
    printer.setDuplex(_SIDES[job.sides])


def paint(printer: QPrinter, data: bytes, pages: list[tuple[int, PageSize]], job: PrintJob) -> None:
    """Draw the pages, each in its own direction."""
    painter = QPainter()
    for place, (page, size) in enumerate(pages):
        printer.setPageLayout(_layout(job, size))
        if place == 0:
            if not painter.begin(printer):
                raise printing.not_ready(Printer(job.printer, printing.OFFLINE))
        elif not printer.newPage():
            painter.end()
            raise printing.not_printed(printing.said_broken())
        image = render(data, page, DPI / POINTS_AN_INCH)
        picture = QImage(image.data, image.width, image.height, image.stride, QImage.Format.Format_Grayscale8)
        painter.drawImage(QRectF(0, 0, printer.width(), printer.height()), picture)
    painter.end()


def _layout(job: PrintJob, size: PageSize) -> QPageLayout:
    direction = QPageLayout.Orientation.Landscape if size.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(_PAPERS.get(job.paper, QPageSize.PageSizeId.A4)), direction, QMarginsF(0, 0, 0, 0))


def _told(info: QPrinterInfo) -> Printer:
    papers = tuple(name for name, paper in _PAPERS.items() if QPageSize(paper) in info.supportedPageSizes())
    many = QPrinter.DuplexMode.DuplexLongSide in info.supportedDuplexModes()
    state = _STATES.get(info.state(), printing.READY)
    return Printer(info.printerName(), state, info.isDefault(), info.description(), papers=papers, duplex=many)
