"""The Vietnamese lunar calendar (UTC+7), by Hồ Ngọc Đức's reckoning after Jean Meeus; right for 1968–2100.

A hint beside dates only: nothing is counted by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, pi, sin

_UTC_PLUS = 7.0 / 24.0
_MONTH = 29.530588853  # mean days from new moon to new moon
_EPOCH = 2415021.076998695  # the new moon of 1 January 1900 as a Julian day
_ORDINAL = 1721425  # Julian day of ordinal 0


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; `leap` in the month that repeats the number before it."""

    day: int
    month: int
    year: int
    leap: bool = False


@lru_cache(maxsize=1024)
def lunar(day: date) -> LunarDay:
    """The lunar day of a day of the common calendar."""
    number = day.toordinal() + _ORDINAL
    count = floor((number - _EPOCH) / _MONTH)
    first = _new_moon(count + 1)
    if first > number:
        first = _new_moon(count)
    year, start, following = _year_around(day.year, first)
    months = floor((first - start) / 29)
    month, leap = _numbered(months, start, following)
    shown = year - 1 if month >= 11 and months < 4 else year
    return LunarDay(number - first + 1, month, shown, leap)


def _year_around(year: int, first: int) -> tuple[int, int, int]:
    """The lunar year a month may belong to, with the beginnings of the eleventh months around it."""
    start = _eleventh_month(year)
    if start >= first:
        return year, _eleventh_month(year - 1), start
    return year + 1, start, _eleventh_month(year + 1)


def _numbered(months: int, start: int, following: int) -> tuple[int, bool]:
    """The number of the month so many months after the eleventh, and whether it is the leap one."""
    month, leap = months + 11, False
    if following - start > 365:
        place = _leap_place(start)
        if months >= place:
            month, leap = months + 10, months == place
    return (month - 12 if month > 12 else month), leap


def _eleventh_month(year: int) -> int:
    """Julian day of the new moon of the month that holds the winter solstice."""
    days = date(year, 12, 31).toordinal() + _ORDINAL - 2415021
    count = floor(days / _MONTH)
    first = _new_moon(count)
    return _new_moon(count - 1) if _sun_sign(first) >= 9 else first


def _leap_place(start: int) -> int:
    """How many months after the eleventh the leap month lies: the first without a change of the sun's sign."""
    count = floor((start - _EPOCH) / _MONTH + 0.5)
    place, last = 1, _sun_sign(_new_moon(count + 1))
    while place < 14:
        place += 1
        sign = _sun_sign(_new_moon(count + place))
        if sign == last:
            break
        last = sign
    return place - 1


def _sun_sign(number: int) -> int:
    """Which twelfth of its way the sun stands in at midnight, UTC+7, of a Julian day."""
    t = (number - 0.5 - _UTC_PLUS - 2451545.0) / 36525
    turn = pi / 180
    mean = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3
    length = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    length += (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(turn * mean)
    length += (0.019993 - 0.000101 * t) * sin(turn * 2 * mean) + 0.000290 * sin(turn * 3 * mean)
    return floor((length % 360) / 30)


@lru_cache(maxsize=4096)
def _new_moon(count: int) -> int:
    """Julian day, UTC+7, of the new moon so many months after that of 1 January 1900."""
    t = count / 1236.85
    turn = pi / 180
    moment = 2415020.75933 + 29.53058868 * count + 0.0001178 * t * t - 0.000000155 * t**3
    moment += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t * t) * turn)
    sun = turn * (359.2242 + 29.10535608 * count - 0.0000333 * t * t - 0.00000347 * t**3)
    moon = turn * (306.0253 + 385.81691806 * count + 0.0107306 * t * t + 0.00001236 * t**3)
    node = turn * (21.2964 + 390.67050646 * count - 0.0016528 * t * t - 0.00000239 * t**3)
    swing = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    swing += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    swing += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    swing += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    late = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return floor(moment + swing - late + 0.5 + _UTC_PLUS)
