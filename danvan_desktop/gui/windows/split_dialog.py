"""Splitting a petition: one line for each content, its type, field and summary without identities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from danvan_desktop.app import split
from danvan_desktop.app.lists import code_label, record_type
from danvan_desktop.app.split import Done, Piece
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, framed, label, row
from danvan_desktop.gui.widgets.holders import ScrollHolder
from danvan_desktop.i18n import _
from danvan_desktop.storage import rules
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

MOST = 9
_MIXED = "nhieu_noi_dung"


class PieceLine(QWidget):
    """One content of the petition."""

    def __init__(self, place: int) -> None:
        super().__init__()
        record = record_type(split.TYPE)
        self.type, self.field, self.summary = QComboBox(), QComboBox(), QLineEdit()
        for choice in record.field("type").choices:
            if choice.code != _MIXED:
                self.type.addItem(_(choice.label), choice.code)
        self.field.addItem(_("not said yet"), "")
        for entry in rules.catalogue("petition_field"):
            self.field.addItem(code_label(record.field("field"), entry.code), entry.code)
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setMinimumContentsLength(16)
        self.summary.setMaxLength(record.field("summary_redacted").max_length or 500)
        number = {"number": place}
        fields = (
            (_("Type of part {number}").format(**number), self.type, 3),
            (_("Field of part {number}").format(**number), self.field, 3),
            (_("Summary of part {number}, without identities").format(**number), self.summary, 6),
        )
        self.setLayout(row(*((Field(text, editor), room) for text, editor, room in fields), gap=12))

    def piece(self) -> Piece:
        """What is typed."""
        return Piece(str(self.type.currentData()), self.summary.text(), str(self.field.currentData() or ""))


class SplitDialog(QDialog):
    """Splits the petition when accepted; `done` says what was made."""

    def __init__(self, desk: Desk, item: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.item = desk, item
        self.made: Done | None = None
        self.lines: list[PieceLine] = []
        self.setWindowTitle(_("Split the petition"))
        self._box = QVBoxLayout()
        self._box.setSpacing(10)
        self.more = button(_("&Another part"), "plus", slot=self.add_line)
        told = _("Each part becomes a petition of its own with the same sender; this one stays as “split”.")
        secret = Note(
            "info", "shield-alert", _("A part that denounces"),
            _("It takes over neither the sender nor a link to this petition."),
        )  # fmt: skip
        area = ScrollHolder()
        area.fill(column(self._box, row(self.more, None), None, gap=12, margins=(2, 2, 10, 2)))
        do = button(_("&Split"), "git-compare", "primary", slot=self.accept)
        acts = framed(row(None, do, button(_("Cancel"), slot=self.reject), margins=(12, 8, 12, 8)), "bar")
        body = column(label(told, "muted", wrap=True), (area, 1), secret, gap=12, margins=(16, 16, 16, 12))
        self.setLayout(column((body, 1), acts, gap=0))
        for _place in range(split.FEWEST):
            self.add_line()
        fit_screen(self, 900, 460)
        self.lines[0].summary.setFocus()

    def add_line(self) -> None:
        """Another content."""
        self.lines.append(PieceLine(len(self.lines) + 1))
        self._box.addWidget(self.lines[-1])
        self.more.setEnabled(len(self.lines) < MOST)

    def accept(self) -> None:
        """Split; what is typed stays where it was refused."""
        pieces = [line.piece() for line in self.lines]
        filled = [piece for piece in pieces if piece.summary.strip()]
        wanted = filled if len(filled) >= split.FEWEST else pieces
        try:
            self.made = split.split(
                self.desk.store, self.item.id, wanted, officer=self.desk.officer, today=self.desk.today()
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        super().accept()
