"""A code from a list: typed without accents, the list under the line narrows; F4 opens all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import pick_lists
from danvan_desktop.app.pick_lists import Pick
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.editor import LineEditor, Lock
from danvan_desktop.gui.forms.line import opens_list
from danvan_desktop.gui.forms.popup import Option, PopupList
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

NOT_IN_LIST = N_("This is not in the list. Press F4 to see it.")
_REMEMBERED = 5


class ChoiceEditor(LineEditor):
    """One code. The text shown is its label; what fits no label stays and says so."""

    def __init__(self, desk: Desk, record_type: RecordType, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(desk, record_type, field, parent)
        self._code: str | None = None
        self._popup: PopupList | None = None
        self.line.add_tool("chevron-down", _("Show the list (F4)"), self.open_list)

    # --- what there is
    def offered(self) -> Sequence[Pick]:
        """Everything that can be given."""
        return pick_lists.picks(self.field, self.desk.today())

    def shown_pick(self, code: str) -> Pick:
        """What a stored code is shown as."""
        return pick_lists.stored(self.field, code, self.desk.today())

    # --- values
    def _read(self) -> Value:
        if not self.line.text().strip():
            return None
        if self._code is not None:
            return self._code
        found = pick_lists.exact(self.offered(), self.line.text())
        return found.code if found else self._unknown(self.line.text())

    def _unknown(self, _text: str) -> Value:
        raise UnreadableError(_(NOT_IN_LIST))

    def _written(self, value: Value) -> str:
        return self.shown_pick(value).shown if isinstance(value, str) else ""

    def _show(self, value: Value) -> None:
        self._code = value if isinstance(value, str) else None
        super()._show(value)

    def type_text(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        self._code = None
        super().type_text(text)

    def take(self, code: object) -> None:
        """Choose a code."""
        if self.lock is Lock.OPEN and isinstance(code, str):
            self._code = code
            self.line.quiet(self._written(code))
            self.line.selectAll()
            self._remember(code)
            self._typed()

    # --- the list
    def open_list(self) -> None:
        """Show everything that can be given, or close it."""
        if self.lock is not Lock.OPEN:
            return
        if self._popup is not None and self._popup.isVisible():
            self._popup.hide()
            return
        self.line.setFocus()
        self._offer(pick_lists.recent_first(self.offered(), self._recent()))

    def close_list(self) -> bool:
        """Close the list; whether it was open."""
        return self._popup is not None and self._popup.close_it()

    def _offer(self, found: Sequence[Pick]) -> None:
        if self._popup is None:
            self._popup = PopupList(self.line)
            self._popup.chosen.connect(self.take)
        options = [Option(pick.code, pick.shown, pick.detail, pick.level, pick.old) for pick in found]
        self._popup.offer(options, self._code)

    def _on_edited(self, text: str) -> None:
        self._code = None
        if text.strip():
            self._offer(pick_lists.matching(self.offered(), text))
            if self._popup is not None:
                self._popup.mark_first()
        else:
            self.close_list()
        super()._on_edited(text)

    def _takes(self, event: QKeyEvent) -> bool:
        if opens_list(event):
            self.open_list()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab} and self._take_marked():
            return False  # chosen; the key still goes on to the next field
        if self._popup is not None and self._popup.takes(event):
            return True
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.open_list()
            return True
        return False

    def _take_marked(self) -> bool:
        """Take the marked line where something was typed or the list was walked through."""
        option = self._popup.marked() if self._popup is not None else None
        if option is None:
            return False
        self.close_list()
        if option.key != self._code:
            self.take(option.key)
        return True

    def _on_left(self) -> None:
        if self._code is None and self.line.text().strip() and not self._take_marked():
            self._take_only_match()
        self.close_list()
        super()._on_left()

    def _take_only_match(self) -> None:
        """Take what can alone be meant, also where the list was closed."""
        found = pick_lists.matching(self.offered(), self.line.text())
        if len(found) == 1:
            self.take(found[0].code)

    # --- what was picked lately
    def _recent(self) -> list[str]:
        return self.desk.preference(self._place()).split()

    def _remember(self, code: str) -> None:
        if len(self.offered()) > pick_lists.LONG:
            recent = [code, *(other for other in self._recent() if other != code)]
            self.desk.prefer(self._place(), " ".join(recent[:_REMEMBERED]))

    def _place(self) -> str:
        return f"recent.{self.record_type.name}.{self.field.name}"


class UnitEditor(ChoiceEditor):
    """A unit by its name, never by its code; a name not known here is kept as it is written."""

    _known: tuple[Pick, ...] | None = None

    def offered(self) -> Sequence[Pick]:
        """The units known here, read once."""
        if self._known is None:
            self._known = pick_lists.units(self.desk.reader)
        return self._known

    def shown_pick(self, code: str) -> Pick:
        """The unit of a code."""
        return pick_lists.unit_pick(self.desk.reader, code) or Pick(code, code)

    def _take_only_match(self) -> None:
        """A name not known here is kept, however near another is."""

    def _unknown(self, text: str) -> Value:
        return " ".join(text.split())
