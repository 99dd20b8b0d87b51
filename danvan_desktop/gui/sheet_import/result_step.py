"""Step 4: what was saved, what was left out and why; take the whole import back, go to the list, or go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.gui.sheet_import.past_imports import take_back
from danvan_desktop.gui.widgets import Note, Panel, button, column, icon_label, label, row, rule
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.import_preview import Preview
    from danvan_desktop.gui.desk import Desk


@dataclass(frozen=True)
class Outcome:
    """Counts of an import that was saved."""

    number: int
    file: str
    saved: int
    doubles: int
    bad: int
    left: int
    denouncers: int
    notes: tuple[str, ...]
    undone: int | None = None


def outcome_of(number: int, file: str, saved: int, preview: Preview) -> Outcome:
    """What an import did with the rows of its preview."""
    found, plan = preview.found, preview.plan
    return Outcome(
        number, file, saved, found.duplicates, plan.rejected_rows, len(found.new) - saved, plan.denouncers_left_out,
        tuple(preview.notes(0)),
    )  # fmt: skip


class ResultStep(QWidget):
    """The last page. `outcome` is what it tells of: None as long as nothing is saved."""

    next_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.outcome: Outcome | None = None
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        self._lay = lay
        self._shown: QWidget | None = None

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was done."""
        self.outcome = outcome
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        self._shown.setLayout(column(self._said(outcome), self._panel(outcome), None))
        self._lay.addWidget(self._shown)
        self.setFocusProxy(self.list if outcome.undone is None else self.next)

    def _said(self, outcome: Outcome) -> Note:
        if outcome.undone is not None:
            text = _("The import was taken back: {count} records lie in the bin.").format(count=outcome.undone)
            return Note("info", "undo-2", text, _("They can be restored from the bin one by one."))
        text = _("{count} rows of {file} are saved.").format(count=outcome.saved, file=outcome.file)
        return Note(
            "ok", "circle-check", text, _("The workbook was not changed; the import can be taken back as a whole.")
        )

    def _panel(self, outcome: Outcome) -> Panel:
        lines = [
            ("check", "ok", _("Rows saved"), outcome.saved),
            ("copy-check", "text2", _("Left out: already here"), outcome.doubles),
            ("circle-alert", "danger", _("Left out: bad cells"), outcome.bad),
            ("circle-slash", "text2", _("Left out by you"), outcome.left),
            ("lock-keyhole", "text2", _("Denouncers whose identity was not read"), outcome.denouncers),
        ]  # fmt: skip
        made = [row(icon_label(mark, tone), (label(text), 1), label(str(n), "strong")) for mark, tone, text, n in lines]
        notes = [label(note, "cap", wrap=True) for note in outcome.notes[:6]]
        self.list = button(_("Open the &list of them"), "list", "primary", slot=self._on_list)
        self.undo = button(_("&Take this import back"), "undo-2", "danger", slot=self._on_undo)
        self.next = button(_("Import &another sheet"), "file-spreadsheet", slot=self.next_wanted.emit)
        done = outcome.undone is not None
        self.list.setVisible(not done)
        self.undo.setVisible(not done)
        buttons = row(self.list, self.next, None, self.undo)
        body = column(*made, *([rule()] if notes else []), *notes, 8, buttons, gap=8, margins=(16, 12, 16, 12))
        panel = Panel(_("Import {number}").format(number=outcome.number), body, "clipboard-list")
        panel.setMaximumWidth(760)
        return panel

    def _on_undo(self) -> None:
        if self.outcome is not None:
            take_back(self._desk, self, self.outcome.number, self._on_undone)

    def _on_undone(self, count: int) -> None:
        if self.outcome is not None:
            self.show_outcome(replace(self.outcome, undone=count))
        self._desk.saved("")

    def _on_list(self) -> None:
        if self.outcome is not None:
            _show_made(self._desk, self.outcome.number)


def _show_made(desk: Desk, number: int) -> None:
    """Open the list of the records that an import made."""
    from danvan_desktop.app import import_draft
    from danvan_desktop.gui.handover.records_page import RecordsPage

    made = import_draft.made_rows(desk.reader, number)
    title = _("Import {number}").format(number=number)
    desk.push(RecordsPage(desk, title, [(type_name, row_id, "") for type_name, row_id in made]))
