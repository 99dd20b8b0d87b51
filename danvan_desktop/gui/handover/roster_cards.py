"""Cards of the roster page: the root and its roster; the new units that wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.app.roster_texts import deposit_line, own_code_line, root_line, waiting_note
from danvan_desktop.app.roster_view import RefusedLine, RosterView, WaitingLine
from danvan_desktop.gui.handover.lines import clear
from danvan_desktop.gui.widgets import Panel, StateLabel, button, column, framed, icon_label, label, row
from danvan_desktop.handoff.roster_texts import asks_again_note
from danvan_desktop.i18n import _


class RootCard(Panel):
    """Which root is believed here. `code_typed` carries the root code; the others say what is wanted."""

    make_wanted = Signal()
    renew_wanted = Signal()
    recover_wanted = Signal()
    open_wanted = Signal()  # a deposited recovery key
    deposit_wanted = Signal(bool)  # of this office's own recovery key
    take_wanted = Signal(str)  # the root code, "" for none
    code_typed = Signal(str)
    letter_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        self.said = StateLabel("circle", "", "text2")
        self.roster, self.more = label("", wrap=True), label("", "cap", wrap=True)
        self.roster.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = QLineEdit()
        self.code.setPlaceholderText(_("Root code from the covering letter: 8 groups of 4 digits"))
        self.code.setAccessibleName(_("Root code"))
        self.make = button(_("&Make the root…"), "key-round", "primary")
        self.renew = button(_("Re&new the root…"), "refresh-cw", "quiet")
        self.recover = button(_("Let this computer s&ign…"), "key-round", "quiet")
        self.open_key = button(_("&Open a recovery key…"), "life-buoy", "quiet")
        self.deposit = QCheckBox(_("&Deposit the recovery key with the province, sealed"))
        self.take = button(_("&Take in the roster file…"), "folder-open")
        self.compare = button(_("The code is the &same"), "check")
        self.letter = button(_("Root code for the &letter…"), "file-text")
        self.export = button(_("&Write the roster file…"), "file-output")
        super().__init__(_("Root of the province"), column(
            row(self.said, None), self.roster, self.more, self.deposit, self.code,
            row(self.make, self.take, self.compare, self.letter, self.export, None),
            row(self.renew, self.recover, self.open_key, None), gap=6, margins=(12, 8, 12, 8),
        ), "key-round")  # fmt: skip

        self.make.clicked.connect(self._on_make)
        self.renew.clicked.connect(self._on_renew)
        self.recover.clicked.connect(self._on_recover)
        self.open_key.clicked.connect(self._on_open)
        self.deposit.clicked.connect(self.deposit_wanted)
        self.take.clicked.connect(self._on_take)
        self.compare.clicked.connect(self._on_code)
        self.letter.clicked.connect(self._on_letter)
        self.export.clicked.connect(self._on_export)

    def show_view(self, found: RosterView, *, province: bool, allowed: bool) -> None:
        """Show the root and offer what can be done about it."""
        state, icon, tone = _("No root yet"), "circle-alert", "warn"
        if found.code:
            state = _("Root compared") if found.compared else _("Not compared yet")
            icon, tone = ("check", "ok") if found.compared else (icon, tone)
        self.said.show_state(icon, state, tone)
        self.roster.setText("\n".join(filter(None, (root_line(found), "" if province else own_code_line(found)))))
        self.more.setText(deposit_line(found, province=province))
        begins = province and not found.code
        self.make.setVisible(begins)
        self.deposit.setVisible(not province)
        self.deposit.setChecked(found.escrow != "refused")
        for made in (self.renew, self.recover):
            made.setVisible(province and bool(found.version))
        self.open_key.setVisible(province and bool(found.deposited))
        self.take.setVisible(True)  # also before a first root: this may be a new computer of a province that has one
        self.code.setVisible(not begins and (not found.compared or bool(found.offered)))
        self.compare.setVisible(bool(found.code) and not self.code.isHidden())
        self.letter.setVisible(bool(found.version) and province)
        self.export.setVisible(bool(found.version))
        acts: tuple[QWidget, ...] = (
            self.make, self.take, self.compare, self.renew, self.recover, self.open_key, self.deposit,
        )  # fmt: skip
        for act in acts:
            act.setEnabled(allowed)

    def _on_letter(self) -> None:
        self.letter_wanted.emit()

    def _on_export(self) -> None:
        self.export_wanted.emit()

    def _on_make(self) -> None:
        self.make_wanted.emit()

    def _on_renew(self) -> None:
        self.renew_wanted.emit()

    def _on_recover(self) -> None:
        self.recover_wanted.emit()

    def _on_open(self) -> None:
        self.open_wanted.emit()

    def _on_take(self) -> None:
        self.take_wanted.emit(self.code.text().strip())

    def _on_code(self) -> None:
        self.code_typed.emit(self.code.text().strip())


class NewUnitsCard(Panel):
    """Computers whose first package waits. `add_wanted`: number of the computer, and its code where it was compared.

    `refuse_wanted` carries its number and the unit's name, `back_wanted` the number of one that was refused.
    """

    add_wanted = Signal(str, str)
    refuse_wanted = Signal(str, str)
    back_wanted = Signal(str)

    def __init__(self) -> None:
        self._holder = QWidget()
        super().__init__(_("New units"), self._holder, "building-2")
        self._lay = QVBoxLayout()
        self._lay.setContentsMargins(12, 8, 12, 8)
        self._lay.setSpacing(8)
        self._holder.setLayout(self._lay)
        self._lines: dict[QPushButton, tuple[str, str]] = {}
        self._no: dict[QPushButton, tuple[str, str]] = {}

    def show_lines(
        self, waiting: tuple[WaitingLine, ...], refused: tuple[RefusedLine, ...] = (), *, allowed: bool
    ) -> None:  # fmt: skip
        """Show who waits, oldest first, then who was refused."""
        clear(self._holder)
        self._lines.clear()
        self._no.clear()
        self.title.setText(_("New units: {count}").format(count=len(waiting)) if waiting else _("New units"))
        if not waiting:
            self._lay.addLayout(row(StateLabel("check", _("No new unit waits."), "ok"), None))
        for line in waiting:
            self._lay.addWidget(self._line(line, allowed=allowed))
        for no in refused:
            self._lay.addWidget(self._refused(no, allowed=allowed))

    def _line(self, line: WaitingLine, *, allowed: bool) -> QFrame:
        same = button(_("The code is the same: take this unit in"), "check", "primary")
        later = button(_("Take in, compare later"), kind="link")
        no = button(_("Refuse…"), kind="link")
        no.clicked.connect(self._on_refuse)
        self._no[no] = (line.replica, line.name)
        no.setEnabled(allowed)
        no.setAccessibleDescription(line.name)
        self._lines[same], self._lines[later] = (line.replica, line.fingerprint), (line.replica, "")
        for made in (same, later):
            made.clicked.connect(self._on_add)
            made.setEnabled(allowed)
            made.setAccessibleDescription(line.name)
        code = label(line.fingerprint, "strong")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        what = _("another computer of a known unit") if line.known_unit else _("asks to be taken in")
        since = _("{what}, since {day}").format(what=what, day=f"{line.since:%d/%m/%Y %H:%M}")
        head = row(icon_label("building-2", "warn"), (label(f"{line.name} ({line.unit})", "strong", wrap=True), 1))
        again = [label(asks_again_note(line.closing), "strong", wrap=True)] if line.closing is not None else []
        if line.known_as:
            again.append(label(waiting_note(line), "strong", wrap=True))
        why = label(_("Let the office read out the code of its computer, by telephone or letter:"), "cap", wrap=True)
        return framed(
            column(head, *again, label(since, "cap", wrap=True), why, code, row(same, later, no, None), gap=4), "line"
        )

    def _refused(self, line: RefusedLine, *, allowed: bool) -> QFrame:
        back = button(_("Take the refusal back"), kind="link")
        back.clicked.connect(self._on_back)
        self._no[back] = (line.replica, line.name)
        back.setEnabled(allowed)
        back.setAccessibleDescription(line.name)
        head = row(
            icon_label("circle-slash", "text2"), (label(f"{line.name} ({line.unit})", "strong", wrap=True), 1), back
        )
        text = _("refused by {officer} on {day}: {reason}").format(
            officer=line.officer, day=f"{line.when:%d/%m/%Y %H:%M}", reason=line.reason
        )
        return framed(column(head, label(text, "cap", wrap=True), gap=4), "line")

    def _on_refuse(self) -> None:
        if (found := self._no.get(self.sender())) is not None:  # type: ignore[call-overload]
            self.refuse_wanted.emit(*found)

    def _on_back(self) -> None:
        if (found := self._no.get(self.sender())) is not None:  # type: ignore[call-overload]
            self.back_wanted.emit(found[0])

    def _on_add(self) -> None:
        if (found := self._lines.get(self.sender())) is not None:  # type: ignore[call-overload]
            self.add_wanted.emit(*found)
