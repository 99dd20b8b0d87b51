"""What is typed into the cell under a column head, as conditions, and conditions as what might have been typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from danvan_desktop.app.listing.listing import Condition
from danvan_desktop.app.listing.spans import day_text, read_span, span_text
from danvan_desktop.app.lists import code_label
from danvan_desktop.domain.record_type import Field, Kind, RecordType
from danvan_desktop.domain.text import clean, fold, fold_key
from danvan_desktop.domain.values import canonical_decimal
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.records import petition_states
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.sheets.number_cells import parse_number, read_money
from danvan_desktop.storage import rules

Conditions = tuple[Condition, ...]
_EMPTY = frozenset({"trong", "bo trong", "de trong", "rong", "chua co", "khong co gi", "empty", "blank"})
_FILLED = frozenset({"khong trong", "da co", "co gia tri", "filled", "not blank"})
IN_TIME, LATE = "in_time", "late"  # tests of the days on which a petition was processed and settled
_JUDGED = frozenset({"processed_on", "resolved_on"})
_JUDGEMENTS = {
    **dict.fromkeys(("dung han", "trong han", "in time", "on time"), IN_TIME),
    **dict.fromkeys(("tre han", "qua han", "khong dung han", "late", "overdue"), LATE),
}  # fmt: skip
_SIGN = re.compile(r"^\s*(>=|≥|=>|<=|≤|=<|>|<|=)\s*")
_WORD_SIGN = re.compile(r"^(tu ngay|tu|den ngay|den het|den|truoc ngay|truoc|sau ngay|sau)\s+")
_SIGNS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"}
_WORDS = {"tu": "≥", "tu ngay": "≥", "den": "≤", "den ngay": "≤", "den het": "≤", "truoc": "<", "truoc ngay": "<",
          "sau": ">", "sau ngay": ">"}  # fmt: skip
_RANGE = re.compile(r"^(?:từ\s+)?(.+?)\s*(?:\.\.|–|—|đến|\s-\s)\s*(.+)$", re.IGNORECASE)
_TIGHT = re.compile(r"^([^-]+/[^-]+)-([^-]+/[^-]+)$")  # 1/8-31/8; without strokes 1-8-2026 is one day
_NOT = re.compile(r"^(?:chua|khong phai|khong|tru|khac|not)\s+(.+)$")
_OPEN = frozenset({"chua dong", "chua xong", "chua ket thuc", "dang xu ly", "con mo", "open", "not closed"})
_WAITING = frozenset({"con phai giai quyet", "phai giai quyet", "chua giai quyet", "still to be settled"})
TO_SETTLE = tuple(state.code for state in petition_states.STATES if state.code not in petition_states.SETTLED)
_CLOSED = {*petition_states.ENDED, "da_co_ket_qua", "lan_hai", "to_cao_tiep", "thi_hanh_xong"}
_YES = frozenset({"co", "x", "yes", "dung", "1", "roi"})
_NO = frozenset({"khong", "chua", "no", "0", "sai"})
_WHOLE = {Kind.INTEGER, Kind.MONEY}
_STEP = {Kind.INTEGER: Decimal(1), Kind.MONEY: Decimal(1), Kind.DECIMAL: Decimal("0.000001")}


def read_cell(record: RecordType, name: str, text: str, today: date) -> Conditions:
    """Conditions of one filter cell; () for an empty cell. UserError says how it can be typed."""
    field, words = record.field(name), clean(text)
    folded = fold_key(words)
    if not words:
        return ()
    if folded in _EMPTY:
        return (Condition(name, "empty"),)
    if folded in _FILLED:
        return (Condition(name, "filled"),)
    if record.name == "petition" and name in _JUDGED and folded in _JUDGEMENTS:
        return (Condition(name, _JUDGEMENTS[folded]),)
    return _READERS.get(field.kind, _read_text)(record, field, words, today)


def _read_text(_record: RecordType, field: Field, text: str, _today: date) -> Conditions:
    sign, rest = _sign(text)
    if sign == "=" and rest and not field.sealed and field.kind is not Kind.LINK:
        return (Condition(field.name, "is", rest),)
    return (Condition(field.name, "has", text),)


def _read_yes(_record: RecordType, field: Field, text: str, _today: date) -> Conditions:
    folded = fold_key(text)
    if folded in _YES:
        return (Condition(field.name, "is", True),)
    if folded in _NO:
        return (Condition(field.name, "is", False),)
    raise UserError(_("“{text}” was not understood.").format(text=text), hint=_("Type: có, or: không."))


def _read_dates(_record: RecordType, field: Field, text: str, today: date) -> Conditions:
    parts = _RANGE.match(text) or _TIGHT.match(text)
    if parts and (last := read_span(parts[2], today)):
        first = read_span(parts[1], last[1])  # a year said once is meant for both
        if first:
            return Condition(field.name, "from", first[0]), Condition(field.name, "to", last[1])
    sign, rest = _sign(text)
    if span := read_span(rest, today):
        return _dated(field.name, sign, *span)
    hint = _("Type a day (14/8), ≥ 14/8/2026, a month (8/2026), a quarter (Q3), a year, or 1/8 - 31/8.")
    raise UserError(_("“{text}” is no day.").format(text=text), hint=hint)


def _dated(name: str, sign: str, first: date, last: date) -> Conditions:
    day = timedelta(days=1)
    try:
        bounds = {
            "≥": (first, None), ">": (last + day if sign == ">" else None, None),
            "≤": (None, last), "<": (None, first - day if sign == "<" else None),
        }  # fmt: skip
    except OverflowError:
        return (Condition(name, "empty"), Condition(name, "filled"))
    low, high = bounds.get(sign, (first, last))
    if low == high and low is not None:
        return (Condition(name, "is", low),)
    found = (Condition(name, "from", low) if low else None, Condition(name, "to", high) if high else None)
    return tuple(item for item in found if item is not None)


def _read_numbers(_record: RecordType, field: Field, text: str, _today: date) -> Conditions:
    if parts := _RANGE.match(text) or re.match(r"^([\d.,]+)\s*-\s*([\d.,]+)$", text):
        low, high = _number(field, parts[1]), _number(field, parts[2])
        if low is not None and high is not None:
            return Condition(field.name, "from", _kept(field, low)), Condition(field.name, "to", _kept(field, high))
    sign, rest = _sign(text)
    number = _number(field, rest)
    if number is not None:
        return _numbered(field, sign, number)
    raise UserError(_("“{text}” is no number.").format(text=text), hint=_("Type 5, > 5, ≤ 10 or 5 - 10."))


def _number(field: Field, text: str) -> Decimal | None:
    try:
        if field.kind is Kind.MONEY:
            return Decimal(read_money(text))
        return parse_number(text, whole=field.kind is Kind.INTEGER) if re.match(r"[+\-−]?\d", text) else None
    except (CellError, ArithmeticError, ValueError):
        return None


def _numbered(field: Field, sign: str, number: Decimal) -> Conditions:
    step = _STEP[field.kind]
    if sign in {">", "≥"}:
        return (Condition(field.name, "from", _kept(field, number + step if sign == ">" else number)),)
    if sign in {"<", "≤"}:
        return (Condition(field.name, "to", _kept(field, number - step if sign == "<" else number)),)
    return (Condition(field.name, "is", _kept(field, number)),)


def _kept(field: Field, number: Decimal) -> int | Decimal:
    return int(number) if field.kind in _WHOLE else number.normalize() + 0


def _sign(text: str) -> tuple[str, str]:
    if found := _SIGN.match(text):
        return _SIGNS.get(found[1], found[1]), text[found.end() :].strip()
    folded = fold(text)
    if (found := _WORD_SIGN.match(folded)) and len(folded) == len(text):
        return _WORDS[found[1]], text[found.end() :].strip()
    return "", text


def _read_codes(record: RecordType, field: Field, text: str, _today: date) -> Conditions:
    found: list[str] = []
    for part in re.split(r"[,;]|\s+hoặc\s+", text):
        if part.strip():
            found += [code for code in _codes(record, field, part) if code not in found]
    if not found:
        labels = ", ".join(code_label(field, code) for code in all_codes(field)[:6])
        raise UserError(
            _("Nothing here is called “{text}”.").format(text=text),
            hint=_("There are: {labels}…").format(labels=labels),
        )
    return (Condition(field.name, "any", tuple(found)),)


def _codes(record: RecordType, field: Field, part: str) -> Sequence[str]:
    folded = fold_key(part)
    if record.state_field == field.name and folded in _OPEN and (still := open_codes(record)):
        return still
    if field.name == "state" and record.name == "petition" and folded in _WAITING:
        return TO_SETTLE
    every = all_codes(field)
    labels = {code: fold_key(code_label(field, code)) for code in every}
    exact = [code for code in every if labels[code] == folded or code == part.strip()]
    if exact:
        return exact
    if inside := [code for code in every if f" {folded}" in f" {labels[code]}"]:
        return inside
    if negated := _NOT.match(folded):
        without = set(_codes(record, field, negated[1]))
        return [code for code in every if code not in without] if without else ()
    return ()


def all_codes(field: Field) -> tuple[str, ...]:
    """Every code a field may hold."""
    if field.catalogue:
        return tuple(entry.code for entry in rules.catalogue(field.catalogue))
    return tuple(choice.code for choice in field.choices)


def open_codes(record: RecordType) -> tuple[str, ...]:
    """States of a type after which something is still to be done; () where no state ends anything."""
    if not record.state_field:
        return ()
    ended = _CLOSED if record.name == "petition" else _last_states(record)
    return tuple(code for code in all_codes(record.field(record.state_field)) if code not in ended) if ended else ()


def _last_states(record: RecordType) -> set[str]:
    return {move.target for move in record.transitions} - {move.source for move in record.transitions}


# --- the way back
def cell_text(record: RecordType, conditions: Sequence[Condition]) -> str:
    """What might have been typed for the conditions of one field; "" for none."""
    if not conditions:
        return ""
    field = record.field(conditions[0].field)
    if len(conditions) == 2 and {item.test for item in conditions} == {"from", "to"}:
        low, high = sorted(conditions, key=lambda item: item.test)  # "from" stands before "to"
        return _between(field, low.value, high.value)
    return "; ".join(_one(record, field, item) for item in conditions)


def _one(record: RecordType, field: Field, item: Condition) -> str:
    if item.test in {"empty", "filled"}:
        return _("blank") if item.test == "empty" else _("not blank")
    if item.test in {IN_TIME, LATE}:
        return _("in time") if item.test == IN_TIME else _("late")
    if item.test == "any":
        return codes_text(record, field, item.value)
    if isinstance(item.value, bool):
        return _("yes") if item.value else _("no")
    sign = {"from": "≥ ", "to": "≤ ", "is": "", "has": ""}[item.test]
    if item.test == "is" and isinstance(item.value, str):
        sign = "= "
    return sign + plain(item.value)


def codes_text(record: RecordType, field: Field, value: object) -> str:
    """Codes by their labels; all that are still open in two words, nearly all of them by what is left out."""
    codes = tuple(value) if isinstance(value, tuple | list) else (str(value),)
    if field.name == record.state_field and set(codes) == set(open_codes(record)):
        return _("not closed")
    if record.name == "petition" and field.name == "state" and set(codes) == set(TO_SETTLE):
        return _("still to be settled")
    return ", ".join(code_label(field, code) for code in codes)


def _between(field: Field, low: object, high: object) -> str:
    if isinstance(low, date) and isinstance(high, date):
        return span_text(low, high) if low != high else f"{day_text(low)} - {day_text(high)}"
    return f"{plain(low)} - {plain(high)}"


def plain(value: object) -> str:
    """A value as it is typed."""
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Decimal):
        return canonical_decimal(value).replace(".", ",")
    return str(value)


_READERS: dict[Kind, Callable[[RecordType, Field, str, date], Conditions]] = {
    Kind.DATE: _read_dates, Kind.INTEGER: _read_numbers, Kind.MONEY: _read_numbers, Kind.DECIMAL: _read_numbers,
    Kind.CHOICE: _read_codes, Kind.CHOICES: _read_codes, Kind.YES_NO: _read_yes,
}  # fmt: skip
