"""Locking the figures of a report, and what to do with those that changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.app import doors, people
from danvan_desktop.app.report import lock_report
from danvan_desktop.app.report_list import report_title
from danvan_desktop.app.report_lock import Change, Moves, decide, moves
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports import links
from danvan_desktop.gui.reports.changes import MovesDialog
from danvan_desktop.gui.widgets import ask
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.reports.editor import ReportEditor


class Locking(QObject):
    """The acts of one editor about reported figures."""

    def __init__(self, editor: ReportEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def lock(self) -> None:
        """Keep the figures as reported, when the officer's role allows it."""
        editor = self._editor
        editor.save()
        try:
            people.require(editor.desk.office, "report_lock")
        except DanvanError as error:
            editor.desk.fail(error, editor)
            return
        title = _("Lock the figures of “{report}”?").format(report=report_title(editor.key))
        text = _("The figures of this report are kept as reported. When records change later, both numbers are shown.")
        if ask(editor, title, text, {"lock": _("Lock the figures"), "no": _("Not yet")}) == "lock":
            self.lock_now()

    def lock_now(self) -> None:
        """Lock without asking again."""
        wanted, officer = self._editor.wanted(), self._editor.desk.officer
        self._editor.desk.write(
            self, lambda store, _progress: lock_report(store, wanted, officer), self._on_locked,
            title=_("Locking the figures"),
        )  # fmt: skip

    def _on_locked(self, _row: bytes) -> None:
        desk = self._editor.desk
        doors.note(desk.office, doors.LOCKED, links.file_name(report_title(self._editor.key)))
        desk.saved("report_snapshot")
        desk.say(_("The figures are locked as reported."))
        self._editor.reload()

    def show_moves(self, change: Change) -> None:
        """The records that came to a figure and went from it."""
        key = self._editor.key
        self._editor.desk.read(self, lambda store, _progress: (change, moves(store, key, change.code)), self._on_moves)

    def _on_moves(self, found: tuple[Change, Moves]) -> None:
        change, moved = found
        dialog = MovesDialog(self._editor.desk, change, moved, self._editor)
        dialog.exec()
        dialog.deleteLater()

    def decide(self, change: Change, way: str) -> None:
        """Print the new number, or the old one with a note."""
        editor = self._editor
        editor.save()
        before = decide(editor.desk.store, editor.key, change, way, officer=editor.desk.officer)
        editor.desk.saved("report_text")
        editor.desk.say(_("Decided for: {label}").format(label=change.label), lambda: editor.undo(before))
        editor.reload()
