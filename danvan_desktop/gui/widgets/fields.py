"""A field of a form: label above, control, and under it the sentence of what is wrong; on twelve equal columns."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from danvan_desktop.gui.theme.palette import code
from danvan_desktop.gui.widgets.texts import column, icon_label, key_cap, label, restyle, row

COLUMNS = 12
ICONS = {"error": "circle-alert", "warning": "triangle-alert"}
TONES = {"error": "danger", "warning": "warn"}


class _Caption(QLabel):
    """The label over a control; where room is short it is cut and told whole by its tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "label")
        self.setProperty("elides", True)
        self._words, self._starred = "", False

    def say(self, words: str, *, starred: bool) -> None:
        """Show other words; rich text shows no mnemonic, so only a starred label is rich."""
        self._words, self._starred = words.replace("&", "") if starred else words, starred
        self._show(self._words)
        self.updateGeometry()

    def _show(self, words: str) -> None:
        text = f'{_escaped(words)} <span style="color:{code("danger")}">*</span>' if self._starred else words
        if text != self.text():
            self.setText(text)

    def _whole(self) -> int:
        star = self.fontMetrics().horizontalAdvance(" *") if self._starred else 0
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self._words).width() + star + 2

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self._whole(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(40, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - (self._whole() - self.fontMetrics().horizontalAdvance(self._words.replace("&", "")))
        cut = self.width() < self._whole()
        flags, end = Qt.TextFlag.TextShowMnemonic.value, Qt.TextElideMode.ElideRight
        self._show(self.fontMetrics().elidedText(self._words, end, room, flags) if cut else self._words)
        self.setToolTip(self._words.replace("&", "") if cut else "")


def _escaped(words: str) -> str:
    from html import escape  # with its 2,000 names it is a part of no start

    return escape(words)


class Field(QWidget):
    """Label, control and problem sentence; `stop` numbers the stops of a quick entry."""

    def __init__(self, caption: str, control: QWidget, required: bool = False, stop: int | None = None) -> None:
        super().__init__()
        self.control, self.caption = control, caption.replace("&", "")
        self._label = _Caption()
        self._label.setBuddy(control)
        self._caption = caption
        self.mark_required(required)
        if not control.accessibleName():
            control.setAccessibleName(self.caption)
        inner = control.focusProxy()  # what has the focus is what a screen reader reads out
        if inner is not None and not inner.accessibleName():
            inner.setAccessibleName(self.caption)
        stops = [key_cap(str(stop))] if stop is not None else []
        self._problem: QWidget | None = None
        self._column = column(row(*stops, self._label, None, gap=4), control, gap=3)
        self._column.addStretch(1)
        self.setLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # columns stay equal

    def mark_required(self, required: bool) -> None:
        """Show or hide the star."""
        self._label.say(self._caption, starred=required)

    def show_problem(self, text: str, severity: str = "error") -> None:
        """Show the sentence of what is wrong under the control."""
        self.clear_problem()
        tone = TONES[severity]
        mark = column(icon_label(ICONS[severity], tone, 14), None, margins=(0, 2, 0, 0))
        holder = QWidget()
        holder.setLayout(row(mark, (label(text, "cap", tone, wrap=True), 1), gap=4))
        self._problem = holder
        self._column.insertWidget(2, holder)
        restyle(self.control, problem=severity)
        self.control.setAccessibleDescription(text)

    def clear_problem(self) -> None:
        """Take the sentence away."""
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None
            restyle(self.control, problem="")
            self.control.setAccessibleDescription("")


class FieldGrid(QWidget):
    """Fields on twelve equal columns, row after row in reading order."""

    def __init__(self, gap: int = 12) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(6)
        self._row, self._at = 1, 0
        for place in range(COLUMNS):  # a column without a widget would get no width and no spacing
            strut = QWidget()
            strut.setFixedHeight(0)
            strut.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._grid.setColumnStretch(place, 1)
            self._grid.setColumnMinimumWidth(place, 16)
            self._grid.addWidget(strut, 0, place)

    def add(self, field: QWidget, span: int = 3) -> None:
        """Put a field after the last; a new row begins where its `span` columns do not fit."""
        if self._at + span > COLUMNS:
            self.new_row()
        self._grid.addWidget(field, self._row, self._at, 1, span, Qt.AlignmentFlag.AlignTop)
        self._at += span

    def new_row(self) -> None:
        """Go on in the next row."""
        self._row, self._at = self._row + 1, 0
