"""Terms counted day by day, written apart from the program: only datetime and lists copied from domain/petitions.md."""

from __future__ import annotations

from datetime import date, timedelta

OFF = frozenset(
    date.fromisoformat(text)
    for text in """
    2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18 2024-04-29 2024-04-30 2024-05-01
    2024-09-02 2024-09-03
    2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02
    2025-09-01 2025-09-02
    2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01
    2026-08-31 2026-09-01 2026-09-02
    2027-01-01 2027-02-04 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-16 2027-04-30 2027-05-03 2027-09-02
    2027-09-03
    """.split()  # noqa: SIM905
)
MADE_UP = frozenset({date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)})


def office_is_open(day: date, more_off: frozenset[date] = frozenset()) -> bool:
    """Whether somebody sits in the office."""
    if day in MADE_UP:
        return True
    return day.isoweekday() not in {6, 7} and day not in OFF and day not in more_off


def slow_end(
    unit: str, length: int, start: date, away: list[date] | None = None, more_off: frozenset[date] = frozenset()
) -> tuple[date, date]:
    """(last day counted, last day to act), walking from the day after the event; `away` days are not counted."""
    day, counted = start, 0
    while counted < length:
        day = date.fromordinal(day.toordinal() + 1)
        if away and day in away:
            continue
        if unit == "d" or office_is_open(day, more_off):
            counted += 1
    last = day
    while not office_is_open(last, more_off):
        last += timedelta(days=1)
    return day, last
