"""Looking at one file: who signed it, for whom, when, and whether it is whole; nothing is taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QSizePolicy, QWidget

from danvan_desktop.app.verify import FILES, Verdict, verify
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import Note, button, column, fit_screen, label, row
from danvan_desktop.i18n import _

_HEADS = {True: ("ok", "shield-check"), False: ("danger", "shield-alert"), None: ("warn", "circle-alert")}


class VerifyDialog(QDialog):
    """Modal. Read with the keys of the open office, so packages to and from it are looked into too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, keys: Path | None = None) -> None:
        super().__init__(parent)
        self._desk, self._keys = desk, keys
        self.verdict: Verdict | None = None
        self.setWindowTitle(_("Check a file"))
        self.setMinimumWidth(640)
        self._said = QWidget()
        self._said.setLayout(column(gap=4))
        self._said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        why = _("Who signed a package, a receipt, an update, a roster, a request, a certificate or a backup, and"
                " whether it is whole. Nothing is taken in and nothing is changed.")  # fmt: skip
        self.open_it = button(_("&Choose a file…"), "folder-open", "primary", slot=self._on_open)
        close = button(_("Close"), slot=self.accept)
        self.setLayout(column(
            label(why, "cap", wrap=True), self._said, None, row(self.open_it, None, close), margins=(16, 12, 16, 12)
        ))  # fmt: skip
        fit_screen(self, 660, 360)

    def _on_open(self) -> None:
        folder = self._desk.preference("handover.folder")
        patterns = " ".join(FILES)
        file, _kind = QFileDialog.getOpenFileName(self, _("Check a file"), folder, f"{patterns};;*")
        if file:
            self.look_at(Path(file))

    def look_at(self, file: Path) -> None:
        """Look at one file beside the window; an update may be large."""
        keys = self._keys
        self.open_it.setEnabled(False)
        self._desk.read(
            self, lambda store, _progress: verify(file, store=store, keys=keys), self.show_verdict, self._on_failed
        )

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what was found: the answer first, then the facts it stands on."""
        self.verdict = verdict
        self.open_it.setEnabled(True)
        clear(self._said)
        lay = self._said.layout()
        if lay is None:
            return
        facts, sentences = verdict.facts(), verdict.sentences()
        lay.addWidget(Note(*_HEADS[verdict.intact], sentences[0], " ".join(sentences[1:])))
        for line in facts:
            text = label(line, "", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lay.addWidget(text)

    def _on_failed(self, error: BaseException) -> None:
        self.open_it.setEnabled(True)
        clear(self._said)
        lay = self._said.layout()
        if isinstance(error, DanvanError) and lay is not None:
            lay.addWidget(Note("danger", "circle-x", error.message, error.advice))
        else:
            self._desk.fail(error, self)
