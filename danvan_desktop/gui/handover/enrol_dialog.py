"""Two offices come to know each other by files: request, certificate, and the fingerprint compared by telephone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QSizePolicy, QWidget

from danvan_desktop.app import handover
from danvan_desktop.app.handover import Peer
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import Note, Panel, button, column, fit_screen, label, row
from danvan_desktop.handoff.enrolment import CERTIFICATE_SUFFIX, REQUEST_SUFFIX, Peeked
from danvan_desktop.i18n import _


class EnrolDialog(QDialog):
    """Modal; `folder` is where files are looked for first (the stick)."""

    def __init__(
        self, desk: Desk, fingerprint: str, unchecked: list[Peer], folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._folder = desk, folder
        self._peeked: Peeked | None = None
        self._source = Path()
        self._peers = {peer.unit: peer for peer in unchecked}
        self.setWindowTitle(_("Enrolment"))
        self.setMinimumWidth(640)
        self._said = QWidget()
        self._said.setLayout(column())
        self._said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.compared = QCheckBox(_("I read this fingerprint out by telephone and it is the same"))
        self.accept_it = button(_("&Accept"), "check", "primary", slot=self._on_accept)
        close = button(_("Close"), slot=self.accept)
        self.setLayout(column(
            self._mine(fingerprint), self._steps(), self._unchecked(), self._said, self.compared,
            None,
            row(self.accept_it, None, close), margins=(16, 12, 16, 12),
        ))  # fmt: skip
        self._show_peeked(None)
        fit_screen(self)

    # --- parts
    def _mine(self, fingerprint: str) -> QWidget:
        code = label(fingerprint, "strong")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        why = label(
            _("Read it out when the other office asks: it proves that the file came from here."), "cap", wrap=True
        )
        return Panel(_("Fingerprint of this computer"), column(code, why, gap=4, margins=(12, 8, 12, 8)), "fingerprint")

    def _steps(self) -> QWidget:
        lines = (
            (_("1. To the office above, or to another computer of this office:"),
             button(_("Write a &request…"), "file-output", slot=self._on_request)),
            (_("2. From an office below (request), or the answer from above (certificate):"),
             button(_("&Open a file…"), "folder-open", slot=self._on_open)),
        )  # fmt: skip
        rows = [row((label(text, wrap=True), 1), made) for text, made in lines]
        return Panel(_("By files on a stick"), column(*rows, gap=6, margins=(12, 8, 12, 8)), "usb")

    def _unchecked(self) -> QWidget:
        holder = QWidget()
        rows = []
        for unit, peer in self._peers.items():
            made = button(_("It is the same"), "check")
            made.clicked.connect(self._on_confirm)  # without a lambda between, for the sender
            made.setProperty("unit", unit)
            made.setAccessibleDescription(peer.name)
            text = _("{name}: {fingerprint}").format(name=peer.name, fingerprint=peer.fingerprint)
            rows.append(row((label(text, wrap=True), 1), made))
        holder.setLayout(column(
            label(_("Not compared yet; ask these offices by telephone to read theirs out:"), "cap"), *rows, gap=4,
        ))  # fmt: skip
        holder.setVisible(bool(rows))
        return holder

    # --- acts
    def _on_request(self) -> None:
        name = f"{self._desk.store.unit.code}{REQUEST_SUFFIX}"
        start = str((self._folder or Path.home()) / name)
        file, _kind = QFileDialog.getSaveFileName(self, _("Enrolment request"), start, f"*{REQUEST_SUFFIX}")
        if file:
            self.write_request(Path(file))

    def write_request(self, path: Path) -> None:
        """Write this office's request."""
        try:
            handover.enrol_request(self._desk.store, path)
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self._say("ok", "circle-check", _("The request is written: {name}").format(name=path.name),
                  _("Carry it to the other office; it answers with a certificate."))  # fmt: skip

    def _on_open(self) -> None:
        kinds = f"*{REQUEST_SUFFIX} *{CERTIFICATE_SUFFIX}"
        file, _kind = QFileDialog.getOpenFileName(self, _("Enrolment file"), str(self._folder or ""), kinds)
        if file:
            self.look_at(Path(file))

    def look_at(self, path: Path) -> None:
        """Show whose file it is; nothing is accepted yet."""
        try:
            self._source = path
            self._show_peeked(handover.enrol_peek(self._desk.store, path))
        except DanvanError as error:
            self._show_peeked(None)
            self._say("danger", "circle-alert", error.message, error.advice)

    def _show_peeked(self, peeked: Peeked | None) -> None:
        self._peeked = peeked
        clear(self._said)
        self.compared.setChecked(False)
        self.compared.setVisible(peeked is not None)
        self.accept_it.setVisible(peeked is not None)
        if peeked is None:
            return
        words = _("Request of {unit}") if peeked.kind == "request" else _("Certificate from {unit}")
        title = words.format(unit=f"{peeked.unit.name} ({peeked.unit.code})")
        self._say("info", "key-round", title, _("Its fingerprint: {code}").format(code=peeked.fingerprint))

    def _on_accept(self) -> None:
        peeked = self._peeked
        if peeked is None:
            return
        expect = peeked.fingerprint if self.compared.isChecked() else None
        store, officer = self._desk.store, self._desk.officer
        try:
            if peeked.kind == "request":
                answer = self._source.with_suffix(CERTIFICATE_SUFFIX)
                handover.enrol_accept(store, self._source, answer, expect=expect, officer=officer)
                text = _("Carry {name} back to that office.").format(name=answer.name)
            else:
                handover.enrol_finish(store, self._source, expect=expect, officer=officer)
                text = _("Packages can now go there and come from there.")
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self._show_peeked(None)
        self._say("ok", "circle-check", _("{unit} is enrolled.").format(unit=peeked.unit.name), text)
        self._desk.saved("")

    def _on_confirm(self) -> None:
        unit = str(self.sender().property("unit"))
        try:
            handover.enrol_confirm(self._desk.store, unit)
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self.sender().setProperty("enabled", False)
        self._desk.saved("")

    def _say(self, tone: str, icon: str, title: str, text: str = "") -> None:
        clear(self._said)
        layout = self._said.layout()
        if layout is not None:
            layout.addWidget(Note(tone, icon, title, text))
