"""Records linked with this one, both ways; a double click or Enter opens one."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from danvan_desktop.app import people
from danvan_desktop.app.links import Related, related
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import Panel, button, column, label
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _

_KEY = Qt.ItemDataRole.UserRole


class RelatedPanel(Panel):
    """What this record names, then what names it, each under its own head."""

    def __init__(self, desk: Desk) -> None:
        self._tree = QTreeWidget()
        self._stack = QStackedWidget()
        self.ask = button(_("Ask a unit…"), "send", "link", _("Ask the office it belongs to, or another"), self._on_ask)
        super().__init__(_("Related records"), self._stack, icon="link", extra=self.ask)
        self._desk = desk
        self._tree.setHeaderHidden(True)
        self._tree.setColumnCount(1)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(12)
        self._tree.setUniformRowHeights(True)
        self._tree.setAccessibleName(_("Related records"))
        self._tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._tree.itemActivated.connect(self._on_activated)
        self._empty = QWidget()
        text = _("Nothing is linked yet. A link typed in a form stands here at both ends.")
        self._empty.setLayout(column(label(text, "muted", wrap=True), None, margins=(12, 10, 12, 10)))
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._tree)
        self._type, self._row = "", b""

    @property
    def count(self) -> int:
        """How many records are shown."""
        heads = (self._tree.topLevelItem(place) for place in range(self._tree.topLevelItemCount()))
        return sum(head.childCount() for head in heads if head is not None)

    def show_record(self, type_name: str, row: bytes | None) -> None:
        """Show what is linked with a record."""
        self._type, self._row = type_name, row or b""
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        found = related(self._desk.reader, self._type, self._row) if self._row else []
        self._tree.clear()
        for (outward, name), group in groupby(found, key=lambda item: (item.outward, item.field)):
            self._add_group(name, list(group), outward=outward)
        self._tree.expandAll()
        self._stack.setCurrentWidget(self._tree if found else self._empty)
        self.ask.setEnabled(bool(self._row) and people.may(self._desk.office, "process"))

    def _on_ask(self) -> None:
        from danvan_desktop.gui.handover.request_dialog import ask_about

        ask_about(self._desk, self._type, self._row, self)

    def _add_group(self, name: str, items: list[Related], *, outward: bool) -> None:
        words = _("Links to: {name}") if outward else _("Named by: {name}")
        head = QTreeWidgetItem([f"{words.format(name=name)} ({len(items)})"])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self._tree.font()
        font.setWeight(font.Weight.DemiBold)
        head.setFont(0, font)
        self._tree.addTopLevelItem(head)
        for item in items:
            line = QTreeWidgetItem([" · ".join(part for part in (item.title, item.detail) if part)])
            line.setIcon(0, icon("arrow-right" if outward else "reply"))
            line.setToolTip(0, plain_tip(line.text(0)))
            line.setData(0, _KEY, (item.type_name, item.row))
            head.addChild(line)

    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        target = item.data(0, _KEY)
        if target:
            self._desk.open_record(*target)
