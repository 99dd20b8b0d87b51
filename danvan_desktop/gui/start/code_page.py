"""First run, page 4: the recovery code has to be on paper before anything else; then the two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app.first_run import Setup
from danvan_desktop.gui.start.code_panel import CodePanel
from danvan_desktop.gui.start.step_page import StepPage
from danvan_desktop.gui.widgets import Note, button, column, label, row
from danvan_desktop.i18n import _


class CodePage(StepPage):
    """`finished` tells what the officer wants to do first: "reception" or "import"."""

    finished = Signal(str)

    def __init__(self, setup: Setup) -> None:
        super().__init__(
            setup, _("The recovery code: write it down or print it"),
            _("It opens the data when a passphrase is forgotten or somebody leaves. It is shown this once. Seal it in"
              " an envelope and lock it away."),
        )  # fmt: skip
        self.panel = CodePanel()
        self.panel.confirmed.connect(self._on_confirmed)
        self.first = button(_("&Enter the first reception"), "users-round", "primary", slot=self._on_first)
        self.sheet = button(_("&Take in an Excel register"), "file-spreadsheet", slot=self._on_sheet)
        self.ready = QWidget()
        done = Note("ok", "circle-check", _("The code is right. Your office is ready."), _("What first?"))
        self.ready.setLayout(column(done, row(self.first, self.sheet, None)))
        self.ready.hide()
        self.later = label(_("The office is made; it can be used once the code is typed back."), "muted")
        self.fill(column(self.panel, self.later, self.ready))

    def show_code(self, code: str, unit_name: str) -> None:
        """Show the code of the office just made."""
        self.panel.show_code(code, unit_name)
        self.panel.lines[0].setFocus()

    def _on_confirmed(self) -> None:
        self.later.hide()
        self.ready.show()
        self.ready_changed.emit(True)

    def _on_first(self) -> None:
        self.finished.emit("reception")

    def _on_sheet(self) -> None:
        self.finished.emit("import")
