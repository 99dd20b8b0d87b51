"""The calendar of days off: a new one taken in from a file, what it changes, and due dates reckoned again by it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_desktop.app import access_log, people
from danvan_desktop.app.deadline_list import open_petitions
from danvan_desktop.app.ownership import locked
from danvan_desktop.app.terms import TYPE, law, stamp
from danvan_desktop.domain import calendar_checks
from danvan_desktop.domain.values import Value
from danvan_desktop.domain.working_days import (
    KINDS,
    BadDayError,
    Calendar,
    DayChange,
    SpecialDay,
    calendar_from,
    changed_days,
)
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import rules
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.files import reason
from danvan_desktop.storage.store import Store

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Moved:
    """A stored due date that a new table moved."""

    petition: bytes
    number: str
    rule: str
    before: date | None
    after: date | None

    @property
    def text(self) -> str:
        """“0068/2026 20/10/2026 → 22/10/2026”: the petition's number, or its rule where it has none yet."""
        return f"{self.number or self.rule} {_written(self.before)} → {_written(self.after)}"

    def as_json(self) -> dict[str, object]:
        """As `--json` shows it."""
        return {"petition": self.petition.hex(), "number": self.number, "rule": self.rule, "before": self.before,
                "after": self.after}  # fmt: skip


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


@dataclass(frozen=True)
class Taken:
    """A calendar that is in force now: its version, the days it has otherwise, the due dates that moved."""

    version: str
    days: tuple[DayChange, ...]
    moved: tuple[Moved, ...]


def read_file(file: Path) -> tuple[str, Calendar]:
    """The text and the calendar of a file. Raises EnvironmentProblem or UserError; nothing was changed."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _unfit(file)
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise EnvironmentProblem(
            _unread(file, error),
            kept=_("Nothing was changed."), hint=_("Look whether the stick is in and the name is right."),
        ) from error  # fmt: skip
    except UnicodeDecodeError as error:
        raise _unfit(file) from error
    try:
        return text, calendar_from(json.loads(text))
    except BadDayError as error:
        raise _bad_day(file, error) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unfit(file) from error


def _unread(file: Path, error: OSError) -> str:
    if file.is_dir():
        return _("{name} is a folder, not a file.").format(name=file)
    return _("The file {name} cannot be read: {error}").format(name=file.name, error=reason(error))


def _bad_day(file: Path, error: BadDayError) -> UserError:
    text = _("{name}: day {place} of the list (“{day}”) cannot be read.")
    return UserError(
        text.format(name=file.name, place=error.place, day=error.day[:40]), kept=_("Nothing was changed."),
        hint=_("A day has a date like 2026-09-02, a name, and one of these kinds: {kinds}.").format(
            kinds=", ".join(sorted(KINDS))
        ),
    )  # fmt: skip


def _unfit(file: Path) -> UserError:
    return UserError(
        _("{name} is no calendar of days off.").format(name=file.name), kept=_("Nothing was changed."),
        hint=_("It is a JSON file with version, years, confirmed and days; “danvan calendar show --json” writes one."),
    )  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A calendar that could come into force: what it has otherwise, and what it takes from confirmed years."""

    version: str
    days: tuple[DayChange, ...]
    lost: tuple[DayChange, ...]
    doubted: tuple[int, ...]  # years that were confirmed and would be no longer

    @property
    def must_confirm(self) -> bool:
        """Whether somebody has to look at the list first."""
        return bool(self.lost or self.doubted)

    @property
    def lines(self) -> list[str]:
        """What it takes away or moves, a line for each day and year."""
        told = [f"{one.day:%d/%m/%Y}: {kind_words(one.before)} → {kind_words(one.after)}" for one in self.lost]
        text = _("{year}: no longer confirmed")
        return [*told, *(text.format(year=year) for year in self.doubted)]


def kind_words(one: SpecialDay | None) -> str:
    """“Quốc khánh (ngày lễ)”, or that nothing stands there."""
    from danvan_desktop.app import law_table

    return f"{one.name} ({_(law_table.KINDS[one.kind])})" if one else _("nothing")


def offered(store: Store, file: Path) -> Offered:
    """What a file would change; nothing is changed yet. Raises as take_calendar does."""
    return _offered(store, read_file(file)[1])


def _offered(store: Store, new: Calendar) -> Offered:
    old = rules.calendar(store.settings)
    _must_go_on(old, new)
    must_be_whole(new)
    lost, doubted = calendar_checks.taken_away(old, new), calendar_checks.doubted(old, new)
    return Offered(new.version, tuple(changed_days(old, new)), tuple(lost), tuple(doubted))


