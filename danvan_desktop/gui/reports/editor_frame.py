"""The frame of the report editor: its head, the three areas, and the words about its state. No work is done here."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QSplitter, QStackedWidget, QWidget

from danvan_desktop.app.report_list import report_title
from danvan_desktop.app.report_texts import ReportKey
from danvan_desktop.gui.reports.outline import OutlineTree
from danvan_desktop.gui.reports.preview import PageView
from danvan_desktop.gui.widgets import Panel, SideSplit, StateLabel, button, column, label, row, tool
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_OUTLINE_WIDTH, _PAGE_WIDTH = 264, 400


class ElidedLabel(QLabel):
    """A line that ends in … where there is no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show other words."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class EditorFrame(QWidget):
    """Head with the acts, outline at the left, the section in the middle, the page at the right."""

    def __init__(self, desk: Desk, key: ReportKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._key = key
        self.title = label(report_title(key), "h1")
        self.state = StateLabel()
        self.detail = ElidedLabel()
        self.back = tool("arrow-left", _("Back to the reports"))
        self.save_button = button(_("&Save"), "save", tip="Ctrl+S")
        self.lock_button = button(_("&Lock the figures"), "lock")
        self.word_button = button(_("Open in &Word"), "file-type-2")
        self.save_as_button = button(_("Save &as…"), "download")
        self.print_button = button(_("&Print"), "printer", "primary", "Ctrl+P")
        self.kept = StateLabel()
        self.notes = column(gap=6)
        self._make_areas()
        head = row(self.back, self.title, self.state, (self.detail, 1), self.save_button, self.lock_button,
                   self.word_button, self.save_as_button, self.print_button, self.split.toggle)  # fmt: skip
        self.setLayout(column(head, self.notes, (self.split, 1), margins=(8, 8, 8, 8)))

    def _make_areas(self) -> None:
        self.outline = OutlineTree()
        self.middle = QStackedWidget()
        self.panel = Panel("", self.middle, "square-pen", self.kept)
        self.view = PageView(self.desk)
        side = Panel(_("Printed page"), self.view, "eye", label(_("just as it is printed"), "cap"))
        left = QSplitter(Qt.Orientation.Horizontal)
        left.setHandleWidth(8)
        left.setChildrenCollapsible(False)
        left.addWidget(Panel(_("Outline"), self.outline, "list-tree"))
        left.addWidget(self.panel)
        left.setStretchFactor(1, 1)
        left.setSizes([_OUTLINE_WIDTH, 10_000])
        self.split = SideSplit(left, side, _("Printed page"), _PAGE_WIDTH)

    def show_middle(self, page: QWidget) -> None:
        """Show another page in the middle; the one before it goes."""
        old = self.middle.currentWidget()
        self.middle.addWidget(page)
        self.middle.setCurrentWidget(page)
        if old is not None:
            self.middle.removeWidget(old)
            old.deleteLater()

    def clear_notes(self) -> None:
        """Take away what stands above the areas."""
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def say_kept(self, *, saved: bool) -> None:
        """Whether everything typed is saved."""
        if saved:
            self.kept.show_state("check", _("saved"), "ok")
        else:
            self.kept.show_state("pencil", _("not saved"), "warn")
        self.save_button.setEnabled(not saved)

    def say_locked(self, day: date | None, changed: int) -> None:
        """Whether the figures are locked, and how many are others now."""
        if changed:
            text = ngettext("{count} figure changed after the lock", "{count} figures changed after the lock", changed)
            self.state.show_state("triangle-alert", text.format(count=changed), "warn")
        elif day is not None:
            self.state.show_state("lock", _("Figures locked {day}").format(day=f"{day:%d/%m/%Y}"), "ok")
        else:
            self.state.show_state("square-pen", _("Being written"))
        period, now = self._key.period, datetime.now().astimezone()
        said = _("{first} – {last}, figures of {time}").format(
            first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}", time=f"{now:%H:%M}"
        )
        self.detail.say(said)
