"""From–to periods as reports name them: any two days, or whole years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _


class BadPeriodError(UserError):
    """The period ends before it begins."""


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            text = _("The period ends on {last}, before it begins on {first}.")
            raise BadPeriodError(text.format(last=f"{self.last:%d/%m/%Y}", first=f"{self.first:%d/%m/%Y}"))

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(self.first.year, self.last.year + 1)

    @property
    def whole_years(self) -> bool:
        """True from a 1 January to a 31 December."""
        return (self.first.month, self.first.day) == (1, 1) and (self.last.month, self.last.day) == (12, 31)

    @property
    def label(self) -> str:
        """As it stands in printed Vietnamese: 'năm 2019', 'giai đoạn 2016 - 2020', 'từ 01/01/2019 đến 18/10/2019'."""
        if not self.whole_years:
            return f"từ {self.first:%d/%m/%Y} đến {self.last:%d/%m/%Y}"
        if len(self.years) == 1:
            return f"năm {self.first.year}"
        return f"giai đoạn {self.first.year} - {self.last.year}"

    @property
    def previous(self) -> Period:
        """The period of the same kind just before: the years before, or as many days."""
        if self.whole_years:
            count = len(self.years)
            return Period(
                self.first.replace(year=self.first.year - count), self.last.replace(year=self.last.year - count)
            )
        end = self.first - timedelta(days=1)
        return Period(end - (self.last - self.first), end)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))
