"""Column heads with a filter cell under each; the cells follow resizing, moving and scrolling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from danvan_desktop.domain.record_type import Field, Kind
from danvan_desktop.gui.theme.style import FILTER, HEAD
from danvan_desktop.gui.widgets import restyle
from danvan_desktop.i18n import _

WAIT_MS = 400
_HINTS = {Kind.DATE: lambda: _("day, month, ≥ day"), Kind.YES_NO: lambda: _("yes or no"),
          Kind.INTEGER: lambda: _("number"), Kind.DECIMAL: lambda: _("number"), Kind.MONEY: lambda: _("number"),
          Kind.CHOICE: lambda: _("choose"), Kind.CHOICES: lambda: _("choose")}  # fmt: skip


class FilterCell(QLineEdit):
    """One filter cell. Typing waits; Enter applies at once, Esc empties it, Down goes into the list."""

    def __init__(self, field: Field, parent: QObject) -> None:
        super().__init__(parent)  # type: ignore[call-overload]
        self.field = field
        self.setProperty("slim", "true")
        self.setPlaceholderText(_HINTS.get(field.kind, lambda: _("words"))())
        self.setProperty("elides", True)
        self.setToolTip(self.placeholderText())
        self.setAccessibleName(_("Filter: {column}").format(column=_(field.label)))


class FilterHeader(QHeaderView):
    """The head of a list."""

    filtered = Signal(str, str, bool)  # field, what is typed, whether typing is over
    left_downwards = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.boxes: dict[str, FilterCell] = {}
        self._changed: set[str] = set()
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(40)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionResized.connect(self.place)
        self.sectionMoved.connect(self._on_moved)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._on_waited)

    def build(self, fields: Sequence[Field], usable: Mapping[str, bool]) -> None:
        """Make the cells of these columns."""
        for box in self.boxes.values():
            box.removeEventFilter(self)
            box.deleteLater()
        self.boxes = {}
        for field in fields:
            box = FilterCell(field, self)
            box.setEnabled(usable[field.name])
            box.textEdited.connect(self._on_typed)
            box.editingFinished.connect(self._on_finished)
            box.installEventFilter(self)
            self.boxes[field.name] = box
        self._fields = tuple(field.name for field in fields)
        self.updateGeometries()
        self._order_tabs()

    def show_texts(self, texts: Mapping[str, str], problems: Mapping[str, str]) -> None:
        """Show what filters now, and what could not be read."""
        for name, box in self.boxes.items():
            text = texts.get(name, "")
            if box.text() != text and not (box.hasFocus() and name in self._changed):
                box.setText(text)
                box.setCursorPosition(0)
            box.setToolTip(problems.get(name) or box.placeholderText())
            wrong = name in problems  # must not look as if it filtered
            restyle(box, on="true" if box.text() and not wrong else "false", problem="error" if wrong else "")

    def _on_typed(self) -> None:
        box = self.sender()
        if isinstance(box, FilterCell):
            self._changed.add(box.field.name)
            self._wait.start()

    def _on_waited(self) -> None:
        for name in sorted(self._changed):
            self.filtered.emit(name, self.boxes[name].text(), False)

    def _on_finished(self) -> None:
        box = self.sender()
        if isinstance(box, FilterCell):
            self._apply(box)

    def _apply(self, box: FilterCell) -> None:
        if box.field.name in self._changed:
            self._changed.discard(box.field.name)
            self.filtered.emit(box.field.name, box.text(), True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102  Qt's name
        if isinstance(watched, FilterCell) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._apply(watched)
                return True  # the table under it would open a record
            if event.key() == Qt.Key.Key_Down:
                self.left_downwards.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and watched.text():
                watched.clear()
                self._changed.discard(watched.field.name)
                self.filtered.emit(watched.field.name, "", True)
                return True
        if isinstance(watched, FilterCell) and event.type() == QEvent.Type.FocusIn:
            self._reveal(watched)
        return super().eventFilter(watched, event)

    def _reveal(self, box: FilterCell) -> None:
        table = self.parent()
        if isinstance(table, QTableView):
            place, bar = self._fields.index(box.field.name), table.horizontalScrollBar()
            x, width = self.sectionViewportPosition(place), self.sectionSize(place)
            if x < 0 or x + width > self.viewport().width():
                bar.setValue(bar.value() + (x if x < 0 else x + width - self.viewport().width()))

    # --- geometry
    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(super().sizeHint().width(), HEAD + FILTER)

    def updateGeometries(self) -> None:  # noqa: D102  Qt's name
        self.setViewportMargins(0, 0, 0, FILTER if self.boxes else 0)
        super().updateGeometries()
        self.place()

    def place(self) -> None:
        """Put every cell under its column."""
        for column, box in enumerate(self.boxes.values()):
            x = self.sectionViewportPosition(column)
            box.setGeometry(x + 3, HEAD + 3, max(self.sectionSize(column) - 6, 10), 24)
            box.show()

    def _on_moved(self) -> None:
        self.place()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes from left to right also after a column was moved."""
        ordered = sorted(enumerate(self.boxes.values()), key=lambda pair: self.visualIndex(pair[0]))
        boxes = [box for _column, box in ordered]
        for before, after in pairwise(boxes):
            self.setTabOrder(before, after)
