"""Two columns that scroll by themselves; where room is short the second one goes on under the first."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from danvan_desktop.gui.handover.lines import scrolled
from danvan_desktop.gui.widgets import row

FOLDED_UNDER = 1000  # pixels: beside each other no card would have room for its words
LEAST = 480


class TwoColumns(QWidget):
    """`left` and `right` stand 5 to 6."""

    def __init__(self, left: QBoxLayout, right: QBoxLayout) -> None:
        super().__init__()
        left.addStretch(1)
        self._first, self._beside, self._second = left, row(), QWidget()
        self._second.setLayout(right)
        self._left, self._right = scrolled(left), scrolled(self._beside)
        self._show_beside()
        self._left.setMinimumWidth(LEAST)
        self.setLayout(row((self._left, 5), (self._right, 6), gap=8))

    @property
    def folded(self) -> bool:
        """Whether there is one column now."""
        return self._right.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        narrow = self.width() < FOLDED_UNDER
        if narrow and not self.folded:
            self._show_under()
        elif self.folded and not narrow:
            self._first.removeWidget(self._second)
            self._show_beside()

    def _show_beside(self) -> None:
        self._beside.addWidget(self._second)
        self._right.show()

    def _show_under(self) -> None:
        self._beside.removeWidget(self._second)
        self._first.insertWidget(self._first.count() - 1, self._second)  # what is left over stays below all
        self._right.hide()
