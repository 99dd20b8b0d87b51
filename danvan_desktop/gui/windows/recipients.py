"""The recipients of a decision: typed one after the other in a line, or pasted from Excel; a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableWidgetItem, QWidget

from danvan_desktop import records
from danvan_desktop.app import award_decision
from danvan_desktop.app.award_decision import RECIPIENT, Recipient
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.titles import cell
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.child_grid import ChildTable
from danvan_desktop.gui.widgets import button, column, label, row, rule
from danvan_desktop.gui.widgets.cells import dress, fit_heads
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

WIDTHS = (96, 190, 150, 140, 300, 130)
HEIGHT = 130


class RecipientForm(DesignedForm):
    """One recipient as ui/forms/award_recipient.ui lays it out; Enter on the last field takes it into the list."""

    ui = "award_recipient"


class _Table(ChildTable):
    """The keys of a child table, and Ctrl+V pastes rows."""

    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)


class Recipients(QWidget):
    """`changed` when a line was added, changed or taken away."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._record = desk, records.get("award")
        self.lines: list[Recipient] = []
        self._loaded: list[Recipient] = []
        self._at: int | None = None  # the line that is in the entry line, None for a new one
        self.table = self._make_table()
        self.sum = label("", "strong", wrap=True)
        self.entry = RecipientForm(desk, self._fresh({}))
        self.entry.editors[RECIPIENT[-1]].goes_on = self.take_entry
        self.take = button(_("Add to the list"), "plus", tip=_("Enter"), slot=self.take_entry)
        self.clear = button(_("Empty the line"), "x", "quiet", slot=self.begin_line)
        self.paste = button(_("Paste from Excel"), "table-2", tip=_("Ctrl+V in the list"), slot=self.paste_rows)
        self.remove = button(_("Remove"), "trash-2", tip=_("Del"), slot=self.remove_line)
        head = row((self.sum, 1), self.paste, self.remove)
        self.setLayout(column(self.entry, row(self.take, self.clear, None), rule(), head, (self.table, 1), gap=6))
        self._show()

    def _make_table(self) -> _Table:
        table = _Table(0, len(RECIPIENT))
        table.setAccessibleName(_("Recipients"))
        table.setHorizontalHeaderLabels([_(self._record.field(name).label) for name in RECIPIENT])
        dress(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setMinimumHeight(HEIGHT)
        head, record = table.horizontalHeader(), self._record
        for place, width in enumerate(WIDTHS):
            wanted = max(width, head.fontMetrics().horizontalAdvance(_(record.field(RECIPIENT[place]).label)) + 26)
            table.setColumnWidth(place, wanted)
        head.setStretchLastSection(True)
        fit_heads(table)
        table.opened.connect(self.open_line)
        table.doubleClicked.connect(self.open_line)
        table.removed.connect(self.remove_line)
        table.pasted.connect(self.paste_rows)
        return table

    def _fresh(self, values: Mapping[str, Value]) -> FormState:
        return FormState.new(self._record, {"recipient_kind": "ca_nhan", **values})

    # --- lines
    def load(self, lines: Sequence[Recipient]) -> None:
        """Show the lines as saved."""
        self.lines, self._loaded = list(lines), list(lines)
        self.begin_line()
        self._show()

    @property
    def dirty(self) -> bool:
        """Whether lines differ from those loaded, or something stands in the entry line."""
        return self.lines != self._loaded or self.entry.state.dirty

    def shown(self) -> list[int]:
        """Places of the lines that are seen."""
        return [place for place, one in enumerate(self.lines) if not one.removed]

    def add(self, lines: Sequence[Recipient]) -> None:
        """Add lines under the others."""
        self.lines += lines
        self._told(len(self.shown()) - 1)

    def take_entry(self) -> bool:
        """Take what stands in the entry line into the list; False when it lacks a name."""
        self.entry.collect()
        if not self.entry.state.dirty:
            return True
        self.entry.see_all()
        wrong = [problem for problem in self.entry.state.errors() if problem.field in RECIPIENT]
        if wrong:
            self.entry.jump(wrong[0].field)
            return False
        values = {name: self.entry.state.values.get(name) for name in RECIPIENT}
        if self._at is None:
            self.lines.append(Recipient({name: value for name, value in values.items() if value is not None}))
        else:
            one = self.lines[self._at]
            self.lines[self._at] = award_decision.with_values(one, {**one.values, **values})
        place = self._at if self._at is not None else len(self.lines) - 1
        self.begin_line()
        self._told(self.shown().index(place))
        self.entry.jump("recipient_name")
        return True

    def begin_line(self) -> None:
        """An empty entry line; the kind goes on from the line before."""
        self._at = None
        last = self.lines[-1].values.get("recipient_kind") if self.lines else None
        self._enter({"recipient_kind": last} if last is not None else {})
        self.take.setText("\u2009" + _("Add to the list"))

    def _enter(self, values: Mapping[str, Value]) -> None:
        self.entry.state = self._fresh(values)
        self.entry.forget_seen()
        self.entry.show_values()

    def open_line(self) -> None:
        """Put the chosen line into the entry line."""
        chosen = self._chosen()
        if chosen and self.take_entry():
            self._at = chosen[0]
            self._enter({name: self.lines[self._at].values.get(name) for name in RECIPIENT})
            self.take.setText("\u2009" + _("Change the line"))
            self.entry.jump("recipient_name")

    def remove_line(self) -> None:
        """Take the chosen lines away; saved awards go to the bin when the decision is saved."""
        chosen = self._chosen()
        for place in chosen:
            one = self.lines[place]
            self.lines[place] = Recipient(one.values, one.row, one.before, removed=True)
        if chosen:
            self.lines = [one for one in self.lines if one.row is not None or not one.removed]
            self.begin_line()
            self._told(min(self.table.currentRow(), len(self.shown()) - 1))

    def _chosen(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        seen = self.shown()
        return [seen[place] for place in rows if place < len(seen)]

    def paste_rows(self) -> None:
        """Take the rows on the clipboard."""
        try:
            found = award_decision.read_pasted(self._desk.reader, QApplication.clipboard().text(), self._desk.today())
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self.add(found.recipients)
        text = _("{count} rows taken.").format(count=len(found.recipients))
        if found.left_out:
            text += " " + _("Not taken:") + " " + "; ".join(found.left_out[:3])
        self._desk.say(text)

    # --- drafts
    def draft(self) -> list[dict[str, Any]]:
        """Lines for a draft, and what stands in the entry line."""
        lines = [
            {"row": one.row, "values": dict(one.values), "before": dict(one.before), "removed": one.removed}
            for one in self.lines
        ]  # fmt: skip
        held = bool(self.entry.held())
        if (self.entry.state.dirty or held) and self._at is None:
            typed = self.entry.draft_values()
            values = {name: typed.get(name) for name in RECIPIENT}
            lines.append({"row": None, "values": values, "before": {}, "removed": False})
        return lines if self.dirty or held else []

    def apply_draft(self, kept: Sequence[Mapping[str, Any]]) -> None:
        """Show the lines of a draft."""
        self.lines = [Recipient(one["values"], one["row"], one["before"], one["removed"]) for one in kept]
        self._told(len(self.shown()) - 1)

    # --- showing
    def _told(self, place: int) -> None:
        self._show()
        if place >= 0:
            self.table.selectRow(place)
        self.changed.emit()

    def _show(self) -> None:
        seen = [self.lines[place] for place in self.shown()]
        self.table.setRowCount(len(seen))
        for line, one in enumerate(seen):
            item = Record("award", one.row or b"", "", dict(one.values))
            for place, name in enumerate(RECIPIENT):
                text = " ".join(cell(self._desk.reader, self._record.field(name), item).split())
                made = QTableWidgetItem(text)
                made.setToolTip(text)
                self.table.setItem(line, place, made)
        self.sum.setText(award_decision.counted(seen) if seen else _("No recipients yet."))
        self.remove.setEnabled(bool(seen))
