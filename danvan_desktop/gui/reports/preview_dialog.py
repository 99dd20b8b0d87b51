"""Any document before it is printed: a list, a hand-over slip, a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.documents.preview import page_sizes
from danvan_desktop.gui.reports import leaving
from danvan_desktop.gui.reports.preview import PageView
from danvan_desktop.gui.widgets import button, column, fit_screen, framed, label, row
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.app.disclosure import Disclosure
    from danvan_desktop.gui.desk import Desk


class PreviewDialog(QDialog):
    """The pages of a finished PDF with Print and Save PDF. `file_name` without ending; no person's name in either.

    `going`: what of persons it lets out, for the access log.
    """

    def __init__(
        self, desk: Desk, pdf_bytes: bytes, title: str, file_name: str, parent: QWidget | None = None,
        going: Disclosure | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._going, self._docx = going, b""
        self._desk, self._pdf, self._title, self._file_name = desk, pdf_bytes, title, file_name
        self.setWindowTitle(title)
        fit_screen(self, 760, 660)
        sizes = page_sizes(pdf_bytes)
        self.view = PageView(desk)
        self.print = button(_("&Print"), "printer", "primary", slot=self._on_print)
        self.save = button(_("Save P&DF"), "download", slot=self._on_save)
        self.word = button(_("Open in &Word"), "file-type-2", slot=self._on_word)
        self.word.hide()
        count = ngettext("{count} page", "{count} pages", len(sizes)).format(count=len(sizes))
        head = row(label(title, "h2"), label(count, "muted"), None, self.word, self.save, self.print,
                   button(_("Close"), slot=self.reject), margins=(12, 8, 12, 8))  # fmt: skip
        self.setLayout(column(framed(head, "bar"), (self.view, 1), gap=0))
        self.view.show_pdf(pdf_bytes, sizes)
        self.print.setFocus()

    def _on_print(self) -> None:
        if leaving.print_pdf(self._desk, self, self._pdf, self._title, self._file_name, self._going):
            self.accept()

    def offer_word(self, docx: bytes) -> None:
        """Offer the same paper for Word too, where it has blanks to fill."""
        self._docx = docx
        self.word.show()

    def _on_word(self) -> None:
        leaving.save_docx(self._desk, self, self._docx, self._file_name, opened=True)

    def _on_save(self) -> None:
        leaving.save_pdf(self._desk, self, self._pdf, self._file_name, self._going)
