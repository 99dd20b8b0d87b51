"""What is wrong with a page as it is drawn: cut words, clashing mnemonics, nameless controls, a jumping Tab order."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
_SAME_LINE = 12  # pixels by which controls of one line may differ in height
_MNEMONIC = re.compile(r"&(?!&)(.)")


def everything(root: QWidget) -> list[str]:
    """All faults of a page."""
    return [*cut_texts(root), *clashing_mnemonics(root), *nameless(root), *jumping_tabs(root)]


def seen(root: QWidget) -> Iterator[QWidget]:
    """Visible widgets of the same window."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root.window() and not _inside_calendar(widget):
            yield widget


def _inside_calendar(widget: QWidget | None) -> bool:
    while widget is not None:
        if isinstance(widget, QCalendarWidget):
            return True
        widget = widget.parentWidget()
    return False


# --- cut texts
def cut_texts(root: QWidget) -> list[str]:
    """Texts that do not fit where they stand; a label that elides on purpose has its whole text as its tip."""
    found = []
    for widget in seen(root):
        if widget.property("elides"):
            continue
        if isinstance(widget, QHeaderView):
            found += _cut_heads(widget)
        elif isinstance(widget, QTabBar):
            found += _cut_tabs(widget)
        elif isinstance(widget, QLabel):
            found += _cut_label(widget)
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton | QToolButton):
            found += _cut_button(widget)
        elif isinstance(widget, QComboBox):
            found += _too_wide(widget, widget.currentText(), widget.width() - 30)
        elif isinstance(widget, QLineEdit) and widget.isReadOnly():
            found += _too_wide(widget, widget.text(), widget.width() - 18)
        elif isinstance(widget, QLineEdit) and not widget.text():
            found += _too_wide(widget, widget.placeholderText(), widget.width() - 18)
    return found


def _too_wide(widget: QWidget, text: str, room: int) -> list[str]:
    wants = widget.fontMetrics().horizontalAdvance(text)
    return [f"{type(widget).__name__} {wants}>{room}: {text[:60]}"] if text and wants > room + 1 else []


def _cut_label(widget: QLabel) -> list[str]:
    text = widget.text()
    if not text.strip():
        return []
    if widget.wordWrap():
        high = widget.heightForWidth(widget.width())
        return [f"label {high}>{widget.height()} high: {text[:60]}"] if high > widget.height() + 2 else []
    wants = widget.sizeHint()
    if wants.width() > widget.width() + 1 or wants.height() > widget.height() + 2:
        return [f"label {wants.toTuple()}>{widget.size().toTuple()}: {text[:60]}"]
    return []


def _cut_button(widget: QAbstractButton) -> list[str]:
    wants = widget.sizeHint().width()
    alone = Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(widget, QToolButton) and not widget.icon().isNull() and widget.toolButtonStyle() is alone:
        return []
    if widget.text() and wants > widget.width() + 1:
        return [f"{type(widget).__name__} {wants}>{widget.width()}: {widget.text()[:60]}"]
    return []


def _cut_heads(head: QHeaderView) -> list[str]:
    model = head.model()
    found: list[str] = []
    if model is None or head.orientation() is not Qt.Orientation.Horizontal:
        return found
    metrics = QFontMetrics(head.font())
    for place in range(head.count()):
        text = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        room = head.sectionSize(place) - 8
        if not head.isSectionHidden(place) and metrics.horizontalAdvance(text) > room + 6:
            found.append(f"head {metrics.horizontalAdvance(text)}>{room}: {text}")
    return found


def _cut_tabs(bar: QTabBar) -> list[str]:
    found = []
    for place in range(bar.count()):
        area, text = bar.tabRect(place), bar.tabText(place).replace("&", "")
        if bar.isTabVisible(place) and (area.right() > bar.width() or area.left() < 0):
            found.append(f"tab out of sight: {text}")
        elif bar.fontMetrics().horizontalAdvance(text) > area.width():
            found.append(f"tab cut: {text}")
    return found


