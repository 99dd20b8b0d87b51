"""Keys and roster: the root of the province, the offices and computers that belong to it, and who waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFileDialog, QTableView, QWidget

from danvan_desktop.app import escrow, people, roster, roster_refuse, roster_root, roster_view
from danvan_desktop.app.roster_texts import deposit_line, taken_line
from danvan_desktop.app.roster_view import ComputerLine, RosterView
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.new_units import asked_why, refused, taken_in
from danvan_desktop.gui.handover.roster_cards import NewUnitsCard, RootCard
from danvan_desktop.gui.handover.roster_lines import REPLICA, asked_end, asked_to_count, cells
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Note, Panel, ask, button, column, label, row, tool
from danvan_desktop.gui.widgets.cells import dress, fit_columns
from danvan_desktop.handoff.dissolved import REASON as MERGED
from danvan_desktop.handoff.roster_close import REASONS
from danvan_desktop.handoff.roster_texts import closed_line
from danvan_desktop.i18n import _

WIDTHS = (110, 200, 190, 0)


class RosterPage(Page):
    """Pushed over the hand-over tab."""

    help_topic = "handover"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Keys and roster")
        self._found: RosterView | None = None
        self.root, self.newcomers = RootCard(), NewUnitsCard()
        self.model, self.table = QStandardItemModel(0, 4), QTableView()
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setAccessibleName(_("Offices and computers"))
        self.reason = QComboBox()
        self.reason.setAccessibleName(_("Why it is closed"))
        for word, text in REASONS.items():
            self.reason.addItem(_(text), word)
        self.count_it = button(_("Let its later changes &count…"), "check", "quiet", slot=self._on_count)
        self.close_it = button(_("&Close this computer"), "circle-slash", slot=self._on_close)
        self.said = Note("ok", "circle-check", "")
        self.said.hide()
        self._build()
        self._wire()
        self.refresh()

    def _build(self) -> None:
        head = row(tool("arrow-left", _("Back"), self.desk.pop), label(self.title, "h1"), None)
        self.caption = label(_("Its later changes are kept and do not count:"), "cap", wrap=True)
        shut = row(
            (self.caption, 1), self.count_it, self.reason, self.close_it,
            margins=(12, 6, 12, 8),
        )  # fmt: skip
        self._computers = Panel(_("Offices and computers"), column((self.table, 1), shut, gap=0), "monitor-cog")
        self.setLayout(column(
            head, self.said, self.root, self.newcomers, (self._computers, 50), None, margins=(12, 8, 12, 8)
        ))  # fmt: skip
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.root.make_wanted.connect(self._on_make)
        self.root.renew_wanted.connect(self._on_renew)
        self.root.recover_wanted.connect(self._on_recover)
        self.root.open_wanted.connect(self._on_open)
        self.root.deposit_wanted.connect(self.set_deposit)
        self.root.take_wanted.connect(self._on_take)
        self.root.code_typed.connect(self.trust)
        self.root.letter_wanted.connect(self._on_letter)
        self.root.export_wanted.connect(self._on_export)
        self.newcomers.add_wanted.connect(self.add_unit)
        self.newcomers.refuse_wanted.connect(self._on_refuse)
        self.newcomers.back_wanted.connect(self.take_refusal_back)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.reason.currentIndexChanged.connect(self._on_selected)

    # --- what is shown
    def refresh(self) -> None:
        """Read the roster again."""
        self._on_read(roster_view.view(self.desk.store))

    def _on_read(self, found: RosterView) -> None:
        self._found = found
        allowed = people.may(self.desk.office, "roster")
        self.root.show_view(found, province=self.desk.store.unit.level == "province", allowed=allowed)
        self.newcomers.show_lines(found.waiting, found.refused, allowed=allowed)
        self.newcomers.setVisible(bool(found.waiting or found.refused) or found.can_sign)
        self.model.removeRows(0, self.model.rowCount())
        self.model.setHorizontalHeaderLabels([_("Unit"), _("Name"), _("Computer"), _("Status")])
        for line in found.computers:
            self.model.appendRow(cells(line))
        fit_columns(self.table, WIDTHS)
        self._computers.setVisible(bool(found.computers))
        for made in (self.caption, self.reason, self.close_it):
            made.setVisible(found.can_sign and allowed)
        self._on_selected()

    def _chosen(self) -> ComputerLine | None:
        item = self.model.item(self.table.currentIndex().row(), 0)
        if item is None or self._found is None or not self.table.selectionModel().hasSelection():
            return None
        replica = item.data(REPLICA)
        return next((line for line in self._found.computers if line.replica == replica), None)

    def _on_selected(self) -> None:
        line = self._chosen()
        self.close_it.setEnabled(line is not None and (self._ends(line) or (line.closing is None and not line.mine)))
        self.count_it.setVisible(line is not None and bool(line.late_changes) and not self.close_it.isHidden())

    def _ends(self, line: ComputerLine) -> bool:
        """Whether it is said of a unit that it is no more whose computers were all closed before."""
        every = self._found.computers if self._found is not None else ()
        shut = all(one.closing is not None for one in every if one.unit == line.unit)
        return shut and self.reason.currentData() == MERGED

    # --- acts
    def _do(self, act: Callable[[], tuple[str, str]]) -> None:
        """Do it, say what came of it, show the new state."""
        try:
            title, text = act()
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self._said(title, text)

    def _said(self, title: str, text: str) -> None:
        self.said.say(title, text)
        self.said.show()
        self.desk.saved("")
        self.refresh()

    def _on_make(self) -> None:
        self._make(renews=False)

    def _on_renew(self) -> None:
        self._make(renews=True)

    def _make(self, *, renews: bool) -> None:
        from danvan_desktop.gui.handover.root_dialog import MakeRootDialog

        asked = MakeRootDialog(self.desk, self, renews=renews)
        if asked.exec() and asked.made is not None:
            code = _("Root code: {code}").format(code=asked.made.code)
            self._said(_("The root is in force."), f"{code}. " + _("Seal each sheet in its own envelope."))

    def _on_recover(self) -> None:
        from danvan_desktop.gui.handover.root_use_dialogs import RecoverRootDialog

        if RecoverRootDialog(self.desk, self).exec():
            self._said(_("This computer signs the roster."), "")

    def _on_open(self) -> None:
        from danvan_desktop.gui.handover.root_use_dialogs import OpenRecoveryDialog

        found = self._found
        names = {str(unit["code"]): str(unit["name"]) for unit in found.units} if found else {}
        asked = OpenRecoveryDialog(self.desk, [(c, names.get(c, c)) for c in (found.deposited if found else ())], self)
        if asked.exec() and asked.opened is not None:
            files = ", ".join(file.name for _one, file in asked.opened.sheets)
            text = _("Print {name}, carry it there in a sealed envelope, then delete the file.")
            self._said(_("The recovery sheet is written; the access log has both names."), text.format(name=files))

    def set_deposit(self, on: bool) -> None:
        """Deposit the recovery key of this office, or take it back."""

        def act() -> tuple[str, str]:
            withdrawn = escrow.set_refused(self.desk.office, not on)
            said = deposit_line(roster_view.view(self.desk.store), province=False)
            return said, escrow.withdrawn_line() if withdrawn else ""

        self._do(act)

    def _on_take(self, code: str) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Roster file"), "", f"*{roster.SUFFIX}")
        if file:
            self.take_file(Path(file), code)

    def take_file(self, file: Path, code: str) -> None:
        """Take a roster file in; with the root code typed it is compared."""

        def act() -> tuple[str, str]:
            taken, word = roster.take(self.desk.office, file, expect=code or None)
            same = roster.is_compared(self.desk.office, taken)
            compared = "" if same else _("Compare the root code with the covering letter and type it here.")
            return taken_line(word, taken.province, taken.version), compared

        self._do(act)

    def trust(self, code: str) -> None:
        """The root code was typed from the covering letter."""

        def act() -> tuple[str, str]:
            roster.trust(self.desk.office, code)
            return _("The root of the province is marked as compared."), ""

        self._do(act)

    def add_unit(self, replica: str, fingerprint: str) -> None:
        """Take in a unit that waits; `fingerprint` "" where it was not compared."""

        def act() -> tuple[str, str]:
            return taken_in(roster.add(self.desk.office, replica, expect=fingerprint or None))

        self._do(act)

    def _on_refuse(self, replica: str, name: str) -> None:
        if reason := asked_why(self, name):
            self._do(lambda: refused(roster_refuse.refuse(self.desk.office, replica, reason)))

    def take_refusal_back(self, replica: str) -> None:
        """Let a refused unit wait again."""

        def act() -> tuple[str, str]:
            unit = roster_refuse.take_back(self.desk.office, replica).certificate.unit
            return _("{unit} waits again.").format(unit=unit.name), ""

        self._do(act)

    def _on_close(self) -> None:
        line = self._chosen()
        if line is None:
            return
        if self.reason.currentData() == MERGED:
            self._on_merged(line)
            return
        text = _("{name}, computer {number}. Reason: {reason}.").format(
            name=line.name, number=line.replica, reason=self.reason.currentText()
        )
        choices = {"no": _("Leave it open"), "yes": _("Close it")}
        if ask(self, _("Close this computer?"), text, choices) == "yes":
            self.close_computer(line.replica, str(self.reason.currentData()))

    def _on_merged(self, line: ComputerLine) -> None:
        found = asked_end(self, line, self._found.units if self._found is not None else ())
        if found is not None:
            self.end_unit(line.unit, *found)

    def end_unit(self, unit: str, on: date, into: list[str]) -> None:
        """Close every computer of a unit that was merged or split."""

        def act() -> tuple[str, str]:
            made = roster.close(self.desk.office, unit, MERGED, day=on, into=into)
            return _("The unit is closed from {day} on.").format(day=f"{on:%d/%m/%Y}"), " ".join(map(closed_line, made))

        self._do(act)

    def _on_count(self) -> None:
        line = self._chosen()
        if line is not None and asked_to_count(self, line):
            self.count_later(line.replica)

    def count_later(self, replica: str) -> None:
        """What a closed computer wrote so far counts after all."""
        self._do(
            lambda: (_("Its changes count up to now."), closed_line(roster.count_later(self.desk.office, replica)))
        )

    def close_computer(self, replica: str, reason: str) -> None:
        """Close one computer in the roster."""

        def act() -> tuple[str, str]:
            made = roster.close(self.desk.office, replica, reason)
            text = closed_line(made[0])
            if len(made) > 1:
                text += " " + _("With it are closed the computers whose keys lie in it: {numbers}.").format(
                    numbers=", ".join(one.replica.hex() for one in made[1:])
                )
            return _("The computer is closed."), text

        self._do(act)

    def _on_letter(self) -> None:
        file, _kind = QFileDialog.getSaveFileName(self, _("Root code"), str(Path.home() / "ma-goc.pdf"), "*.pdf")
        if file:
            self._do(lambda: (_("Written: {file}").format(file=file),
                              roster_root.write_letter(self.desk.office, Path(file))))  # fmt: skip

    def _on_export(self) -> None:
        name = f"{self.desk.store.unit.code}{roster.SUFFIX}"
        file, _kind = QFileDialog.getSaveFileName(self, _("Roster file"), str(Path.home() / name), f"*{roster.SUFFIX}")
        if file:
            self._do(lambda: (_("Written: {file}").format(file=file),
                              _("Root code: {code}").format(code=roster.export_file(
                                  self.desk.office, Path(file)).root.code)))  # fmt: skip
