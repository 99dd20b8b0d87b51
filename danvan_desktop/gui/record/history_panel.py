"""The history of a record at its side: who, when, what it was, what it became; a save can be undone from here."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from danvan_desktop.app import history_view, past_imports
from danvan_desktop.app.history_view import Entry, Line
from danvan_desktop.app.undo import undo
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.record.when import said, short_name
from danvan_desktop.gui.theme.palette import code
from danvan_desktop.gui.widgets import Panel, ask, button, column, label, row, rule, tool
from danvan_desktop.gui.widgets.texts import Piece, plain_tip
from danvan_desktop.i18n import _, ngettext

SHOWN = 60  # entries shown at first
_ACTS = {
    history_view.REMOVED: lambda: _("Moved to the bin"),
    history_view.RESTORED: lambda: _("Brought back from the bin"),
}


class HistoryPanel(Panel):
    """Shows a record's saves, newest first; with the switch on, only those of the field being typed in."""

    def __init__(self, desk: Desk) -> None:
        self._only = button(_("This field"), kind="quiet", tip=_("Only the changes of the field you are in"))
        self._only.setCheckable(True)
        self._scroll = QScrollArea()
        super().__init__(_("History"), self._scroll, icon="history", extra=self._only)
        self._desk = desk
        self._type, self._row, self._field, self._room = "", b"", "", SHOWN
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(_("History"))
        self._only.toggled.connect(self._on_only)

    def show_record(self, type_name: str, row: bytes | None) -> None:
        """Show the history of a record; of a new one there is none."""
        self._type, self._row, self._room = type_name, row or b"", SHOWN
        self.refresh()

    def set_field(self, name: str) -> None:
        """The field being typed in now; forms call this when the focus moves."""
        if name != self._field:
            self._field = name
            if self._only.isChecked():
                self.refresh()

    def refresh(self) -> None:
        """Read again."""
        field = self._field if self._only.isChecked() else ""
        found = history_view.entries(self._desk.reader, self._type, self._row, field) if self._row else []
        body = QWidget()
        pieces: list[QWidget] = []
        for entry in found[: self._room]:
            pieces += [rule()] if pieces else []
            pieces.append(self._entry(entry))
        if len(found) > self._room:
            more = _("Show {count} more").format(count=len(found) - self._room)
            pieces.append(button(more, kind="link", slot=self._on_more))
        if not pieces:
            pieces.append(self._nothing())
        body.setLayout(column(*pieces, None, gap=0))
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # the scroll area has just said otherwise
        self._scroll.viewport().setAutoFillBackground(False)

    def _nothing(self) -> QWidget:
        text = _("This field was not changed yet.") if self._row and self._only.isChecked() else ""
        if not text:
            text = _("Every save will stand here: who, when, from what to what.")
        holder = QWidget()
        holder.setLayout(column(label(text, "muted", wrap=True), margins=(12, 10, 12, 10)))
        return holder

    def _entry(self, entry: Entry) -> QWidget:
        who = short_name(entry.officer)
        if entry.unit:
            who = _("{officer}, unit {unit}").format(officer=who, unit=entry.unit)
        name = label(who, "cap")
        name.setToolTip(plain_tip(entry.officer))
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name.setWordWrap(True)
        head: list[Piece] = [label(said(entry.when, self._desk.today()), "strong"), (name, 1)]
        if not entry.unit and entry.counted:
            back = tool("undo-2", _("Undo this save"), lambda: self._on_undo(entry))
            back.setFixedSize(22, 22)
            head.append(back)
        holder = QWidget()
        holder.setLayout(column(row(*head, gap=6), *self._words(entry), gap=1, margins=(12, 5, 8, 6)))
        return holder

    def _words(self, entry: Entry) -> list[QLabel]:
        said_ = [label(_ACTS[entry.act](), wrap=True)] if entry.act in _ACTS else []
        if entry.act == history_view.MADE and not self._only.isChecked():
            filled = sum(bool(line.new) for line in entry.lines)
            text = ngettext("Record made, {count} field filled in", "Record made, {count} fields filled in", filled)
            said_.append(label(text.format(count=filled), wrap=True))
        else:
            said_ += [piece for line in entry.lines for piece in _line(line, files=entry.act == history_view.FILE)]
        if entry.reason:
            said_.append(label(_("Reason: {reason}").format(reason=entry.reason), "cap", wrap=True))
        if not entry.counted:
            said_.append(label(_("Not in force: beyond the right of that office."), "cap", "warn", wrap=True))
        return said_

    # --- acts
    def _on_only(self, _checked: bool) -> None:
        self.refresh()

    def _on_more(self) -> None:
        self._room += SHOWN * 4
        self.refresh()

    def _on_undo(self, entry: Entry) -> None:
        whole = past_imports.import_of(self._desk.reader, self._row) if entry.act == history_view.MADE else None
        if whole is not None:
            self._undo_import(whole, entry)
            return
        question = _("The save of {time} is taken back as a whole; the history keeps both.")
        text = question.format(time=said(entry.when, self._desk.today()))
        if ask(self, _("Undo this save?"), text, {"undo": _("Undo"), "keep": _("Leave it")}) != "undo":
            return
        self._undo(entry.op, _("The save was undone."), self._type)

    def _undo_import(self, number: int, entry: Entry) -> None:
        """What an import brought is taken back with the whole import, or alone."""
        text = _("This record came with import {number}. Everything that came with it can be taken back together.")
        choices = {"import": _("The whole import {number}").format(number=number), "one": _("Only this record"),
                   "keep": _("Leave it")}  # fmt: skip
        answer = ask(self, _("Undo this save?"), text.format(number=number), choices)
        if answer == "import":
            done = _("Import {number} was taken back.").format(number=number)
            self._undo(past_imports.token(number), done, "")
        elif answer == "one":
            self._undo(entry.op, _("The save was undone."), self._type)

    def _undo(self, group: str, done: str, type_name: str) -> None:
        try:
            undo(self._desk.store, group, officer=self._desk.officer)
        except DanvanError as error:
            self._desk.fail(error, self)
            return
        self._desk.say(done)
        self._desk.saved(type_name)
        self.refresh()


def _line(line: Line, *, files: bool) -> list[QLabel]:
    """Label, then old struck out → new; the words say it too, colour and stroke only repeat it."""
    name = label(line.label, wrap=True)
    if files:
        return [name, label(line.new, "strong", wrap=True)] if line.new else [name]
    empty = _("empty")
    change = label("", wrap=True)
    change.setTextFormat(Qt.TextFormat.RichText)
    old, new = (escape(text or empty).replace("\n", "<br>") for text in (line.old, line.new))
    change.setText(f'<span style="color:{code("text2")}"><s>{old}</s></span> → <b>{new}</b>')
    change.setAccessibleName(_("from {old} to {new}").format(old=line.old or empty, new=line.new or empty))
    return [name, change]
