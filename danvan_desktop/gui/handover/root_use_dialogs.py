"""The root sheets in use: this computer signs from now on; a deposited recovery key is opened by two persons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QPushButton, QWidget

from danvan_desktop.app import escrow, roster_root
from danvan_desktop.app.escrow import OpenedKey
from danvan_desktop.domain.text import in_fours
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.sheet_lines import SheetLines
from danvan_desktop.gui.start.secret_line import SecretLine
from danvan_desktop.gui.widgets import Field, Note, ask, button, column, fit_screen, label, row
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.handoff.roster_close import REASONS
from danvan_desktop.handoff.roster_recover import ALONE
from danvan_desktop.i18n import _

FORMER = ("replaced", "stolen", "left", "lost-key")


class _Dialog(QDialog):
    """Title, why, the sheets and whatever else is asked; `go` is free once the sheets are typed right."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, why: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(title)
        self.setMinimumWidth(760)
        self.sheets = SheetLines()
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()
        self._head = column(label(title, "h2"), label(why, "muted", wrap=True), gap=6)
        self.sheets.changed.connect(self.look)

    def finish(self, go: QPushButton, *more: QWidget) -> None:
        """Lay it out."""
        self.go = go
        asked = label(_("The root sheet, from its envelope:"), "strong")
        self.setLayout(column(
            self._head, *more, asked, self.sheets, self.problem, None,
            row(None, button(_("Cancel"), slot=self.reject), go), gap=10, margins=(16, 16, 16, 16),
        ))  # fmt: skip
        self.look()
        fit_screen(self)

    def look(self) -> None:
        """What can be done now."""
        self.go.setEnabled(self.sheets.complete)

    def say(self, error: DanvanError) -> None:
        """What went wrong."""
        self.problem.say(error.message, error.advice)
        self.problem.show()

    def done(self, result: int) -> None:
        """The digits leave the window."""
        self.sheets.forget()
        super().done(result)


class RecoverRootDialog(_Dialog):
    """Accepted once this computer signs; `signed` is the roster then."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, parent, _("Let this computer sign the roster"),
            _("After the province’s computer was lost or replaced. The former one no longer signs from then on; what it"
              " signed before stays."),
        )  # fmt: skip
        self.signed: Roster | None = None
        former, self.former = roster_root.former_computers(desk.office), QComboBox()
        self.former.addItem(_("It is not closed: it goes on being used"), "")
        for word in FORMER:
            self.former.addItem(_("It is closed: {reason}").format(reason=_(REASONS[word])), word)
        self.former.setCurrentIndex(1)
        said = _("The &computer that signed before, {numbers}").format(
            numbers=", ".join(in_fours(number) for number in former)
        )
        asked = Field(said, self.former)
        asked.setVisible(bool(former))
        self._closes = bool(former)
        self.finish(button(_("&Sign here from now on"), "key-round", "primary", slot=self.recover), asked)

    def recover(self) -> None:
        """Do it; where no other office was heard of, a person says first that it goes on without."""
        if self._do(alone=False) == ALONE and self._ask_alone():
            self._do(alone=True)

    def _do(self, *, alone: bool) -> str:
        former = str(self.former.currentData()) if self._closes else ""
        try:
            self.signed = roster_root.recover(self._desk.office, self.sheets.typed, alone=alone, former=former)
        except DanvanError as error:
            if error.code != ALONE:  # that one is asked about in a window of its own
                self.say(error)
            return error.code
        self.accept()
        return ""

    def _ask_alone(self) -> bool:
        text = _(
            "No other office was heard of since this computer was set up or restored. If another office has a newer"
            " roster, the computers closed in it stay open until that office hands over. Better: let one office write"
            " its roster file, and take that in here first."
        )
        choices = {"no": _("Take a roster file in first"), "yes": _("There is none: sign here")}
        return ask(self, _("Sign without a newer roster?"), text, choices) == "yes"


class OpenRecoveryDialog(_Dialog):
    """Accepted once the sheet was written; `opened` says whose and by whom."""

    def __init__(self, desk: Desk, units: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(
            desk, parent, _("Open a deposited recovery key"),
            _("When an office lost its passphrases and its recovery sheet. Two officers of the province do it together;"
              " both names stand in the access log."),
        )  # fmt: skip
        self.opened: OpenedKey | None = None
        self.unit, self.computer, self.secret = QComboBox(), QComboBox(), SecretLine()
        for code, name in units:
            self.unit.addItem(f"{name} ({code})", code)
        self.second = Field(_("&Passphrase of the second officer of this office"), self.secret)
        self.secret.textChanged.connect(self.look)
        pair = QWidget()
        both = row((Field(_("&Office"), self.unit), 1), (self.second, 1), gap=12)
        pair.setLayout(column(both, Field(_("Compu&ter"), self.computer), gap=8))
        self.unit.currentIndexChanged.connect(self._on_unit)
        self._on_unit()
        self.finish(button(_("&Write its recovery sheet…"), "file-text", "primary", slot=self._on_write), pair)

    def look(self) -> None:
        """What can be done now."""
        self.go.setEnabled(self.sheets.complete and bool(self.secret.text()) and self.unit.count() > 0)

    def _on_unit(self) -> None:
        """Its computers; closed ones are opened only when chosen."""
        self.computer.clear()
        self.computer.addItem(_("Every computer in use"), "")
        for one in escrow.deposited(self._desk.store, str(self.unit.currentData() or "")):
            self.computer.addItem(one.label, one.computer)

    def _on_write(self) -> None:
        name = f"{self.unit.currentData()}.pdf"
        file, _kind = QFileDialog.getSaveFileName(self, _("Recovery sheet"), str(Path.home() / name), "*.pdf")
        if file:
            self.open_to(Path(file))

    def open_to(self, file: Path) -> None:
        """Open the key and write the sheet."""
        unit, second, computer = str(self.unit.currentData()), self.secret.text(), str(self.computer.currentData())
        try:
            self.opened = escrow.open_recovery(
                self._desk.office, unit, self.sheets.typed, second, file, computer=computer
            )  # fmt: skip
        except DanvanError as error:
            self.say(error)
            return
        self.accept()

    def done(self, result: int) -> None:
        """The passphrase leaves the window too."""
        self.secret.forget()
        super().done(result)
