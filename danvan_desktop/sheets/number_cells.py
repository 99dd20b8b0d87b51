"""Reading counts, quantities and money from a cell in the spellings offices use.

Rules where a spelling has two readings (they are also in the help):
- a dot followed by three digits parts thousands ("1.200" is 1200), a comma is the decimal sign ("1,2" is 1.2); in
  whole numbers and money without a unit word "1,200" is 1200, else 1.2;
- when both signs stand in one number the last one is the decimal sign ("1,200.5" and "1.200,5").
"""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation

from danvan_desktop.domain.text import clean, fold
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.grid import CellValue

_ABOUT = re.compile(r"^(?:khoang|hon|tren|gan|uoc|~|≈|>|<|duoi)\s*")
_POWERS = (
    (re.compile(r"^(?:ty|ti|ti dong|ty dong)$"), 1_000_000_000),
    (re.compile(r"^(?:trieu|tr|trd|trieu dong|tr dong|tr d)$"), 1_000_000),
    (re.compile(r"^(?:nghin|ngan|k|ng|nghin dong|ngan dong|nghin d|ngan d)$"), 1_000),
    (re.compile(r"^(?:tram)$"), 100),
    (re.compile(r"^(?:dong|d|vnd|vnđ|đ|dong vn|viet nam dong|₫)$"), 1),
)
_NUMBER = r"[+\-−]?\d(?:[\d.,\s\u00a0\u202f']*\d)?"
_PART = re.compile(rf"({_NUMBER})\s*([a-zđ₫][a-zđ₫ ]*?)?\s*(?=\d|$)")
_UNITS_OF_COUNT = re.compile(
    r"^(?:nguoi|ng|cong|ngay|ngay cong|ho|luot|luot nguoi|m2|m²|met vuong|dai bieu|cu tri|dai|cuoc|don|y kien)$"
)


def read_integer(value: CellValue) -> int:
    """A count: 5, "05 người", "1.200". Raises CellError for fractions, words and negatives."""
    number = _plain_number(value, whole=True)
    if number != number.to_integral_value():
        raise CellError("bad_number")
    return int(_not_negative(number))


def read_decimal(value: CellValue, scale: int = 1) -> Decimal:
    """A quantity: 1200.5, "1.200,5", "1 200", "350 m2", "0,5 ha" (in m²). Raises CellError."""
    if isinstance(value, str):
        folded = fold(clean(value))
        if folded.endswith(("ha", "hecta", "hec ta")):
            value, scale = re.sub(r"\s*(?:ha|hecta|hec ta)$", "", folded), 10_000
    number = _not_negative(_plain_number(value, whole=False)) * scale
    return number.quantize(Decimal("0.000001")).normalize() if number else Decimal(0)


def read_money(value: CellValue, scale: int = 1) -> int:
    """Whole đồng: 12000000, "1,2 tỷ", "30 triệu", "12.000.000 đồng", "1 tỷ 200 triệu"; `scale` from the head."""
    words = isinstance(value, str)
    number = _money_in_words(str(value), scale) if words else _plain_number(value, whole=False) * scale
    return int(_not_negative(number).to_integral_value(rounding="ROUND_HALF_UP"))


def _not_negative(number: Decimal) -> Decimal:
    if number < 0:
        raise CellError("negative")
    return number


def _plain_number(value: CellValue, *, whole: bool) -> Decimal:
    if isinstance(value, bool):
        raise CellError("bad_number")
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise CellError("bad_number")
        return Decimal(format(value, ".15g"))
    if not isinstance(value, str):
        raise CellError("bad_number")
    folded = _ABOUT.sub("", fold(clean(value)))
    found = re.fullmatch(rf"({_NUMBER})\s*(\D*?)\.?", folded)
    if not found or (found[2] and not _UNITS_OF_COUNT.fullmatch(found[2].strip())):
        found = re.fullmatch(rf"({_NUMBER})\s*(m2|m²)", folded)
        if not found:
            raise CellError("bad_number")
    return parse_number(found[1], whole=whole)


def _money_in_words(text: str, scale: int) -> Decimal:
    folded = _ABOUT.sub("", fold(clean(text)).replace("vnđ", "vnd")).strip(" .()")
    total, smallest, place = Decimal(0), 0, 0
    while place < len(folded):
        found = _PART.match(folded, place)
        if not found:
            raise CellError("bad_number")
        word = (found[2] or "").strip()
        power = _power(word) if word else None
        total, smallest = _added(total, smallest, found[1], power, scale)
        place = found.end()
        while place < len(folded) and folded[place] in " ,.;":
            place += 1
    if not folded:
        raise CellError("bad_number")
    return total


def _added(total: Decimal, smallest: int, digits: str, power: int | None, scale: int) -> tuple[Decimal, int]:
    """Add one part of "1 tỷ 200 triệu"; parts go from large to small, a bare last digit counts tenths ("1 tỷ 2")."""
    if power is None and smallest:
        if len(digits) != 1:
            raise CellError("bad_number")
        return total + Decimal(digits) * smallest / 10, 1
    unit = power if power is not None else scale
    if smallest and unit >= smallest:
        raise CellError("bad_number")
    return total + parse_number(digits, whole=power is None or power == 1) * unit, unit


def _power(word: str) -> int:
    for pattern, power in _POWERS:
        if pattern.match(word):
            return power
    raise CellError("bad_number")


def parse_number(text: str, *, whole: bool) -> Decimal:
    """A number as typed in Vietnam; `whole` when a fraction makes no sense (see the rules above)."""
    sign = -1 if text.startswith(("-", "−")) else 1
    digits = re.sub(r"[\s\u00a0\u202f'+\-−]", "", text)
    if re.search(r"\d\s+\d", text) and not re.fullmatch(r"[+\-−]?\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d+)?", text):
        raise CellError("bad_number")
    try:
        return sign * Decimal(_plain_digits(digits, whole=whole))
    except InvalidOperation:
        raise CellError("bad_number") from None


def _plain_digits(digits: str, *, whole: bool) -> str:
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        group = "," if digits[decimal] == "." else "."
        return _grouped(digits[:decimal], group) + "." + digits[decimal + 1 :].replace(group, "x")
    if dots:
        return _grouped(digits, ".") if dots > 1 or re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) else digits
    if commas > 1 or (commas and whole and re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits)):
        return _grouped(digits, ",")
    return digits.replace(",", ".")


def _grouped(digits: str, group: str) -> str:
    if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})*", digits) and group in digits:
        raise CellError("bad_number")
    return digits.replace(group, "")
