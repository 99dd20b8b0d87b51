"""Step 3: the planned rows with bad cells marked in place; choose rows, correct cells."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListWidget, QListWidgetItem, QTableView, QWidget

from danvan_desktop.app.import_preview import ALIKE, BAD, GOOD, SAME, Preview
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.sheet_import.cell_editor import CellEditor
from danvan_desktop.gui.sheet_import.preview_model import FIRST, ROW, STATE, TAKE, PreviewModel
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import Panel, button, column, label, row, tool
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.i18n import _
from danvan_desktop.sheets.plan import BadCell

MAX_LISTED = 2_000  # bad cells in the list beside; the grid marks all of them
WIDTHS = {TAKE: 34, ROW: 56, STATE: 116}


class PreviewStep(QWidget):
    """The grid, and beside it what is wrong. `corrected` asks for another reading, `chosen` counts rows."""

    corrected = Signal(list, str)
    chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: Preview | None = None
        self._cells: list[BadCell] = []
        self._at = -1
        self.model = PreviewModel()
        self.model.taken_changed.connect(self._on_taken)
        self._build_table()
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("Which rows are shown"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # the counts change
        self.filter.activated.connect(self._on_filter)
        self.counts = label("", "muted")
        bar = row(
            button(_("Take all &good rows"), "check-check", slot=self._take_good),
            button(_("Take &none"), kind="quiet", slot=self._take_none), None, self.counts, self.filter,
            margins=(8, 6, 8, 6),
        )  # fmt: skip
        left = Panel(_("Rows as they would be saved"), column(bar, (self.table, 1), gap=0), "table-2")
        self.setLayout(row((left, 1), self._side(), gap=8))
        for keys, slot in (("F8", self.next_bad), ("Shift+F8", self.previous_bad), ("F2", self._edit)):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_table(self) -> None:
        self.table = QTableView()
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setAccessibleName(_("Rows as they would be saved"))
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.doubleClicked.connect(self._on_double_click)
        self.table.clicked.connect(self._on_click)
        turn = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table, self._on_space)
        turn.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _side(self) -> QWidget:
        self.list = QListWidget()
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Bad cells"))
        self.list.currentRowChanged.connect(self._on_listed)
        self.editor = CellEditor()
        self.editor.corrected.connect(self.corrected)
        self.notes = label("", wrap=True)
        self.record = button(_("Open the record that is here"), "external-link", "link", slot=self._open_record)
        self.record.hide()
        arrows = row(
            tool("chevron-up", _("Previous bad cell (Shift+F8)"), self.previous_bad),
            tool("chevron-down", _("Next bad cell (F8)"), self.next_bad), gap=0,
        )  # fmt: skip
        body = column(
            (self.list, 1), column(self.editor, self.notes, self.record, gap=6, margins=(12, 6, 12, 10)), gap=0
        )
        self.side = Panel(_("Bad cells"), body, "circle-alert", arrows)
        self.side.setFixedWidth(320)
        return self.side

    # --- what is shown
    def show_preview(self, preview: Preview, *, keep: bool = False) -> None:
        """Show the rows; with `keep` after a correction, at the place where one was."""
        self._preview = preview
        self.model.show_preview(preview, keep=keep)
        self._cells = sorted(preview.plan.rejected, key=lambda cell: (cell.row, cell.place))
        self._show_filter(preview)
        self._set_widths()
        self._show_list(min(max(self._at, 0), len(self._cells) - 1) if keep else 0)
        self._on_taken()

    def _set_widths(self) -> None:
        for place in range(self.model.columnCount()):
            column = self.model.column_at(place)
            long = column is not None and column.field is not None and column.field.kind.value == "long_text"
            self.table.setColumnWidth(place, WIDTHS.get(place, 240 if long else 140))

    def _show_filter(self, preview: Preview) -> None:
        counts, before = preview.counts(), self.filter.currentData()
        self.filter.clear()
        for text, state in (
            (_("All rows ({count})"), ""), (_("Good ({count})"), GOOD), (_("With bad cells ({count})"), BAD),
            (_("Already here ({count})"), SAME), (_("To be looked at ({count})"), ALIKE),
        ):  # fmt: skip
            count = counts[state] if state else len(preview.rows)
            if count or not state:
                self.filter.addItem(text.format(count=count), state)
        self.filter.setCurrentIndex(max(0, self.filter.findData(before)))
        self._on_filter()

    def _show_list(self, place: int) -> None:
        self.list.clear()
        for cell in self._cells[:MAX_LISTED]:
            where = _("Row {row}, {column}").format(row=cell.row, column=cell.column)
            item = QListWidgetItem(icon("circle-alert", "danger"), f"{where}\n{cell.reason}")
            item.setToolTip(cell.reason)
            self.list.addItem(item)
        self.side.title.setText(_("Bad cells: {count}").format(count=len(self._cells)))
        if self._cells:
            self._go(max(0, place))
        else:
            self._at = -1
            self.editor.show_cell(None, None)
            self._show_notes(0)
        self.list.setVisible(bool(self._cells))

    def _show_notes(self, row_: int) -> None:
        preview = self._preview
        notes = preview.notes(row_) if preview else []
        general = preview.notes(0) if preview and row_ else []
        self.notes.setText("\n".join([*notes, *general][:8]))
        self.notes.setVisible(bool(notes or general))

    # --- going from cell to cell
    def next_bad(self) -> None:
        """Go to the next bad cell."""
        if self._cells:
            self._go((self._at + 1) % len(self._cells))

    def previous_bad(self) -> None:
        """Go to the one before."""
        if self._cells:
            self._go((self._at - 1) % len(self._cells))

    def _go(self, place: int) -> None:
        self._at = place
        cell = self._cells[place]
        index = self.model.index_of(cell.row, cell.to)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.editor.show_cell(self._preview, cell)
        self.list.blockSignals(True)
        self.list.setCurrentRow(min(place, self.list.count() - 1))
        self.list.blockSignals(False)

    def _on_listed(self, place: int) -> None:
        if 0 <= place < len(self._cells):
            self._go(place)

    def _on_current(self, index: QModelIndex, _old: QModelIndex) -> None:
        preview, found = self._preview, self.model.row_at(index.row())
        if preview is None or found is None:
            return
        self._show_notes(found.row)
        double = preview.double(found)
        self.record.setVisible(double is not None and double.record is not None)
        field = self.model.column_at(index.column())
        place = next(
            (n for n, c in enumerate(self._cells) if c.row == found.row and (field is None or c.to == field.to)), -1
        )
        if place >= 0 and place != self._at:
            self._go(place)

    # --- choosing
    def _edit(self) -> None:
        if not self.editor.isHidden():
            self.editor.focus_value()

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() >= FIRST:
            self._edit()

    def _on_click(self, index: QModelIndex) -> None:
        if index.column() == TAKE:
            self.model.turn(index.row())

    def _on_space(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.model.turn(index.row())

    def _take_good(self) -> None:
        self.model.take_all(taken=True)

    def _take_none(self) -> None:
        self.model.take_all(taken=False)

    def _on_filter(self) -> None:
        state = str(self.filter.currentData() or "")
        self.model.show_states((state,) if state else ())

    def _on_taken(self) -> None:
        taken = len(self.model.taken)
        self.counts.setText(_("to be taken: {count}").format(count=taken))
        self.chosen.emit(taken)

    def _open_record(self) -> None:
        preview, found = self._preview, self.model.row_at(self.table.currentIndex().row())
        double = preview.double(found) if preview and found else None
        if preview is not None and double is not None and double.record is not None:
            self._desk.open_record(preview.identity, double.record)
