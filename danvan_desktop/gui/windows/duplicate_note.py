"""Over a petition's form: “Có thể trùng với đơn số …”, with the reasons and what a person may say to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from danvan_desktop import records
from danvan_desktop.app import duplicate_decided, duplicate_links, duplicates
from danvan_desktop.app.duplicate_decided import Decision
from danvan_desktop.app.duplicate_view import called, linkable
from danvan_desktop.app.duplicates import Proposal
from danvan_desktop.app.ownership import locked
from danvan_desktop.domain.duplicates import FIELDS
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.widgets import button, icon_label, row, show_if
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

WAIT_MS = 700
_LOOKED_AT = frozenset(FIELDS) - {"state", "original", "case"}


class DuplicateNote(QFrame):
    """One calm line; hidden while nothing speaks for a duplicate. `decided`: something was written."""

    decided = Signal()

    def __init__(self, desk: Desk, ready: Callable[[], bool]) -> None:
        super().__init__()
        self._desk, self._number, self._ready = desk, 0, ready
        self._values: dict[str, Value] = {}
        self._row: bytes | None = None
        self._found: list[Proposal] = []
        self.joined: Decision | None = None  # by which it was joined to another one
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.setProperty("role", "note")
        self.setProperty("tone", "info")
        self.told, self.why = ElidedLabel("", "strong"), ElidedLabel("", "cap")
        self.look = button(_("Loo&k"), "file-text", slot=self._on_look)
        self.copy = button(_("D&uplicate"), "copy", slot=self._on_copy)
        self.apart = button(_("N&ot a duplicate"), slot=self._on_apart)
        self.merge = button(_("&Merge the cases…"), "git-compare", slot=self._on_merge)
        self.split = button(_("Split a&gain"), "undo-2", tip=_("State and case are as they were before"),
                            slot=self._on_split)  # fmt: skip
        self.setLayout(row(
            icon_label("copy", "accent"), (self.told, 3), (self.why, 4), self.look, self.copy, self.merge, self.apart,
            self.split, gap=8, margins=(12, 4, 8, 4),
        ))  # fmt: skip
        self.hide()

    def look_for(self, values: Mapping[str, Value], row_id: bytes | None, changed: str = "") -> None:
        """Look when the typing rests; `changed` the field just typed, "" for a record just shown."""
        if changed and changed not in _LOOKED_AT:
            return
        self._values, self._row = dict(values), row_id
        if not changed:
            self.joined = duplicate_decided.of_petition(self._desk.reader, row_id) if row_id is not None else None
        if self.joined is not None:
            self._wait.stop()
            self._show_joined(self.joined)
            return
        self._wait.start()

    def _show_joined(self, joined: Decision) -> None:
        """It was joined to another one: which, and the way back."""
        self._found = []
        self.told.say(_("{verdict}: {number}").format(verdict=joined.label, number=joined.first.title))
        day = _("decided on {day}").format(day=f"{joined.day:%d/%m/%Y}") if joined.day else ""
        self.why.say(day)
        for act in (self.copy, self.merge, self.apart):
            act.hide()
        ours = not locked(self._desk.store, records.get(duplicates.TYPE), joined.later.row)
        show_if(self.split, ours)
        show_if(self, True)

    def _ask(self) -> None:
        values, row_id = self._values, self._row
        self._desk.cancel(self._number)
        self._number = self._desk.read(
            self, lambda store, _progress: duplicates.proposals_of(store, values, row_id), self.show_found
        )

    def show_found(self, found: list[Proposal]) -> None:
        """Show the likeliest of what was found."""
        if self.joined is not None:
            return
        self._found = found
        self.split.hide()
        show_if(self, bool(found))
        if not found:
            return
        name = called(self._desk.reader, found[0].row)
        more = len(found) - 1
        told = _("May be a duplicate of petition {number}").format(number=name)
        self.told.say(told)
        others = ngettext("{count} other", "{count} others", more).format(count=more) if more else ""
        self.why.say("; ".join(part for part in (found[0].said(), others) if part))
        saved = self._row is not None
        show_if(self.copy, saved and linkable(self._desk.store, self._row or b""))
        show_if(self.apart, saved)
        show_if(self.merge, saved and self._cases() is not None)

    def _cases(self) -> tuple[bytes, bytes] | None:
        if self._row is None or not self._found:
            return None
        return duplicate_decided.cases_of(self._desk.reader, self._row, self._found[0].row)

    # --- acts
    def _on_look(self) -> None:
        if self.joined is not None:
            self._desk.open_record(duplicates.TYPE, self.joined.first.row)
        elif self._found:
            self._desk.open_record(duplicates.TYPE, self._found[0].row)

    def _on_merge(self) -> None:
        cases = self._cases()
        if cases is not None and self._ready():
            from danvan_desktop.gui.windows.merge_dialog import merge_cases

            if merge_cases(self._desk, cases[0], cases[1], self):
                self.decided.emit()

    def _on_split(self) -> None:
        joined = self.joined
        if joined is None or not self._ready():
            return
        try:
            group = duplicate_decided.take_back(
                self._desk.store, joined, officer=self._desk.officer, today=self._desk.today()
            )
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self.joined = None
        offer_undo(self._desk, duplicates.TYPE, group, _("The decision was taken back."))
        self.decided.emit()
        self._desk.saved(duplicates.TYPE)

    def _on_copy(self) -> None:
        self._do(copy=True)

    def _on_apart(self) -> None:
        self._do(copy=False)

    def _do(self, *, copy: bool) -> None:
        other = self._found[0].row if self._found else None
        if self._row is None or other is None or not self._ready():
            return
        act = duplicate_links.link if copy else duplicate_links.dismiss
        try:
            done = act(self._desk.store, self._row, other, officer=self._desk.officer, today=self._desk.today())
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        text = _("Linked as a duplicate.") if copy else _("Noted: not a duplicate.")
        offer_undo(self._desk, duplicates.TYPE, done.group, text)
        self.decided.emit()
        self._desk.saved(duplicates.TYPE)
