"""Gộp vụ việc: into which case, and before it is done what goes over to it; taken apart again whenever wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from danvan_desktop import records
from danvan_desktop.app import case_merge, titles
from danvan_desktop.app.case_merge import Moved
from danvan_desktop.app.pair_decision import Linked
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, framed, label, restyle, row
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

_ICONS = {"petition": "mail", "reception": "clipboard-list", "follow_up": "list-checks"}


class MergeDialog(QDialog):
    """Merges when accepted; `done` says what was done."""

    def __init__(self, desk: Desk, case: bytes, into: bytes | None = None, parent: QWidget | None = None) -> None:
        from danvan_desktop.gui.forms.editors import editor_for

        super().__init__(parent)
        self.desk, self.case = desk, case
        self.merged: Linked | None = None
        self.setWindowTitle(_("Merge two cases"))
        kind = records.get("duplicate")
        self.into = editor_for(desk, kind, kind.field("into"))
        self.into.set_value(into)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What goes over"))
        self.note = Note("info", "info", "")
        self.do = button(_("&Merge"), "git-compare", "primary", slot=self.accept)
        acts = framed(row(None, self.do, button(_("Cancel"), slot=self.reject), margins=(12, 8, 12, 8)), "bar")
        goes = label(_("This case goes: {case}").format(case=_called(desk, case)), "strong", wrap=True)
        body = column(
            goes, Field(_("&Into the case"), self.into), label(_("What goes over"), "label"), (self.list, 1), self.note,
            gap=8, margins=(16, 14, 16, 12),
        )  # fmt: skip
        self.setLayout(column((body, 1), acts, gap=0))
        fit_screen(self, 680, 520)
        self.into.changed.connect(self._look)
        self._look()
        self.into.setFocus()

    def _target(self) -> bytes | None:
        try:
            found = self.into.value()
        except UnreadableError:
            return None
        return found if isinstance(found, bytes) else None

    def _look(self) -> None:
        """Show what would go over; nothing is written."""
        self.list.clear()
        target = self._target()
        moved: list[Moved] | None = None
        if target is None:
            self._say(_("Choose the case that stays."))
        else:
            try:
                moved = case_merge.preview(self.desk.reader, self.case, target)
            except DanvanError as error:
                self._say(error.message, error.advice, "warn")
        self.do.setEnabled(moved is not None)
        if moved is not None:
            self._show(moved)

    def _show(self, moved: list[Moved]) -> None:
        for one in moved:
            kind = _(records.get(one.type_name).label)
            self.list.addItem(QListWidgetItem(icon(_ICONS.get(one.type_name, "link")), f"{kind}: {one.title}"))
        count = ngettext("{count} record goes over.", "{count} records go over.", len(moved)).format(count=len(moved))
        self._say(
            count,
            _("The case stays in the register, marked as merged; reports already locked and drafts stay as they are."
              " It can be split again later."),
        )  # fmt: skip

    def _say(self, title: str, text: str = "", tone: str = "info") -> None:
        self.note.say(title, text)
        restyle(self.note, tone=tone)

    def accept(self) -> None:
        """Merge; what was chosen stays where it was refused."""
        target = self._target()
        if target is None:
            return
        try:
            self.merged = case_merge.merge(
                self.desk.store, self.case, target, officer=self.desk.officer, today=self.desk.today()
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        super().accept()


def _called(desk: Desk, case: bytes) -> str:
    record = records.get("case")
    item = desk.reader.get("case", case)
    return titles.title(record, item) if item is not None else ""


def merge_cases(desk: Desk, case: bytes, into: bytes | None, parent: QWidget) -> bool:
    """Ask, merge, offer the way back. Whether it was done."""
    from danvan_desktop.gui.forms.form_draft import offer_undo

    dialog = MergeDialog(desk, case, into, parent)
    dialog.exec()
    done = dialog.merged
    dialog.deleteLater()
    if done is None:
        return False
    offer_undo(desk, "case", done.group, _("The two cases are one now."))
    desk.saved("case")
    return True
