"""The left side of the help: contents by group, or what a search found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from danvan_desktop.app import help as helping
from danvan_desktop.i18n import _

SEARCH_WAITS_MS = 250
_BEGINNINGS = ("Làm thế nào để ", "Màn hình ", "How do I ", "The ")
_TOPIC = Qt.ItemDataRole.UserRole


class Contents(QStackedWidget):
    """Two trees, one shown: all pages by group, or the pages found."""

    chosen = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._words = ""
        self._by_topic: dict[str, QTreeWidgetItem] = {}
        self.all = _tree(_("Contents"))
        self.found = _tree(_("Found"))
        self.addWidget(self.all)
        self.addWidget(self.found)
        self.setMinimumWidth(220)
        self._fill()
        for tree in (self.all, self.found):
            tree.activated.connect(self._on_index)
            tree.clicked.connect(self._on_index)
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_WAITS_MS)
        self._timer.timeout.connect(self.find_now)

    def find_later(self, words: str) -> None:
        """Search when the typing pauses: an input method sends letters back and forth."""
        self._words = words
        self._timer.start()

    def find_now(self) -> None:
        """Show what the words find; without words the contents again."""
        self._timer.stop()
        hits = helping.search(self._words, self._language)
        self.found.clear()
        for hit in hits:
            item = QTreeWidgetItem(self.found, [hit.title])
            item.setData(0, _TOPIC, hit.topic)
            item.setToolTip(0, hit.excerpt)
        if not hits:
            QTreeWidgetItem(self.found, [_("Nothing found. Try fewer words.")]).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setCurrentWidget(self.found if self._words.strip() else self.all)

    def open_first(self) -> None:
        """Open the best page found."""
        self.find_now()
        first = self.found.topLevelItem(0)
        if first is not None and self._words.strip() and first.data(0, _TOPIC):
            self.found.setCurrentItem(first)
            self.chosen.emit(str(first.data(0, _TOPIC)))

    def mark(self, topic: str) -> None:
        """Show in the contents where the page stands."""
        self.all.clearSelection()
        item = self._by_topic.get(topic)
        if item is not None:
            self.all.setCurrentItem(item)

    def _fill(self) -> None:
        for group in helping.groups(self._language):
            head = QTreeWidgetItem(self.all, [group.title])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            bold = head.font(0)
            bold.setWeight(QFont.Weight.DemiBold)
            head.setFont(0, bold)
            for topic in group.topics:
                title = helping.card(topic, self._language).title
                item = QTreeWidgetItem(head, [_short(title)])
                item.setData(0, _TOPIC, topic)
                item.setToolTip(0, title)
                self._by_topic[topic] = item
            head.setExpanded(True)

    def _on_index(self, index: QModelIndex) -> None:
        topic = index.data(_TOPIC)
        if topic:
            self.chosen.emit(str(topic))


def _short(title: str) -> str:
    """Titles without the words they all begin with: the contents are read down the first letters."""
    for beginning in _BEGINNINGS:
        if title.startswith(beginning):
            rest = title.removeprefix(beginning).rstrip("?").strip()
            return rest[:1].upper() + rest[1:]
    return title


def _tree(name: str) -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderHidden(True)
    made.setAccessibleName(name)
    made.setUniformRowHeights(True)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    return made
