"""Updates from a stick: what the file is, from whom and what it changes, before anything is done; and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

import danvan_desktop
from danvan_desktop.app import people
from danvan_desktop.app.updates import data, going_back, offer, program, tables
from danvan_desktop.app.updates.data import Changed
from danvan_desktop.app.updates.going_back import WentBack
from danvan_desktop.app.updates.offer import Offer
from danvan_desktop.gui.care.copies import size_text
from danvan_desktop.gui.care.tables_list import TablesList
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Note, Panel, ask, button, column, label, row
from danvan_desktop.i18n import _
from danvan_desktop.storage import data_updates

SHOWN = 12  # sentences of what changes


class UpdatePage(Page):
    """Pushed over a tab. `keys`: folder of the release keys, by default those built in; only tests name another."""

    help_topic = "how_update"

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, keys: Path | None = None) -> None:
        super().__init__(desk, parent)
        self.title, self.offer, self._keys = _("Updates"), None, keys
        self._may = people.may(desk.office, "settings")
        back = button(_("Bac&k"), "chevron-left", "quiet", slot=desk.pop)
        head = row(back, label(self.title, "h1"), None)
        self.result = Note("ok", "circle-check", "")
        self.result.hide()
        left = column(self._program_panel(), self._file_panel(), self.result, None, gap=12)
        holder = QWidget()
        holder.setLayout(left)
        holder.setFixedWidth(440)
        self.setLayout(column(head, (row(holder, (self._tables_panel(), 1), gap=12), 1), gap=12, margins=(8, 8, 8, 8)))
        self.refresh()

    offer: Offer | None

    # --- what stands there
    def _program_panel(self) -> Panel:
        self.version = label("", "strong")
        self.before = label("", "muted", wrap=True)
        self.back_program = button(_("&Go back to the version before…"), "undo-2", slot=self._on_back)
        body = column(self.version, self.before, row(self.back_program, None), gap=8, margins=(12, 12, 12, 12))
        return Panel(_("Program"), body, "monitor-cog")

    def _file_panel(self) -> Panel:
        self.choose = button(_("&Choose an update file…"), "usb", slot=self._on_choose)
        self.what = label(_("An update comes as a file *.danvan-upd on a stick. Nothing in it runs by itself; its"
                            " signature is checked before anything else."), "muted", wrap=True)  # fmt: skip
        self.whom = label("", wrap=True)
        self.changes = label("", wrap=True)
        self.install = button(_("&Update"), "circle-check", "primary", slot=self._on_install)
        self.install.hide()
        self.choose.setEnabled(self._may)
        body = column(
            row(self.choose, None), self.what, self.whom, self.changes, row(self.install, None), gap=8,
            margins=(12, 12, 12, 12),
        )  # fmt: skip
        return Panel(_("Update file"), body, "download")

    def _tables_panel(self) -> Panel:
        self.tables = TablesList()
        self.count = label("", "muted")
        self.back_tables = button(_("&Take the newest tables back…"), "undo-2", slot=self._on_take_back)
        foot = QWidget()
        foot.setLayout(row(self.back_tables, None, margins=(12, 8, 12, 8)))
        return Panel(_("Tables and texts in force"), column(self.tables, gap=0), "scale", self.count, foot)

    # --- reading
    def refresh(self) -> None:
        """Read versions and tables again."""
        before, found = going_back.version_before(), tables.listed(self.desk.reader)
        self.version.setText(_("Version {version}").format(version=danvan_desktop.__version__))
        self.before.setText(
            _("Before it: {version}.").format(version=before) if before else _("It was installed by the setup.")
        )
        self.back_program.setVisible(bool(before))
        self.back_program.setEnabled(self._may)
        self.tables.show_tables(found)
        to_check = sum(info.certainty == tables.CHECK for info in found)
        self.count.setText(_("{count} tables, {to_check} to be checked").format(count=len(found), to_check=to_check))
        there = [u for u in data_updates.listed(self.desk.reader.conn) if u.state == data_updates.INSTALLED]
        self.back_tables.setVisible(bool(there))
        self.back_tables.setEnabled(self._may)

    # --- a file
    def _on_choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose an update file"), "", _("Updates (*.danvan-upd)")
        )  # fmt: skip
        if name:
            self.look_at(Path(name))

    def look_at(self, file: Path) -> None:
        """Verify a file and show what it is; nothing is changed."""
        keys = self._keys
        self.install.hide()
        self.desk.read(self, lambda store, _p: offer.look(store, file, keys), self._show_offer)

    def _show_offer(self, found: Offer) -> None:
        self.offer = found
        self.result.hide()
        self.what.setText(found.title)
        day, told = "/".join(reversed(found.made.split("-"))), _("From: {signer}. Made on {day}, {size}.")
        self.whom.setText(told.format(signer=found.signer, day=day, size=size_text(found.size)))
        shown = [f"• {line}" for line in found.changes[:SHOWN]]
        more = len(found.changes) - SHOWN
        shown += [_("… and {count} more").format(count=more)] if more > 0 else []
        self.changes.setText("\n".join(shown) or _("The publisher says nothing of what it changes."))
        self.install.setEnabled(self._may)
        self.install.show()

    def _on_install(self) -> None:
        found, keys, office = self.offer, self._keys, self.desk.office
        if found is None:
            return
        if found.is_program:
            self.desk.write(
                self, lambda _store, progress: program.install(
                    office, found.file, lambda text: progress.step(0, None, text), keys=keys
                ).version, self._on_program, title=_("Updating the program…"),
            )  # fmt: skip
        else:
            self.desk.write(
                self, lambda _store, _p: data.install(office, found.file, keys=keys), self._on_tables,
                title=_("Installing tables…"),
            )  # fmt: skip

    def _on_program(self, version: str) -> None:
        self._done(
            _("Version {version} was tried here and is ready.").format(version=version),
            _("Close the program and open it again: it starts as the new version. The data as it was before is kept."),
        )

    def _on_tables(self, found: Changed) -> None:
        again = _("Open lists and reports show them when they are opened again.")
        told = f"{again} {_moved(found)}".strip()
        self._done(_("Tables no. {number} are in force.").format(number=found.number), told)
        self.desk.saved("petition")

    def _done(self, what: str, more: str) -> None:
        self.install.hide()
        self.result.say(what, more)
        self.result.show()
        self.refresh()

    # --- the way back
    def _on_back(self) -> None:
        office, version = self.desk.office, going_back.version_before()
        if going_back.needs_copy(office):
            self._back_at_end(version)
            return
        text = _("Version {version} starts from the next time on. Your {count} saves since the update stay.")
        words = text.format(version=version, count=going_back.saved_since(office))
        if ask(self, _("Go back?"), words, {"back": _("&Go back"), "stay": _("&Stay")}) == "back":
            self.desk.write(self, lambda _store, _p: going_back.go_back(office), self._on_went_back)

    def _back_at_end(self, version: str) -> None:
        """The data file is put back too, so the window has to be gone before."""
        text = _(
            "Version {version} cannot read the data file as it is now, so the copy made before the update takes its"
            " place. Your {count} saves since then are written as packages first, to be taken in again."
        )
        office = self.desk.office
        words = (
            f"{text.format(version=version, count=going_back.saved_since(office))} {going_back.others_note(version)}"
        )
        choices = {"back": _("&Close and go back"), "stay": _("&Stay")}
        if ask(self, _("Go back?"), words, choices) == "back":
            office.at_end = partial(going_back.go_back, office)
            self.window().close()

    def _on_went_back(self, back: WentBack) -> None:
        self._done(_("Version {version} starts from the next time on.").format(version=back.version),
                   _("Close the program and open it again."))  # fmt: skip

    def _on_take_back(self) -> None:
        text = _("What was in force before the newest tables is in force again. They can be installed once more.")
        if ask(self, _("Take them back?"), text, {"back": _("&Take back"), "stay": _("&Stay")}) == "back":
            office = self.desk.office
            self.desk.write(self, lambda _store, _p: data.take_back(office), self._on_taken_back)

    def _on_taken_back(self, back: Changed) -> None:
        told = _("Tables no. {number} of {signer} were taken back.")
        self._done(told.format(number=back.number, signer=back.update.signer), _moved(back))
        self.desk.saved("petition")


def _moved(found: Changed) -> str:
    """The due dates that moved: how many, and the first of them."""
    if not found.moved:
        return ""
    told = "; ".join(one.text for one in found.moved[:SHOWN])
    more = len(found.moved) - SHOWN
    rest = " " + _("… and {count} more").format(count=more) if more > 0 else ""
    return _("Due dates that moved: {count}").format(count=len(found.moved)) + f" ({told}{rest})."
