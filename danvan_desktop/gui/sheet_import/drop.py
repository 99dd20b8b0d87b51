"""A workbook dragged onto a window, or chosen from the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def dropped_workbook(mime: QMimeData) -> Path | None:
    """The workbook among dragged files, for windows that let one be dropped."""
    for url in mime.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in SUFFIXES:
            return path
    return None


def choose_workbook(desk: Desk, parent: QWidget) -> Path | None:
    """Ask for a workbook, beginning in the folder of the last one."""
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    name, _kind = QFileDialog.getOpenFileName(
        parent, _("Register"), desk.preference("import.folder"), f"Excel ({kinds})"
    )
    if not name:
        return None
    desk.prefer("import.folder", str(Path(name).parent))
    return Path(name)
