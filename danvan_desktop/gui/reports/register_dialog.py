"""A register as it will be printed: which, of which days, as a volume or not, on which paper, with which columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app import disclosure, registers
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.registers import RegisterWanted
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.text import clean
from danvan_desktop.gui.reports import leaving
from danvan_desktop.gui.reports.disclosing import DisclosureChoice
from danvan_desktop.gui.widgets import Field, button, column, fit_screen, framed, label, row
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

NAMES = {"reception": N_("Reception register (form 03)"), "petition": N_("Petition register")}
FILES = {"reception": "so-tiep-cong-dan", "petition": "so-theo-doi-don-thu"}


class RegisterDialog(QDialog):
    """Nothing is typed in a hurry here: the register of the template comes up by Enter alone."""

    def __init__(self, desk: Desk, period: Period, kind: str = "petition", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.period = desk, period
        self.setWindowTitle(_("Print a register"))
        fit_screen(self, 640, 560)
        self.kind, self.paper = QComboBox(), QComboBox()
        for code, name in NAMES.items():
            self.kind.addItem(_(name), code)
        self.kind.setCurrentIndex(list(NAMES).index(kind))
        self.kind.currentIndexChanged.connect(self._fill)
        self.paper.addItems(["A4", "A3"])
        self.book = QLineEdit()
        self.book.setPlaceholderText(_("gives cover and closing lines"))
        self.own = QCheckBox(_("Choose the &columns"))
        self.own.toggled.connect(self._on_own)
        self.disclosing = DisclosureChoice(disclosure.level(desk.reader, disclosure.REGISTER))
        self.columns = QListWidget()
        self.columns.setAccessibleName(_("Columns of the register"))
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        days = label(self.period.label[:1].upper() + self.period.label[1:], "strong")
        fields = row(
            (Field(_("&Register"), self.kind), 3), (Field(_("&Paper"), self.paper), 1),
            (Field(_("&Volume no."), self.book), 4),
        )  # fmt: skip
        self.look = button(_("&Look at it"), "eye", "primary", slot=self._on_look)
        self.look.setDefault(True)
        self.sheet = button(_("Save for &Excel…"), "file-spreadsheet", slot=self._on_sheet)
        acts = row(None, self.sheet, self.look, button(_("Close"), slot=self.reject), margins=(12, 8, 12, 8))
        body = column(days, fields, self.disclosing, self.own, (self.columns, 1), gap=8, margins=(12, 12, 12, 8))
        self.setLayout(column((body, 1), framed(acts, "bar"), gap=0))

    def _fill(self) -> None:
        """The columns of the register chosen; those of its template are ticked."""
        self.sets = registers.sets(self.code, self.desk.today())  # form 03 of the circular, or that of the decree
        self.columns.clear()
        for name, head, ticked in registers.offered(self.code, self.desk.today()):
            item = QListWidgetItem(head)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        self.disclosing.show_codes(registers.disclosed(self.desk.reader, self.wanted("pdf")).codes)
        self.own.setText(next(iter(self.sets.values()), "") or _("Choose the &columns"))
        self.own.setChecked(False)
        self._on_own()

    def _on_own(self) -> None:
        self.columns.setEnabled(self.own.isChecked() and not self.sets)

    @property
    def code(self) -> str:
        """“petition” or “reception”."""
        return str(self.kind.currentData())

    def wanted(self, form: str) -> RegisterWanted:
        """What is asked for now."""
        items = [self.columns.item(place) for place in range(self.columns.count())]
        chosen = tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        return RegisterWanted(
            self.code, self.period, self.desk.today(), form,
            columns=(tuple(self.sets)[:1] or chosen) if self.own.isChecked() else (),
            book=clean(self.book.text()), paper=self.paper.currentText(),
            names=str(self.disclosing.names.currentData()), denunciations=self.disclosing.content.isChecked(),
        )  # fmt: skip

    def _on_look(self) -> None:
        wanted = self.wanted("pdf")
        self.desk.read(
            self,
            lambda store, _progress: (registers.register_bytes(store, wanted), registers.disclosed(store, wanted)),
            self._show,
        )

    def _show(self, made: tuple[bytes, Disclosure]) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        data, going = made
        dialog = PreviewDialog(self.desk, data, self.kind.currentText(), FILES[self.code], self, going)
        dialog.exec()
        dialog.deleteLater()

    def _on_sheet(self) -> None:
        wanted = self.wanted("xlsx")
        leaving.save_by(
            self.desk, self, self.kind.currentText(), FILES[self.code], "xlsx",
            lambda path: registers.write(self.desk.store, wanted, path),
        )  # fmt: skip
