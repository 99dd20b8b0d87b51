"""The report out of the house: printed, saved as a file, opened in Word. What stands on the screen is saved first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.app.report import report_bytes
from danvan_desktop.app.report_list import report_title
from danvan_desktop.gui.reports import leaving, links
from danvan_desktop.gui.widgets import ask
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.reports.editor import ReportEditor


class Output(QObject):
    """The acts of one editor that let the report out."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def file_name(self) -> str:
        """The report's name as a file's, without persons."""
        return links.file_name(report_title(self._editor.key))

    def print(self) -> None:
        """Print what stands on the screen."""
        self._with("pdf", self._print)

    def save_as(self) -> None:
        """A PDF or a Word file where the officer wants it."""
        choices = {"pdf": "PDF", "docx": "Word"}
        text = _("The file will lie outside the encrypted file: whoever has it can read it.")
        form = ask(self._editor, _("Save as"), text, choices)
        if form is not None:
            self._with(form, self._save_pdf if form == "pdf" else self._save_docx)

    def open_in_word(self) -> None:
        """A Word file in a folder the officer names, opened."""
        self._with("docx", self._open_docx)

    def _with(self, form: str, then: Callable[[bytes], None]) -> None:
        self._editor.save()
        wanted = self._editor.wanted(form)
        self._editor.desk.read(self, lambda store, _progress: report_bytes(store, wanted), then)

    def _print(self, data: bytes) -> None:
        title = report_title(self._editor.key)
        leaving.print_pdf(self._editor.desk, self._editor, data, title, self.file_name())

    def _save_pdf(self, data: bytes) -> None:
        leaving.save_pdf(self._editor.desk, self._editor, data, self.file_name())

    def _save_docx(self, data: bytes) -> None:
        leaving.save_docx(self._editor.desk, self._editor, data, self.file_name(), opened=False)

    def _open_docx(self, data: bytes) -> None:
        leaving.save_docx(self._editor.desk, self._editor, data, self.file_name(), opened=True)
