"""Plain lines put on the canvas through few text objects: one for every line costs more than the letters in it."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_desktop.documents.fonts import face_name
from danvan_desktop.documents.profiles import Style
from danvan_desktop.documents.typeset import Pen


class LineWriter:
    """Gathers lines in the order they are written; `flush` puts them on the canvas."""

    def __init__(self, canvas: Pen) -> None:
        self.canvas = canvas
        self._text: Pen | None = None
        self._style: Style | None = None

    def write(self, x: float, baseline: float, lines: Iterable[str], style: Style) -> None:
        """Lines one below another, all beginning at `x`, the first on `baseline`."""
        if self._text is None or style is not self._style:
            self._text = self._set(style)
        self._text.setTextOrigin(x, baseline)
        for line in lines:
            self._text.textLine(line)

    def flush(self) -> None:
        """Put on the canvas what was gathered; what is drawn next comes after it."""
        if self._text is not None:
            self.canvas.drawText(self._text)
        self._text = self._style = None

    def _set(self, style: Style) -> Pen:
        if self._text is None:
            self.canvas.setFont(face_name(), style.size)
        text = self._text or self.canvas.beginText(0, 0)
        text.setFont(face_name(bold=style.bold, italic=style.italic), style.size)
        text.setLeading(style.leading)  # also in the file: an empty first line names no font, but moves down
        self._style = style
        return text
