"""Rules and days off as tables to look at: how long, by which article, since when, how certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.deadline_rules import Rule
from danvan_desktop.domain.working_days import PLANNED, Calendar
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import rules
from danvan_desktop.storage.store import Store

KINDS = {
    "le": N_("holiday"), "nghi_bu": N_("compensatory day off"), "hoan_doi_nghi": N_("day off, made up for"),
    "hoan_doi_lam": N_("make-up working day"), "du_kien": N_("planned, not confirmed: counted as worked"),
}  # fmt: skip
_UNITS = {
    "wd": N_("{count} working days"), "d": N_("{count} days"), "year": N_("{count} year"),
    "month_day": N_("the {count}th of the month"), "none": N_("set by the head"), "per_week": N_("{count} day a week"),
    "per_month": N_("{count} days a month"),
}  # fmt: skip
_VARIANTS = (
    ("remote", N_("remote {count}")), ("complex", N_("complex {count}")),
    ("complex_remote", N_("complex and remote {count}")), ("special", N_("especially complex {count}")),
)  # fmt: skip


@dataclass(frozen=True)
class RuleLine:
    """One version of a rule as it is read. `current`: it holds on the day asked about."""

    id: str
    label: str
    length: str
    law: str
    valid: str
    certain: bool
    current: bool
    note: str
    source: str

    def as_json(self) -> dict[str, object]:
        """As `danvan rules terms --json` shows it."""
        return {
            "id": self.id, "label": self.label, "length": self.length, "article": self.law, "valid": self.valid,
            "certain": self.certain, "current": self.current, "note": self.note, "source": self.source,
        }  # fmt: skip


@dataclass(frozen=True)
class DayLine:
    """One day of the calendar. `certain`: its year is announced and it is not only planned."""

    day: date
    name: str
    kind: str
    certain: bool
    source: str


def rule_lines(on: date) -> list[RuleLine]:
    """Every version of every rule, in the order of the law."""
    return [_line(rule, on) for rule in rules.deadline_rules().rules]


def _line(rule: Rule, on: date) -> RuleLine:
    return RuleLine(
        rule.id, rule.label, length_words(rule), rule.article, _validity(rule), rule.certain, rule.holds_on(on),
        rule.note, rule.source,
    )  # fmt: skip


def length_words(rule: Rule) -> str:
    """“30 ngày; vùng sâu, vùng xa 45”."""
    plain = _(_UNITS[rule.unit]).format(count=rule.length)
    more = [_(text).format(count=days) for name, text in _VARIANTS if (days := getattr(rule, name)) is not None]
    return "; ".join([plain, *more])


def _validity(rule: Rule) -> str:
    first = f"{rule.valid_from:%d/%m/%Y}" if rule.valid_from else ""
    if rule.valid_to is None:
        return _("from {day}").format(day=first) if first else ""
    return f"{first} – {rule.valid_to:%d/%m/%Y}"


def day_lines(store: Store) -> tuple[Calendar, list[DayLine]]:
    """The calendar in force in this office and its days, the newest year first."""
    calendar = rules.calendar(store.settings)
    days: Iterable[date] = sorted(calendar.days, key=lambda day: (-day.year, day))
    found = (calendar.days[day] for day in days)
    return calendar, [
        DayLine(one.day, one.name, _(KINDS[one.kind]), calendar.is_confirmed(one.day) and one.kind != PLANNED,
                one.source) for one in found
    ]  # fmt: skip
