"""Choosing a figure by words: a search over all figures of the period, with the number each has now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from danvan_desktop.domain.text import fold
from danvan_desktop.gui.widgets import button, column, fit_screen, label, row
from danvan_desktop.i18n import N_, _
from danvan_desktop.reports.figure_value import FigureValue

_WAIT_MS = 250
_FORMS = {"": N_("59/71 (83.1%)"), "ratio": N_("59/71"), "percent": N_("83.1%")}


class FigurePicker(QDialog):
    """A search line over the list of figures; Enter takes the one chosen."""

    def __init__(self, figures: Sequence[FigureValue], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Insert a figure"))
        fit_screen(self, 640, 440)
        self._all = [(fold(f"{item.label} {item.code}"), item) for item in figures]
        self._shown: list[FigureValue] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find by words, accents not needed"))
        self.search.setAccessibleName(_("Find a figure"))
        self.search.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._show)
        self.search.textChanged.connect(self._timer.start)
        self.table = self._make_table()
        self.form = QComboBox()
        self.form.setAccessibleName(_("As"))
        for name, text in _FORMS.items():
            self.form.addItem(_(text), name)
        self.take = button(_("&Insert"), kind="primary", slot=self.accept)
        self.take.setDefault(True)
        self._as = label(_("As"), "muted")
        foot = row(self._as, self.form, None, button(_("Cancel"), slot=self.reject), self.take)
        self.setLayout(column(self.search, (self.table, 1), foot, margins=(12, 12, 12, 12)))
        self._show()

    def chosen(self) -> tuple[str, str] | None:
        """Code and form of the figure chosen."""
        at = self.table.currentRow()
        if not 0 <= at < len(self._shown):
            return None
        ratio = self._shown[at].denominator is not None
        return self._shown[at].code, str(self.form.currentData()) if ratio else ""

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([_("Figure"), _("Value"), _("Counted in")])
        table.setAccessibleName(_("Figures"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(1, 130)
        table.setColumnWidth(2, 110)
        table.cellActivated.connect(self._on_activated)
        table.currentCellChanged.connect(self._on_current_changed)
        return table

    def _show(self) -> None:
        words = fold(self.search.text()).split()
        self._shown = [item for folded, item in self._all if all(word in folded for word in words)]
        self.table.setRowCount(len(self._shown))
        for at, item in enumerate(self._shown):
            for place, text in enumerate((item.label, item.shown(), item.unit)):
                cell = QTableWidgetItem(text)
                if place == 1:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, place, cell)
        if self._shown:
            self.table.setCurrentCell(0, 0)
        self.take.setEnabled(bool(self._shown))

    def _on_activated(self, _row: int, _column: int) -> None:
        self.accept()

    def _on_current_changed(self, at: int, *_rest: int) -> None:
        ratio = 0 <= at < len(self._shown) and self._shown[at].denominator is not None
        self.form.setEnabled(ratio)
        self._as.setEnabled(ratio)
