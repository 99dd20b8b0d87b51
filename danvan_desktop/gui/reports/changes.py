"""The records that came to a figure since it was reported, and those that left it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app.report_lock import Change, Moves
from danvan_desktop.gui.widgets import Note, Panel, button, column, fit_screen, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_ROW = Qt.ItemDataRole.UserRole + 1


class MovesDialog(QDialog):
    """Two lists; a double click or Enter opens the record."""

    def __init__(self, desk: Desk, change: Change, moves: Moves, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._moves = desk, moves
        self.setWindowTitle(_("What came and went"))
        said = _("Reported {before}, now {now}").format(before=change.before, now=change.now)
        self.added = self._list(_("Came since"), moves.added)
        self.gone = self._list(_("Went since"), moves.gone)
        pieces: list[QWidget] = [label(change.label, "h2", wrap=True), label(said, "muted")]
        if not moves.known:
            pieces.append(Note("info", "info", _("The list as it was reported was not kept."),
                               _("Open the list of the figure to see the records there are now.")))  # fmt: skip
        elif not moves.added and not moves.gone:
            pieces.append(Note("info", "info", _("The same records are counted; their numbers were changed.")))
        named = ((moves.added, _("Came since"), self.added, "plus"), (moves.gone, _("Went since"), self.gone, "x"))
        panels = [(Panel(title, shown, mark), 1) for rows, title, shown, mark in named if rows]
        foot = row(None, button(_("Close"), slot=self.reject))
        rest = [] if panels else [None]
        self.setLayout(column(*pieces, *panels, *rest, foot, margins=(16, 16, 16, 16)))
        fit_screen(self, 640, 460)

    def _list(self, name: str, rows: Sequence[bytes]) -> QListWidget:
        from danvan_desktop.app import titles

        shown = QListWidget()
        shown.setAccessibleName(name)
        shown.itemActivated.connect(self._on_activated)
        if not self._moves.type_name:
            return shown
        record = self._desk.reader.types[self._moves.type_name]
        for item in self._desk.reader.records(record.name, rows):
            words = " · ".join(filter(None, (titles.title(record, item), titles.detail(record, item))))
            line = QListWidgetItem(f"{words} ({_('in the bin')})" if item.deleted else words)
            line.setData(_ROW, item.id)
            shown.addItem(line)
        return shown

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.accept()
        self._desk.open_record(self._moves.type_name, bytes(item.data(_ROW)))
