"""Icons: Lucide (ISC, resources/icons/lucide/LICENSE), drawn in a colour of the theme and kept."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from danvan_desktop import assets
from danvan_desktop.gui.theme.palette import code

_drawn: dict[tuple[str, str, int, float], QPixmap] = {}  # a list paints thousands of these


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return assets.resource("icons", "lucide", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=256)
def _shape(name: str, size: int, ratio: float) -> QImage:
    svg = re.sub(r'stroke-width="[\d.]+"', 'stroke-width="1.75"', _source(name).replace("currentColor", "#000000"))
    picture = QImage(round(size * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    return picture


def _draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The shape in a colour; an icon needs it in two at least, and reading its SVG is what costs."""
    picture = QImage(_shape(name, size, ratio))
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(picture.rect(), QColor(colour))
    painter.end()
    made = QPixmap.fromImage(picture)
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(name: str, colour: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` logical pixels, in a colour's name or code."""
    key = (name, code(colour), size, ratio)
    if key not in _drawn:
        _drawn[key] = _draw(*key)
    return _drawn[key]


def icon(name: str, colour: str = "text2", size: int = 16) -> QIcon:
    """An icon for buttons and tabs, paler where disabled."""
    ratio = screen_ratio()  # sharp at 100, 125, 150 and 200 %, and drawn once only: a window starts with many
    made = QIcon(pixmap(name, colour, size, ratio))
    made.addPixmap(pixmap(name, "text3", size, ratio), QIcon.Mode.Disabled)
    return made


def screen_ratio() -> float:
    """Device pixels of a logical pixel on the sharpest screen."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def forget() -> None:
    """Drop what was drawn: the theme has changed."""
    _drawn.clear()
