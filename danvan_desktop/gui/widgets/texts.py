"""Labels, buttons and rows: the small pieces of every page, in the roles of ui/themes/desk.qss."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.gui.theme import icons
from danvan_desktop.gui.theme.palette import colour

Piece = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]
Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)


def restyle(widget: QWidget, **properties: object) -> None:
    """Change properties the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide a piece; one that comes up with its page anyway is left alone.

    `setVisible(True)` before there is a window styles the piece and all it holds, and each parent it gets afterwards
    styles it anew: that was most of what opening a form cost.
    """
    if not shown:
        widget.hide()
    elif widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)  # shown with its parent to be
    elif widget.isHidden():
        widget.show()


def plain_tip(text: str) -> str:
    """A tooltip that shows the text as it was typed: Qt would take a foreign “<img …>” for a picture to fetch."""
    if "<" not in text:
        return text
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{plain}</qt>"


def label(text: str, role: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label; `wrap` lets it grow downwards."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


class PushButton(QPushButton):
    """A filled button shows its focus ring inside, in the text's colour: its own colour would hide it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("focus_on"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 2, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on; Qt alone would press the default of the dialog, or nothing on a page."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():  # a key held down in the field before decides nothing here
            self.click()


_ICON_COLOURS = {"primary": "on_accent", "danger": "danger", "link": "accent"}


def button(
    text: str, icon: str = "", kind: str = "", tip: str = "", slot: Callable[[], object] | None = None
) -> QPushButton:
    """A button of a kind: "" ordinary, "primary" (one a page), "quiet", "link", "danger"."""
    made = PushButton(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(text.replace("&", ""))
    if icon:
        made.setIcon(icons.icon(icon, _ICON_COLOURS.get(kind, "text2")))
        made.setIconSize(QSize(16, 16))
        made.setText("\u2009" + text)  # the style's gap is 4 px and a style sheet cannot widen it
    if tip:
        made.setToolTip(tip)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def tool(icon: str, name: str, slot: Callable[[], object] | None = None) -> QToolButton:
    """A button of an icon alone; `name` is its tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icons.icon(icon))
    made.setIconSize(QSize(16, 16))
    made.setToolTip(name)
    made.setAccessibleName(name)
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def icon_label(name: str, tone: str = "text2", size: int = 16) -> QLabel:
    """An icon that says nothing by itself: a word always stands beside it."""
    made = QLabel()
    made.setPixmap(icons.pixmap(name, tone, size, made.devicePixelRatioF()))
    made.setFixedSize(size, size)
    return made


def row(*pieces: Piece, gap: int = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Pieces side by side: a widget, a layout, pixels, None for a stretch, or (piece, stretch)."""
    made = QHBoxLayout()
    fill(made, pieces, gap, margins)
    return made


def column(*pieces: Piece, gap: int = 8, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Pieces one under the other, written as for `row`."""
    made = QVBoxLayout()
    fill(made, pieces, gap, margins)
    return made


def fill(layout: QBoxLayout, pieces: tuple[Piece, ...], gap: int, margins: Margins) -> None:
    """Put pieces into a layout."""
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for piece in pieces:
        if piece is None:
            layout.addStretch(1)
        elif isinstance(piece, int):
            layout.addSpacing(piece)
        else:
            _add(layout, *(piece if isinstance(piece, tuple) else (piece, 0)))


def _add(layout: QBoxLayout, piece: QWidget | QLayout, stretch: int) -> None:
    if isinstance(piece, QWidget):
        layout.addWidget(piece, stretch)
    else:
        layout.addLayout(piece, stretch)


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            while (part := inner.takeAt(0)) is not None:
                if (old := part.widget()) is not None:
                    old.hide()
                    old.deleteLater()


def rule(*, vertical: bool = False) -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setProperty("role", "rule")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def key_cap(text: str) -> QLabel:
    """A key of the keyboard, drawn as one."""
    made = label(text, "key")
    made.setFixedHeight(18)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
