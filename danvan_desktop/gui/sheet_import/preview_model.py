"""The planned rows as a virtual table: only the cells in sight are worked out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from danvan_desktop.app.import_preview import ALIKE, BAD, GOOD, SAME, Preview, PreviewColumn
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets.cells import STATE_ROLE
from danvan_desktop.i18n import N_, _
from danvan_desktop.sheets.plan import PlannedRow

TAKE, ROW, STATE, FIRST = 0, 1, 2, 3
STATES = {
    GOOD: ("check", "ok", N_("good row")), BAD: ("circle-alert", "danger", N_("bad cell")),
    SAME: ("copy-check", "text2", N_("here already")), ALIKE: ("triangle-alert", "warn", N_("look at it")),
}  # fmt: skip
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class PreviewModel(QAbstractTableModel):
    """Rows of a preview, all or those of some states; a tick says whether a row is taken."""

    taken_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._rows: list[PlannedRow] = []
        self._takeable: frozenset[int] = frozenset()
        self._place: dict[int, int] = {}
        self.taken: set[int] = set()
        self._columns: list[PreviewColumn] = []

    def show_preview(self, preview: Preview, *, keep: bool = False) -> None:
        """Show a preview; with `keep` rows that were not to be taken stay so."""
        left = (self._takeable - self.taken) if keep else frozenset()
        self._preview, self._columns = preview, preview.columns
        self._takeable = frozenset(preview.takeable())
        self.taken = set(self._takeable - left)
        self.show_states(())

    def show_states(self, states: tuple[str, ...]) -> None:
        """Show rows of these states only; of all with none."""
        preview = self._preview
        if preview is None:
            return
        self.beginResetModel()
        self._rows = [row for row in preview.rows if not states or preview.state(row) in states]
        self._place = {row.row: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    def take_all(self, *, taken: bool) -> None:
        """Tick every good row, or none."""
        self.taken = set(self._takeable) if taken else set()
        self._redraw_ticks()

    def leave_out(self, rows: Collection[int]) -> None:
        """Take the ticks of these rows away."""
        self.taken -= set(rows)
        self._redraw_ticks()

    def index_of(self, row: int, to: str) -> QModelIndex:
        """The cell of a row in the sheet and a target; an invalid index when it is filtered away."""
        place = self._place.get(row)
        if place is None:
            return QModelIndex()
        column = next((n for n, found in enumerate(self._columns) if found.to == to), -1)
        return self.index(place, FIRST + column if column >= 0 else STATE)

    def row_at(self, place: int) -> PlannedRow | None:
        """The planned row of a line of the table."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def column_at(self, place: int) -> PreviewColumn | None:
        """The field of a column of the table."""
        return self._columns[place - FIRST] if FIRST <= place < FIRST + len(self._columns) else None

    # --- Qt's
    def rowCount(self, parent: Index | None = None) -> int:  # noqa: D102
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: D102
        return 0 if parent is not None and parent.isValid() else FIRST + len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: D102, ANN401
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self.column_at(section)
        if role == _Role.DisplayRole:
            return column.label if column else ("", _("Row no."), _("State of the row"))[section]
        if role == _Role.ToolTipRole and column:
            return _("In the workbook: {head}").format(head=column.head)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: D102, ANN401
        preview = self._preview
        if preview is None or not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column() < FIRST:
            return self._standing(preview, row, index.column(), role)
        return _cell(preview, row, self._columns[index.column() - FIRST], role)

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: D102, ANN401
        if role != _Role.CheckStateRole or index.column() != TAKE:
            return False
        number = self._rows[index.row()].row
        if number not in self._takeable:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.taken.add(number)
        else:
            self.taken.discard(number)
        self.dataChanged.emit(index, index)
        self.taken_changed.emit()
        return True

    def turn(self, place: int) -> None:
        """Tick a line or take its tick away."""
        index = self.index(place, TAKE)
        checked = self._rows[place].row in self.taken
        self.setData(index, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked, _Role.CheckStateRole)

    def _standing(self, preview: Preview, row: PlannedRow, column: int, role: int) -> Any:  # noqa: ANN401
        if column == TAKE:
            return self._tick(row, role)
        if column == ROW:
            return row.row if role == _Role.DisplayRole else None
        icon, tone, text = STATES[preview.state(row)]
        if role in {_Role.DisplayRole, _Role.AccessibleTextRole}:
            return _(text)
        if role == STATE_ROLE:
            return icon, tone
        if role == _Role.ToolTipRole:
            return "\n".join(preview.notes(row.row)) or None
        return None

    def _tick(self, row: PlannedRow, role: int) -> Any:  # noqa: ANN401
        if row.row not in self._takeable:
            return None
        checked = row.row in self.taken
        if role == _Role.CheckStateRole:
            return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        if role == STATE_ROLE:
            return ("square-check", "accent") if checked else ("square", "text2")
        if role == _Role.AccessibleTextRole:
            return _("to be taken") if checked else _("not to be taken")
        return None

    def _redraw_ticks(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, TAKE), self.index(len(self._rows) - 1, TAKE))
        self.taken_changed.emit()


def _cell(preview: Preview, row: PlannedRow, column: PreviewColumn, role: int) -> Any:  # noqa: ANN401
    bad = preview.bad.get((row.row, column.to))
    if role in {_Role.DisplayRole, _Role.AccessibleTextRole}:
        text = preview.text(row, column)
        return (text or _("(empty)")) if bad is not None else text
    if role == _Role.ToolTipRole:
        return bad.reason if bad is not None else preview.text(row, column) or None
    if role == _Role.BackgroundRole and bad is not None:
        return colour("danger_soft")
    if role == STATE_ROLE:
        if bad is not None:
            return "circle-alert", "danger"
        return ("lock-keyhole", "text2") if preview.veiled(row, column) else None
    return None
