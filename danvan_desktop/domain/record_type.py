"""The closed vocabulary in which every record type is defined: frozen plain data, no callables.

Tables, lists, search, spreadsheets, packages, history and help follow from these definitions.
What does not fit is ordinary Python at a named place, not a new flag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a field holds; see values.py for the neutral value and the stored form of each."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"  # whole VND
    DATE = "date"
    TIME = "time"  # HH:MM
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    ATTACHMENT = "attachment"


class FieldClass(StrEnum):
    """What may leave and what may be forgotten (handoff.md §2)."""

    OPEN = "open"
    PERSON = "person"
    DENOUNCER = "denouncer"
    LOCAL = "local"


class Rule(StrEnum):
    """Who may write rows of a type (handoff.md §3)."""

    OWNED = "owned"
    APPEND_ONLY = "append_only"
    CATALOGUE = "catalogue"  # the province, or for a unit's own row the unit itself
    ADDRESSED = "addressed"  # the unit that made it, and the unit it names, each its own fields


class DefinitionError(Exception):
    """A record type is defined wrongly; names type, field and attribute."""


@dataclass(frozen=True)
class Choice:
    """One code of a choice field: the code is for ever, the label is free; `label` is source English."""

    code: str
    label: str


@dataclass(frozen=True)
class When:
    """Condition on another field of the same record: its value is one of `codes`."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One field of a record type.

    `cls` its class; `choices` its codes, or `catalogue` the name of a dated code list in resources/law;
    `links_to` the type a LINK points to; `column` its place in lists (None: not in lists);
    `searchable` put into full-text search; `required_when`, `required_unless`, `visible_when` conditions
    as data;
    `minimum`, `maximum` bounds of numbers; `max_length` of texts; `past` a date that may not lie after today;
    `since` schema version that brought it; `derived` worked out by the program at a save, never typed.
    """

    name: str
    kind: Kind
    label: str
    cls: FieldClass = FieldClass.OPEN
    required: bool = False
    column: int | None = None
    searchable: bool = False
    choices: tuple[Choice, ...] = ()
    catalogue: str = ""
    links_to: str = ""
    required_when: When | None = None
    required_unless: When | None = None  # lifts `required`
    visible_when: When | None = None
    denouncer_when: When | None = None  # then the value is a denouncer's: never read, stored or shown
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    index: bool = False
    past: bool = False
    help: str = ""
    since: int = 1
    retired: bool = False
    derived: bool = False

    @property
    def sealed(self) -> bool:
        """True when only a salted hash of the value stands in the op and the value lies in the vault."""
        return self.cls is FieldClass.PERSON


@dataclass(frozen=True)
class Transition:
    """One allowed move between states; `role` who may make it."""

    name: str
    label: str
    source: str
    target: str
    role: str = ""


@dataclass(frozen=True)
class Section:
    """A block of a form, fields in the order of the paper."""

    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class FormLayout:
    """How a type is typed: paper order, quick-entry set (at most 12), defaults, child grids."""

    sections: tuple[Section, ...] = ()
    quick: tuple[str, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()  # (field, "today" | "last" | "own_unit" | a literal code)
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sharing:
    """How two units write one row (Rule.ADDRESSED): `addressee` names the other unit, `answers` only that unit writes.

    Both write the state field. Where the row hands a dossier on: `rows` lists what changes hands, `along` what goes to
    be read, `until` up to which change of the sender, `after` the hand-over by which the sender had it, `accepted` the
    state in which it has gone.
    """

    addressee: str
    answers: tuple[str, ...]
    rows: str = ""
    along: str = ""
    until: str = ""
    after: str = ""
    accepted: str = ""


@dataclass(frozen=True, eq=False)
class RecordType:
    """One record type. `parent` is the LINK field that makes it a child of another type.

    Equal only to itself, so that what storage works out from it can be kept by it.
    """

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    title: tuple[str, ...]
    version: int = 1
    rule: Rule = Rule.OWNED
    sharing: Sharing | None = None
    parent: str = ""
    state_field: str = ""
    transitions: tuple[Transition, ...] = ()
    form: FormLayout = field(default_factory=FormLayout)
    order: str = ""  # field lists are sorted by, newest first; empty: by creation

    def __post_init__(self) -> None:
        check_definition(self)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if there is none."""
        return self.by_name[name]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by name."""
        return {f.name: f for f in self.fields}

    @cached_property
    def searchable(self) -> tuple[Field, ...]:
        """Fields whose text goes into search, in order."""
        return tuple(f for f in self.fields if f.searchable)

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """Fields shown in lists, left to right."""
        return tuple(sorted((f for f in self.fields if f.column is not None), key=lambda f: f.column or 0))


_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
# `case` and `group` are the field's own terms: SQL here always quotes names
_SQL_WORDS = frozenset(
    "select from where order by table index values when then else end in is not null "  # noqa: SIM905
    "limit to default check references unique primary key row check union join on as".split()
)
_STANDING = frozenset({"id", "n", "owner", "created_at", "updated_at", "deleted", "extra"})


def check_definition(record: RecordType) -> None:
    """Raise DefinitionError for the first thing wrong with a definition."""
    names = [f.name for f in record.fields]
    _must(bool(_NAME.fullmatch(record.name)), record.name, "name", "is not snake_case")
    _must(len(set(names)) == len(names), record.name, "fields", "has a field twice")
    for item in record.fields:
        _check_field(record, item, frozenset(names))
    for name in (*record.title, *(n for s in record.form.sections for n in s.fields), *record.form.quick):
        _must(name in names, record.name, name, "is named but not defined")
    _must(bool(record.title), record.name, "title", "is missing")
    _must(len(record.form.quick) <= 12, record.name, "quick", "has more than 12 fields")
    _must((record.rule is Rule.ADDRESSED) == bool(record.sharing), record.name, "sharing", "does not fit the rule")
    shared = record.sharing
    if shared:
        for name in (shared.addressee, shared.rows, shared.along, shared.until, shared.after, *shared.answers):
            _must(not name or name in names, record.name, name, "is named but not defined")
    columns = [f.column for f in record.fields if f.column is not None]
    _must(len(set(columns)) == len(columns), record.name, "column", "is given twice")


def _check_field(record: RecordType, item: Field, names: frozenset[str]) -> None:
    where = f"{record.name}.{item.name}"
    _must(bool(_NAME.fullmatch(item.name)), where, "name", "is not snake_case")
    _must(item.name not in _SQL_WORDS and item.name not in _STANDING, where, "name", "is reserved")
    has_codes = item.kind in {Kind.CHOICE, Kind.CHOICES}
    _must(has_codes == bool(item.choices or item.catalogue), where, "choices", "do not fit the kind")
    _must((item.kind is Kind.LINK) == bool(item.links_to), where, "links_to", "does not fit the kind")
    for choice in item.choices:
        _must(bool(_CODE.fullmatch(choice.code)), where, choice.code, "is not lower-case ASCII")
    for condition in (item.required_when, item.required_unless, item.visible_when, item.denouncer_when):
        _must(condition is None or condition.field in names, where, "condition", "names an unknown field")


def _must(holds: bool, where: str, what: str, why: str) -> None:
    if not holds:
        raise DefinitionError(f"{where}: {what} {why}")
