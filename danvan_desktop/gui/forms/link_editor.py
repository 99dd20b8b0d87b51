"""A link to another record, found as one types; nothing is loaded but a screenful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop import records
from danvan_desktop.app import editing
from danvan_desktop.app.editing import Hit
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import LineEditor, Lock
from danvan_desktop.gui.forms.line import opens_list
from danvan_desktop.gui.forms.popup import Option, PopupList
from danvan_desktop.gui.widgets import tool
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk
    from danvan_desktop.gui.tasks import Progress
    from danvan_desktop.storage.store import Store

WAIT_MS = 250
_NEW = object()
_NOT_FOUND = N_("Choose a record from the list, or clear the field.")


class LinkEditor(LineEditor):
    """One linked record by its title. F4 shows the newest ones; the last line adds a new one."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self.target = records.get(field.links_to)
        self._row: bytes | None = None
        self._popup: PopupList | None = None
        self._search = 0
        self._newest: list[bytes] | None = None  # what was the newest when a new one was begun
        desk.changed.connect(self._on_saved)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._find)
        self.line.setPlaceholderText(_("Type to find"))
        self._clear = self.line.add_tool("x", _("Clear"), self.clear)
        self.opener = tool("external-link", _("Open the linked record (Alt+Enter)"), self.open_linked)
        self.opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout.addWidget(self.opener)
        self._say_row()

    # --- values
    def _read(self) -> Value:
        if not self.line.text().strip():
            return None
        if self._row is None:
            raise UnreadableError(_(_NOT_FOUND))
        return self._row

    def _written(self, value: Value) -> str:
        if not isinstance(value, bytes):
            return ""
        item = self.desk.reader.get(self.target.name, value)
        return editing.title(self.target, item) if item is not None else _("(not here)")

    def _show(self, value: Value) -> None:
        self._row = value if isinstance(value, bytes) else None
        super()._show(value)
        self._say_row()

    def type_text(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        self._row = None
        super().type_text(text)
        self._say_row()

    def take(self, key: object) -> None:
        """Link to the record chosen, or add a new one."""
        if key is _NEW:
            self._newest = self._newest_rows()
            self.desk.new_record(self.target.name, None)
        elif isinstance(key, bytes) and self.lock is Lock.OPEN:
            self._row = key
            self.line.quiet(self._written(key))
            self._say_row()
            self._typed()

    def _newest_rows(self) -> list[bytes]:
        return [hit.row for hit in editing.find_links(self.desk.reader, self.target.name, "", limit=1)]

    def _on_saved(self, type_name: str) -> None:
        """The new record that was begun from here is saved: link to it."""
        if self._newest is None or type_name != self.target.name:
            return
        now = self._newest_rows()
        if now and now != self._newest:
            self._newest = None
            self.take(now[0])

    def clear(self) -> None:
        """Link to nothing."""
        if self.lock is Lock.OPEN:
            self.type_text("")
            self.close_list()

    def open_linked(self) -> None:
        """Open the record linked to."""
        if self._row is not None:
            self.desk.open_record(self.target.name, self._row)

    # --- finding
    def close_list(self) -> bool:
        """Close the list and stop looking; whether it was open."""
        self._wait.stop()
        self._search += 1
        return self._popup is not None and self._popup.close_it()

    def _on_edited(self, text: str) -> None:
        self._row = None
        self._say_row()
        self._wait.start()
        super()._on_edited(text)

    def _find(self) -> None:
        text, name = self.line.text() if self._row is None else "", self.target.name
        self._search += 1
        number = self._search

        def work(store: Store, _progress: Progress) -> list[Hit]:
            return editing.find_links(store, name, text)

        self.desk.read(self, work, lambda hits: self._on_found(number, hits))

    def _on_found(self, number: int, hits: list[Hit]) -> None:
        if number != self._search or not self.line.hasFocus():
            return
        options = [Option(hit.row, hit.title, hit.detail) for hit in hits]
        options.append(Option(_NEW, _("+ add a new one: {type}").format(type=_(self.target.label).lower()), pale=True))
        if self._popup is None:
            self._popup = PopupList(self.line)
            self._popup.chosen.connect(self.take)
        self._popup.offer(options, self._row)

    def _takes(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_linked()
        elif self._popup is not None and self._popup.takes(event):
            return True
        elif opens_list(event) or (event.key() == Qt.Key.Key_Down and not event.modifiers()):
            if self.lock is Lock.OPEN:
                self._find()
        else:
            return False
        return True

    def _on_left(self) -> None:
        marked = self._popup.marked() if self._popup is not None and self._row is None else None
        if marked is not None and isinstance(marked.key, bytes):
            self.take(marked.key)
        self.close_list()
        super()._on_left()

    def _say_row(self) -> None:
        self.opener.setEnabled(self._row is not None)
        self._clear.setVisible(bool(self.line.text()) and self.lock is Lock.OPEN)
