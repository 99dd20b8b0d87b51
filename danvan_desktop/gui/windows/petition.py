"""The petition's window: at a glance above, its road at the left, the paper form, its past at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from danvan_desktop.app import deadline_list, next_round, parties, people, split
from danvan_desktop.app.editing import Saved
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.links import Related, related
from danvan_desktop.app.ownership import owner_of
from danvan_desktop.app.petition_link import link_reception
from danvan_desktop.app.road import Road, road
from danvan_desktop.domain.record_type import Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.child_grid import ChildGrid
from danvan_desktop.gui.forms.form_body import FormBody
from danvan_desktop.gui.forms.form_field import SectionBox
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.part_list import ROW
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.widgets import button, column, label, show_if
from danvan_desktop.gui.windows import petition_steps
from danvan_desktop.gui.windows.designed import DesignedForm
from danvan_desktop.gui.windows.duplicate_note import DuplicateNote
from danvan_desktop.gui.windows.glance import Glance, RoadPanel, beside
from danvan_desktop.i18n import _
from danvan_desktop.records.petition_states import RESOLVED
from danvan_desktop.storage import blobs
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


_GLANCED = frozenset({*deadline_list.FIELDS, "handled_by", "officer_in_charge"})  # what the line above the form tells
_DECIDED = frozenset({*RESOLVED, "dong"})


LEAST_PARTS, MOST_PARTS = 4, 8  # lines of the list of parts: in the lowest window, and where the road needs room too
LOW, LOW_PARTS = 660, 5  # in a window lower than these pixels the list scrolls, so that the road's steps are seen
CARRYING_OUT = "in_force_on"  # the first field of that part


class PetitionForm(DesignedForm):
    """The paper form as ui/forms/petition.ui lays it out."""

    ui = "petition"


def fold_carrying_out(form: RecordForm) -> None:
    """Fold the part of carrying out while nothing is decided and nothing stands in it."""
    for section, box in zip(form.sections, form.boxes, strict=False):
        if CARRYING_OUT in section.fields:
            filled = any(form.state.values.get(name) is not None for name in section.fields)
            box.unfold(filled or form.state.values.get("state") in _DECIDED)


class PetitionBody(FormBody):
    """The form with the petition's road under its parts."""

    def make_form(self, state: FormState, locked: str) -> RecordForm:
        """The form of the Designer file."""
        made = PetitionForm(self.desk, state, locked=locked)
        fold_carrying_out(made)
        return made

    def left(self) -> QWidget:
        """Parts, and under them the road."""
        self.road = RoadPanel()
        self.road_area = QScrollArea()
        self.road_area.setWidget(self.road)
        self.road_area.setWidgetResizable(True)
        self.road_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.road_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.road.setBackgroundRole(QPalette.ColorRole.Base)
        self.road.setAutoFillBackground(True)
        return beside(self.parts, self.road_area)

    def say_parts(self) -> None:
        """The parts take the height of their lines where there is room, else they scroll; the road has the rest."""
        super().say_parts()
        self._give_room()
        self._say_representatives()

    def _give_room(self) -> None:
        most = LOW_PARTS if self.window().height() < LOW else MOST_PARTS
        lines = min(self.parts.count(), most) * ROW + 4
        self.parts.setMaximumHeight(lines)
        self.parts.setMinimumHeight(min(lines, LEAST_PARTS * ROW + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._give_room()

    def place_grid(self, grid: ChildGrid) -> None:
        """Over the people of the petition stands what the rule of representatives asks for."""
        if grid.child.name != parties.PARTY:
            super().place_grid(grid)
            return
        self.rule_note = label("", "cap", "warn", wrap=True)
        self.rule_note.hide()
        holder = QWidget()
        holder.setLayout(column(self.rule_note, grid, gap=6))
        self.form.add_box(SectionBox(f"{len(self.form.boxes) + 1}. {_(grid.child.plural)}", holder))

    def _say_representatives(self) -> None:
        grid = self.grids.get(parties.PARTY)
        if grid is not None:
            told = parties.standing(self.state.values, [one.values for one in grid.visible_rows()]).sentence
            self.rule_note.setText(told)
            show_if(self.rule_note, bool(told))

    def show_state(self, state: FormState) -> None:
        """Show a record; the part of carrying out is folded until there is something to carry out."""
        super().show_state(state)
        fold_carrying_out(self.form)


class PetitionPage(FormPage):
    """A petition; one taken at a visit is linked to it by its first save."""

    body: PetitionBody

    def __init__(
        self, desk: Desk, row: bytes | None = None, values: Mapping[str, Value] | None = None,
        *, reception: bytes | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._reception = reception
        self.glance = Glance(desk)
        self.twins = DuplicateNote(desk, self._saved_first)
        told, more = _("Hand the dossier on to the competent unit"), _("Values and files that were to go, once more")
        self.hand_on = button(_("Hand on…"), "send", tip=told, slot=self._on_hand_on)
        self.hand_again = button(_("Send the dossier again…"), "send", tip=more, slot=self._on_hand_on)
        super().__init__(desk, "petition", row, values, parent)
        layout = self.layout()
        if layout is not None:
            layout.insertWidget(1, self.glance)  # type: ignore[attr-defined]  # a QVBoxLayout, made by column()
            layout.insertWidget(2, self.twins)  # type: ignore[attr-defined]
        self.header.beside_moves(self.hand_on)
        self.header.beside_moves(self.hand_again)
        self.body.road.chosen.connect(self._on_move)
        desk.changed.connect(self._on_desk_changed)
        self.twins.decided.connect(self._show_anew)

    def _saved_first(self) -> bool:
        return self._item is not None and not self.locked and (not self.dirty or self.save())

    def _show_anew(self) -> None:
        """Somebody decided about a duplicate: the record is another one now."""
        if self._item is not None:
            self._item = self.desk.reader.get("petition", self._item.id)
            self._show(self._begun())

    def make_body(self, state: FormState) -> PetitionBody:
        """The body with the road."""
        return PetitionBody(self.desk, state, self.locked)

    # --- at a glance
    def _say(self) -> None:
        super()._say()
        self._look()
        ours = self._item is not None and owner_of(self.desk.store, self._item.id) == self.desk.store.unit.code
        self._say_hand_on(ours=ours)

    def _say_hand_on(self, *, ours: bool) -> None:
        """Hand it on; once it is another's, only again to that unit: a stick may be lost after the answer came."""
        may = people.may(self.desk.office, "export")
        show_if(self.hand_on, ours and may)
        gone = may and not ours and self._item is not None and self._was_handed_on(self._item.id)
        show_if(self.hand_again, gone)

    def _was_handed_on(self, row_id: bytes) -> bool:
        from danvan_desktop.app import transfer  # what seals packages is read only for a record of another office

        return transfer.gone_to(self.desk.store, row_id) is not None

    def _on_changed(self, name: str) -> None:
        super()._on_changed(name)
        self.twins.look_for(self.state.values, self.state.row, name)
        if name in _GLANCED:
            self._say_term()

    def _say_term(self) -> None:
        before = self.state.before if self.state.row is not None else None
        self.glance.show_values(self.state.values, before, self.desk.today())

    def _look(self) -> None:
        """Read the road and what belongs to the petition."""
        self._say_term()
        self.twins.look_for(self.state.values, self.state.row)
        found, papers, way = self._read()
        self.glance.show_related(found, papers)
        self.body.road.show_road(way)
        show_if(self.body.road_area, way.now is not None)

    def _read(self) -> tuple[list[Related], int, Road]:
        if self._item is None:
            return [], 0, Road((), None, ())
        store, row_id = self.desk.reader, self._item.id
        steps = self.open_steps(self._item)
        found = related(store, "petition", row_id)
        papers = len(blobs.attached(store.conn, row_id, deleted=False))
        return found, papers, road(store, self.record_type, row_id, steps)

    def open_steps(self, item: Record) -> list[Transition]:
        """The steps open now, those that have a window of their own among them."""
        steps = super().open_steps(item)
        if not self.locked and people.may(self.desk.office, "process"):
            steps += petition_steps.overdue_step(self.record_type, item.values, steps, self.desk.today())
            steps += petition_steps.withdraw_step(self.desk, item)
        return steps

    def _on_move(self, step: Transition) -> None:
        """Splitting, another round and a withdrawal have windows; every other step is a question and a save."""
        makes = step.target in {split.SPLIT, *next_round.ROUND_OF.values()}
        own = makes or step.name == petition_steps.WITHDRAW
        if not own or self._item is None:
            super()._on_move(step)
            return
        if self.dirty and not self.save():
            return
        if step.name == petition_steps.WITHDRAW:
            petition_steps.withdraw(self.desk, self._item, self)
            self.refresh()
            return
        if step.target == split.SPLIT:
            petition_steps.split_petition(self.desk, self._item, self)
            self.refresh()
            return
        if step.name != petition_steps.BESIDE:
            super()._on_move(step)
        petition_steps.begin_round(self.desk, self._item, self)

    def _on_hand_on(self) -> None:
        """Show what would leave and where to; afterwards the petition rests, so it is opened anew."""
        from danvan_desktop.gui.handover.transfer_dialog import TransferDialog

        if self._item is None or (self.dirty and not self.save()):
            return
        dialog = TransferDialog(self.desk, self._item.id, self)
        if dialog.exec():
            row_id = self._item.id
            self.desk.pop()
            self.desk.open_record("petition", row_id)

    def _on_desk_changed(self, type_name: str) -> None:
        """A visit, a case or a paper was saved elsewhere."""
        if type_name in {"", "reception", "case", "attachment", "follow_up"} and self._item is not None:
            self._look()

    def _after(self, saved: Saved) -> None:
        if self._reception is not None:
            link_reception(self.desk.store, self._reception, saved.row, officer=self.desk.officer)
            self._reception = None
        super()._after(saved)
