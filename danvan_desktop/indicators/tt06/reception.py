"""01/TCD: kết quả tiếp công dân thường xuyên, định kỳ và đột xuất."""

from __future__ import annotations

from danvan_desktop.domain.indicator import AtLeast, Condition, Dated, Flag, In, Indicator, Not, OneOf, Shares
from danvan_desktop.indicators.petitions import CROWD
from danvan_desktop.indicators.tt06.words import column

TABLE = "01/TCD"
_HEAD_MODES = ("dinh_ky_thu_truong", "dot_xuat_thu_truong")
_HELD = (Dated("received_on"), Not(In("state", ("du_kien", "vang_mat", "hoan"))))
_DELEGATE = (*_HELD, Flag("by_delegate"))
_HEAD = (*_HELD, In("mode", _HEAD_MODES), Not(Flag("by_delegate")))
_REGULAR = (*_HELD, Not(In("mode", _HEAD_MODES)), Not(Flag("by_delegate")))
_CROWD = AtLeast("people_count", CROWD)
# publicly announced days, also when nobody came; a day cancelled or put off is none
_ANNOUNCED = (Dated("session_on"), Not(In("state", ("hoan", "huy"))))


def columns() -> tuple[Indicator, ...]:
    """Columns 1–21."""
    return (*_totals(), *_regular(), *_by("head"), *_by("delegate"))


def _one(visits: tuple[Condition, ...], *above: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """One visit a case, without cases that a higher host received too: those are counted there."""
    base = (*visits, *(Not(Shares("case", higher)) for higher in above))
    return (*base, OneOf("case", "received_on", base))


def _totals() -> list[Indicator]:
    return [
        column(TABLE, 1, "reception", _HELD),
        column(TABLE, 2, "reception", _HELD, "people_count"),
        column(TABLE, 3, "reception", _one(_HELD)),
        column(TABLE, 4, "reception", (*_HELD, _CROWD)),
    ]


def _regular() -> list[Indicator]:
    return [
        column(TABLE, 5, "reception", _REGULAR),
        column(TABLE, 6, "reception", _REGULAR, "people_count"),
        column(TABLE, 7, "reception", _one(_REGULAR, _HEAD, _DELEGATE)),
        column(TABLE, 8, "reception", (*_REGULAR, _CROWD)),
        column(TABLE, 9, "reception", (*_REGULAR, _CROWD), "people_count"),
    ]


def _by(host: str) -> list[Indicator]:
    head = host == "head"
    first, visits = (10, _HEAD) if head else (16, _DELEGATE)
    sent = Flag("by_delegate")
    days = (*_ANNOUNCED, In("mode", _HEAD_MODES), Not(sent)) if head else (*_ANNOUNCED, sent)
    cases = _one(visits) if head else _one(visits, _HEAD)
    return [
        column(TABLE, first, "reception_session", days),
        column(TABLE, first + 1, "reception", visits),
        column(TABLE, first + 2, "reception", visits, "people_count"),
        column(TABLE, first + 3, "reception", cases),
        column(TABLE, first + 4, "reception", (*visits, _CROWD)),
        column(TABLE, first + 5, "reception", (*visits, _CROWD), "people_count"),
    ]
