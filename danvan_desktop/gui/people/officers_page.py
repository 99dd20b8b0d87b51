"""Officers of this office: who may unlock it, in which role, and the acts around that."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTreeWidget, QTreeWidgetItem, QWidget

from danvan_desktop.app import first_run, people, recovery, rescue
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.people.dialogs import DUTIES, AddOfficerDialog, NewCodeDialog, PassphraseDialog, RoleDialog
from danvan_desktop.gui.theme import icons
from danvan_desktop.gui.widgets import Note, Panel, ask, button, column, label, row
from danvan_desktop.i18n import _


class OfficersPage(Page):
    """For everybody to read; an administrator acts."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title, self.help_topic = _("Officers"), "people"
        self.list = QTreeWidget()
        self.list.setHeaderLabels([_("Officer"), _("Role"), _("May")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("Officers"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.list.itemActivated.connect(self._on_role)
        self.add = button(_("&Add an officer…"), "user-round-plus", "primary", slot=self._on_add)
        self.role = button(_("Change the &role…"), "id-card", slot=self._on_role)
        self.leave = button(_("&Leaves the office…"), "log-out", "danger", slot=self._on_leave)
        self.code = button(_("New recovery &code…"), "key-round", slot=self._on_code)
        self.mine = button(_("My &passphrase…"), "lock-keyhole", slot=self._on_mine)
        back = button(_("Bac&k"), "chevron-left", "quiet", slot=desk.pop)
        self.note = Note("info", "info", "")
        self.unconfirmed = Note(
            "warn", "triangle-alert", _("The recovery code was never typed back from paper."),
            _("Make a new one and put the sheet into an envelope, or nobody can help when a passphrase is forgotten."),
        )  # fmt: skip
        head = row(back, label(self.title, "h1"), None, self.mine, self.code, self.add)
        panel = Panel(_("Who may unlock this office"), self.list, "users", row(self.role, self.leave))
        self.setLayout(column(head, self.unconfirmed, self.note, (panel, 1), margins=(8, 8, 8, 8)))
        self.refresh()

    def refresh(self) -> None:
        """Read who may unlock."""
        office, kept = self.desk.office, self._selected()
        may = people.may(office, "people")
        self.list.clear()
        for one in people.officers(office):
            name = _("{name} (you)").format(name=one.name) if one.me else one.name
            item = QTreeWidgetItem([name, _(people.ROLES[one.role]), _(DUTIES[one.role])])
            item.setIcon(0, icons.icon("user"))
            item.setData(0, Qt.ItemDataRole.UserRole, one.name)
            self.list.addTopLevelItem(item)
            item.setSelected(one.name == kept)
        for place, width in enumerate((240, 140)):
            self.list.setColumnWidth(place, width)
        self.note.setVisible(not may)
        self.note.say(_("Only an administrator adds officers and changes roles."))
        self.unconfirmed.setVisible(not recovery.typed_back(office.store))
        for act in (self.add, self.code):
            act.setEnabled(may)
        self._on_selected()

    def _selected(self) -> str:
        chosen = self.list.selectedItems()
        return str(chosen[0].data(0, Qt.ItemDataRole.UserRole)) if chosen else ""

    def _on_selected(self) -> None:
        name = self._selected()
        may = people.may(self.desk.office, "people") and bool(name)
        self.role.setEnabled(may)
        self.leave.setEnabled(may and name != self.desk.officer)

    # --- acts
    def _on_add(self) -> None:
        asked = AddOfficerDialog(self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        office = self.desk.office
        self.desk.write(
            self, lambda _store, _progress: people.add_officer(office, asked.name, asked.passphrase, asked.role),
            lambda _nothing: self._said(_("{name} can unlock this office now.").format(name=asked.name)),
            title=_("Making keys…"),
        )  # fmt: skip

    def _on_role(self) -> None:
        name = self._selected()
        if not name or not people.may(self.desk.office, "people"):
            return
        asked = RoleDialog(name, people.role(self.desk.office, name), self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        office = self.desk.office
        self.desk.write(
            self, lambda _store, _progress: people.set_role(office, name, asked.role),
            lambda _nothing: self._said(
                _("{name} is now: {role}.").format(name=name, role=_(people.ROLES[asked.role]))
            ),
        )  # fmt: skip

    def _on_leave(self) -> None:
        name = self._selected()
        answer = ask(
            self, _("{name} leaves the office").format(name=name),
            _("The data gets a new key: with an old copy of the key file it opens no more. What {name} entered stays."
              " The window closes the data for it and asks for your passphrase again.").format(name=name),
            {"stay": _("Not yet"), "leave": _("Shut out for good")},
        )  # fmt: skip
        if answer == "leave":
            self._shut_out(name)

    def _shut_out(self, name: str) -> None:
        """The new key needs the file alone: drafts are kept, readers closed, then the passphrase is asked again."""
        office, desk, shell = self.desk.office, self.desk, cast(Any, self.window())
        try:
            people.require(office, "people")
            shell.release()
            rescue.officer_leaves(office, name)
        except DanvanError as error:
            desk.fail(error)
        shell.lock_requested.emit("people")

    def _on_code(self) -> None:
        office = self.desk.office
        self.desk.write(self, lambda _store, _progress: rescue.new_recovery_code(office), self._show_code)

    def _show_code(self, code: str) -> None:
        office = self.desk.office
        office.store.settings.set("recovery.confirmed", "")
        shown = NewCodeDialog(code, office.store.unit.name, self)
        shown.exec()
        if shown.confirmed:
            first_run.code_confirmed(office)
        self.refresh()

    def _on_mine(self) -> None:
        change_passphrase(self.desk, self)

    def _said(self, text: str) -> None:
        self.refresh()
        self.desk.say(text)


def change_passphrase(desk: Desk, parent: QWidget, said: str = "") -> None:
    """Ask for a new passphrase and set it; also used after the first unlock with a temporary one."""
    asked = PassphraseDialog(parent, said)
    if asked.exec() != QDialog.DialogCode.Accepted:
        return
    office = desk.office
    desk.write(
        parent, lambda _store, _progress: rescue.change_passphrase(office, asked.passphrase),
        lambda _nothing: desk.say(_("The passphrase was changed.")), title=_("Making keys…"),
    )  # fmt: skip
