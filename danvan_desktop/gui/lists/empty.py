"""What stands where a list has no rows: the next step, or what hides everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop.app.listing import Listing
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.gui.widgets import button, column, icon_label, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

IMPORTED = frozenset({"petition", "reception", "model", "award", "event"})

WITH_MARK, WITH_TEXT = 190, 130  # logical pixels of height that the picture and the sentence need


class EmptyList(QWidget):
    """Shown in place of the table."""

    cleared = Signal()

    def __init__(self, desk: Desk, record: RecordType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._record = desk, record
        self._mark = icon_label("inbox", "text3", 32)
        self.title = label("", "h2")
        self.text = label("", "muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setMaximumWidth(420)
        self._new = button(_("Write the first one"), icon="plus", slot=lambda: desk.new_record(record.name))
        self._sheet = button(_("Take in an Excel register"), icon="file-spreadsheet", slot=self._on_sheet)
        self._clear = button(_("Remove all conditions"), icon="funnel", slot=self.cleared.emit)
        self.setLayout(column(
            None, row(None, self._mark, None), row(None, self.title, None),
            row(None, self.text, None), row(None, self._sheet, self._new, self._clear, None), None, gap=12,
        ))  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._mark.setVisible(self.height() >= WITH_MARK)
        self.text.setVisible(self.height() >= WITH_TEXT)

    def show_for(self, listing: Listing, total: int) -> None:
        """Say why there is no row, and what can be done."""
        nothing = total == 0 and not listing.bin
        self._new.setVisible(nothing)
        self._sheet.setVisible(nothing and self._record.name in IMPORTED)
        self._clear.setVisible(not nothing)
        self.setFocusProxy(self._new if nothing else self._clear)
        if nothing:
            self.title.setText(_("Nothing here yet"))
            self.text.setText(_("Begin with the register you keep in Excel, or write the first record."))
        else:
            self.title.setText(_("No row fits"))
            self.text.setText(_("Records are there, but the conditions above hide all of them."))

    def _on_sheet(self) -> None:
        self._desk.open_page("import_sheet")
