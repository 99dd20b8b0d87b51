"""Pages of a finished PDF as pictures in memory: for the preview, and for printers that want pictures."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass
from typing import Any

_LOCK = threading.Lock()  # PDFium may be entered by one thread at a time
POINTS_AN_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page in points."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """True when it is wider than high."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page in 8 bits of grey: our documents are black."""

    width: int
    height: int
    stride: int
    data: bytes


def page_sizes(pdf: bytes) -> list[PageSize]:
    """The pages of a PDF."""
    with _LOCK, closing(_opened(pdf)) as document:
        return [PageSize(*document.get_page_size(place)) for place in range(len(document))]


def render(pdf: bytes, page: int, scale: float) -> PageImage:
    """One page; at scale 1 a point is a pixel."""
    with _LOCK, closing(_opened(pdf)) as document, closing(document[page]) as opened:
        bitmap = opened.render(scale=scale, grayscale=True)
        try:
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


def _opened(pdf: bytes) -> Any:  # noqa: ANN401  a pypdfium2.PdfDocument
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


def colour_page(pdf: bytes, page: int, width: int) -> tuple[bytes, int]:
    """One page of a scan in its colours, as PNG of that width, and how many pages there are."""
    import io

    with _LOCK, closing(_opened(pdf)) as document, closing(document[page]) as opened:
        bitmap = opened.render(scale=width / max(opened.get_width(), 1.0))
        out = io.BytesIO()
        bitmap.to_pil().save(out, "PNG")
        return out.getvalue(), len(document)
