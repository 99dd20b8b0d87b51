"""The chosen record beside the list: what it is, its facts in the order of the paper, what is linked, its history."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QTabBar, QWidget

from danvan_desktop.app.listing import cells
from danvan_desktop.app.lists import shown
from danvan_desktop.app.titles import cell, detail, title
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.gui.theme.palette import code
from danvan_desktop.gui.widgets import StateLabel, button, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

WAIT_MS = 90  # holding an arrow key down reads one record at the end, not thirty


class RecordSide(QFrame):
    """Shows one record of a type; related records and history are made when their tab is first chosen."""

    open_asked = Signal()

    def __init__(self, desk: Desk, record: RecordType) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._desk, self._record, self._row = desk, record, b""
        self._panels: dict[int, QWidget] = {}
        self.title = label("", "h1", wrap=True)
        self.detail = label("", "muted", wrap=True)
        self.state = StateLabel()
        self.open = button(_("Open"), icon="square-pen", tip=_("Enter or double click"), slot=self.open_asked.emit)
        self.tabs = QTabBar(drawBase=False)
        self.tabs.setObjectName("sub")
        for text in (_("Content"), _("Related"), _("History")):
            self.tabs.addTab(text)
        self.tabs.setAccessibleName(_("Parts of the record"))
        self._facts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scrolled(self._facts))
        self.tabs.currentChanged.connect(self._on_tab)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._read)
        head = column(row((self.title, 1), gap=8), self.detail, row(self.state, None, self.open), gap=4)
        self.setLayout(column(head, self.tabs, (self._stack, 1), gap=8, margins=(12, 10, 12, 8)))
        self.show_record(None)

    @staticmethod
    def _scrolled(inside: QWidget) -> QScrollArea:
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area

    def show_record(self, row: bytes | None) -> None:
        """Show a record shortly after it was chosen; None shows that none is."""
        self._row = row or b""
        if row is None:
            self._wait.stop()
            self._show_none()
        else:
            self._wait.start()

    def refresh(self) -> None:
        """Read the record again."""
        if self._row:
            self._read()

    def stop(self) -> None:
        """Read nothing any more."""
        self._wait.stop()

    def _show_none(self) -> None:
        self.title.setText(_("No row chosen"))
        self.detail.setText(_("Choose a row to see it here."))
        self.state.show_state("", "")
        self._facts.clear()
        self.open.hide()
        self.tabs.hide()
        self._stack.setCurrentIndex(0)  # empty; it keeps the words above at the top

    def _read(self) -> None:
        item = self._desk.reader.get(self._record.name, self._row) if self._row else None
        if item is None:
            self._show_none()
            return
        self.title.setText(title(self._record, item))
        self.detail.setText(detail(self._record, item))
        self.detail.setVisible(bool(self.detail.text()))
        self._show_state(item)
        self._facts.setText(facts_html(self._desk.reader, self._record, item))
        self.open.show()
        self.tabs.show()
        self._show_panel()

    def _show_state(self, item: Record) -> None:
        name = self._record.state_field
        if not name or not item.values.get(name):
            self.state.show_state("", "")
            return
        field = self._record.field(name)
        icon, tone = cells.mark(self._record, field, item, self._desk.today()) or ("circle-dot", "text2")
        self.state.show_state(icon, shown(field, item), tone)

    def _on_tab(self, _place: int) -> None:
        self._show_panel()

    def _show_panel(self) -> None:
        place = self.tabs.currentIndex()
        if place == 0:
            self._stack.setCurrentIndex(0)
            return
        if place not in self._panels:
            from danvan_desktop.gui.record import HistoryPanel, RelatedPanel

            panel: QWidget = RelatedPanel(self._desk) if place == 1 else HistoryPanel(self._desk)
            self._panels[place] = panel
            self._stack.addWidget(panel)
        panel = self._panels[place]
        panel.show_record(self._record.name, self._row)  # type: ignore[attr-defined]  # both panels have it
        self._stack.setCurrentWidget(panel)


def facts_html(store: Store, record: RecordType, item: Record) -> str:
    """Filled fields under the heads of their sections, every value escaped."""
    parts = []
    for section in record.form.sections or ():
        rows = [_fact(store, record, name, item) for name in section.fields]
        if filled := "".join(rows):
            head = f'<tr><td colspan="2" style="padding-top:8px"><b>{escape(_(section.label))}</b></td></tr>'
            parts.append(head + filled)
    return f'<table width="100%" cellspacing="0" cellpadding="2">{"".join(parts)}</table>'


def _fact(store: Store, record: RecordType, name: str, item: Record) -> str:
    field = record.field(name)
    value = cell(store, field, item)
    if not value or field.retired:
        return ""
    said = escape(value).replace("\n", "<br>")
    caption = f'<span style="color:{code("text2")}; font-size:12px">{escape(_(field.label))}</span>'
    return f'<tr><td width="36%" valign="top">{caption}</td><td valign="top">{said}</td></tr>'
