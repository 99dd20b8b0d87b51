"""Who receives a report and who signs it: the last page's foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from danvan_desktop.app import report_editor as editing
from danvan_desktop.app.signer import set_signer, signer
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import Field, FieldGrid, button, column, framed, icon_label, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.report_editor import OpenReport
    from danvan_desktop.gui.desk import Desk


class SigningPanel(QWidget):
    """Recipients of this report; post and name of the signer of every document of the office."""

    recipients_edited = Signal(str)
    signer_saved = Signal()

    def __init__(self, desk: Desk, report: OpenReport, text: str) -> None:
        super().__init__()
        self._desk = desk
        self.recipients = QPlainTextEdit(text or "\n".join(editing.recipients(report)))
        self.recipients.setTabChangesFocus(True)
        self.recipients.setFixedHeight(92)
        self.recipients.textChanged.connect(self._on_recipients)
        post, name = signer(desk.reader)
        self.post = QPlainTextEdit(post)
        self.post.setTabChangesFocus(True)
        self.post.setFixedHeight(52)
        self.post.setPlaceholderText(_("K/T HEAD\nDEPUTY HEAD"))
        self.name = QLineEdit(name)
        grid = FieldGrid()
        grid.add(Field(_("&Recipients, a line each"), self.recipients), 12)
        grid.add(Field(_("P&ost of the signer (second line under the bold one)"), self.post), 6)
        grid.add(Field(_("Na&me of the signer"), self.name), 6)
        keep = button(_("Save the signer"), "save", slot=self._on_keep)
        hint = label(_("Left empty, the place stays blank to be filled in by hand."), "cap")
        head = row(icon_label("square-pen", size=14), label(_("Recipients and signature"), "cap"), None, gap=6)
        frame = framed(column(head, grid, row(keep, hint, None), gap=4, margins=(10, 5, 10, 8)), "pick", on="false")
        self.setLayout(column(frame, gap=0))

    def _on_recipients(self) -> None:
        self.recipients_edited.emit(self.recipients.toPlainText().strip())

    def _on_keep(self) -> None:
        try:
            set_signer(self._desk.office, self.post.toPlainText(), self.name.text())
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self._desk.say(_("The signer was saved for every document of the office."))
        self.signer_saved.emit()
