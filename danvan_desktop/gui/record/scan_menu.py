"""“Scan…”: by the scanner itself, or the newest files of the folder that its own program writes to."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from danvan_desktop.app import attachments
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.record.when import said
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.i18n import _

PREFERENCE = "scan_folder"
SHOWN = 12


def newest(folder: Path) -> list[tuple[Path, datetime]]:
    """Files of a folder that could be attached, newest first; none when it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            found = [
                (Path(entry.path), entry.stat().st_mtime) for entry in entries
                if entry.is_file() and Path(entry.name).suffix.lower() in attachments.ACCEPTED
            ]  # fmt: skip
    except OSError:
        return []
    found.sort(key=lambda pair: pair[1], reverse=True)
    return [(path, datetime.fromtimestamp(at, UTC)) for path, at in found[:SHOWN]]


def build(
    parent: QWidget, desk: Desk, add: Callable[[Sequence[Path]], None], scan: Callable[[], None]
) -> QMenu:  # fmt: skip
    """The menu: the scanner, the newest scans of its folder, the choice of the folder."""
    menu = QMenu(parent)
    menu.addAction(icon("file-input"), _("Scan with the scanner…")).triggered.connect(scan)
    menu.addSeparator()
    folder = desk.preference(PREFERENCE)
    found = newest(Path(folder)) if folder else []
    if not folder:
        menu.addAction(_("Or scan with the scanner's own program and choose its folder here.")).setEnabled(False)
    elif not found:
        menu.addAction(_("No PDF or picture in this folder yet.")).setEnabled(False)
    for path, at in found:
        words = f"{path.name}    {said(at, desk.today())}".replace("&", "&&")
        menu.addAction(icon("file-text"), words).triggered.connect(lambda _on=False, path=path: add([path]))
    menu.addSeparator()
    chosen = menu.addAction(icon("folder-open"), _("Choose the scanner's folder…"))
    chosen.triggered.connect(lambda: _choose(parent, desk, folder))
    return menu


def _choose(parent: QWidget, desk: Desk, folder: str) -> None:
    name = QFileDialog.getExistingDirectory(parent, _("The folder your scanner writes to"), folder)
    if name:
        desk.prefer(PREFERENCE, name)
