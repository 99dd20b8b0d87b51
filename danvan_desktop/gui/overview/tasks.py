"""The morning list: groups by day, one line a task; Enter or a double click opens the record."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from danvan_desktop.app.overview import Group, Overview, Task
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets.cells import STATE_ROLE, dress, fit_heads
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import N_, _

Index = QModelIndex | QPersistentModelIndex
HEADS = (N_("Due by"), N_("Record"), N_("To be done"), N_("Who, where"))
WIDTHS = (138, 176, 170, 0)
LOOKS = {
    "overdue": ("circle-x", "danger"), "today": ("triangle-alert", "warn"), "soon": ("clock", "text2"),
    "waiting_reply": ("hourglass", "text2"), "elsewhere": ("send", "text2"),
}  # fmt: skip
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


def group_title(group: Group, today: date) -> str:
    """“Overdue – 2 tasks”, “Today, Wednesday 14/10 – 3 tasks”."""
    names = {
        "overdue": _("Overdue"),
        "today": _("Today, {day} {date}").format(day=_(WEEKDAYS[today.weekday()]), date=f"{today:%d/%m}"),
        "soon": _("The next seven days"),
        "waiting_reply": _("Waiting for a reply"),
        "elsewhere": _("At another body"),
    }
    return _("{name} – {count} tasks").format(name=names[group.name], count=group.count)


def due_text(group: str, due: date, today: date) -> str:
    """“5 days late”, “Today”, “Thursday 15/10”."""
    if group == "overdue":
        return _("{days} days late").format(days=(today - due).days)
    if group in {"waiting_reply", "elsewhere"}:
        return _("{days} days already").format(days=(today - due).days)
    return _("Today") if group == "today" else f"{_(WEEKDAYS[due.weekday()])} {due:%d/%m}"


class TaskModel(QAbstractTableModel):
    """Lines of the morning list; a line is a group's head or a task of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Group, Task | None]] = []
        self._today = date.min

    def show_overview(self, seen: Overview) -> None:
        """Show other tasks; a group without any is left out."""
        self.beginResetModel()
        self._today = seen.day
        self._lines = []
        for group in seen.groups:
            if group.count:
                self._lines += [(group, None), *((group, task) for task in group.tasks)]
        self.endResetModel()

    def line(self, row: int) -> tuple[Group, Task | None]:
        """What stands in a line."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        group, task = self._lines[index.row()]
        icon, tone = LOOKS[group.name]
        if task is None:
            return self._head(group, index.column(), role, icon, tone)
        if role == STATE_ROLE:
            return (icon, tone) if index.column() == 0 else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0 and task.why:
            return plain_tip(task.why)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            shown = due_text(group.name, task.due, self._today)
            text = (shown, task.title, task.what, task.place)[index.column()]
            return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None

    def _head(self, group: Group, column: int, role: int, icon: str, tone: str) -> object:
        if role == Qt.ItemDataRole.BackgroundRole:
            return colour("sunken")
        if column:
            return None
        if role == STATE_ROLE:
            return icon, tone
        if role == Qt.ItemDataRole.FontRole:
            font = QFont(self._parent_font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return group_title(group, self._today) if role == Qt.ItemDataRole.DisplayRole else None

    def _parent_font(self) -> QFont:
        parent = self.parent()
        return parent.font() if isinstance(parent, QWidget) else QFont()

    def headerData(  # noqa: D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return _(HEADS[section]) if shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class TaskTable(QTableView):
    """The list itself. `opened` (type, id) for a task, `group_opened` for a group's head."""

    opened = Signal(str, bytes)
    group_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = TaskModel(self)
        self.setModel(self.tasks)
        dress(self)
        self.setAccessibleName(_("What is to be done"))
        for place, width in enumerate(WIDTHS[:-1]):
            self.setColumnWidth(place, width)
        self.horizontalHeader().setSectionResizeMode(len(WIDTHS) - 1, QHeaderView.ResizeMode.Stretch)
        fit_heads(self)
        self.doubleClicked.connect(self._on_chosen)

    def show_overview(self, seen: Overview) -> None:
        """Show other tasks; heads run over the whole width."""
        self.clearSpans()
        self.tasks.show_overview(seen)
        for row in range(self.tasks.rowCount()):
            if self.tasks.line(row)[1] is None:
                self.setSpan(row, 0, 1, len(HEADS))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, index: QModelIndex) -> None:
        group, task = self.tasks.line(index.row())
        if task is None:
            self.group_opened.emit(group.name)
        else:
            self.opened.emit(task.duty.record_type, task.row)
