"""The imports made here before, on the first page of the import: each can be taken back while nothing stands on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from danvan_desktop import records
from danvan_desktop.app import past_imports
from danvan_desktop.app.past_imports import PastImport
from danvan_desktop.app.undo import undo
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import Panel, ask, button, column, label, row, rule
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

HIGHEST = 260
_FRAME = 24  # round the lines, so that few of them need no bar


class PastImports(Panel):
    """Hidden while there is none."""

    def __init__(self, desk: Desk) -> None:
        self._scroll = QScrollArea()
        super().__init__(_("Imports made before"), self._scroll, icon="history")
        self._desk = desk
        self._away = False
        self._scroll.setWidgetResizable(True)
        self._scroll.setMaximumHeight(HIGHEST)
        self._scroll.setAccessibleName(_("Imports made before"))
        self.hide()

    def put_away(self) -> None:
        """A workbook was chosen: its rows need the room."""
        self._away = True
        self.hide()

    def refresh(self) -> None:
        """Read beside the window: whether each can be taken back is looked up record by record."""
        self._desk.read(self, _listed, self._on_read)

    def _on_read(self, found: list[PastImport]) -> None:
        lines: list[QWidget] = []
        for one in found:
            lines += [rule()] if lines else []
            lines.append(self._line(one))
        body = QWidget()
        body.setLayout(column(*lines, None, gap=2, margins=(12, 6, 12, 6)))
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFixedHeight(min(HIGHEST, body.sizeHint().height() + _FRAME))
        self.setVisible(bool(found) and not self._away)

    def _on_undo(self, number: int) -> None:
        take_back(self._desk, self, number, self._on_undone)

    def _on_undone(self, count: int) -> None:
        self._desk.say(_("The import was taken back: {count} records lie in the bin.").format(count=count))
        self._desk.saved("")
        self.refresh()

    def _line(self, one: PastImport) -> QWidget:
        rows = ngettext("{count} row", "{count} rows", one.rows).format(count=one.rows)
        kind = _(records.get(one.type_name).plural)
        said = " · ".join((kind, rows, f"{one.when:%d/%m/%Y %H:%M}", one.officer))
        name = label(_("Import {number}: {file}").format(number=one.number, file=one.file), "strong")
        words: list[QLabel] = [name, label(said, "cap")]
        if one.why_not:
            words.append(label(one.why_not, "muted", wrap=True))
        number = one.number
        back = button(_("Undo"), "undo-2", slot=lambda: self._on_undo(number))
        back.setAccessibleName(_("Undo import {number}").format(number=number))
        back.setObjectName(f"undo_{number}")
        back.setVisible(not one.why_not)
        line = QWidget()
        line.setLayout(row((column(*words, gap=1), 1), back, gap=12, margins=(0, 4, 0, 4)))
        return line


def take_back(desk: Desk, owner: QWidget, number: int, done: Callable[[int], None]) -> None:
    """Ask, then take an import back; refused when something it brought was changed since."""
    officer = desk.officer
    text = _("Every record of import {number} goes to the bin. It is refused when one was changed since.")
    choices = {"keep": _("Keep it"), "undo": _("Take it back")}
    if ask(owner, _("Take the import back?"), text.format(number=number), choices) == "undo":
        desk.write(
            owner, lambda store, _progress: undo(store, past_imports.token(number), officer=officer), done,
            title=_("Taking the import back…"),
        )  # fmt: skip


def _listed(store: Store, _progress: Progress) -> list[PastImport]:
    return past_imports.listed(store)