def take_calendar(store: Store, file: Path, officer: str, *, confirmed: bool = False) -> Taken:
    """Put a calendar of a file into force and reckon every open due date again, all or nothing.

    `confirmed`: somebody saw what it takes from confirmed years. Raises UserError for who may not, a file that is no
    calendar, an older version, one that lacks years or holidays, or one that takes days away unconfirmed.
    """
    people.require(store, "settings")
    text, new = read_file(file)
    offer = _offered(store, new)
    if offer.must_confirm and not confirmed:
        raise UserError(
            _("This calendar takes away or moves days of confirmed years: {days}.").format(days="; ".join(offer.lines)),
            kept=_("Nothing was changed."), hint=_("Compare with the announcement; then repeat it with --confirm."),
        )  # fmt: skip
    reason = _("Calendar of days off {version}").format(version=new.version)
    with store.batch(officer=officer, reason=reason) as batch:
        store.settings.set(rules.OWN_CALENDAR, text)
        moved = reckon_in(batch, store, officer)
    access_log.note(store, "settings_changed", reason)
    return Taken(new.version, offer.days, tuple(moved))


def _must_go_on(old: Calendar, new: Calendar) -> None:
    missing = _years_lost(old, new)
    if new.version < _floor(old) or (new.version == old.version and not _mends(old, new)):
        text = _("The calendar in force ({old}) is not older than this one ({new}).")
        message = text.format(old=old.version, new=new.version)
    elif missing:
        message = missing
    else:
        return
    hint = _("A newer calendar has a later date as its version.")
    raise UserError(message, kept=_("Nothing was changed."), hint=hint)


def _years_lost(old: Calendar, new: Calendar) -> str:
    missing = ", ".join(str(year) for year in sorted(old.years - new.years))
    told = _("This calendar lacks years that the one in force has: {years}.")
    return told.format(years=missing) if missing else ""


def must_serve(old: Calendar, new: Calendar) -> None:
    """Raise UserError where a calendar that comes signed lacks years of the one before or holidays of a year.

    Its version is the update's matter, and what it moves stands in the list that is shown before it is installed.
    """
    if lost := _years_lost(old, new):
        raise UserError(lost, kept=_("Nothing was changed."))
    must_be_whole(new)


def _floor(old: Calendar) -> str:
    """The version a new one must reach: of an unfit calendar taken in here only the program's own."""
    return rules.calendar().version if calendar_checks.missing(old) else old.version


def _mends(old: Calendar, new: Calendar) -> bool:
    """Whether it corrects one of the same version that this office took in from a file."""
    return old is not rules.calendar() and (bool(changed_days(old, new)) or old.confirmed != new.confirmed)


def must_be_whole(new: Calendar) -> None:
    """Raise UserError where a confirmed year lacks a holiday of the Labour Code (Article 112), by its name."""
    found = calendar_checks.missing(new)
    if not found:
        return
    text, years = _("{name} ({found} of {need} days)"), dict[int, list[str]]()
    for one in found:
        years.setdefault(one.year, []).append(text.format(name=_(one.name), found=one.found, need=one.need))
    told = [f"{year}: {', '.join(names)}" for year, names in years.items()]
    raise UserError(
        _("This calendar calls years confirmed without the holidays of the Labour Code: {days}.").format(
            days="; ".join(told)
        ),
        kept=_("Nothing was changed."),
        hint=_("Write these days into the file, or leave the year out of “confirmed” until it is announced."),
    )


def reckon_again(store: Store, officer: str) -> list[Moved]:
    """Reckon the due dates of open petitions by the tables in force; returns those that moved.

    After an update of the rules or the calendar, and for petitions entered before the program reckoned terms. What
    somebody set by hand stays, and so do other offices' records.
    """
    with store.batch(officer=officer, reason=_("Due dates reckoned again")) as batch:
        return reckon_in(batch, store, officer)


def reckon_in(batch: Batch, store: Store, officer: str) -> list[Moved]:
    """The same within a save that changes the tables: all or nothing."""
    found, moved = law(store), []
    for row, _owner, values in list(open_petitions(store, found)):
        more = stamp(found, values, values, officer)
        if not more or locked(store, store.types[TYPE], row):
            continue
        batch.edit(TYPE, row, more)
        if "due_on" in more:
            number = str(values.get("petition_no") or values.get("register_no") or "")
            rule = str(more.get("due_rule") or values.get("due_rule") or "")
            moved.append(Moved(row, number, rule, _day(values.get("due_on")), _day(more["due_on"])))
    return moved


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
