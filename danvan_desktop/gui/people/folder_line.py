"""A folder as a line of a form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from danvan_desktop.gui.widgets import button, row
from danvan_desktop.i18n import _


class FolderLine(QWidget):
    """A folder, typed or chosen."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.line = QLineEdit(folder)
        self.line.setClearButtonEnabled(True)
        self.setFocusProxy(self.line)
        choose = button(_("Choose…"), "folder-open", slot=self._on_choose)
        self.setLayout(row((self.line, 1), choose))

    def text(self) -> str:
        """The folder, "" for none."""
        return self.line.text().strip()

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose a folder"), self.text() or str(Path.home()))
        if folder:
            self.line.setText(folder)
