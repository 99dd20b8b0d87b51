"""The figures of a period, in the window: the same numbers as `danvan figures`."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.app.figures import figures
from danvan_desktop.domain.periods import Period
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


class FiguresPage(QWidget):
    """From–to and the table of figures."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        year = date.today().year  # noqa: DTZ011  the office's own year
        self.start, self.end = _day(QDate(year, 1, 1)), _day(QDate(year, 12, 31))
        self.refresh = QPushButton(_("&Count"))
        self.refresh.clicked.connect(self.reload)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([_("Code"), _("Figure"), _("Value")])
        self.table.setAccessibleName(_("Figures"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        for label, widget in ((_("&From"), self.start), (_("&To"), self.end)):
            name = QLabel(label)
            name.setBuddy(widget)
            widget.setAccessibleName(label.replace("&", ""))
            row.addWidget(name)
            row.addWidget(widget)
        row.addWidget(self.refresh)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.table)

    def period(self) -> Period:
        """The period chosen."""
        return Period(_date(self.start), _date(self.end))

    def reload(self) -> None:
        """Count again and show."""
        values = figures(self._store, self.period())
        self.table.setRowCount(len(values))
        for row, value in enumerate(values):
            for place, text in enumerate((value.code, value.label, value.shown())):
                item = QTableWidgetItem(text)
                if place == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, place, item)
        self.table.resizeColumnToContents(0)
        self.table.resizeColumnToContents(2)


def _day(value: QDate) -> QDateEdit:
    edit = QDateEdit(value)
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("dd/MM/yyyy")
    edit.setMinimumWidth(130)
    return edit


def _date(edit: QDateEdit) -> date:
    value = edit.date()
    return date(value.year(), value.month(), value.day())
