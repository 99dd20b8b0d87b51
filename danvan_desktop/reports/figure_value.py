"""A figure with its number, as lists, JSON and printed pages take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from danvan_desktop.documents import text


@dataclass(frozen=True)
class FigureValue:
    """One figure as it is printed. A ratio's value is its percentage with one place, None when there is nothing."""

    code: str
    label: str
    counts: str
    kind: str
    value: int | Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    unit: str = ""
    certain: bool = True
    part: str = ""
    part_name: str = ""

    def as_json(self) -> dict[str, object]:
        """The object `danvan figures --json` gives."""
        value: object = self.value
        if isinstance(value, Decimal):
            value = int(value) if value == value.to_integral_value() else float(value)
        return {
            "code": self.code, "label": self.label, "counts": self.counts, "value": value,
            "numerator": self.numerator, "denominator": self.denominator,
        }  # fmt: skip

    def shown(self) -> str:
        """As it is printed: '3.073', '1.200,5', '59/71 (83,1%)'."""
        if self.numerator is not None and self.denominator is not None:
            return text.ratio(self.numerator, self.denominator)
        return text.decimal(self.value) if isinstance(self.value, Decimal) else text.number(self.value)

    @property
    def nothing(self) -> bool:
        """True when there is nothing to tell: zero, or a ratio of nothing."""
        return not (self.value if self.denominator is None else self.denominator)


def as_reported(item: FigureValue, said: str) -> FigureValue:
    """The figure with the number an earlier report printed ("1.234", "12,5", "59/71 (83,1%)")."""
    plain = said.partition(" ")[0].replace(".", "").replace(",", ".")
    try:
        above, stroke, below = plain.partition("/")
        if stroke:
            parts = int(above), int(below)
            return replace(item, value=percentage(*parts), numerator=parts[0], denominator=parts[1])
        return replace(item, value=Decimal(plain) if "." in plain else int(plain))
    except (ValueError, ArithmeticError):
        return item


Figures: TypeAlias = Mapping[str, FigureValue]


def percentage(numerator: int, denominator: int) -> Decimal | None:
    """Percent with one place, halves up; None when there is nothing to divide by."""
    if denominator == 0:
        return None
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
