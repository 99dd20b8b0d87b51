"""The model's window: what it is over the years at the left, a tab for each year at the right, one save for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from danvan_desktop import records
from danvan_desktop.app import editing, people
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.lists import code_label
from danvan_desktop.domain.record_type import Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.child_grid import ChildGrid
from danvan_desktop.gui.forms.form_body import FormBody
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.moves import ask_for_step
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import column, framed
from danvan_desktop.gui.widgets.holders import scrolled
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.gui.windows.year_tabs import YearTabs
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

FACTS_WIDTH, YEARS_WIDTH = 400, 420


class ModelFacts(DesignedForm):
    """The facts of a model as ui/forms/model.ui lays them out."""

    ui = "model"


class ModelBody(FormBody):
    """Facts of the model at the left, its years at the right."""

    def make_form(self, state: FormState, locked: str) -> RecordForm:
        """The form of the Designer file."""
        return ModelFacts(self.desk, state, locked=locked)

    def add_grids(self, *, locked: bool) -> None:
        """The years are tabs; the other child rows stand under the facts."""
        self.years = YearTabs(self.desk, locked=self.form.locked)
        self.years.changed.connect(self.on_child)
        super().add_grids(locked=locked)
        self.grids["model_year"] = self.years

    def place_grid(self, grid: ChildGrid) -> None:
        """Only rows that are no years stand under the facts."""
        if grid.child.name != "model_year":
            super().place_grid(grid)

    def middle(self) -> QWidget:
        """Facts and years side by side."""
        self.parts.hide()
        self.parts.setParent(self)
        split = QSplitter(Qt.Orientation.Horizontal)
        for shown, least in ((self.scrolled(self.form), FACTS_WIDTH), (self.years, YEARS_WIDTH)):
            side = framed(column(shown, margins=(1, 1, 1, 1)), "panel")
            side.setMinimumWidth(least)  # a narrower window scrolls them
            split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.setSizes([FACTS_WIDTH, 10_000])
        return scrolled(split, across=True)


class ModelPage(FormPage):
    """A model with its years. Ctrl+D in a year copies from the year before."""

    body: ModelBody

    def make_body(self, state: FormState) -> ModelBody:
        """The body with years."""
        return ModelBody(self.desk, state, self.locked)

    def _keys(self) -> None:
        super()._keys()
        self.body.years.shown.connect(self._say_state)
        add = QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.body.years.add_year)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.body.split.show_side(False)

    # --- the year looked at
    def _say_state(self) -> None:
        """The state shown is that of the year looked at, and so are the steps."""
        form = self.body.years.current()
        code = form.state.values.get("state") if form is not None else None
        field = records.get("model_year").field("state")
        year = str(form.year()) if form is not None and form.year() else ""
        words = f"{year}: {code_label(field, code)}" if isinstance(code, str) else ""
        self.header.say_state(str(code or ""), words)
        item = self._year_item()
        if item is None:
            self.header.offer(())
            return
        role = people.role(self.desk.office)
        self.header.offer(editing.open_moves(self.desk.store, records.get("model_year"), item, role))

    def _year_item(self) -> Record | None:
        row = self.body.years.current_row()
        return self.desk.reader.get("model_year", row) if row is not None else None

    def _on_move(self, step: Transition) -> None:
        if self.dirty and not self.save():
            return
        item = self._year_item()
        asked = ask_for_step(self.desk, records.get("model_year"), item, step, self) if item is not None else None
        if item is None or asked is None:
            return
        try:
            editing.move(self.desk.store, "model_year", item.id, step, asked, self.desk.officer)
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.desk.say(_("Saved."))
        self.body.load_children()
        self._say_state()
        self.desk.saved("model_year")

    def copy_above(self) -> None:
        """In a year: from the year before; in the facts: from the model above."""
        form = self.body.years.typed_in()
        if form is not None:
            form.copy(form.form.current())
        else:
            super().copy_above()

    # --- saving
    def save(self) -> bool:
        """Save the model and its years; True when nothing is left unsaved."""
        self.body.years.collect()
        wrong = self.body.years.wrong()
        if wrong is not None and not self.locked:
            self.drafts.keep()
            self.body.years.go_to(*wrong)
            return False
        return super().save()

    def may_leave(self) -> bool:
        """Read the years too before asking."""
        self.body.years.close_lists()
        self.body.years.collect()
        return super().may_leave()

    def leave(self) -> None:
        """Close the list under a field, else back to where one came from; asks when something is not saved."""
        if not self.body.years.close_lists():
            super().leave()

    def refresh(self) -> None:
        """A year may have been changed elsewhere while nothing is typed here."""
        super().refresh()
        if self.state.row is None:
            return
        if not self.dirty:
            self.body.load_children()
            return
        found = editing.children(self.desk.reader, "model", self.state.row)
        self.body.years.follow([item for item in found.get("model_year", []) if not item.deleted])


def year_page(desk: Desk, type_name: str, row: bytes | None, values: Mapping[str, Value] | None) -> Page:
    """The window of a year: its model's, with the year looked at; its own form where the model is not here."""
    item = desk.reader.get(type_name, row) if row is not None else None
    model = item.values.get("model") if item is not None else (values or {}).get("model")
    found = desk.reader.get("model", model) if isinstance(model, bytes) else None
    if found is None or found.deleted:
        return FormPage(desk, type_name, row, values)
    page = ModelPage(desk, "model", found.id)
    if row is not None:
        page.body.years.show_year(row)
    else:
        page.body.years.add_year({name: v for name, v in (values or {}).items() if name != "model"})
    return page
