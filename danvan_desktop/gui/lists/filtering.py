"""What is typed under the heads, turned into conditions; what cannot be read is said and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from danvan_desktop.app.listing import Condition
from danvan_desktop.app.listing.filter_cell import cell_text, read_cell
from danvan_desktop.app.listing.sentences import by_field
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError


class Filtering(QObject):
    """Texts of the filter cells and the conditions they mean, by field."""

    changed = Signal()

    def __init__(self, record: RecordType, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._record, self._today = record, today
        self._by_field: dict[str, tuple[Condition, ...]] = {}
        self.texts: dict[str, str] = {}
        self.problems: dict[str, str] = {}

    def conditions(self) -> tuple[Condition, ...]:
        """All conditions in force."""
        return tuple(item for found in self._by_field.values() for item in found)

    def show(self, conditions: Sequence[Condition]) -> None:
        """Take over conditions that come from elsewhere."""
        self._by_field = by_field(conditions)
        self.problems = {}
        self.texts = {
            name: cell_text(self._record, found)
            for name, found in self._by_field.items()
            if name in self._record.by_name
        }

    def typed(self, name: str, text: str, over: bool) -> None:
        """Take what is typed; while typing goes on, what cannot be read yet is left alone."""
        try:
            found = read_cell(self._record, name, text, self._today())
        except UserError as error:
            if over:
                self.texts[name], self.problems[name] = text, error.text()
                self.changed.emit()
            return
        self.problems.pop(name, None)
        self.texts[name] = text
        self._set(name, found)

    def only(self, condition: Condition) -> None:
        """Show only rows with one value."""
        self.texts[condition.field] = cell_text(self._record, (condition,))
        self.problems.pop(condition.field, None)
        self._set(condition.field, (condition,))

    def drop(self, name: str) -> None:
        """Take the conditions on a field away."""
        self.texts.pop(name, None)
        self._set(name, ())

    def _set(self, name: str, found: tuple[Condition, ...]) -> None:
        if found:
            self._by_field[name] = found
        else:
            self._by_field.pop(name, None)
        self.changed.emit()
