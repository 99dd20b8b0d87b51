"""The search of everything: what is found drops down under the box, grouped by type; arrows and Enter choose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from danvan_desktop import records
from danvan_desktop.app.find import Found, find_everywhere
from danvan_desktop.app.listing import Listing
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.i18n import _

WAIT_MS = 250
WIDTH, LINE, MOST_LINES = 520, 30, 16
_TARGET = Qt.ItemDataRole.UserRole  # (type, row) of a hit, (type, None) for "more"


class FindBox(QObject):
    """Makes a line edit the search of everything."""

    def __init__(self, desk: Desk, box: QLineEdit, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._box, self._window = desk, box, window
        self._number = 0
        self._before: QWidget | None = None  # what had the focus when the search began
        self.list = QListWidget(window)
        self.list.setProperty("role", "drop")
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.hide()
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        box.textEdited.connect(self._wait.start)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        box.installEventFilter(self)

    def _ask(self) -> None:
        text = self._box.text()
        self._desk.cancel(self._number)
        self._number = self._desk.read(
            self, lambda store, _progress: find_everywhere(store, text), lambda found: self._show(text, found)
        )

    def _show(self, text: str, found: list[Found]) -> None:
        if text != self._box.text():
            return
        self.list.clear()
        for group in found:
            self._head(group.type_name)
            for hit in group.hits:
                self._line(f"{hit.title}   {hit.detail}".strip(), (group.type_name, hit.row))
            if group.more:
                self._line(_("All with “{text}”…").format(text=text), (group.type_name, None))
        if not found and text.strip():
            self._head("", _("Nothing found."))
        self._place(bool(text.strip()))

    def show_recent(self) -> None:
        """The records opened last, to go back to one; shown while nothing is typed."""
        from danvan_desktop.app import recent

        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.clear()
        self.list.clear()
        found = recent.listed(self._desk.reader, self._desk.preference(recent.PREFERENCE))
        self._head("", _("Opened last") if found else _("No record was opened yet."))
        for type_name, hit in found:
            label = _(records.get(type_name).label)
            self._line(f"{label}: {hit.title}   {hit.detail}".strip(), (type_name, hit.row))
        self._place(shown=True)

    def _head(self, type_name: str, text: str = "") -> None:
        item = QListWidgetItem(text or _(records.get(type_name).plural))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(colour("text2"))
        self.list.addItem(item)

    def _line(self, text: str, target: tuple[str, bytes | None]) -> None:
        item = QListWidgetItem("   " + text)
        item.setData(_TARGET, target)
        self.list.addItem(item)

    def _place(self, shown: bool) -> None:
        self.list.setVisible(shown)
        if shown:
            lines = max(1, min(self.list.count(), MOST_LINES))
            under = self._box.mapTo(self._window, QPoint(0, self._box.height() + 2))
            left = min(under.x(), self._window.width() - WIDTH - 8)
            self.list.setGeometry(max(8, left), under.y(), WIDTH, lines * LINE + 4)
            self.list.raise_()
            self._step(1)

    def _step(self, by: int) -> None:
        place = self.list.currentRow()
        for _try in range(self.list.count()):
            place = (place + by) % self.list.count()
            if self.list.item(place).data(_TARGET) is not None:
                self.list.setCurrentRow(place)
                return

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self._box and old is not None:
            self._before = old

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102  Qt's name
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self.list.hide)  # a click on the list comes first
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event.key())

    def _key(self, key: int) -> bool:
        """True when the key was for the list."""
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Down and not self.list.isVisible() and not self._box.text():
            self.show_recent()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.list.isVisible():
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            waiting = self._wait.isActive()  # the list still shows what the text was before the last letters
            self._wait.stop()
            if not waiting and self.list.isVisible() and self.list.currentItem() is not None:
                self._on_chosen(self.list.currentItem())
            else:
                self._ask()
        else:
            return False
        return True

    def _leave(self) -> None:
        """Esc shuts the list; once more, it empties the box and goes back to where one was."""
        if self.list.isVisible():
            self.list.hide()
            return
        self._box.clear()  # a citizen's name does not stay on the screen
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def _on_chosen(self, item: QListWidgetItem) -> None:
        target = item.data(_TARGET)
        if target is None:
            return
        self.list.hide()
        text = self._box.text()
        self._box.clear()
        type_name, row = target
        if row is None:
            self._desk.show_list(Listing(type_name, search=text))
        else:
            self._desk.open_record(type_name, bytes(row))
