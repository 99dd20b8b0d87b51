"""Drafts offered again at the start: when they were typed, in which record, what they would change, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from danvan_desktop.app import drafts
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.titles import title
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.record.when import said_ms
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import ask, button, column, fit_screen, framed, icon_label, label, row
from danvan_desktop.gui.widgets.cells import dress
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.app.left_work import Left


def offer_drafts(desk: Desk, parent: QWidget, open_draft: Callable[[Left], None]) -> bool:
    """Show the dialog when this officer has drafts; `open_draft` is called for the one to go on with."""
    from danvan_desktop.app import left_work  # loads what reads workbooks: only where something was left

    found = left_work.left(desk.store, desk.officer)
    if not found:
        return False
    dialog = DraftRestoreDialog(desk, found, parent)
    dialog.exec()
    if dialog.chosen is not None:
        open_draft(dialog.chosen)
    return True


class DraftRestoreDialog(QDialog):
    """`chosen` is the draft to go on with; those not decided on are offered again next time."""

    def __init__(self, desk: Desk, found: Sequence[Left], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.drafts: list[Left] = list(found)
        self.chosen: Left | None = None
        self.setWindowTitle(_("Typed and not saved"))
        fit_screen(self, 860, 460)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Drafts"))
        self.list.setFixedWidth(280)
        self.model = QStandardItemModel(0, 3, self)
        self.table = self._differences_table()
        self._head, self._note = label("", "h2", wrap=True), label("", "muted", wrap=True)
        right = column(self._head, self._note, framed(column(self.table, margins=(1, 1, 1, 1)), "panel"), gap=6)
        self.setLayout(column(
            self._top(), (row(framed(column(self.list, margins=(1, 1, 1, 1)), "panel"), (right, 1), gap=12), 1),
            self._buttons(), gap=12, margins=(16, 16, 16, 16),
        ))  # fmt: skip
        self.list.currentRowChanged.connect(self._on_current)
        self._fill()

    def _top(self) -> QWidget:
        holder = QWidget()
        text = _("The program ended before this was saved. Nothing typed was lost; choose what happens with it.")
        holder.setLayout(row(icon_label("save", "accent", 20), (label(text, wrap=True), 1), gap=10))
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return holder

    def _buttons(self) -> QWidget:
        self.open_button = button(_("&Go on typing"), "pencil", "primary", slot=self._on_open)
        self.open_button.setDefault(True)
        self.discard_button = button(_("&Discard"), "trash-2", "danger", slot=self._on_discard)
        holder = QWidget()
        later = button(_("&Later"), tip=_("They are offered again next time"), slot=self.reject)
        holder.setLayout(row(self.discard_button, None, later, self.open_button))
        return holder

    def _differences_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        dress(table)
        table.setSelectionMode(QTableView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        table.setItemDelegate(QStyledItemDelegate(table))  # whole texts, on several lines
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setWordWrap(True)
        table.setAccessibleName(_("What the draft would change"))
        return table

    def _fill(self) -> None:
        self.list.clear()
        for draft in self.drafts:
            item = QListWidgetItem(
                icon("file-clock"), f"{self._name(draft)}\n{said_ms(draft.at_ms, self._desk.today())}"
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _name(self, draft: Left) -> str:
        if not isinstance(draft, Draft):
            return draft.name
        record = self._desk.reader.types[draft.type_name]
        if draft.row is None:
            return _("New: {type}").format(type=_(record.label))
        found = self._desk.reader.get(draft.type_name, draft.row)
        return title(record, found) if found else _("{type}, no longer here").format(type=_(record.label))

    def _on_current(self, place: int) -> None:
        self.model.clear()
        self.model.setHorizontalHeaderLabels([_("Field"), _("Saved"), _("Typed")])
        if not 0 <= place < len(self.drafts):
            return
        draft = self.drafts[place]
        record = isinstance(draft, Draft)
        lines = drafts.differences(self._desk.reader, draft) if isinstance(draft, Draft) else draft.differences()
        for texts in lines:
            self.model.appendRow([_cell(text) for text in texts])
        count = ngettext(
            "{count} field differs from what is saved.", "{count} fields differ from what is saved.", len(lines)
        )
        self._head.setText(self._name(draft))
        words = _("Typed {time}.").format(time=said_ms(draft.at_ms, self._desk.today()))
        self._note.setText(f"{words} {count.format(count=len(lines))}" if record else words)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def _current(self) -> Left | None:
        place = self.list.currentRow()
        return self.drafts[place] if 0 <= place < len(self.drafts) else None

    def _on_open(self) -> None:
        self.chosen = self._current()
        self.accept()

    def _on_discard(self) -> None:
        draft = self._current()
        if draft is None:
            return
        text = _("What was typed is deleted for good. The saved record stays as it is.")
        if ask(self, _("Discard this draft?"), text, {"keep": _("Keep it"), "discard": _("Discard")}) != "discard":
            return
        drafts.drop(self._desk.store, draft.key, draft.officer)
        self.drafts.remove(draft)
        if not self.drafts:
            self.accept()
            return
        self._fill()


def _cell(text: str) -> QStandardItem:
    item = QStandardItem(" ".join(text.split()))
    item.setEditable(False)
    item.setToolTip(text)
    return item
