"""What stands under the head of a form: what is wrong, the parts, the fields with their child grids, the side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from danvan_desktop import records
from danvan_desktop.app import editing
from danvan_desktop.app.drafts import Draft
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.app.form_state import FormState
from danvan_desktop.gui.forms.child_grid import ChildGrid
from danvan_desktop.gui.forms.form_field import SectionBox
from danvan_desktop.gui.forms.form_side import FormSide
from danvan_desktop.gui.forms.part_list import PartList
from danvan_desktop.gui.forms.problem_bar import ProblemBar
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.widgets import SideSplit, column, framed, row
from danvan_desktop.gui.widgets.holders import ScrollHolder
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

PARTS_WIDTH, SIDE_WIDTH = 230, 300
PARTS_FROM = 800  # logical width under which the fields need the room of the parts


class FormBody(QWidget):
    """Fields and child rows of one record. `changed` names the field typed in, "" for a child row."""

    changed = Signal(str)

    def __init__(self, desk: Desk, state: FormState, locked: str = "") -> None:
        super().__init__()
        self.desk, self.record_type = desk, state.record_type
        self.bar = ProblemBar(self.record_type)
        self.parts = PartList()
        self.form = self.make_form(state, locked)
        self.grids: dict[str, Any] = {}  # ChildGrid, or what a window has in its place
        self.add_grids(locked=bool(locked))
        self.side = FormSide(desk)
        self._left: QWidget | None = None
        self.split = SideSplit(self.middle(), self.side, _("History and related records"), SIDE_WIDTH)
        self.setLayout(column(self.bar, (self.split, 1)))
        self.form.changed.connect(self.changed)
        self.form.checked.connect(self.say_parts)
        self.bar.chosen.connect(self.form.jump)
        self.parts.currentRowChanged.connect(self._on_part)
        self.load_children()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        if self._left is not None:
            self._left.setVisible(self.width() >= PARTS_FROM)

    def make_form(self, state: FormState, locked: str) -> RecordForm:
        """The fields; a window may lay them out by a Designer file."""
        return RecordForm(self.desk, state, locked=locked)

    def middle(self) -> QWidget:
        """Parts at the left, fields at the right."""
        self._left = self.left()
        self._left.setFixedWidth(PARTS_WIDTH)
        made = QWidget()
        made.setLayout(row(self._left, (framed(column(self.scrolled(self.form), margins=(1, 1, 1, 1)), "panel"), 1)))
        return made

    def left(self) -> QWidget:
        """What stands at the left of the fields."""
        return framed(column(8, (self.parts, 1), gap=0, margins=(1, 1, 1, 1)), "panel")

    def scrolled(self, sheet: QWidget) -> QScrollArea:
        """The area in which the fields scroll."""
        self.area = ScrollHolder()
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.fill(column(sheet, margins=(12, 10, 12, 12)))
        self.area.verticalScrollBar().valueChanged.connect(self.form.close_lists)
        return self.area

    def add_grids(self, *, locked: bool) -> None:
        """The child rows, under the fields."""
        for name in self.record_type.form.children:
            if name == "attachment":  # the strip at the side
                continue
            grid = ChildGrid(self.desk, self.record_type, records.get(name), locked=locked)
            if grid.link is None:
                continue
            grid.changed.connect(self.on_child)
            self.grids[name] = grid
            self.place_grid(grid)

    def place_grid(self, grid: ChildGrid) -> None:
        """Put child rows under the last part."""
        self.form.add_box(SectionBox(f"{len(self.form.boxes) + 1}. {_(grid.child.plural)}", grid))

    @property
    def state(self) -> FormState:
        """What the form knows of its record."""
        return self.form.state

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.state.dirty or any(grid.draft() for grid in self.grids.values())

    # --- the record
    def show_state(self, state: FormState) -> None:
        """Show a record as it was loaded."""
        self.form.state = state
        self.form.forget_seen()
        self.form.show_values()
        self.load_children()

    def load_children(self) -> None:
        """Read the child rows again."""
        row_id = self.state.row
        if self.grids:
            found = editing.children(self.desk.reader, self.record_type.name, row_id) if row_id is not None else {}
            for name, grid in self.grids.items():
                grid.load([item for item in found.get(name, []) if not item.deleted])
        if row_id is not None:
            self.side.show_record(self.record_type.name, row_id)
        self.say_parts()

    def child_edits(self) -> dict[str, list[ChildEdit]]:
        """What a save is given of the child rows."""
        return {name: grid.edits() for name, grid in self.grids.items()}

    # --- drafts
    def extra(self) -> dict[str, Any]:
        """What a draft keeps beside values: texts that are no values yet, child rows."""
        texts = self.form.draft_texts()
        rows = {name: grid.draft() for name, grid in self.grids.items() if grid.draft()}
        return {key: value for key, value in (("texts", texts), ("children", rows)) if value}

    def apply_draft(self, draft: Draft) -> None:
        """Put what was typed before over what is saved; what was not typed then is left as it is now."""
        for name, value in draft.values.items():
            typed = draft.row is None or value != draft.before.get(name)
            if typed and name in self.form.editors and value != self.state.values.get(name):
                self.form.type_value(name, value)
        for name, text in draft.extra.get("texts", {}).items():
            if name in self.form.editors:
                self.form.type_text(name, text)
        for name, kept in draft.extra.get("children", {}).items():
            if name in self.grids:
                self.grids[name].apply_draft(kept)
        self.form.collect()
        self.form.arrange()
        self.form.check()

    # --- going about
    def say_parts(self) -> None:
        """Show what is wrong above, and how each part stands at the left."""
        shown = self.form.shown_problems()
        self.bar.tell([problem for name in shown if (problem := self.state.problem_of(name)) is not None])
        more = [(_(grid.child.plural), str(len(grid.visible_rows()))) for grid in self.grids.values()]
        self.parts.tell(self.state.parts(shown), more)

    def came_to(self, name: str) -> None:
        """The cursor is in a field now."""
        self.side.set_field(name)
        for place, section in enumerate(self.form.sections):
            if name in section.fields:
                self.parts.choose(place)
        self.area.ensureWidgetVisible(self.form.fields[name], 0, 40)

    def next_problem(self) -> None:
        """To the next field with something to mend."""
        shown = self.form.shown_problems()
        if shown:
            now = self.form.current()
            place = shown.index(now) + 1 if now in shown else 0
            self.form.jump(shown[place % len(shown)])

    def on_child(self) -> None:
        """A child row was added, edited or taken away."""
        self.say_parts()
        self.changed.emit("")

    def _on_part(self, place: int) -> None:
        if 0 <= place < len(self.form.boxes):
            self.form.boxes[place].unfold()
            self.area.verticalScrollBar().setValue(self.form.boxes[place].y())
