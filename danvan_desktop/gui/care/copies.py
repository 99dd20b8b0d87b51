"""The backups found, newest first: when, how many records, how large, whole or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from danvan_desktop.app.care_rescue import Copy
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_heads
from danvan_desktop.i18n import N_, _

HEADS = (N_("Made on"), N_("Records in it"), N_("Size"), N_("Condition"), N_("File"))
WIDTHS = (140, 90, 100, 190)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CopiesTable(QTableView):
    """A short list; `picked` tells that another copy was chosen."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copies: list[Copy] = []
        self._model = QStandardItemModel(0, len(HEADS), self)
        self._model.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.setModel(self._model)
        dress(self)
        self.setAccessibleName(_("Backups found"))
        for place, width in enumerate(WIDTHS):
            self.setColumnWidth(place, width)
        self.horizontalHeader().setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        fit_heads(self)
        for place in (1, 2):
            self._model.setHeaderData(place, Qt.Orientation.Horizontal, _RIGHT, Qt.ItemDataRole.TextAlignmentRole)
        self.selectionModel().currentRowChanged.connect(self._on_row)

    def show_copies(self, copies: Sequence[Copy], checked: dict[str, bool] | None = None) -> None:
        """Show these; `checked` holds by path which were read whole just now. The newest whole one is chosen."""
        self.copies = list(copies)
        self._model.removeRows(0, self._model.rowCount())
        for copy in self.copies:
            self._model.appendRow(_cells(copy, (checked or {}).get(str(copy.file))))
        first = next((place for place, copy in enumerate(self.copies) if not copy.problem), -1)
        if first >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(first, 0), flags)

    def chosen(self) -> Copy | None:
        """The copy the row stands on."""
        place = self.currentIndex().row()
        return self.copies[place] if 0 <= place < len(self.copies) else None

    def _on_row(self) -> None:
        self.picked.emit()


def _cells(copy: Copy, checked: bool | None) -> list[QStandardItem]:
    texts = (
        f"{copy.made:%d/%m/%Y %H:%M}" if copy.made else "",
        "" if copy.records is None else f"{copy.records:,}".replace(",", "."),
        size_text(copy.size) if copy.size else "",
        _state(copy, checked), copy.file.name,
    )  # fmt: skip
    made = [QStandardItem(text) for text in texts]
    for place in (1, 2):
        made[place].setTextAlignment(_RIGHT)
    icon = ("circle-x", "danger") if copy.problem else ("circle-check", "ok")
    made[3].setData(icon, STATE_ROLE)
    made[3].setToolTip(copy.problem)
    made[4].setToolTip(str(copy.file))
    return made


def _state(copy: Copy, checked: bool | None) -> str:
    if copy.problem:
        return _("damaged or cut off")
    return _("read whole just now") if checked else _("checked when it was made")


def size_text(size: int) -> str:
    """1,4 MB or 812 KB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:,.1f} MB".replace(",", " ").replace(".", ",")
    return f"{max(1, size // 1000)} KB"
