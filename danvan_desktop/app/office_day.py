"""What day it is in this office: by the machine's clock, or as the officer says where that clock is doubtful.

A clock before the last save, or more than 30 days after it, is doubtful (handoff.md §2): terms reckoned by it would
be wrong. Only days are compared, for nothing here depends on the hour. The answer is kept in the encrypted file, so
that it is asked once for one situation: every later save, or another jump of the clock, begins a new one. A question
that nobody answered is kept there too: what is saved meanwhile bears the doubtful day and answers nothing.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.last_save import LastSave, last_save
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

log = logging.getLogger(__name__)
MOST_DAYS = 30  # after the last save, before the clock is doubted
EARLIEST, LATEST = date(2000, 1, 1), date(2105, 12, 31)
_ANSWER = "clock.answer"
_ahead = timedelta(0)  # of the machine's clock; one process has one office open


def today() -> date:
    """The office's own day: its local day, moved where the officer said that the machine's is wrong."""
    return _machine_day() + _ahead


def _machine_day() -> date:
    return date.today()  # noqa: DTZ011  an office's day is its local day


def trust_the_clock() -> None:
    """The day is the machine's again: when the office is closed or locked."""
    global _ahead  # noqa: PLW0603  see there
    _ahead = timedelta(0)


@dataclass(frozen=True)
class Doubt:
    """The machine's day does not fit what is known. `since`: the day of the last save, or the one last confirmed."""

    machine: date
    since: date

    @property
    def before(self) -> bool:
        """Whether the clock went back; else it is far ahead."""
        return self.machine < self.since

    @property
    def text(self) -> str:
        """What is doubtful."""
        days = abs((self.machine - self.since).days)
        told = (
            ngettext(
                "The clock of this computer says {day}: {count} day before the last save here ({since}).",
                "The clock of this computer says {day}: {count} days before the last save here ({since}).", days,
            )
            if self.before
            else ngettext(
                "The clock of this computer says {day}: {count} day after the last save here ({since}).",
                "The clock of this computer says {day}: {count} days after the last save here ({since}).", days,
            )
        )  # fmt: skip
        return told.format(day=f"{self.machine:%d/%m/%Y}", count=days, since=f"{self.since:%d/%m/%Y}")


@dataclass(frozen=True)
class _Answer:
    """What is known of the day since `key` was the last save; `wrong`: the machine's day was another one, or may be.

    An officer's answer, or where none was given the day that the question was put with.
    """

    key: str
    day: date
    wrong: bool


def doubt(store: Store) -> Doubt | None:
    """Whether the officer is to be asked for the date. Reads one line of the journal; a new question is noted."""
    saved, machine = last_save(store), _machine_day()
    if saved is None:
        return None
    answer = _answer(store)
    since = _since(saved, answer)
    fits = _fits(machine, since)
    if not fits:
        _note(store, answer, _Answer(saved.key, since, wrong=True))
    elif answer is not None and answer.wrong and since != answer.day:  # saved under a clock that was right again
        _note(store, answer, _Answer(saved.key, since, wrong=False))
    return None if fits else Doubt(machine, since)


def _fits(day: date, since: date) -> bool:
    return since <= day <= since + timedelta(days=MOST_DAYS)


def _since(saved: LastSave, answer: _Answer | None) -> date:
    """The latest day that is known. Saves made under a clock that was doubted prove nothing, unless they fit it."""
    day = datetime.fromtimestamp(saved.wall / 1000).astimezone().date()
    if answer is None:
        return day
    proves = not answer.wrong or _fits(day, answer.day)
    return day if proves and answer.key != saved.key else answer.day


def _note(store: Store, before: _Answer | None, now: _Answer) -> None:
    """A question stands until it is answered, or the clock is right again. A full disk keeps nobody from the data."""
    if before is not None and (before.day, before.wrong) == (now.day, now.wrong):
        return
    try:
        _write(store, now)
    except EnvironmentProblem as error:
        log.warning("what is known of the day was not kept: %s", error.message)


def _answer(store: Store) -> _Answer | None:
    text = store.settings.get(_ANSWER)
    if not text:
        return None
    raw = json.loads(text)
    return _Answer(raw["key"], date.fromisoformat(raw["day"]), raw["wrong"])


def confirm(office: Office) -> date:
    """The officer says that the machine's day is right: it is not asked again before the next save."""
    return _keep(office, _machine_day())


def set_day(office: Office, day: date) -> date:
    """The officer says which day it is: the working date until the office is closed. Raises UserError."""
    if not EARLIEST <= day <= LATEST:
        text = _("Give a day from {first} to {last}.")
        raise UserError(text.format(first=f"{EARLIEST:%d/%m/%Y}", last=f"{LATEST:%d/%m/%Y}"))
    return _keep(office, day)


def _keep(office: Office, day: date) -> date:
    global _ahead  # noqa: PLW0603  see there
    store, machine = office.store, _machine_day()
    saved = last_save(store)
    _write(store, _Answer(saved.key if saved else "", day, wrong=day != machine))
    _ahead = day - machine
    access_log.note_softly(office, "clock_answered", f"{machine:%d/%m/%Y} → {day:%d/%m/%Y}")
    return day


def _write(store: Store, answer: _Answer) -> None:
    text = json.dumps({"key": answer.key, "day": answer.day.isoformat(), "wrong": answer.wrong})
    with store.writing():
        store.settings.set(_ANSWER, text)
