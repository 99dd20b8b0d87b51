"""First run, page 4: the recovery code has to be on paper before anything else; then the two ways to begin."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app.first_run import Setup
from danvan_desktop.app.office import Office
from danvan_desktop.gui.start.code_panel import CodePanel
from danvan_desktop.gui.start.joining import Joining
from danvan_desktop.gui.start.step_page import StepPage
from danvan_desktop.gui.widgets import Note, button, column, label, row
from danvan_desktop.i18n import _

GRACE_SECONDS = 0.8  # an Enter so soon after the last digit ends the typing; it does not press what came up


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
        self.joining = Joining()
        self.fill(column(self.panel, self.later, self.ready, self.joining))
        self._came_up = 0.0

    def show_code(self, code: str, unit_name: str) -> None:
        """Show the code of the office just made."""
        self.panel.show_code(code, unit_name)
        self.panel.lines[0].setFocus()

    def show_office(self, office: Office) -> None:
        """Offer what may be chosen about the office just made."""
        self.joining.show_office(office)

    def _on_confirmed(self) -> None:
        self.later.hide()
        self.ready.show()
        self.first.setFocus(Qt.FocusReason.TabFocusReason)
        self._came_up = time.monotonic()
        self.ready_changed.emit(True)

    def on_enter(self) -> bool:
        """Enter on this page; True when it is used up: the next line, or the button, never the printer."""
        self.panel.confirm()
        if self.ready.isHidden():
            line = self.panel.wrong()
            if self.panel.lines_have_focus() and line is not None:
                line.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            return False
        if self.panel.lines_have_focus():
            self._came_up = 0.0
            self.first.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _ends_typing(self) -> bool:
        """Whether this press only ended the last line; once."""
        soon = time.monotonic() - self._came_up < GRACE_SECONDS
        self._came_up = 0.0
        return soon

    def _on_first(self) -> None:
        if not self._ends_typing():
            self.finished.emit("reception")

    def _on_sheet(self) -> None:
        self.finished.emit("import")
