"""What an attached file is, by its own bytes; pictures made smaller, turned upright and freed of hidden data."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PDF, DOCX, JPEG, PNG = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
)
ENDINGS = {PDF: ".pdf", DOCX: ".docx", JPEG: ".jpg", PNG: ".png"}
LONG_SIDE = 2_000  # pixels: an A4 page at 170 dots to the inch, still well read and printed
MOST_PIXELS = 80_000_000
PNG_STAYS_BELOW = 1_000_000  # bytes; a screenshot stays sharp, a photo kept as PNG is made a JPEG
QUALITY = 82


class PictureError(ValueError):
    """The picture cannot be read: damaged, or far too large."""


def kind_of(data: bytes) -> str:
    """The file's type by its first bytes; empty when it is none of those taken in."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return DOCX if data.startswith(b"PK\x03\x04") and _is_docx(data) else ""


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def smaller(data: bytes, kind: str) -> tuple[bytes, str]:
    """A picture as it is kept: upright, at most LONG_SIDE, without place and camera. Raises PictureError."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureError
            opened.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is decoded near that size at once
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
            return _written(upright, kind)
    except _unreadable() as error:
        raise PictureError from error


def small(data: bytes, kind: str, side: int) -> bytes:
    """A picture of the file's first page, at most `side` wide and high, as PNG; empty for what has none."""
    from PIL import Image, ImageOps

    if kind == PDF:
        return _small_page(data, side)
    if kind not in {JPEG, PNG}:
        return b""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
            opened.draft("RGB", (side * 2, side * 2))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((side, side))
            out = io.BytesIO()
            upright.save(out, "PNG")
            return out.getvalue()
    except _unreadable():
        return b""


def _small_page(data: bytes, side: int) -> bytes:
    from pypdfium2 import PdfiumError

    from danvan_desktop.documents.preview import colour_page

    try:
        return colour_page(data, 0, side)[0]
    except (PdfiumError, IndexError, ValueError, OSError):
        return b""


def _unreadable() -> tuple[type[Exception], ...]:
    from PIL import Image

    return (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def _written(picture: Image, kind: str) -> tuple[bytes, str]:
    if kind == PNG:
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        if out.tell() <= PNG_STAYS_BELOW or _see_through(picture):
            return out.getvalue(), PNG
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), JPEG


def _see_through(picture: Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
