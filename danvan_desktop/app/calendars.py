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
from danvan_desktop.domain.values import Value
from danvan_desktop.domain.working_days import Calendar, DayChange, calendar_from, changed_days
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import rules
from danvan_desktop.storage.batch import Batch
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
            _("The file {name} cannot be read: {error}").format(name=file.name, error=error.strerror or error),
            kept=_("Nothing was changed."), hint=_("Look whether the stick is in and the name is right."),
        ) from error  # fmt: skip
    except UnicodeDecodeError as error:
        raise _unfit(file) from error
    try:
        return text, calendar_from(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unfit(file) from error


def _unfit(file: Path) -> UserError:
    return UserError(
        _("{name} is no calendar of days off.").format(name=file.name), kept=_("Nothing was changed."),
        hint=_("It is a JSON file with version, years, confirmed and days; “danvan calendar show --json” writes one."),
    )  # fmt: skip


def take_calendar(store: Store, file: Path, officer: str) -> Taken:
    """Put a calendar of a file into force and reckon every open due date again, all or nothing.

    Raises UserError for who may not, a file that is no calendar, an older version, or one that lacks years.
    """
    people.require(store, "settings")
    text, new = read_file(file)
    old = rules.calendar(store.settings)
    _must_go_on(old, new)
    reason = _("Calendar of days off {version}").format(version=new.version)
    with store.batch(officer=officer, reason=reason) as batch:
        store.settings.set(rules.OWN_CALENDAR, text)
        moved = _reckon_again(store, batch, officer)
    access_log.note(store, "settings_changed", reason)
    return Taken(new.version, tuple(changed_days(old, new)), tuple(moved))


def _must_go_on(old: Calendar, new: Calendar) -> None:
    missing = ", ".join(str(year) for year in sorted(old.years - new.years))
    if new.version <= old.version:
        text = _("The calendar in force ({old}) is not older than this one ({new}).")
        message = text.format(old=old.version, new=new.version)
    elif missing:
        message = _("This calendar lacks years that the one in force has: {years}.").format(years=missing)
    else:
        return
    hint = _("A newer calendar has a later date as its version.")
    raise UserError(message, kept=_("Nothing was changed."), hint=hint)


def reckon_again(store: Store, officer: str) -> list[Moved]:
    """Reckon the due dates of open petitions by the tables in force; returns those that moved.

    After an update of the rules or the calendar, and for petitions entered before the program reckoned terms. What
    somebody set by hand stays, and so do other offices' records.
    """
    with store.batch(officer=officer, reason=_("Due dates reckoned again")) as batch:
        return _reckon_again(store, batch, officer)


def _reckon_again(store: Store, batch: Batch, officer: str) -> list[Moved]:
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
