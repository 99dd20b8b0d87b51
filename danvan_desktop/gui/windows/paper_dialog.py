"""The papers of a petition, visit or reception day: choose one, say what it asks for, number it, save it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app import letters, paper_words
from danvan_desktop.app.letters import LetterWanted
from danvan_desktop.documents.preview import page_sizes
from danvan_desktop.domain.text import clean
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports import leaving, links
from danvan_desktop.gui.reports.preview import PageView
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, framed, label, row
from danvan_desktop.gui.widgets.screen_fit import room_for
from danvan_desktop.gui.windows.paper_fields import PaperFields
from danvan_desktop.i18n import _
from danvan_desktop.reports.letter_facts import is_secret
from danvan_desktop.reports.letters import LetterKind
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_LINE = 28
WIDE, NARROW = 1180, 760  # with the page beside the fields, and without
_LIST_WIDTH = 300


class PaperDialog(QDialog):
    """What is saved here is filed on the record with its number. The page follows what is typed."""

    def __init__(self, desk: Desk, item: Record, parent: QWidget | None = None, kind: str = "") -> None:
        super().__init__(parent)
        self.desk, self.item = desk, item
        self._reading, self._shown = 0, ""
        self.kinds = letters.kinds_for(item)
        self.setWindowTitle(_("Papers for this record"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Papers for this record"))
        for one in self.kinds:
            shown = QListWidgetItem(one.title)
            shown.setToolTip(one.form)
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
        self.redacted.toggled.connect(self._preview)
        self.number.editingFinished.connect(self._on_number)
        self.fields = PaperFields()
        self.fields.rested.connect(self._on_rested)
        self.page = PageView(desk)
        self.page.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # “Look at it” shows it by keys
        self._lay_out()
        ids = [one.id for one in self.kinds]
        self.list.setCurrentRow(ids.index(kind) if kind in ids else 0)

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
        number = column(self.number_field, row(self.next, None), gap=2)
        self.list.setMinimumWidth(_LIST_WIDTH)
        left = column((self.list, 1), self.form, warning, gap=8)
        right = column((self.fields, 1), number, self.redacted, gap=8)
        wide = room_for(self).width() >= WIDE
        if not wide:
            self.page.setParent(self)
            self.page.hide()
        body = row((left, 3), (right, 4), *([(self.page, 5)] if wide else []), gap=12, margins=(12, 12, 12, 8))
        self.setLayout(column((body, 1), framed(acts, "bar"), gap=0))
        fit_screen(self, WIDE if wide else NARROW, 620)

    @property
    def kind(self) -> LetterKind:
        """The paper chosen."""
        return self.kinds[max(self.list.currentRow(), 0)]

    def _on_chosen(self, _at: int) -> None:
        self._keep()
        kind = self.kind
        self._shown = kind.id
        self.form.setText(_("After: {form} (to be checked)").format(form=kind.form))
        self.number.clear()
        self.number_field.clear_problem()
        self.number.setEnabled(kind.numbered)
        following = letters.next_number(self.desk.reader, kind, self.desk.today())
        self.next.setVisible(bool(following))
        self.next.setText(_("Next in the book: {number}").format(number=following))
        self.next.setProperty("number", following)
        plain = replace(self.wanted("pdf"), extra={})
        words = paper_words.asked(self.desk.reader, self.item, plain, self.desk.officer)
        self.fields.show_words(
            words, paper_words.kept(self.desk.reader, self.item.id, kind.id, officer=self.desk.officer)
        )
        self._preview()

    def _on_next(self) -> None:
        self.number.setText(str(self.next.property("number")))
        self._on_number()

    def _on_number(self) -> None:
        """Say under the number what is wrong with it, or that another paper has it."""
        self.number_field.clear_problem()
        try:
            if doubt := letters.doubts(self.desk.reader, self._looked_at()):
                self.number_field.show_problem(doubt, "warning")
        except DanvanError as error:
            self.number_field.show_problem(error.message)
        self._preview()

    def wanted(self, form: str) -> LetterWanted:
        """What is asked for now. A number taken as the book gives it is taken from the book."""
        typed = clean(self.number.text())
        number = "" if typed and typed == self.next.property("number") else typed or None
        return LetterWanted(
            self.kind.id, self.item.type_name, self.item.id, self.desk.today(), form, number,
            redacted=self.redacted.isChecked(), extra=paper_words.tidy(self.fields.typed()),
        )  # fmt: skip

    def _looked_at(self) -> LetterWanted:
        """The paper as it would be saved now, with the number that stands in the field."""
        return replace(self.wanted("pdf"), number=clean(self.number.text()) or None)

    # --- what is typed is kept, and seen on the page
    def _on_rested(self) -> None:
        self._keep()
        self._preview()

    def _keep(self) -> None:
        if self._shown and not self.desk.busy:
            paper_words.keep(
                self.desk.store, self.item.id, self._shown, self.fields.typed(), officer=self.desk.officer
            )  # fmt: skip

    def done(self, result: int) -> None:
        """Closed in whatever way: what was typed for the paper is kept."""
        self.fields.stop()
        self._keep()
        self.desk.cancel(self._reading)
        super().done(result)

    def _preview(self) -> None:
        """Set the page anew beside the window."""
        if self.page.isHidden():
            return
        self.desk.cancel(self._reading)
        if is_secret(self.item) and not self.redacted.isChecked():
            self.page.show_pdf(b"", [])
            self.page.say(_("The page is shown once the identities are removed."))
            return
        wanted, officer = self._looked_at(), self.desk.officer

        def make(store: Store, _progress: Progress) -> bytes:
            return letters.letter(store, wanted, officer)

        self._reading = self.desk.read(self, make, self._show_page, lambda error: self.page.say(str(error)))

    def _show_page(self, data: bytes) -> None:
        self.page.show_pdf(data, page_sizes(data))

    def _on_preview(self) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        try:
            data = letters.letter(self.desk.reader, self._looked_at(), self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        name, going = links.file_name(self.kind.title), letters.disclosed(self.item)
        dialog = PreviewDialog(self.desk, data, self.kind.title, name, self, going)
        dialog.exec()
        dialog.deleteLater()

    def _save(self, form: str) -> None:
        path = leaving.ask_path(self.desk, self, self.kind.title, links.file_name(self.kind.title), form)
        if path is None:
            return
        try:
            filed = letters.write(self.desk.store, self.wanted(form), path, self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        paper_words.drop(self.desk.store, self.item.id, self.kind.id, officer=self.desk.officer)
        self.desk.saved("paper")
        self.desk.say(
            _("Saved to {file} and filed on the record. It lies outside the encrypted file now.").format(file=path)
        )
        self._shown = ""  # saved: what stands in the fields is no draft any more
        self._on_chosen(0)
        self._show_number(filed)

    def _show_number(self, filed: bytes) -> None:
        """The number stays for the same paper in the other format, which is filed as one with it."""
        paper = self.desk.reader.get("paper", filed)
        self.number.setText(str(paper.values.get("paper_no") or "") if paper else "")


def show_papers(desk: Desk, item: Record, parent: QWidget, kind: str = "") -> None:
    """Open the papers of a record, one of them chosen."""
    dialog = PaperDialog(desk, item, parent, kind)
    dialog.exec()
    dialog.deleteLater()
