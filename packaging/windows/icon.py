"""The program's icon as .ico, drawn from the same Lucide drawing the window uses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from windows import pins

_GROUND, _INK = "#0B6868", "#FFFFFF"
_SIZES = (16, 24, 32, 48, 64, 128, 256)
_DRAWING = pins.ROOT / "resources" / "icons" / "lucide" / "scale.svg"


def write(target: Path) -> None:
    """Write the icon, with a picture of each size Windows asks for."""
    pictures = [_png(size) for size in _SIZES]
    target.write_bytes(_ico(pictures))


def _png(size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(_GROUND))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.18, size * 0.18)
    svg = _DRAWING.read_text("utf-8").replace("currentColor", _INK)
    edge = size * 0.16
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def _ico(pictures: list[bytes]) -> bytes:
    """An .ico file is a short table and PNGs after it."""
    head = (0).to_bytes(2, "little") + (1).to_bytes(2, "little") + len(pictures).to_bytes(2, "little")
    at = 6 + 16 * len(pictures)
    table = b""
    for size, data in zip(_SIZES, pictures, strict=True):
        side = bytes([size % 256])
        table += (
            side + side + b"\0\0" + b"\1\0" + b"\x20\0" + len(data).to_bytes(4, "little") + at.to_bytes(4, "little")
        )
        at += len(data)
    return head + table + b"".join(pictures)
