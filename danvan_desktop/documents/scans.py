"""Scanned pages: each a JPEG that says its own sharpness; several of them a PDF of pages as large as the paper."""

from __future__ import annotations

import io
from collections.abc import Sequence

from danvan_desktop.documents.pictures import MOST_PIXELS, QUALITY, PictureError

POINTS = 72.0


def page(data: bytes, resolution: int) -> bytes:
    """A scanned page (PNG or JPEG) as JPEG of `resolution` dots to the inch, without hidden data. PictureError."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureError
            plain = opened.convert("L" if opened.mode in {"1", "L", "I;16", "I"} else "RGB")
            out = io.BytesIO()
            plain.save(out, "JPEG", quality=QUALITY, optimize=True, dpi=(resolution, resolution))
            return out.getvalue()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError from error


def pdf(pages: Sequence[bytes]) -> bytes:
    """A PDF of JPEG pages, each laid in as it is and as large as its own sharpness says."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for one in pages:
        width, height = _points(one)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(io.BytesIO(one)), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _points(jpeg: bytes) -> tuple[float, float]:
    from PIL import Image

    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        across, down = opened.info.get("dpi", (200, 200))
        return opened.width * POINTS / across, opened.height * POINTS / down
