"""A workbook dragged onto a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def dropped_workbook(mime: QMimeData) -> Path | None:
    """The workbook among dragged files, for windows that let one be dropped."""
    for url in mime.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in SUFFIXES:
            return path
    return None
