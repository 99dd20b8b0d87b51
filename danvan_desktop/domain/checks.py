"""What is wrong with a record, for form, import and package alike.

An error is what cannot be or cannot be read: a missing required value, a value of the wrong kind, a number out of
bounds, an unknown code, a date after today, an end before its beginning. Everything else is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from danvan_desktop.domain.problem import ERROR, WARNING, Problem, Severity, Values
from danvan_desktop.domain.record_checks import record_problems
from danvan_desktop.domain.record_type import Field, Kind, RecordType, When
from danvan_desktop.domain.values import BadValueError, Value, to_json
from danvan_desktop.i18n import _

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EARLIEST = date(1945, 9, 2)
_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_NUMBERS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.DECIMAL})


def problems(
    record: RecordType, values: Values, today: date, catalogues: Mapping[str, Collection[str]] | None = None
) -> list[Problem]:
    """Everything wrong with the values of one record, in the order of its fields, whole-record checks last.

    `catalogues` gives the known codes by catalogue (storage.rules.codes()); without it those codes are not checked.
    The link to a parent is never missed here: the program that makes the child sets it.
    """
    found: list[Problem] = []
    for field in record.fields:
        found += _field_problems(record, field, values, today)
        found += _unknown_codes(field, values.get(field.name), catalogues or {})
    broken = {problem.field for problem in found if problem.severity == ERROR}
    sound = {name: value for name, value in values.items() if name not in broken}
    return found + record_problems(record.name, sound)


def errors(found: list[Problem]) -> list[Problem]:
    """Only what must be mended before the record can be kept."""
    return [problem for problem in found if problem.severity == ERROR]


def condition_holds(when: When | None, values: Values) -> bool:
    """True when the condition's field holds one of its codes; a yes/no field holds "yes" or "no"."""
    if when is None:
        return False
    value = values.get(when.field)
    if isinstance(value, bool):
        return ("yes" if value else "no") in when.codes
    if isinstance(value, tuple):
        return any(code in when.codes for code in value)
    return value in when.codes


def must_be_given(field: Field, values: Values) -> bool:
    """Whether a record with these values cannot be kept without the field."""
    return field.required and not condition_holds(field.required_unless, values)


def withheld_for_denouncer(record: RecordType, values: Values) -> tuple[str, ...]:
    """Names of the fields that must not be read, stored or shown for this record because they are a denouncer's."""
    return tuple(f.name for f in record.fields if condition_holds(f.denouncer_when, values))


def _field_problems(record: RecordType, field: Field, values: Values, today: date) -> Iterator[Problem]:
    value = values.get(field.name)
    if _is_empty(value):
        yield from _missing(record, field, values)
        return
    if not _fits(field, value):
        yield _of(field, "wrong_kind", ERROR, _("{label}: this value cannot be read."))
        return
    if condition_holds(field.denouncer_when, values):
        yield _of(field, "denouncer", ERROR, _("{label}: this would name the person who denounced; it is not kept."))
        return
    if isinstance(value, date):
        yield from _date_problems(field, value, today)
    elif field.kind in _NUMBERS:
        yield from _number_problems(field, value)
    elif field.kind in _TEXTS and field.max_length is not None and len(str(value)) > field.max_length:
        text = _("{label}: longer than {most} characters.").format(label="{label}", most=field.max_length)
        yield _of(field, "too_long", WARNING, text)


def _is_empty(value: Value) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _missing(record: RecordType, field: Field, values: Values) -> Iterator[Problem]:
    if field.retired or field.name == record.parent:
        return
    if must_be_given(field, values):
        yield _of(field, "required", ERROR, _("{label} is missing."))
    elif condition_holds(field.required_when, values):
        yield _of(field, "required_when", WARNING, _("{label} should be given here."))


def _fits(field: Field, value: Value) -> bool:
    try:
        to_json(field, value)
    except (BadValueError, InvalidOperation, ValueError, TypeError):
        return False
    if field.kind is Kind.DATE:
        return isinstance(value, date)
    return field.kind is not Kind.TIME or _TIME.fullmatch(str(value)) is not None


def _date_problems(field: Field, value: date, today: date) -> Iterator[Problem]:
    if value < _EARLIEST:
        yield _of(field, "too_early", ERROR, _("{label}: this date is too long ago."))
    if field.past and value > today:
        yield _of(field, "future", ERROR, _("{label}: this date lies after today."))


def _number_problems(field: Field, value: Value) -> Iterator[Problem]:
    number = Decimal(str(value))
    if field.minimum is not None and number < field.minimum:
        text = _("{label}: must not be below {least}.").format(label="{label}", least=field.minimum)
        yield _of(field, "too_small", ERROR, text)
    if field.maximum is not None and number > field.maximum:
        text = _("{label}: must not be above {most}.").format(label="{label}", most=field.maximum)
        yield _of(field, "too_large", ERROR, text)


def _unknown_codes(field: Field, value: Value, catalogues: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    if field.kind not in {Kind.CHOICE, Kind.CHOICES} or _is_empty(value):
        return
    known: Collection[str] | None = [choice.code for choice in field.choices]
    if field.catalogue:
        known = catalogues.get(field.catalogue)
    given = value if isinstance(value, tuple) else (value,)
    if known is not None and any(code not in known for code in given):
        yield _of(field, "unknown_code", ERROR, _("{label}: not in the list of categories."))


def _of(field: Field, code: str, severity: Severity, text: str) -> Problem:
    return Problem(field.name, code, severity, text.format(label=_(field.label)))
