"""Step 1: the workbook, the register in it, its sheet and the row its head begins in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from danvan_desktop import records
from danvan_desktop.app.import_draft import IMPORTABLE, ImportDraft
from danvan_desktop.app.import_kept import KeptImport
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.record.when import said_ms
from danvan_desktop.gui.sheet_import.past_imports import PastImports
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.theme.style import CONTROL
from danvan_desktop.gui.widgets import Field, FieldGrid, Note, Panel, button, column, icon_label, label, row
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.i18n import _

KINDS = ".xlsx .xlsm .xlsb .xls .ods"


class SourceStep(QWidget):
    """Chooses the file; `wanted` asks for one, `chosen` tells that register, sheet, head or year was changed."""

    wanted = Signal()
    chosen = Signal()
    anew = Signal()  # what was settled before is not wanted

    def __init__(self, past: PastImports) -> None:
        super().__init__()
        self._draft: ImportDraft | None = None
        self._filling = False
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(8)
        self._problem: Note | None = None
        self._kept = Note("info", "history", "", "", [button(_("&Begin again"), "rotate-ccw", slot=self.anew.emit)])
        self._kept.hide()
        self._drop = self._drop_area()
        self._lay.addWidget(self._drop)
        self._lay.addWidget(self._kept)
        self._found = self._found_area()
        self._lay.addWidget(self._found, 1)
        self._past = past
        self._lay.addWidget(past)
        self._lay.addStretch(1)
        self._found.hide()

    # --- parts
    def _drop_area(self) -> QWidget:
        self.choose = button(_("&Choose a workbook…"), "folder-open", slot=self.wanted.emit)
        said = label(_("Drop an Excel workbook here, or choose it. The workbook itself is never changed."), wrap=True)
        kinds = label(_("Kinds read: {kinds}").format(kinds=KINDS), "cap")
        self._file = label("", "strong")
        body = row(
            icon_label("file-spreadsheet", "accent", 32), (column(self._file, said, kinds, gap=4), 1), self.choose,
            gap=12, margins=(16, 14, 16, 14),
        )  # fmt: skip
        self._file.hide()
        return Panel(_("Workbook"), body, "upload")

    def _found_area(self) -> QWidget:
        self.kind, self.sheet = QComboBox(), QComboBox()
        for name in IMPORTABLE:
            self.kind.addItem(_(records.get(name).plural), name)
        self.head_row, self.year = QSpinBox(), QSpinBox()
        self.head_row.setRange(1, 200)
        for box in (self.head_row, self.year):
            box.setMinimumHeight(CONTROL)
        self.year.setRange(1944, 2100)
        self.year.setSpecialValueText(_("as in the title"))
        grid = FieldGrid()
        grid.add(Field(_("&Sheet"), self.sheet), 3)
        grid.add(Field(_("Its rows &are"), self.kind), 3)
        grid.add(Field(_("&Head begins in row"), self.head_row), 3)
        grid.add(Field(_("&Year of the register"), self.year), 3)
        self.top = QTableWidget()
        dress(self.top)
        self.top.verticalHeader().show()
        self.top.setAccessibleName(_("First rows of the sheet"))
        self.kind.activated.connect(self._on_kind)
        self.sheet.activated.connect(self._on_sheet)
        self.head_row.valueChanged.connect(self._on_head)
        self.year.valueChanged.connect(self._on_year)
        self.top.cellClicked.connect(self._on_row)
        self.guess = label("", "muted", wrap=True)
        hint = label(_("Click the row in which the head of the table begins, if another one is marked."), "cap")
        body = column(grid, self.guess, (self.top, 1), hint, gap=8, margins=(12, 8, 12, 8))
        return Panel(_("What was found"), body, "search-check")

    # --- what is shown
    def show_problem(self, error: DanvanError) -> None:
        """Say why a workbook cannot be read and what to do; the officer may choose another at once."""
        self.clear_problem()
        hint = "" if "--" in error.hint else error.hint  # options of the command help nobody here
        text = " ".join(part for part in (error.kept, hint) if part)
        self._problem = Note("danger", "file-warning", error.message, text)
        self._lay.insertWidget(1, self._problem)

    def clear_problem(self) -> None:
        """Take the sentence away."""
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None

    def show_file(self, path: Path) -> None:
        """Show which workbook was read."""
        self._file.setText(path.name)
        self._file.show()
        self._found.hide()
        self._kept.hide()
        self._past.put_away()

    def show_draft(self, draft: ImportDraft) -> None:
        """Show what was found in a workbook."""
        self._draft = draft
        self._filling = True
        self.sheet.clear()
        for found in draft.sheets:
            best = found.best
            note = _(records.get(best.type_name).plural) if best else _("no register seen")
            self.sheet.addItem(_("{sheet} ({register})").format(sheet=found.name, register=note), found.name)
        self._filling = False
        self._show_choice()
        self._found.show()

    def show_kept(self, kept: KeptImport | None, today: date) -> None:
        """Say that the work left in this workbook goes on, or hide that."""
        self._kept.setVisible(kept is not None)
        if kept is not None:
            when = said_ms(kept.at_ms, today)
            counts = _("columns settled: {columns}, cells corrected: {cells}, rows left out: {rows}").format(
                columns=len(kept.choice.columns), cells=len(kept.cells), rows=len(kept.left_out)
            )
            self._kept.say(_("Work left in this workbook goes on ({when}).").format(when=when), counts)

    def _show_choice(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._filling = True
        chosen = draft.choice
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(chosen.sheet)))
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen.type_name)))
        self.head_row.setValue(chosen.head_row)
        self.year.setValue(chosen.year or self.year.minimum())
        self._filling = False
        self._show_guess(draft)
        self._show_top(draft)

    def _show_guess(self, draft: ImportDraft) -> None:
        chosen = draft.choice
        others = [s.name for s in draft.sheets if s.best and s.name != chosen.sheet]
        if not draft.head_row_of(chosen.type_name, chosen.sheet):
            text = _("No head of such a register was seen in this sheet: choose the row and the columns yourself.")
        elif others:
            text = _("Other sheets hold registers too and are imported one by one: {names}.").format(
                names=", ".join(others)
            )
        else:
            text = _("The head was found by the words in it.")
        self.guess.setText(text)

    def _show_top(self, draft: ImportDraft) -> None:
        rows = draft.top_rows(draft.choice.sheet)
        width = max((len(cells) for cells in rows), default=0)
        self.top.setRowCount(len(rows))
        self.top.setColumnCount(min(width, 40))
        self.top.horizontalHeader().hide()
        for y, cells in enumerate(rows):
            for x in range(self.top.columnCount()):
                item = QTableWidgetItem(cells[x] if x < len(cells) else "")
                if y + 1 == draft.choice.head_row:
                    item.setBackground(colour("accent_soft"))
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.top.setItem(y, x, item)
        self.top.resizeColumnsToContents()
        for x in range(self.top.columnCount()):
            self.top.setColumnWidth(x, min(220, max(60, self.top.columnWidth(x))))
        self.top.setCurrentCell(min(draft.choice.head_row, len(rows)) - 1, 0)

    # --- what is chosen
    def _on_kind(self) -> None:
        if self._draft is not None:
            self._choose(str(self.kind.currentData()), self._draft.choice.sheet, 0)

    def _on_sheet(self) -> None:
        if self._draft is None:
            return
        name = str(self.sheet.currentData())
        found = next((s for s in self._draft.sheets if s.name == name), None)
        best = found.best if found else None
        self._choose(best.type_name if best else self._draft.choice.type_name, name, best.head_row if best else 0)

    def _on_head(self, number: int) -> None:
        if self._draft is not None and not self._filling:
            self._choose(self._draft.choice.type_name, self._draft.choice.sheet, number)

    def _on_row(self, row_: int, _column: int) -> None:
        self.head_row.setValue(row_ + 1)

    def _on_year(self, year: int) -> None:
        if self._draft is not None and not self._filling:
            self._draft.choice.year = None if year == self.year.minimum() else year
            self.chosen.emit()

    def _choose(self, type_name: str, sheet: str, head_row: int) -> None:
        if self._draft is None:
            return
        self._draft.choose(type_name, sheet, head_row or self._draft.head_row_of(type_name, sheet) or 1)
        self._show_choice()
        self.chosen.emit()
