"""How fields share the twelve columns of a form: paper order is kept, each row is filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from danvan_desktop.domain.record_type import Field, Kind

COLUMNS, GAP = 12, 12
UNIT = 64  # logical pixels of a column with its gap, in the narrowest window
_SPANS = {
    Kind.INTEGER: 2, Kind.DECIMAL: 3, Kind.MONEY: 3, Kind.DATE: 3, Kind.TIME: 2, Kind.YES_NO: 4, Kind.CHOICE: 4,
    Kind.CHOICES: 6, Kind.LINK: 5, Kind.ATTACHMENT: 6, Kind.LONG_TEXT: 12,
}  # fmt: skip
_TEXT_SPANS = ((20, 2), (60, 3), (120, 4), (200, 5), (10_000, 6))
_GROWING = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LINK, Kind.CHOICE, Kind.CHOICES})


@dataclass(frozen=True)
class Place:
    """A field and how many columns it has."""

    name: str
    span: int
    grows: bool = False


def wanted_span(field: Field, width: int) -> int:
    """Columns of a field whose caption and control need `width` pixels."""
    if field.kind is Kind.TEXT:
        most = field.max_length or 200
        span = next(columns for length, columns in _TEXT_SPANS if most <= length)
    else:
        span = _SPANS[field.kind]
    return min(max(span, ceil((width + GAP) / UNIT)), COLUMNS)


def grows(field: Field) -> bool:
    """Whether a field makes use of more room."""
    return field.kind in _GROWING


def rows(places: Sequence[Place]) -> list[list[Place]]:
    """Fields in their order, row by row; the room left in a row goes to what can use it."""
    found: list[list[Place]] = []
    used = COLUMNS
    for place in places:
        if used + place.span > COLUMNS:
            found.append([])
            used = 0
        found[-1].append(place)
        used += place.span
    return [_filled(line) for line in found]


def _filled(line: list[Place]) -> list[Place]:
    left = COLUMNS - sum(place.span for place in line)
    able = [place for place in line if place.grows]
    if not left or not able or (len(line) == 1 and line[0].span < COLUMNS // 2):
        return line
    widened = {place.name: left // len(able) for place in able}
    widened[able[-1].name] += left % len(able)
    return [Place(place.name, place.span + widened.get(place.name, 0), place.grows) for place in line]
