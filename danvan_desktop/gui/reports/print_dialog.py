"""How a document is printed: printer, copies, both sides, pages; each problem a sentence, and “Save PDF” beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from danvan_desktop.app import printing
from danvan_desktop.app.printing import Printer, PrintJob, PrintSystem, Sent
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.theme.style import CONTROL
from danvan_desktop.gui.widgets import Field, Note, button, fit_screen, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_PREFERENCE = "print.printer"
_SIDES = "print.sides"


def print_system() -> PrintSystem:
    """CUPS where it is, else what Qt knows."""
    found = printing.system()
    if found is not None:
        return found
    from danvan_desktop.gui.reports.qt_print import QtPrinters

    return QtPrinters()


class PrintDialog(QDialog):
    """Asks and prints. `printed` after the printer has taken it; `save_wanted` when the officer saves a PDF instead."""

    printed = Signal(str)
    save_wanted = Signal()

    def __init__(
        self, desk: Desk, pdf: bytes, title: str, count: int, system: PrintSystem | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._pdf, self._title, self._count = desk, pdf, title, count
        self._system = system or print_system()
        self._found: list[Printer] = []
        self.note: Note | None = None
        self.setWindowTitle(_("Print"))
        self.setMinimumWidth(460)
        self._make_fields()
        self.go = button(_("&Print"), "printer", "primary", slot=self._on_print)
        self.go.setDefault(True)
        self.save = button(_("Save P&DF"), "download", slot=self._on_save)
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(16, 16, 16, 16)
        self._lay.setSpacing(10)
        self._lay.addWidget(label(title, "h2", wrap=True))
        self._lay.addWidget(Field(_("P&rinter"), self.printer))
        self._lay.addLayout(row((Field(_("&Copies"), self.copies), 1), (Field(_("&Sides"), self.sides), 2)))
        self._lay.addLayout(row(self.all_pages, self.some_pages, (self.pages, 1)))
        self._lay.addSpacing(4)
        self._lay.addLayout(row(self.save, None, button(_("Cancel"), slot=self.reject), self.go))
        self._look_for_printers()
        fit_screen(self)

    def job(self) -> PrintJob:
        """What is asked for now."""
        return PrintJob(
            self._title, str(self.printer.currentData() or ""), self.copies.value(), str(self.sides.currentData()),
            self.pages.text() if self.some_pages.isChecked() else "",
        )  # fmt: skip

    def _make_fields(self) -> None:
        self.printer = QComboBox()
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.copies.setMinimumHeight(CONTROL)
        self.sides = QComboBox()
        for name, text in printing.SIDES.items():
            self.sides.addItem(_(text), name)
        self.sides.setCurrentIndex(max(self.sides.findData(self._desk.preference(_SIDES)), 0))
        self.all_pages = QRadioButton(_("&All {count} pages").format(count=self._count))
        self.all_pages.setChecked(True)
        self.some_pages = QRadioButton(_("Pa&ges"))
        self.pages = QLineEdit()
        self.pages.setPlaceholderText("1-3,5")
        self.pages.setAccessibleName(_("Pages"))
        self.pages.textEdited.connect(self._on_pages_typed)

    # --- printers
    def _look_for_printers(self) -> None:
        self.printer.addItem(_("Looking for printers…"), "")
        self.go.setEnabled(False)
        system = self._system
        self._desk.read(self, lambda _store, _progress: system.printers(), self._on_printers, self._on_failed)

    def _on_printers(self, found: list[Printer]) -> None:
        self._found = found
        self.printer.clear()
        for printer in found:
            state = "" if printer.state == printing.READY else f" – {_(printing.STATES[printer.state])}"
            self.printer.addItem(f"{printer.name}{state}", printer.name)
        if not found:
            self.printer.addItem(_("No printer"), "")
            self._say(printing.no_printer())
        self.go.setEnabled(bool(found))
        wanted = self.printer.findData(self._desk.preference(_PREFERENCE))
        self.printer.setCurrentIndex(max(wanted, 0))

    def _on_pages_typed(self, text: str) -> None:
        self.some_pages.setChecked(bool(text.strip()))
        self.all_pages.setChecked(not text.strip())

    # --- printing
    def _on_print(self) -> None:
        job, system, pdf = self.job(), self._system, self._pdf
        try:
            printing.page_numbers(job.pages, self._count)
        except DanvanError as error:
            self._on_failed(error)
            return
        self._desk.prefer(_PREFERENCE, job.printer)
        self._desk.prefer(_SIDES, job.sides)
        self._wait(True)
        self._desk.read(self, lambda _store, _progress: system.send(pdf, job), self._on_sent, self._on_failed)

    def _on_sent(self, _sent: Sent) -> None:
        self._wait(False)
        self.printed.emit(self.job().printer)
        self.accept()

    def _on_save(self) -> None:
        self.save_wanted.emit()
        self.reject()

    def _on_failed(self, error: BaseException) -> None:
        self._wait(False)
        if isinstance(error, DanvanError):
            self._say(error)
        else:
            self._desk.fail(error, self)

    def _wait(self, on: bool) -> None:
        self.go.setEnabled(not on and bool(self._found))
        self.setCursor(Qt.CursorShape.BusyCursor if on else Qt.CursorShape.ArrowCursor)
        self.go.setText(_("Given to the printer…") if on else "\u2009" + _("&Print"))

    def _say(self, error: DanvanError) -> None:
        if self.note is not None:
            self.note.hide()
            self.note.deleteLater()
        self.note = Note("danger", "circle-alert", error.message, error.advice)
        self._lay.insertWidget(1, self.note)
        self.save.setFocus()
        fit_screen(self)
