"""A record typed as FIELD=TEXT instead of in a form: the same defaults, locks, checks, save and steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.app import (
    closed_steps,
    denouncers,
    editing,
    looked_over,
    number_books,
    people,
    step_form,
    typed_values,
)
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.lists import code_label, field_label
from danvan_desktop.app.office import Office
from danvan_desktop.app.saving import Saved
from danvan_desktop.app.steps import STEP_NEEDS
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.domain.problem import WARNING, Problem
from danvan_desktop.domain.record_type import FieldClass, Kind, RecordType, Transition
from danvan_desktop.domain.text import fold_key
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

Texts = Mapping[str, str]
_NEVER = frozenset({FieldClass.LOCAL, FieldClass.DENOUNCER})
_MADE = frozenset(
    {"attachment", "report_snapshot", "report_text", "unit", "request", "transfer", "duplicate"}
)  # the program writes these, nobody types them


@dataclass(frozen=True)
class Kept:
    """A save, and what should be looked at in the record as it stands now. `filled`: days that a step took itself."""

    saved: Saved
    warnings: tuple[Problem, ...] = ()
    filled: tuple[tuple[str, str, date], ...] = ()  # field, its label, the day


def new(office: Office, record: RecordType, texts: Texts, today: date) -> Kept:
    """Save a new record: the defaults of its form, then what was typed. UserError names everything wrong."""
    must_be_typed(record)
    store = office.store
    begun = editing.start(store, record.name, today=today, officer=office.officer)
    return _keep(office, FormState.new(record, begun), texts, today)


def edit(
    office: Office, record: RecordType, item: Record, texts: Texts, today: date, *, destroy_names: bool = False
) -> Kept:  # fmt: skip
    """Change the fields typed, leave the others.

    `destroy_names`: it may become a denunciation, with which every name in it is destroyed; else UserError there.
    """
    must_be_typed(record)
    if item.deleted:
        raise UserError(_("This record lies in the bin."), hint=_("Bring it back first: danvan restore-record."))
    return _keep(office, FormState.of(record, item), texts, today, destroy_names=destroy_names)


def move(office: Office, record: RecordType, item: Record, state: str, texts: Texts, today: date) -> Kept:
    """Make the step that leads to a state, with what was typed for it."""
    step, store = _step(office, record, item, state, today), office.store
    form = step_form.form_of(record, item, step.target, today, asked=())
    form.row = item.id
    form.asked = tuple(_put(store, form, texts, today))
    _refuse(store, form, today)
    stood = {(one.field, one.code) for one in looked_over.look(store, record.name, item.values, item.values, today)}
    filled = tuple((name, field_label(record, name), day) for name, day in form.filled(store).items())
    saved = editing.move(store, record.name, item.id, step, form.said(), office.officer, today=today)
    found = warnings(store, record.name, saved.row, today)
    told = tuple(one for one in found if one.field in form.asked or (one.field, one.code) not in stood)
    return Kept(saved, told, filled)


def warnings(store: Store, type_name: str, row: bytes, today: date) -> list[Problem]:
    """What is to be looked at in a record as it stands now, each with the name of its field."""
    record = store.types[type_name]
    item = store.get(record.name, row)
    found = looked_over.look(store, record.name, item.values, item.values, today) if item else []
    withheld = item.withheld if item else frozenset()
    return [
        _named(record, one) for one in found
        if one.severity == WARNING and not (one.field in withheld and one.code.startswith("required"))
    ]  # fmt: skip


def _named(record: RecordType, problem: Problem) -> Problem:
    caption = field_label(record, problem.field)
    return problem if problem.text.startswith(caption) else replace(problem, text=f"{caption}: {problem.text}")


def must_be_typed(record: RecordType) -> None:
    """Refuse a type that has no form in the window. Raises UserError."""
    if record.name in _MADE:
        raise UserError(_("Records of this type are not typed by hand."), kept=_("Nothing was changed."))


def steps(office: Office, record: RecordType, item: Record) -> list[Transition]:
    """The steps open now to this officer."""
    return editing.open_moves(office.store, record, item, people.role(office))


def _step(office: Office, record: RecordType, item: Record, state: str, today: date) -> Transition:
    offered = steps(office, record, item)
    for step in offered:
        if state.strip() == step.target or fold_key(state) == fold_key(_state_label(record, step)):
            return step
    _refuse_closed(record, item, state, today)
    known = "; ".join(f"{_state_label(record, step)} ({step.target})" for step in offered)
    hint = _("Steps open now: {known}.").format(known=known) if known else _("No step is open to you now.")
    raise UserError(_("This record cannot be moved to that state."), kept=_("Nothing was changed."), hint=hint)


def _refuse_closed(record: RecordType, item: Record, state: str, today: date) -> None:
    """Say why a step that the state has is not open to this record."""
    for step in record.transitions:
        wanted = (step.source, step.target) == (item.values.get(record.state_field), state.strip())
        if wanted and (why := closed_steps.closed(record.name, item.values, step.target, today)):
            raise UserError(why, kept=_("Nothing was changed."))


def _state_label(record: RecordType, step: Transition) -> str:
    return code_label(record.field(record.state_field), step.target)


def _keep(
    office: Office, form: FormState, texts: Texts, today: date, *, destroy_names: bool = False
) -> Kept:  # fmt: skip
    store, name = office.store, form.record_type.name
    _put(store, form, texts, today)
    _refuse_orphan(form)
    _refuse(store, form, today)
    named = denouncers.becoming(store, form.record_type, form.row, form.values)

    def save() -> Saved:
        return editing.save(
            store, name, form.row, form.to_save(), before=form.before, officer=office.officer, today=today
        )  # fmt: skip

    if named is None or form.row is None:
        saved = save()
        item = store.get(name, saved.row)
        twice = number_books.taken_by_others(store, form.record_type, item.values, saved.row) if item else []
        return Kept(saved, (*warnings(store, name, saved.row, today), *twice))
    if not destroy_names:
        raise UserError(
            named.sentence(), kept=_("Nothing was saved."), code="denunciations",
            hint=_("Give --destroy-names: the names are destroyed for good, and the record is saved."),
        )  # fmt: skip
    return Kept(denouncers.save_as_denunciation(office, form, save), tuple(form.warnings()))


def _put(store: Store, form: FormState, texts: Texts, today: date) -> list[str]:
    """Put every text into its field; what may not be typed there is refused, as the window's form locks it."""
    record, typed = form.record_type, []
    for given, text in texts.items():
        name = field_name(record, given)
        _must_be_open(form, name)
        try:
            form.put(name, typed_values.read(store, record.field(name), text, today))
        except UnreadableError as error:
            form.put_unreadable(name, f"{field_label(record, name)}: {error.sentence}")
        typed.append(name)
    secret = [name for name in typed if name in form.secret()]
    if secret:
        text = _("{label}: this would name the person who denounced; it is not kept.")
        raise UserError(text.format(label=field_label(record, secret[0])), kept=_("Nothing was saved."))
    return typed


