"""01/TCD: kết quả tiếp công dân thường xuyên, định kỳ và đột xuất."""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.domain.indicator import Alike, AnyOf, AtLeast, Condition, Dated, Each, Flag, In, Indicator, Not
from danvan_desktop.indicators.petitions import CROWD, REFUSED
from danvan_desktop.indicators.tt06.words import CASE, LINK, column

TABLE = "01/TCD"
_HEAD_MODES = ("dinh_ky_thu_truong", "dot_xuat_thu_truong")
# who was refused was not received (Luật Tiếp công dân Art. 9)
_HELD = (Dated("received_on"), Not(In("state", ("du_kien", "vang_mat", "hoan"))), Not(REFUSED))
_DELEGATE = (*_HELD, Flag("by_delegate"))
_HEAD = (*_HELD, In("mode", _HEAD_MODES), Not(Flag("by_delegate")))
_REGULAR = (*_HELD, Not(In("mode", _HEAD_MODES)), Not(Flag("by_delegate")))
_CROWD = AtLeast("people_count", CROWD)
# publicly announced days, also when nobody came; a day cancelled or put off is none
_ANNOUNCED = (Dated("session_on"), Not(In("state", ("hoan", "huy"))))

# visits of a day the head keeps or has kept for him, also when who was awaited did not come
_KEPT = (
    Dated("received_on"), Not(In("state", ("du_kien", "hoan"))),
    AnyOf((In("mode", _HEAD_MODES[:1]), Flag("by_delegate"))),
)  # fmt: skip
_SESSION = Alike("reception_session", (("received_on", "session_on"),), _ANNOUNCED[1:], ("receiving_body",))
# columns 10 and 16 count publicly announced days: of these visits nobody entered the day
SESSIONLESS = replace(
    column(TABLE, 0, "reception", (*_KEPT, Not(_SESSION))), code=f"{TABLE}.session_on", label=f"{TABLE}.session_on"
)


def columns() -> tuple[Indicator, ...]:
    """Columns 1–21."""
    return (*_totals(), *_regular(), *_by("head"), *_by("delegate"))


def _cases(number: int, visits: tuple[Condition, ...], *above: tuple[Condition, ...]) -> Indicator:
    """Vụ việc: the cases these visits name or are linked to, each once; a visit about two cases is two vụ việc.

    A visit without a case is one of its own. Cases that a higher host received too are counted there. Behind the
    number lies each case's last visit.
    """
    return column(TABLE, number, "reception", visits, each=Each(CASE, "received_on", visits, LINK, above))


def _totals() -> list[Indicator]:
    return [
        column(TABLE, 1, "reception", _HELD),
        column(TABLE, 2, "reception", _HELD, "people_count"),
        _cases(3, _HELD),
        column(TABLE, 4, "reception", (*_HELD, _CROWD)),
    ]


def _regular() -> list[Indicator]:
    return [
        column(TABLE, 5, "reception", _REGULAR),
        column(TABLE, 6, "reception", _REGULAR, "people_count"),
        _cases(7, _REGULAR, _HEAD, _DELEGATE),
        column(TABLE, 8, "reception", (*_REGULAR, _CROWD)),
        column(TABLE, 9, "reception", (*_REGULAR, _CROWD), "people_count"),
    ]


def _by(host: str) -> list[Indicator]:
    head = host == "head"
    first, visits = (10, _HEAD) if head else (16, _DELEGATE)
    sent = Flag("by_delegate")
    days = (*_ANNOUNCED, In("mode", _HEAD_MODES), Not(sent)) if head else (*_ANNOUNCED, sent)
    above = () if head else (_HEAD,)
    return [
        column(TABLE, first, "reception_session", days),
        column(TABLE, first + 1, "reception", visits),
        column(TABLE, first + 2, "reception", visits, "people_count"),
        _cases(first + 3, visits, *above),
        column(TABLE, first + 4, "reception", (*visits, _CROWD)),
        column(TABLE, first + 5, "reception", (*visits, _CROWD), "people_count"),
    ]
