"""Public holidays of a year as Article 112 of the 2019 Labour Code has them, where no announced calendar is at hand.

An estimate: which five days Tết takes and which day goes with 2 September is fixed every year anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from danvan_desktop.domain.lunar import LunarDay, lunar

_DAY = timedelta(days=1)
_WEEKEND = 5
_LONGEST = 70  # days within which a lunar day lies after its earliest place
_FIXED = (
    (1, 1, "Tết Dương lịch"), (4, 30, "lễ 30/4"), (5, 1, "lễ 1/5"), (9, 2, "Quốc khánh"), (9, 3, "Quốc khánh"),
)  # fmt: skip


@lru_cache(maxsize=256)
def standing_days(year: int) -> Mapping[date, str]:
    """Days off of a year with their names; a holiday on a weekend gives the next working day off."""
    found = {date(year, month, day): name for month, day, name in _FIXED}
    first = solar(year, 1, 1)
    found |= {first + place * _DAY: "Tết" for place in range(-1, 4)}
    found[solar(year, 3, 10)] = "Giỗ Tổ"
    for day, name in sorted(found.items()):
        if day.weekday() >= _WEEKEND:
            found[_next_free(day, found)] = name
    return found


def solar(year: int, month: int, day: int) -> date:
    """The common day of a lunar day; Tết lies between 21 January and 21 February."""
    earliest = date(year, 1, 20) + (month - 1) * 29 * _DAY
    days = (earliest + place * _DAY for place in range(_LONGEST))
    return next((one for one in days if lunar(one) == LunarDay(day, month, year)), earliest)


def _next_free(day: date, taken: Mapping[date, str]) -> date:
    while day.weekday() >= _WEEKEND or day in taken:
        day += _DAY
    return day