def field_name(record: RecordType, given: str) -> str:
    """A field by its name or its label; UserError names the fields there are."""
    if given in record.by_name:
        return given
    for field in record.fields:
        if fold_key(_(field.label)) == fold_key(given):
            return field.name
    known = ", ".join(field.name for field in record.fields if not field.retired and field.cls not in _NEVER)
    text = _("{type} has no field “{name}”.").format(type=_(record.label), name=given)
    raise UserError(text, kept=_("Nothing was changed."), hint=_("Its fields: {known}.").format(known=known))


def _must_be_open(form: FormState, name: str) -> None:
    record = form.record_type
    field, reason = record.field(name), ""
    parent_of_new = name == record.parent and form.row is None
    if field.cls in _NEVER or field.kind is Kind.ATTACHMENT or not (form.is_typed(name) or parent_of_new):
        reason = _("this field is not typed.")
    elif name in form.withheld:
        reason = _("the value is kept at the unit that wrote it.")
    elif form.read_only(name):
        reason = _("the state changes by steps: danvan record move.")
    if reason:
        raise UserError(f"{field_label(record, name)}: {reason}", kept=_("Nothing was saved."))


def _refuse_orphan(form: FormState) -> None:
    """A child of nothing: the window makes it inside its parent, here the parent is typed."""
    parent = form.record_type.parent
    if parent and form.values.get(parent) is None and parent not in form.unreadable:
        text = _("{label} is missing.").format(label=field_label(form.record_type, parent))
        raise UserError(text, kept=_("Nothing was saved."))


def _refuse(store: Store, form: FormState, today: date) -> None:
    form.check(store, today)
    if wrong := form.errors():
        raise UserError(
            " ".join(dict.fromkeys(problem.text for problem in wrong)), kept=_("Nothing was saved."),
            hint=_hint([problem.field for problem in wrong if problem.code == STEP_NEEDS]),
        )  # fmt: skip


def _hint(needed: list[str]) -> str:
    if not needed:
        return _("Mend this, then give the command again.")
    return _("Give with the command: {fields}").format(fields=" ".join(f"{name}=…" for name in needed))
