"""Finding a unit: one line to type into, and the units that fit below it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from danvan_desktop.app import places
from danvan_desktop.app.places import Found
from danvan_desktop.gui.theme import icons
from danvan_desktop.gui.widgets import column, framed
from danvan_desktop.i18n import _

WAIT_MS, SHOWN = 250, 20
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _SearchLine(QLineEdit):
    """Enter takes the first unit, Down goes into the list; both stay here and do not leave the page."""

    down = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _DOWN:
            self.down.emit()
        elif event.key() in _ENTER and self.property("open"):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in _ENTER:
                event.ignore()


class _Results(QListWidget):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentRow() >= 0:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)


class PlaceFinder(QWidget):
    """`chosen` tells the unit taken, None when another is being looked for."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._level = "commune"
        self._on: date | None = None
        self._found: list[Found] = []
        self.line = _SearchLine()
        self.line.setAccessibleName(_("Part of the unit's name"))
        self.list = _Results()
        self.list.setAccessibleName(_("Units that fit"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(176)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._search)
        self.line.textChanged.connect(self._on_text)
        self.line.entered.connect(self._on_line_entered)
        self.line.down.connect(self._on_down)
        self.list.entered.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.setLayout(column(self.line, framed(column(self.list, gap=0, margins=(1, 1, 1, 1)), "pick")))
        self.setFocusProxy(self.line)

    def look_for(self, level: str, on: date | None = None) -> None:
        """Which units are looked for; what was typed is looked for again."""
        self._level, self._on = level, on
        self.line.setPlaceholderText(_PLACEHOLDERS[level]())
        self._search()

    def _on_text(self) -> None:
        self.line.setProperty("open", bool(self.line.text().strip()))
        self.chosen.emit(None)
        self._timer.start()

    def _search(self) -> None:
        self._timer.stop()
        self._found = places.search(self.line.text(), self._level, self._on, SHOWN)
        self.list.clear()
        for found in self._found:
            item = QListWidgetItem(said(found))
            if found.to_check:
                item.setIcon(icons.icon("triangle-alert", "warn"))
                item.setToolTip(why_to_check(found))
            self.list.addItem(item)
        if self.line.text().strip() and not self._found:
            nothing = QListWidgetItem(_("No unit has this name. Try fewer letters, or choose “Other body” above."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)

    def _on_line_entered(self) -> None:
        QGuiApplication.inputMethod().commit()
        if self._timer.isActive():
            self._search()
        if self._found:
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            self._take()

    def _on_down(self) -> None:
        if self._timer.isActive():
            self._search()
        if self._found:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            self.line.setProperty("open", False)  # the next Enter goes on to the next page
            self.chosen.emit(self._found[row])
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


_PLACEHOLDERS = {
    "": lambda: _("the province or commune it belongs to"),
    "commune": lambda: _("for example: ea drang, xuan hoa thanh hoa, or an old name"),
    "province": lambda: _("for example: dak lak"),
    "district": lambda: _("for example: ea hleo"),
}


def said(found: Found) -> str:
    """A unit in one line: name, what it belongs to, which old unit led here."""
    text = "  –  ".join(part for part in (found.place.name, found.place.above) if part)
    if found.to_check:
        text += "  –  " + _("to be checked")
    if found.was is not None:
        text += "   " + _("(was {name}, {above})").format(name=found.was.name, above=found.was.above)
    return text


def why_to_check(found: Found) -> str:
    """Why a person has to look."""
    if found.sources:
        return _("Only {source} says so; the other source names another unit. Look into the resolution.").format(
            source=", ".join(found.sources)
        )
    return _("The old unit was split over several new ones. Choose the one you work for.")
