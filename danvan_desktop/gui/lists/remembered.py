"""Columns, widths, order and conditions of a list as the officer left them, kept a little after they change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.app.listing import Listing
from danvan_desktop.app.listing.views import View, from_json, to_json
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.gui.lists.columns import choosable, default_columns

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

WAIT_MS = 1500


class Remembered(QObject):
    """The last look of one type's list, an officer's own."""

    due = Signal()  # time to hand over what is to be kept

    def __init__(self, desk: Desk, record: RecordType, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._record = desk, record
        self._kept = ""
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.due)

    def last(self) -> View:
        """How the list looked when it was left; at first the columns everybody begins with."""
        self._kept = self._desk.preference(f"list.{self._record.name}.last")
        try:
            view = from_json(json.loads(self._kept))
        except (ValueError, KeyError, TypeError):
            return View("", Listing(self._record.name), tuple(default_columns(self._record)))
        known = {field.name for field in choosable(self._record)}
        columns = tuple(name for name in view.columns if name in known) or tuple(default_columns(self._record))
        conditions = tuple(item for item in view.listing.conditions if item.field in self._record.by_name)
        listing = Listing(
            self._record.name, "", conditions, view.listing.sort, view.listing.descending
        )  # what was searched for yesterday is not looked for again
        return View("", listing, columns, view.widths)

    def changed(self) -> None:
        """Something changed: keep it soon."""
        self._wait.start()

    def keep(self, view: View) -> None:
        """Keep how the list looks now."""
        self._wait.stop()
        text = json.dumps(to_json(view), ensure_ascii=False)
        if text != self._kept:
            self._kept = text
            self._desk.prefer(f"list.{self._record.name}.last", text)
