"""The years of a model, a tab each; to the form around them they are its child rows, saved together with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from danvan_desktop import records
from danvan_desktop.app import editing, model_years
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.child_grid import ChildRow
from danvan_desktop.gui.lists.remove_rows import remove_rows
from danvan_desktop.gui.theme.style import CONTROL
from danvan_desktop.gui.widgets import button, column, row
from danvan_desktop.gui.widgets.holders import scrolled
from danvan_desktop.gui.windows.year_form import YearForm
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class _Bar(QTabBar):
    """Has its height without tabs too: the button that adds the first year stands beside it."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, CONTROL + 4))


class YearTabs(QTabWidget):
    """`changed` when a year was typed in, added or taken away; `shown` when another one is looked at."""

    changed = Signal()
    shown = Signal()

    def __init__(self, desk: Desk, *, locked: str = "") -> None:
        super().__init__()
        self._desk, self._locked = desk, locked
        self.child = records.get("model_year")
        self.forms: list[YearForm] = []
        self.setTabBar(_Bar())
        self.setDocumentMode(True)
        self.tabBar().setObjectName("sub")
        self.tabBar().setAccessibleName(_("Years of the model"))
        self.add_button = button(_("Add a year"), "plus", "quiet", _("Ctrl+Shift+N"), self.add_year)
        self.add_button.setEnabled(not locked)
        self.remove_button = button(_("Remove this year"), "trash-2", "quiet", slot=self.remove_year)
        corner = QWidget()
        corner.setLayout(row(self.remove_button, self.add_button, gap=4))
        self.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self.currentChanged.connect(self.shown)
        self.currentChanged.connect(self._say_remove)
        self.setProperty("help_topic", "model_year")

    # --- years
    def load(self, items: Sequence[Record]) -> None:
        """Show the years saved, the newest first looked at."""
        was = self.current_row()
        while self.count():
            page = self.widget(0)
            self.removeTab(0)
            if page is not None:
                page.deleteLater()
        self.forms = []
        for item in sorted(items, key=_year):
            self._put(FormState.of(self.child, item), self.count())
        rows = [form.state.row for form in self.forms]
        self.setCurrentIndex(rows.index(was) if was is not None and was in rows else self.count() - 1)
        self._say()
        self._say_remove()

    def follow(self, items: Sequence[Record]) -> None:
        """Years were removed or brought back elsewhere: show those there are, what is typed stays."""
        living = {item.id for item in items}
        for form in list(self.forms):
            if form.state.row is not None and form.state.row not in living and not form.state.dirty:
                self._drop(form)
        shown = {form.state.row for form in self.forms}
        for item in items:
            if item.id not in shown:
                place = sum(1 for form in self.forms if form.state.row is not None and form.year() < _year(item))
                self._put(FormState.of(self.child, item), place)
        self._say()

    def _put(self, state: FormState, place: int) -> YearForm:
        form = YearForm(self._desk, state, self._locked)
        form.changed.connect(self._on_typed)
        self.forms.insert(place, form)
        inside = QWidget()
        inside.setLayout(column(form, None, margins=(12, 8, 12, 12)))
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        self.insertTab(place, scrolled(inside), "")
        return form

    def _drop(self, form: YearForm) -> None:
        """Take a tab away with what is typed in it."""
        place = self.forms.index(form)
        page = self.widget(place)
        del self.forms[place]
        self.removeTab(place)
        if page is not None:
            page.deleteLater()

    def remove_year(self) -> None:
        """Move the year looked at to the bin, with a reason and a way back; one never saved is only taken away."""
        form = self.current()
        if form is None or self._locked:
            return
        if form.state.row is None:
            self._removed(form)
        else:
            remove_rows(self._desk, "model_year", [form.state.row], self, lambda: self._removed(form))

    def _removed(self, form: YearForm) -> None:
        if form in self.forms:
            self._drop(form)
        self._on_typed()
        self._say_remove()
        self.shown.emit()

    def _say_remove(self) -> None:
        self.remove_button.setEnabled(bool(self.forms) and not self._locked)

    def add_year(self, given: Mapping[str, Value] | None = None) -> YearForm:
        """Begin a further year: it goes on from the last one."""
        first = model_years.begin([form.state.values for form in self.forms], self._desk.today().year)
        values = editing.start(
            self._desk.reader, "model_year", today=self._desk.today(), officer=self._desk.officer,
            given={**first, **(given or {})},
        )  # fmt: skip
        form = self._put(
            FormState.new(self.child, {name: v for name, v in values.items() if name != "model"}), self.count()
        )
        self._say()
        self.setCurrentIndex(self.count() - 1)
        form.form.jump("registration_kind")
        self.changed.emit()
        return form

    def current(self) -> YearForm | None:
        """The year looked at."""
        place = self.currentIndex()
        return self.forms[place] if 0 <= place < len(self.forms) else None

    def current_row(self) -> bytes | None:
        """The saved record of the year looked at."""
        form = self.current()
        return form.state.row if form is not None else None

    def show_year(self, row: bytes) -> None:
        """Look at a saved year."""
        for place, form in enumerate(self.forms):
            if form.state.row == row:
                self.setCurrentIndex(place)

    def typed_in(self) -> YearForm | None:
        """The year the cursor is in."""
        return next((form for form in self.forms if form.form.current()), None)

    # --- what a form asks of its child rows
    def visible_rows(self) -> list[ChildRow]:
        """The years, as rows."""
        return [ChildRow(form.state.row, form.state.values) for form in self.forms]

    def edits(self) -> list[ChildEdit]:
        """What a save is given of the years."""
        return [
            ChildEdit(form.state.row, _to_save(form.state))
            for form in self.forms if form.state.row is None or form.state.dirty
        ]  # fmt: skip

    def draft(self) -> list[dict[str, Any]]:
        """Changed years for a draft."""
        return [{"row": edit.row, "values": dict(edit.values), "deleted": False} for edit in self.edits()]

    def apply_draft(self, kept: Sequence[dict[str, Any]]) -> None:
        """Put the years of a draft over those loaded."""
        by_row = {form.state.row: form for form in self.forms if form.state.row is not None}
        for edit in kept:
            form = by_row.get(edit["row"])
            if form is None:
                begun = FormState(self.child, {}, {})
                form = self._put(begun, self.count())
            for name, value in edit["values"].items():
                if name in form.form.editors:
                    form.form.type_value(name, value)
                else:
                    form.state.put(name, value)
        self._say()

    # --- checking
    def collect(self) -> None:
        """Read every field of every year."""
        for form in self.forms:
            form.form.collect()

    def wrong(self) -> tuple[YearForm, str] | None:
        """The first year with something that must be mended, and its field."""
        for form in self.forms:
            if form.state.row is not None and not form.state.dirty:
                continue
            form.form.see_all()
            found = [problem.field for problem in form.state.errors() if problem.field in form.form.fields]
            if found:
                return form, found[0]
        return None

    def go_to(self, form: YearForm, name: str) -> None:
        """Put the cursor into a field of a year."""
        self.setCurrentIndex(self.forms.index(form))
        form.form.jump(name)

    def close_lists(self) -> bool:
        """Close what hangs open under a field; whether something did."""
        return any(form.form.close_lists() for form in self.forms)

    # --- showing
    def _on_typed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        years = [form.state.values for form in self.forms]
        for place, form in enumerate(self.forms):
            known = model_years.before(years, form.year())
            year = known.get("year")
            form.show_before(year if isinstance(year, int) else 0, known)
            new = "" if form.state.row is not None else " •"
            self.setTabText(place, _("Year {year}").format(year=form.year() or "…") + new)


def _year(item: Record) -> int:
    year = item.values.get("year")
    return year if isinstance(year, int) else 0


def _to_save(state: FormState) -> dict[str, Value]:
    values = state.to_save()
    if state.row is not None:
        values = {name: value for name, value in values.items() if value != state.before.get(name)}
    return {name: value for name, value in values.items() if name != "model"}
