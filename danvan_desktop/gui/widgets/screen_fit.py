"""Windows on small and scaled screens: 1366×768 at 200 % has 683×384 logical pixels, the task bar's among them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

TITLE, SENTENCE, BAR = 32, 60, 16  # of a window's frame, a sentence that may come up in it, a scroll bar


class _Sheet(QScrollArea):
    """What a window shows, scrolled."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint().expandedTo(self._inside.minimumSize()) + QSize(BAR, 0)


def room_for(window: QWidget) -> QSize:
    """What a window's inside can have of the screen, in logical pixels."""
    room = window.screen().availableGeometry()
    return QSize(room.width(), room.height() - TITLE)


def fit_screen(window: QWidget, width: int = 0, height: int = 0) -> None:
    """Make a window so large, or as large as it wants; where the screen has less, less, and what it needs scrolls.

    To be called before the window is shown, and where it may need more than 316 pixels of height, when all is in its
    layout; once more where something was added since.
    """
    room = room_for(window)
    window.ensurePolished()
    needs = window.minimumSizeHint().expandedTo(window.minimumSize())
    wants = QSize(width, height) if width else window.sizeHint().expandedTo(needs)
    short = needs.width() > room.width() or needs.height() + SENTENCE > room.height()
    if short:
        _scroll(window)
        wants += QSize(BAR, 0)
    if width or short or window.isVisible() or wants != wants.boundedTo(room):
        window.resize(wants.boundedTo(room))


def _scroll(window: QWidget) -> None:
    layout = window.layout()
    if layout is None:
        return
    inside = QWidget()
    inside.setMinimumSize(window.minimumSize())
    window.setMinimumSize(0, 0)
    inside.setLayout(layout)  # takes the layout and its widgets out of the window
    from danvan_desktop.gui.widgets.texts import column

    window.setLayout(column(_Sheet(inside), margins=(0, 0, 0, 0)))
