"""A page of help or the handbook, written where the officer chose."""

from __future__ import annotations

import re
from pathlib import Path


def file_name(title: str) -> str:
    """A file name every system takes, from a title."""
    return re.sub(r'[\\/:*?"<>|“”]+', "", title).strip() + ".pdf"


def save_pdf(path: Path, data: bytes) -> None:
    """Write a finished PDF, whole or not at all."""
    from danvan_desktop.documents.files import write_whole

    write_whole(path if path.suffix else path.with_suffix(".pdf"), data)
