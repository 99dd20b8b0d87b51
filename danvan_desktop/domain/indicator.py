"""The closed vocabulary in which every figure is defined: frozen plain data, no callables.

A figure is a list: its conditions pick records of one type, and the number is counted over the same records.
Conditions know the period ("received in it", "open at its end"), so any from–to works for every figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

EACH = "*"  # stands for the code an indicator is split by


class FigureKind(StrEnum):
    """How figures of months and units are put together: flows add up, stocks take the last, ratios are made anew."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"


class Counts(StrEnum):
    """What the number counts."""

    RECORDS = "records"
    PEOPLE = "people"
    CASES = "cases"
    SUM = "sum"


class When(StrEnum):
    """Where a date of the record lies against the period."""

    IN = "in"
    BEFORE = "before"  # before its first day
    UNTIL = "until"  # on its last day or earlier
    AFTER = "after"  # after its last day


@dataclass(frozen=True)
class Dated:
    """The date field lies so against the period; an empty date never does."""

    field: str
    when: When = When.IN


@dataclass(frozen=True)
class YearIn:
    """The year field is one of the years the period touches."""

    field: str


@dataclass(frozen=True)
class YearOrDate:
    """Whole years go by the year field, any other period by the first of the date fields that is filled.

    For whole years a record without a year goes by its date, so that it does not vanish from every yearly report.
    """

    year: str
    dates: tuple[str, ...]


@dataclass(frozen=True)
class In:
    """The field holds one of the codes; EACH stands for the code of the split."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Under:
    """The field holds the code or one below it in the field's catalogue."""

    field: str
    code: str


@dataclass(frozen=True)
class AtLeast:
    """The number field is not smaller."""

    field: str
    minimum: int


@dataclass(frozen=True)
class Flag:
    """The yes/no field says yes."""

    field: str


@dataclass(frozen=True)
class Empty:
    """None of the fields is filled."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class NotZero:
    """At least one of the number fields holds something other than zero."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """All of these hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of these holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """This does not hold (an empty field counts as not holding it)."""

    part: Condition


@dataclass(frozen=True)
class Has:
    """Another live record points here through `link` and fulfils the conditions."""

    record_type: str
    link: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Alike:
    """Another live record that the same office wrote fulfils the conditions and has the same values.

    `same`: pairs of a field here and one there. `loose`: fields of both that agree also where either is empty.
    """

    record_type: str
    same: tuple[tuple[str, str], ...]
    conditions: tuple[Condition, ...]
    loose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Latest:
    """Of the live children of the period, the one of the last year fulfils the conditions.

    So a model of several years is counted once in every split, as it stood at the end.
    """

    record_type: str
    link: str
    year: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Parent:
    """The live record this one belongs to fulfils the conditions."""

    record_type: str
    link: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class OneOf:
    """Of the live records with the same value in `field` that fulfil the conditions, this is the one that counts.

    That is the last by `order`, then the last made; a record without a value stands for itself. So several petitions
    of one case are one vụ việc, and the list behind the number has one line for each. `through`: a type of links that
    give a record without a value the first one they lead to.
    """

    field: str
    order: str
    conditions: tuple[Condition, ...]
    through: str = ""


@dataclass(frozen=True)
class Each:
    """Not the records are counted but the values they have in `field`, and through links of type `through`, each once.

    A record without any value stands for itself. What a record that fulfils one of `without` has too is left out.
    Behind the number lies, for each value, the last record by `order` that has it.
    """

    field: str
    order: str
    conditions: tuple[Condition, ...]
    through: str
    without: tuple[tuple[Condition, ...], ...] = ()


Condition: TypeAlias = (
    Dated
    | YearIn
    | YearOrDate
    | In
    | Under
    | AtLeast
    | Flag
    | Empty
    | NotZero
    | All
    | AnyOf
    | Not
    | Has
    | Alike
    | Latest
    | Parent
    | OneOf
)


@dataclass(frozen=True)
class Split:
    """By which field's codes an indicator is spread out; `record_type` if the field is not the counted record's."""

    field: str
    record_type: str = ""


@dataclass(frozen=True)
class Indicator:
    """One figure. A ratio counts its conditions as the denominator and those plus `numerator` above it.

    `label` and `unit` are source English. `sums` are the fields added up. `certainty` says whether the meaning is
    fixed by the branch ("fixed") or ours until a province says otherwise ("check").
    """

    code: str
    label: str
    unit: str
    record_type: str
    conditions: tuple[Condition, ...]
    kind: FigureKind = FigureKind.FLOW
    counts: Counts = Counts.RECORDS
    sums: tuple[str, ...] = ()
    numerator: tuple[Condition, ...] = ()
    split: Split | None = None
    part: str = ""  # the code of a split this is the part of
    each: Each | None = None  # what is counted instead of the records
    certainty: str = "fixed"


NOT_STATED = "khong_ro"  # the part of the records without a code, so that parts add up


def for_code(indicator: Indicator, code: str) -> Indicator:
    """The part of a split indicator for one code."""
    held = None if code == NOT_STATED else code
    parts = tuple(_with_code(part, held) for part in indicator.conditions)
    return replace(indicator, code=f"{indicator.code}.{code}", conditions=parts, part=code)


def _with_code(condition: Condition, code: str | None) -> Condition:
    if isinstance(condition, In) and condition.codes == (EACH,):
        return Empty((condition.field,)) if code is None else In(condition.field, (code,))
    if isinstance(condition, All | AnyOf):
        return replace(condition, parts=tuple(_with_code(part, code) for part in condition.parts))
    if isinstance(condition, Has | Latest | Parent | OneOf):
        return replace(condition, conditions=tuple(_with_code(part, code) for part in condition.conditions))
    if isinstance(condition, Not):
        return Not(_with_code(condition.part, code))
    return condition
