"""The papers of a petition, visit or reception day: choose one, number it, look at it, save it as PDF or for Word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app import letters
from danvan_desktop.app.letters import LetterWanted
from danvan_desktop.domain.text import clean
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports import leaving, links
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, framed, label, row
from danvan_desktop.i18n import _
from danvan_desktop.reports.letter_facts import is_secret
from danvan_desktop.reports.letters import LetterKind
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_LINE = 28


class PaperDialog(QDialog):
    """What is saved here is filed on the record with its number."""

    def __init__(self, desk: Desk, item: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.item = desk, item
        self.kinds = letters.kinds_for(item)
        self.setWindowTitle(_("Papers for this record"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Papers for this record"))
        for kind in self.kinds:
            shown = QListWidgetItem(kind.title)
            shown.setToolTip(kind.form)
            shown.setSizeHint(QSize(0, _LINE))
            self.list.addItem(shown)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_preview)
        self.form = label("", "cap", wrap=True)
        self.number = QLineEdit()
        self.number_field = Field(_("&Number"), self.number)
        self.number.setPlaceholderText(_("left open for the clerk"))
        self.next = button("", "hash", "quiet", slot=self._on_next)
        self.redacted = QCheckBox(_("Identities are &removed from the summary"))
        self._lay_out()
        fit_screen(self, 720, 560)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        secret = is_secret(self.item)
        self.redacted.setVisible(secret)
        warning = Note(
            "warn", "shield-alert", _("A denunciation"),
            _("Only the code and the redacted summary are printed. Read them before the paper leaves."),
        )  # fmt: skip
        warning.setVisible(secret)
        self.look = button(_("&Look at it"), "eye", slot=self._on_preview)
        self.pdf = button(_("Save &PDF…"), "download", slot=lambda: self._save("pdf"))
        self.word = button(_("Save for &Word…"), "file-type-2", "primary", slot=lambda: self._save("docx"))
        acts = row(None, self.look, self.pdf, self.word, button(_("Close"), slot=self.reject), margins=(12, 8, 12, 8))
        number = row((self.number_field, 1), self.next)
        body = column((self.list, 1), self.form, number, warning, self.redacted, gap=8, margins=(12, 12, 12, 8))
        self.setLayout(column((body, 1), framed(acts, "bar"), gap=0))

    @property
    def kind(self) -> LetterKind:
        """The paper chosen."""
        return self.kinds[max(self.list.currentRow(), 0)]

    def _on_chosen(self, _at: int) -> None:
        kind = self.kind
        self.form.setText(_("After: {form} (to be checked)").format(form=kind.form))
        self.number.clear()
        self.number.setEnabled(kind.numbered)
        following = letters.next_number(self.desk.reader, kind, self.desk.today())
        self.next.setVisible(bool(following))
        self.next.setText(_("Next in the book: {number}").format(number=following))
        self.next.setProperty("number", following)

    def _on_next(self) -> None:
        self.number.setText(str(self.next.property("number")))

    def wanted(self, form: str) -> LetterWanted:
        """What is asked for now. A number taken as the book gives it is taken from the book."""
        typed = clean(self.number.text())
        number = "" if typed and typed == self.next.property("number") else typed or None
        return LetterWanted(
            self.kind.id, self.item.type_name, self.item.id, self.desk.today(), form, number,
            redacted=self.redacted.isChecked(),
        )  # fmt: skip

    def _on_preview(self) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        typed = clean(self.number.text()) or None
        try:
            data = letters.letter(self.desk.reader, replace(self.wanted("pdf"), number=typed), self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        dialog = PreviewDialog(self.desk, data, self.kind.title, links.file_name(self.kind.title), self)
        dialog.exec()
        dialog.deleteLater()

    def _save(self, form: str) -> None:
        path = leaving.ask_path(self.desk, self, self.kind.title, links.file_name(self.kind.title), form)
        if path is None:
            return
        try:
            letters.write(self.desk.store, self.wanted(form), path, self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.desk.saved("paper")
        self.desk.say(
            _("Saved to {file} and filed on the record. It lies outside the encrypted file now.").format(file=path)
        )
        self._on_chosen(0)


def show_papers(desk: Desk, item: Record, parent: QWidget) -> None:
    """Open the papers of a record."""
    dialog = PaperDialog(desk, item, parent)
    dialog.exec()
    dialog.deleteLater()
