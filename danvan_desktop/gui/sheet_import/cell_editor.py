"""Another value for a bad cell, typed in the wizard: for this cell, or for every cell with the same text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from danvan_desktop.app.import_preview import Preview
from danvan_desktop.domain.record_type import Field as RecordField
from danvan_desktop.gui.widgets import button, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.sheets.plan import BadCell
from danvan_desktop.sheets.template import choice_labels


class CellEditor(QWidget):
    """Shows one bad cell. `corrected` carries the cells and the text that is to stand in them."""

    corrected = Signal(list, str)

    def __init__(self) -> None:
        super().__init__()
        self._cell: BadCell | None = None
        self._like: list[BadCell] = []
        self.place = label("", "strong", wrap=True)
        self.reason = label("", tone="danger", wrap=True)
        self.text, self.choice = QLineEdit(), QComboBox()
        self.text.setAccessibleName(_("Right value of the cell"))
        self.choice.setAccessibleName(_("Right value of the cell"))
        self.text.returnPressed.connect(self._on_one)
        self.one = button(_("Co&rrect the cell"), "check", slot=self._on_one)
        self.all = button("", kind="quiet", slot=self._on_all)
        self._hint = label(_("The workbook itself stays as it is."), "cap", wrap=True)
        self.setLayout(column(
            self.place, self.reason, self.text, self.choice, row(self.one, self.all, None, gap=4), self._hint, gap=4,
        ))  # fmt: skip
        self.show_cell(None, None)

    def show_cell(self, preview: Preview | None, cell: BadCell | None) -> None:
        """Show a bad cell, or none."""
        self._cell = cell
        self.setVisible(cell is not None)
        if cell is None or preview is None:
            return
        self._like = preview.like(cell)
        field = next((c.field for c in preview.columns if c.to == cell.to), None)
        self.place.setText(_("Row {row}, {column}").format(row=cell.row, column=cell.column))
        self.reason.setText(cell.reason)
        self._show_choices(field, cell)
        fixable = cell.place >= 0
        for widget in (self.text, self.choice, self.one, self.all):
            widget.setEnabled(fixable)
        self.all.setText(_("All {count} like it").format(count=len(self._like)))
        self.all.setVisible(len(self._like) > 1 and bool(cell.value))
        self._hint.setText(
            _("The workbook itself stays as it is.") if fixable
            else _("No column of the sheet holds this: go back and choose one under “Columns”.")
        )  # fmt: skip

    def _show_choices(self, field: RecordField | None, cell: BadCell) -> None:
        labels = choice_labels(field) if field is not None and (field.choices or field.catalogue) else []
        self.choice.clear()
        self.choice.addItems(labels)
        self.choice.setCurrentIndex(-1)
        self.choice.setVisible(bool(labels))
        self.text.setVisible(not labels)
        self.text.setText(cell.value or "")

    def focus_value(self) -> None:
        """Put the cursor where the right value is typed."""
        target: QWidget = self.choice if not self.choice.isHidden() else self.text
        target.setFocus()
        if target is self.text:
            self.text.selectAll()

    def _value(self) -> str:
        QGuiApplication.inputMethod().commit()
        return self.choice.currentText() if not self.choice.isHidden() else self.text.text()

    def _on_one(self) -> None:
        if self._cell is not None:
            self.corrected.emit([self._cell], self._value())

    def _on_all(self) -> None:
        if self._cell is not None:
            self.corrected.emit(self._like, self._value())
