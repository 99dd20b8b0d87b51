"""A QR code on a page, drawn as filled squares so that it stays sharp at any size."""

from __future__ import annotations

import segno
from reportlab.platypus import Flowable

from danvan_desktop.documents.typeset import Pen

_QUIET = 4  # empty modules around it, as readers need


def draw_qr(canvas: Pen, text: str, left: float, bottom: float, side: float) -> None:
    """Draw the code in a square, its quiet zone included."""
    matrix = segno.make(text, error="m", micro=False).matrix
    module = side / (len(matrix) + 2 * _QUIET)
    path = canvas.beginPath()
    for row, line in enumerate(matrix):
        y = bottom + side - (row + _QUIET + 1) * module
        for column, dark in enumerate(line):
            if dark:
                path.rect(left + (column + _QUIET) * module, y, module, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


class QrCode(Flowable):
    """The code as a piece of a page, at the left of its room."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.text = text
        self.side = side

    def wrap(self, _aw: float, _ah: float) -> tuple[float, float]:
        """A square."""
        return self.side, self.side

    def draw(self) -> None:
        """Draw it."""
        draw_qr(self.canv, self.text, 0, 0, self.side)
