"""Which backups are kept: seven days, four weeks, twelve months. Names carry the time, so nothing is opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import date, datetime
from pathlib import Path

from danvan_desktop.storage.backup import SUFFIX

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_TIME = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"DanVan-(?P<unit>.+)-(?P<group>[0-9a-f]{8})-(?P<time>\d{8}-\d{6})(-\d+)?" + re.escape(SUFFIX))


def to_delete(times: Iterable[datetime], today: date) -> set[datetime]:
    """Times of the backups that are no longer needed.

    The newest of each of the last 7 days, 4 weeks and 12 months that have one stays; so does the newest of all,
    and so does what bears a date after today: a clock that went wrong must not cost a good copy.
    """
    past = sorted({time for time in times if time.date() <= today}, reverse=True)
    kept: set[datetime] = set()
    for period, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        kept |= _newest_of_each(past, period, count)
    return set(past) - kept


def _newest_of_each(
    newest_first: Collection[datetime], period: Callable[[datetime], Hashable], count: int
) -> set[datetime]:
    found: dict[Hashable, datetime] = {}
    for time in newest_first:
        if period(time) not in found and len(found) < count:
            found[period(time)] = time
    return set(found.values())


def _day(time: datetime) -> Hashable:
    return time.date()


def _week(time: datetime) -> Hashable:
    return time.isocalendar()[:2]


def _month(time: datetime) -> Hashable:
    return time.year, time.month


def file_name(unit: str, group: str, made: datetime) -> str:
    """DanVan-<unit>-<group>-<date>-<time>.danvan-backup; `group` tells the backups of two data folders apart."""
    return f"DanVan-{unit}-{group}-{made:{_TIME}}{SUFFIX}"


def free_target(folder: Path, unit: str, group: str, made: datetime) -> Path:
    """A name nothing bears yet: a backup never overwrites another."""
    first = folder / file_name(unit, group, made)
    target, number = first, 2
    while target.exists():
        target = first.with_name(f"{first.name.removesuffix(SUFFIX)}-{number}{SUFFIX}")
        number += 1
    return target


def time_of(file: Path, group: str = "") -> datetime | None:
    """When a backup of that group was made, by its name; None for any other file."""
    found = _NAME.fullmatch(file.name)
    if found is None or (group and found["group"] != group):
        return None
    try:
        return datetime.strptime(found["time"], _TIME)  # noqa: DTZ007  an office's day is its local day
    except ValueError:
        return None
