"""Times and names as an officer writes them in short."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from danvan_desktop.i18n import _


def said(moment: datetime, today: date) -> str:
    """“Today 09:41”, “Yesterday 15:12”, “07/10 15:12”, with the year when it is another."""
    local = moment.astimezone()
    day, clock = local.date(), f"{local:%H:%M}"
    if day == today:
        return _("Today {time}").format(time=clock)
    if day == today - timedelta(days=1):
        return _("Yesterday {time}").format(time=clock)
    return f"{local:%d/%m} {clock}" if day.year == today.year else f"{local:%d/%m/%Y} {clock}"


def short_name(name: str) -> str:
    """A long name as it is written beside a note: “Phạm Thị Ngọc Lan” is “P.T.N. Lan”."""
    words = name.split()
    if len(name) <= 14 or len(words) < 3:
        return name
    return "".join(f"{word[0]}." for word in words[:-1]) + f" {words[-1]}"


def said_ms(at_ms: int, today: date) -> str:
    """The same for milliseconds since 1970."""
    return said(datetime.fromtimestamp(at_ms / 1000, UTC), today)
