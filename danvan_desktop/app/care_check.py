"""Looking after the file while it is in use: a glance at every opening, all of it once a week beside the work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from danvan_desktop.app.backups import local_now
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _
from danvan_desktop.storage import care_quick
from danvan_desktop.storage.care import FILE, SEARCH, VIEW, CheckReport
from danvan_desktop.storage.store import Store

BUDGET_SECONDS = 0.5
WEEK = timedelta(days=7)
_CHECKED, _FOUND = "care.checked", "care.found"


def glance(store: Store, seconds: float = BUDGET_SECONDS) -> None:
    """A quick check within the time. Raises EnvironmentProblem of the code “damaged” when something is wrong."""
    if care_quick.quick(store.conn, seconds):
        raise damage_found()


def weekly_due(store: Store, now: datetime | None = None) -> bool:
    """Whether the whole file was not looked at for a week."""
    text = store.settings.get(_CHECKED)
    return not text or not timedelta() <= (now or local_now()) - datetime.fromisoformat(text) < WEEK


def look(reader: Store, progress: Callable[[str], None] | None = None) -> CheckReport:
    """The whole file by a reader; changes nothing, so it may run beside the work."""
    return care_quick.on_reader(reader, progress)


def note(store: Store, report: CheckReport, now: datetime | None = None) -> None:
    """Remember when the file was looked at and what was found; a file too damaged for that is found so again."""
    with suppress(EnvironmentProblem), store.writing():
        store.settings.set(_CHECKED, (now or local_now()).isoformat(timespec="seconds"))
        store.settings.set(_FOUND, ",".join(report.bad))


def last_look(store: Store) -> tuple[datetime | None, list[str]]:
    """When the whole file was last looked at, and the codes of what was bad then."""
    text, found = store.settings.get(_CHECKED), store.settings.get(_FOUND)
    return datetime.fromisoformat(text) if text else None, found.split(",") if found else []


def note_damage(store: Store) -> None:
    """Remember that the file is damaged, so that the next opening leads to the rescue page."""
    with suppress(EnvironmentProblem):
        store.settings.set(_FOUND, FILE)


def needs_rescue(store: Store) -> bool:
    """Whether damage was found that making lists and search again does not mend."""
    return not set(last_look(store)[1]) <= {SEARCH, VIEW}


def damage_found() -> EnvironmentProblem:
    """What is said when the file of an open office turns out to be damaged."""
    return EnvironmentProblem(
        _("A part of the data file is damaged."),
        kept=_("Nothing is deleted; what can still be read stays readable."),
        hint=_("Stop entering records now and follow the rescue page step by step."), code="damaged",
    )  # fmt: skip
