"""Holders of large contents that do not measure them before they are seen.

A scroll area and a splitter ask what they hold for its size whenever they get another parent. That styles every piece
in it, and each further parent on the way to the window styles all of them anew: a form of 700 pieces was styled five
times before it was seen.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSplitter, QWidget

_STYLE = QEvent.Type.StyleChange


class ScrollHolder(QScrollArea):
    """A scroll area of a page's own ground that measures what it holds when it comes up."""

    def fill(self, layout: QLayout) -> None:
        """Hold what is in a layout; it comes last, for an area measures its widget when it gets it."""
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)
        inside.setLayout(layout)

    def event(self, event: QEvent) -> bool:  # noqa: D102  Qt's name
        if event.type() is _STYLE and not self.isVisible():
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        QCoreApplication.sendEvent(self, QEvent(_STYLE))


def scrolled(inside: QWidget, *, across: bool = False) -> QScrollArea:
    """What may be higher than its place, and wider too if `across`: no frame, no stop of Tab of its own."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not across:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


class SplitHolder(QSplitter):
    """A splitter that measures its widgets when it comes up."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        if event.type() is not _STYLE or self.isVisible():
            super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        QCoreApplication.sendEvent(self, QEvent(_STYLE))
