"""Dates: typed short or picked from a calendar, with the weekday and the lunar day as a hint."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLabel, QToolButton, QWidget

from danvan_desktop.app import typed
from danvan_desktop.domain.lunar import lunar
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import LineEditor, Lock
from danvan_desktop.gui.forms.line import opens_list
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets import column, label
from danvan_desktop.i18n import N_, _, language

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_CALENDAR_WIDTH = 380
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def hint(day: date) -> str:
    """Weekday and lunar day, short: "T2, 15/8 âl"."""
    moon = lunar(day)
    leap = _("leap") + " " if moon.leap else ""
    text = _("{weekday}, lunar {day}/{month} {leap}")
    return text.format(weekday=_(_WEEKDAYS[day.weekday()]), day=moon.day, month=moon.month, leap=leap).strip()


class DateEditor(LineEditor):
    """A date: 5/3, 5/3/26, 050326, "hôm nay"; Ctrl+; is today, up and down go by days."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self._calendar: CalendarPopup | None = None
        self.line.add_tool("calendar", _("Calendar"), self.open_calendar)
        self.hint = label("", "cap")
        self.hint.setParent(self.line)
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.textChanged.connect(self._say_hint)

    def today(self) -> None:
        """Put today in."""
        self.type_text(typed.written(self.field, self.desk.today()))

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        if self.lock is not Lock.OPEN:
            return
        self.line.setFocus()
        self._calendar = CalendarPopup(self, self._day() or self.desk.today())
        self._calendar.open_under(self.line)

    def pick(self, day: date) -> None:
        """Take a day from the calendar."""
        self.type_text(typed.written(self.field, day))

    def _takes(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Semicolon:
            self.today()
        elif opens_list(event):
            self.open_calendar()
        elif event.key() in _STEPS and not event.modifiers() and self.lock is Lock.OPEN:
            self._step(_STEPS[Qt.Key(event.key())])
        else:
            return False
        return True

    def _step(self, days: int) -> None:
        day = self._day()
        self.pick(day + timedelta(days=days) if day is not None else self.desk.today())

    def _day(self) -> date | None:
        """The day that stands in the line, if it is one."""
        try:
            value: Value = typed.read(self.field, self.line.text(), self.desk.today())
        except typed.UnreadableError:
            return None
        return value if isinstance(value, date) else None

    def _say_hint(self) -> None:
        day = self._day() if self.line.text() else None
        self.hint.setText(hint(day) if day is not None else "")
        self._place_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        size = self.hint.sizeHint()
        left = self.line.width() - size.width() - 30
        typed_width = self.line.fontMetrics().horizontalAdvance(self.line.text())
        fits = left > typed_width + 14
        self.hint.setGeometry(left, (self.line.height() - size.height()) // 2, size.width(), size.height())
        self.hint.setVisible(fits and bool(self.hint.text()))
        self.line.setToolTip(self.hint.text())


class CalendarPopup(QFrame):
    """A month under a date field; Enter or a click takes the day, Esc closes."""

    def __init__(self, editor: DateEditor, day: date) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self.month = QCalendarWidget()
        self.month.setAccessibleName(_("Calendar"))
        if language() != "en":
            self.month.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setMinimumWidth(_CALENDAR_WIDTH)
        self._dress()
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.activated.connect(self._on_taken)
        self.month.clicked.connect(self._on_taken)
        self.month.selectionChanged.connect(self._say)
        self._hint: QLabel = label("", "cap")
        self.setLayout(column(self.month, self._hint, gap=4, margins=(4, 4, 4, 4)))
        self._say()

    def _dress(self) -> None:
        """Icons and colours of the theme; the day names need the room of their cells."""
        self.month.setStyleSheet("QTableView::item { padding: 0; }")
        for name, picture in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            if (found := self.month.findChild(QToolButton, name)) is not None:
                found.setIcon(icon(picture))
        weekend = QTextCharFormat()
        weekend.setForeground(colour("danger"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)

    def open_under(self, line: QWidget) -> None:
        """Show below the line, or above where the screen ends."""
        self.adjustSize()
        place = line.mapToGlobal(QPoint(0, line.height() + 2))
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        if place.y() + self.height() > screen.availableGeometry().bottom():
            place = line.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(place)
        self.show()
        self.month.setFocus()

    def _day(self) -> date:
        chosen = self.month.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _say(self) -> None:
        self._hint.setText(f"{self._day():%d/%m/%Y} – {hint(self._day())}")

    def _on_taken(self) -> None:
        self._editor.pick(self._day())
        self.close()
