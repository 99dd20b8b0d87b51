"""A form without its widgets: which fields are open, what is missing or wrong, what was changed, each part's state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from danvan_desktop.app import looked_over
from danvan_desktop.domain.checks import condition_holds, must_be_given, withheld_for_denouncer
from danvan_desktop.domain.problem import ERROR, WARNING, Problem
from danvan_desktop.domain.record_type import Field, FieldClass, RecordType, Section
from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

Values = Mapping[str, Value]
UNREADABLE = "unreadable"  # code of the problem of a text that cannot be read
PART_STATES = {
    "error": N_("to mend"), "warning": N_("to look at"), "complete": N_("complete"), "open": N_("begun"),
    "untouched": N_("not begun"),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """How a section stands: `state` a key of PART_STATES, and how many errors and warnings it holds."""

    section: Section
    state: str
    errors: int = 0
    warnings: int = 0


@dataclass
class FormState:
    """What a form knows of its record. `values` is what stands in it now, `before` what was loaded."""

    record_type: RecordType
    values: dict[str, Value]
    before: dict[str, Value]
    row: bytes | None = None
    withheld: frozenset[str] = frozenset()
    unreadable: dict[str, str] = field(default_factory=dict)  # field → why its text cannot be read
    problems: list[Problem] = field(default_factory=list)
    _number_asked: tuple[Value, ...] = ()
    _number_told: list[Problem] = field(default_factory=list)

    @classmethod
    def new(cls, record_type: RecordType, values: Values) -> FormState:
        """A record not saved yet, begun with these values."""
        return cls(record_type, dict(values), dict(values))

    @classmethod
    def of(cls, record_type: RecordType, item: Record) -> FormState:
        """A saved record."""
        return cls(record_type, dict(item.values), dict(item.values), item.id, item.withheld)

    # --- fields
    def sections(self) -> tuple[Section, ...]:
        """The parts of the form in paper order, without retired fields and the link to the parent."""
        return tuple(
            Section(section.label, tuple(name for name in section.fields if self.is_typed(name)))
            for section in self.record_type.form.sections
        )

    def is_typed(self, name: str) -> bool:
        """Whether a field has a place in the form at all."""
        item = self.record_type.field(name)
        made = item.retired or item.derived or item.cls is FieldClass.LOCAL
        return not made and name != self.record_type.parent

    def visible(self, name: str) -> bool:
        """Whether a field is shown: its condition holds, or something stands in it that must not be lost sight of."""
        item = self.record_type.field(name)
        if item.visible_when is None or condition_holds(item.visible_when, self.values):
            return True
        return self.values.get(name) is not None or name in self.unreadable or name in self.withheld

    def required(self, name: str) -> bool:
        """Whether a field must be filled as the record stands now."""
        item = self.record_type.field(name)
        return must_be_given(item, self.values) or condition_holds(item.required_when, self.values)

    def secret(self) -> frozenset[str]:
        """Fields that would name who denounces: never typed, kept or shown."""
        return frozenset(withheld_for_denouncer(self.record_type, self.values))

    def read_only(self, name: str) -> bool:
        """A state that is moved by its steps is not typed once the record is saved."""
        moved = name == self.record_type.state_field and bool(self.record_type.transitions)
        return moved and self.row is not None

    # --- changes
    def put(self, name: str, value: Value) -> None:
        """A value was typed that can be read."""
        self.unreadable.pop(name, None)
        self.values[name] = value

    def put_unreadable(self, name: str, sentence: str) -> None:
        """A text was typed that cannot be read; the value before it does not count as typed."""
        self.unreadable[name] = sentence
        self.values[name] = None

    def to_save(self) -> dict[str, Value]:
        """What a save is given: secrets are empty, what is kept elsewhere is left out."""
        secret = self.secret()
        return {
            name: None if name in secret else value
            for name, value in self.values.items()
            if name not in self.withheld and (value is not None or name in self.before or name in secret)
        }

    def changed(self) -> frozenset[str]:
        """Fields that differ from what was loaded."""
        secret = self.secret() - self.withheld
        names = (set(self.values) | set(self.before)) - self.withheld
        now = {name: None if name in secret else _bare(self.values.get(name)) for name in names}
        return frozenset(name for name in names if now[name] != _bare(self.before.get(name))) | set(self.unreadable)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost by closing."""
        return bool(self.changed())

    def saved(self, row: bytes, values: Values) -> None:
        """The record was saved as it stands."""
        self.row, self.before = row, dict(values)

    # --- what is wrong
    def check(self, store: Store, today: date) -> list[Problem]:
        """Look again at everything; in the order of the form, errors before warnings of one field."""
        texts = [Problem(name, UNREADABLE, ERROR, sentence) for name, sentence in self.unreadable.items()]
        found = [*self.look(store, today), *self._number_twice(store)]
        kept = [problem for problem in found if not self._answered(problem)]
        order = {name: place for place, name in enumerate(self._order())}
        self.problems = sorted(
            (*texts, *kept), key=lambda problem: (order.get(problem.field, len(order)), problem.severity != ERROR)
        )
        return self.problems

    def look(self, store: Store, today: date) -> list[Problem]:
        """What is wrong with the record as it would stand once it is saved."""
        before = self.before if self.row is not None else None
        return looked_over.look(store, self.record_type.name, self.to_save(), before, today)

    def _number_twice(self, store: Store) -> list[Problem]:
        """Another record has the number that was typed; looked up once for each number and year."""
        from danvan_desktop.app import number_books

        name = number_books.REGISTERS.get(self.record_type.name, "")
        if not name or name in self.unreadable:
            return []
        key = tuple(self.values.get(one) for one in (name, "register_year", "received_on"))
        if key[:2] == tuple(self.before.get(one) for one in (name, "register_year")):
            return []
        if key != self._number_asked:
            self._number_asked = key
            self._number_told = number_books.taken_by_others(store, self.record_type, self.values, self.row)
        return self._number_told

    def _answered(self, problem: Problem) -> bool:
        """Missing is not said of what is kept elsewhere, or of a text that stands there but cannot be read."""
        return problem.field in self.unreadable or (
            problem.code.startswith("required") and problem.field in self.withheld
        )

    def _order(self) -> Iterable[str]:
        return (name for section in self.record_type.form.sections for name in section.fields)

    def errors(self) -> list[Problem]:
        """What must be mended before a save."""
        return [problem for problem in self.problems if problem.severity == ERROR]

    def warnings(self) -> list[Problem]:
        """What should be looked at."""
        return [problem for problem in self.problems if problem.severity == WARNING]

    def problem_of(self, name: str) -> Problem | None:
        """The first thing wrong with a field."""
        return next((problem for problem in self.problems if problem.field == name), None)

    def parts(self, shown: Collection[str]) -> list[Part]:
        """How each section stands; only problems of the fields `shown` count."""
        return [self._part(section, shown) for section in self.sections()]

    def _part(self, section: Section, shown: Collection[str]) -> Part:
        own = [problem for problem in self.problems if problem.field in section.fields and problem.field in shown]
        errors = sum(problem.severity == ERROR for problem in own)
        warnings = len(own) - errors
        if errors:
            return Part(section, "error", errors, warnings)
        if warnings:
            return Part(section, "warning", 0, warnings)
        return Part(section, self._quiet_state(section))

    def _quiet_state(self, section: Section) -> str:
        filled = [name for name in section.fields if not _empty(self.values.get(name)) or name in self.withheld]
        if not filled and not self.unreadable.keys() & set(section.fields):
            return "untouched"
        needed = [name for name in section.fields if self.required(name)]
        everything = [name for name in section.fields if self.visible(name) and name not in self.secret()]
        done = set(needed) <= set(filled) if needed else len(filled) == len(everything)
        return "complete" if done else "open"


def label(item: Field) -> str:
    """A field's caption."""
    return _(item.label)


def bare_sentence(problem: Problem, item: Field) -> str:
    """A problem as said beside its field: without the label that stands above it."""
    caption = f"{_(item.label)}: "
    text = problem.text.removeprefix(caption)
    return text[:1].upper() + text[1:]


def _bare(value: Value) -> Value:
    return None if _empty(value) else value


def _empty(value: Value) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())