# --- out of reach
def unreachable(root: QWidget) -> list[str]:
    """Controls of which a part lies outside the window and cannot be scrolled into sight."""
    found = []
    for widget in seen(root):
        if isinstance(widget, _CONTROLS) and _is_control(widget) and (why := _out_of_reach(widget, root)):
            found.append(f"{type(widget).__name__} “{_name(widget)[:40]}” {why}")
    return found


def _out_of_reach(widget: QWidget, root: QWidget) -> str:
    area, at = widget.rect(), widget
    while at is not root and (around := at.parentWidget()) is not None:
        area.translate(at.pos())
        scroller, over = around.parentWidget(), _over(area, around)
        inside = isinstance(scroller, QAbstractScrollArea) and scroller.viewport() is around
        if isinstance(scroller, QAbstractScrollArea) and (inside or isinstance(around, QHeaderView)):
            over = [side for side in over if not _scrolls(scroller, side)]
            area = around.rect()  # from here on it is where the scrolled part is
        if over:
            return f"{over[0]} by {area.getRect()} in {type(around).__name__} {around.size().toTuple()}"
        at = around
    return ""


def _over(area: QRect, around: QWidget) -> list[str]:
    sides = {
        "sideways": area.left() < -2 or area.right() > around.width() + 1,
        "upright": area.top() < -2 or area.bottom() > around.height() + 1,
    }
    return [side for side, out in sides.items() if out]


def _scrolls(scroller: QAbstractScrollArea, side: str) -> bool:
    sideways = side == "sideways"
    bar = scroller.horizontalScrollBar() if sideways else scroller.verticalScrollBar()
    policy = scroller.horizontalScrollBarPolicy() if sideways else scroller.verticalScrollBarPolicy()
    return bar.maximum() > bar.minimum() and policy is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff


# --- keys and names
def clashing_mnemonics(root: QWidget) -> list[str]:
    """Letters that two visible controls of the window answer to."""
    letters: Counter[str] = Counter()
    for widget in seen(root):
        texts = [widget.text()] if isinstance(widget, QAbstractButton | QLabel) else []
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        if isinstance(widget, QTabBar):
            texts = [widget.tabText(place) for place in range(widget.count())]
        letters.update(found[1].upper() for text in texts for found in _MNEMONIC.finditer(text.replace("&&", "")))
    return [f"mnemonic {letter} is given {times} times" for letter, times in letters.items() if times > 1]


def nameless(root: QWidget) -> list[str]:
    """Controls of which a screen reader could say nothing."""
    return [
        f"nameless {type(widget).__name__} {widget.objectName()}"
        for widget in seen(root)
        if isinstance(widget, _CONTROLS) and _is_control(widget) and not _name(widget)
    ]


def _is_control(widget: QWidget) -> bool:
    inner = widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QTabBar | QLineEdit)
    return not inner and not isinstance(widget, QHeaderView) and type(widget).__name__ != "QTableCornerButton"


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


# --- Tab order
def jumping_tabs(root: QWidget) -> list[str]:
    """Steps of the Tab key that go back: upwards, or to the left on the same line, within one scrolled area."""
    stops = list(tab_stops(root))
    found = []
    for one, other in itertools.pairwise(stops):
        if one.parentWidget() is None or _column_of(one, root) is not _column_of(other, root):
            continue
        a, b = (widget.mapTo(root, QPoint(0, 0)) for widget in (one, other))
        upwards = b.y() < a.y() - _SAME_LINE
        leftwards = abs(b.y() - a.y()) <= _SAME_LINE and b.x() < a.x()
        if upwards or leftwards:
            found.append(f"Tab goes back from {_name(one) or one} to {_name(other) or other}")
    return found


def tab_stops(root: QWidget) -> Iterator[QWidget]:
    """Where the Tab key stops, in its order."""
    widget = root.nextInFocusChain()
    for _step in range(5000):
        if widget is None or widget is root:
            return
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if tabbed and widget.isVisible() and widget.isEnabled() and root.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _column_of(widget: QWidget, root: QWidget) -> QWidget | None:
    """The block whose inside is read before the next one: a scrolled area, a panel, else the page."""
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if parent.property("role") in {"panel", "note"} or parent.inherits("QAbstractScrollArea"):
            return parent
        parent = parent.parentWidget()
    return root
