"""The child rows of a record: a small table, each row typed in a dialog; saved together with the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from danvan_desktop.app import editing
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.links import link_field
from danvan_desktop.app.titles import cell
from danvan_desktop.domain.record_type import Field, Kind, RecordType, Section
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.line import ENTER
from danvan_desktop.gui.forms.row_dialog import RowDialog
from danvan_desktop.gui.widgets import button, column, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_COLUMNS = 6
_SHOWN_ROWS = 8
_WIDEST = 240  # pixels of a column
_LONG = 150  # a text that may be longer than this has the room that is left


@dataclass
class ChildRow:
    """One line of the grid: what was loaded, and what stands in it now."""

    row: bytes | None
    values: dict[str, Value]
    loaded: dict[str, Value] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    deleted: bool = False

    @property
    def changed(self) -> bool:
        """Whether it differs from what is saved."""
        return (self.row is None and not self.deleted) or (self.row is not None and self.deleted) or (
            self.row is not None and self.values != self.loaded
        )  # fmt: skip


class ChildTable(QTableWidget):
    """The table; Enter or F2 opens a row, Del takes it away, Tab leaves."""

    opened = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if event.key() in ENTER or event.key() == Qt.Key.Key_F2:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class ChildGrid(QWidget):
    """Rows of one child type. `changed` when one was added, edited or taken away."""

    changed = Signal()

    def __init__(self, desk: Desk, parent_type: RecordType, child: RecordType, *, locked: bool = False) -> None:
        super().__init__()
        self.desk, self.child, self.link = desk, child, link_field(child, parent_type.name)
        self.rows: list[ChildRow] = []
        self._open: ChildRow | None = None  # what is being typed in the row's dialog, for drafts
        self.columns = self._columns()
        self.setProperty("help_topic", child.name)
        self.table = self._table()
        self.add_button = button(_("Add a row"), "plus", slot=self.add)
        self.edit_button = button(_("Edit"), "pencil", tip=_("Enter"), slot=self.edit)
        self.remove_button = button(_("Remove"), "trash-2", tip=_("Del"), slot=self.remove)
        for made in (self.add_button, self.edit_button, self.remove_button):
            made.setAccessibleName(f"{made.text().strip()}: {_(child.plural)}")
        self.add_button.setEnabled(not locked)
        self._locked = locked
        self._most_rows = _SHOWN_ROWS
        self.setLayout(column(self.table, row(self.add_button, self.edit_button, self.remove_button, None), gap=6))
        self._show()

    def _columns(self) -> list[Field]:
        named = [item for item in self.child.columns if not item.sealed or item.column is not None]
        listed = named or [self.child.field(name) for name in self.child.form.quick]
        return [item for item in listed if item is not self.link][:_COLUMNS]

    def _table(self) -> ChildTable:
        table = ChildTable(0, len(self.columns))
        table.setAccessibleName(_(self.child.plural))
        table.setHorizontalHeaderLabels([_(item.label) for item in self.columns])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setMaximumSectionSize(_WIDEST)
        head.setSectionResizeMode(self._wide_column(), QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(self._fit)
        table.opened.connect(self.edit)
        table.removed.connect(self.remove)
        table.doubleClicked.connect(self.edit)
        table.itemSelectionChanged.connect(self._say_buttons)
        return table

    def _wide_column(self) -> int:
        """The column that has the room left: the first long text, else the last."""
        for place, item in enumerate(self.columns):
            if item.kind is Kind.LONG_TEXT or (item.kind is Kind.TEXT and (item.max_length or 0) > _LONG):
                return place
        return len(self.columns) - 1

    def show_rows(self, most: int) -> None:
        """Be as high as so many rows before it scrolls."""
        self._most_rows = most
        self._fit()

    # --- rows
    def load(self, items: Sequence[Record]) -> None:
        """Show the rows saved."""
        self._open = None
        self.rows = [ChildRow(item.id, dict(item.values), dict(item.values), item.withheld) for item in items]
        self._show()

    def edits(self) -> list[ChildEdit]:
        """What a save is given of these rows."""
        return [
            ChildEdit(child.row, self._to_save(child), child.deleted) for child in self.rows if child.changed
        ]  # fmt: skip

    def _to_save(self, child: ChildRow) -> dict[str, Value]:
        state = FormState(self.child, dict(child.values), dict(child.loaded), child.row, child.withheld)
        values = state.to_save()
        if child.row is not None:
            values = {name: value for name, value in values.items() if value != child.loaded.get(name)}
        return {name: value for name, value in values.items() if self.link is None or name != self.link.name}

    def draft(self) -> list[dict[str, Any]]:
        """Changed rows for a draft, the one in the open dialog as it stands."""
        rows = [child for child in self.rows if child.changed]
        if (typed := self._open) is not None:
            rows = [child for child in rows if typed.row is None or child.row != typed.row] + [typed]
        return [{"row": child.row, "values": self._to_save(child), "deleted": child.deleted} for child in rows]

    def apply_draft(self, kept: Sequence[dict[str, Any]]) -> None:
        """Put the rows of a draft over those loaded."""
        loaded = {child.row: child for child in self.rows if child.row is not None}
        for edit in kept:
            child = loaded.get(edit["row"])
            if child is None:
                self.rows.append(ChildRow(None, dict(edit["values"]), deleted=edit["deleted"]))
            else:
                child.values |= edit["values"]
                child.deleted = edit["deleted"]
        self._show()

    def visible_rows(self) -> list[ChildRow]:
        """The rows seen."""
        return [child for child in self.rows if not child.deleted]

    # --- acts
    def add(self) -> None:
        """Type a new row."""
        values = editing.start(
            self.desk.reader, self.child.name, today=self.desk.today(), officer=self.desk.officer, given=self._next()
        )
        child = ChildRow(None, values)
        if self._typed(child, _("Add: {type}").format(type=_(self.child.label))):
            self.rows.append(child)
            self._told(len(self.visible_rows()) - 1)

    def edit(self) -> None:
        """Type in the chosen row."""
        place = self.table.currentRow()
        if self._locked or not 0 <= place < len(self.visible_rows()):
            return
        if self._typed(self.visible_rows()[place], _("Edit: {type}").format(type=_(self.child.label))):
            self._told(place)

    def remove(self) -> None:
        """Take the chosen row away; it is deleted when the record is saved."""
        place = self.table.currentRow()
        if 0 <= place < len(self.visible_rows()) and not self._locked:
            child = self.visible_rows()[place]
            child.deleted = True
            self.rows = [kept for kept in self.rows if kept.row is not None or not kept.deleted]
            self._told(min(place, len(self.visible_rows()) - 1))

    def put_in_order(self, ordered: Sequence[ChildRow]) -> None:
        """Show the rows in another order; those taken away stay as they are."""
        self.rows = [*ordered, *(child for child in self.rows if child.deleted)]
        self._told(0 if ordered else -1)

    def _next(self) -> dict[str, Value]:
        if "seq" not in self.child.by_name:
            return {}
        used = [child.values.get("seq") for child in self.visible_rows()]
        return {"seq": max((number for number in used if isinstance(number, int)), default=0) + 1}

    def _typed(self, child: ChildRow, title: str) -> bool:
        state = FormState(self.child, dict(child.values), dict(child.values), child.row, child.withheld)
        dialog = RowDialog(self.desk, state, title, sections=self._sections(state), parent=self)

        def on_typed(_name: str = "") -> None:
            self._open = ChildRow(child.row, dialog.form.draft_values(), dict(child.loaded), child.withheld)
            self.changed.emit()

        dialog.form.changed.connect(on_typed)
        dialog.form.composing.connect(on_typed)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        if done or dialog.left:
            self._open = None
        if done:
            child.values = dict(state.values)
        dialog.deleteLater()
        return done

    def _sections(self, state: FormState) -> list[Section]:
        link = self.link.name if self.link is not None else ""
        return [
            Section(section.label, tuple(name for name in section.fields if name not in {link, "unit"}))
            for section in state.sections()
        ]

    def _told(self, place: int) -> None:
        self._show()
        if place >= 0:
            self.table.selectRow(place)
        self.changed.emit()

    # --- showing
    def _show(self) -> None:
        seen = self.visible_rows()
        self.table.setRowCount(len(seen))
        for line, child in enumerate(seen):
            item = Record(self.child.name, child.row or b"", "", child.values, withheld=child.withheld)
            for place, column_ in enumerate(self.columns):
                text = " ".join(cell(self.desk.reader, column_, item).split())
                self.table.setItem(line, place, QTableWidgetItem(text if len(text) < 60 else text[:59] + "…"))
        self.table.setHidden(not seen)
        self._fit()
        self._say_buttons()

    def _fit(self) -> None:
        """As high as its rows, and the bar under them where they are too wide."""
        lines = min(self.table.rowCount(), self._most_rows)
        head = self.table.horizontalHeader()
        bar = 14 if head.length() > self.table.viewport().width() else 0
        self.table.setFixedHeight(head.sizeHint().height() + 28 * lines + bar + 2)

    def _say_buttons(self) -> None:
        chosen = bool(self.table.selectedItems()) and not self._locked
        for made in (self.edit_button, self.remove_button):
            made.setVisible(bool(self.table.rowCount()))
        self.edit_button.setEnabled(chosen)
        self.remove_button.setEnabled(chosen)
