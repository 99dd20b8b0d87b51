"""The reception schedule of a month or quarter: its page, whether it can still be posted in time (rule A4), posted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from danvan_desktop import records
from danvan_desktop.app import access_log, doors, duty, people
from danvan_desktop.app.ownership import must_be_ours
from danvan_desktop.app.saving import writing
from danvan_desktop.app.terms import law
from danvan_desktop.app.watermark import watermark
from danvan_desktop.domain.deadlines import compute
from danvan_desktop.domain.indicator import Dated, In, Indicator
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports.duty_schedule import ScheduleInput, SessionLine, schedule_document
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.storage import figures as sql
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE, FILE_NAME, FORMATS = "reception_session", "lich-tiep-cong-dan", ("pdf", "docx")
PUT_OFF, PLANNED = "hoan", duty.PLANNED
SHOWN = (PLANNED, PUT_OFF, *duty.HELD)  # a day that was cancelled is on no schedule
_SESSIONS = Indicator("duty.schedule", "", "", TYPE, (Dated("session_on"), In("state", SHOWN)))
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """A reception day with the last day to post it; `certain` False where days off before it are not announced.

    `late`: it was posted too late, or is not posted and the day for it has passed.
    """

    row: bytes
    line: SessionLine
    state: str
    post_by: date
    posted: date | None
    certain: bool
    late: bool


@dataclass(frozen=True)
class Schedule:
    """The days of a period, the first first."""

    period: Period
    sessions: tuple[Session, ...]

    @property
    def ahead(self) -> tuple[Session, ...]:
        """Days still planned."""
        return tuple(one for one in self.sessions if one.state == PLANNED)

    @property
    def post_by(self) -> date | None:
        """The last day to post the page: that of the first day still planned."""
        return min((one.post_by for one in self.ahead), default=None)

    @property
    def warnings(self) -> list[str]:
        """What the rule of posting says against it, one sentence a day."""
        return [_warned(one) for one in self.sessions if one.late and one.state == PLANNED]


def _warned(one: Session) -> str:
    text = _("{day} had to be posted by {by}, five working days before it (rule A4).")
    if one.posted is not None:
        text = _("{day} was posted on {posted}; the last day for it was {by} (rule A4).")
    posted = f"{one.posted:%d/%m/%Y}" if one.posted else ""
    return text.format(day=f"{one.line.day:%d/%m/%Y}", by=f"{one.post_by:%d/%m/%Y}", posted=posted)


def period_of(text: str) -> Period:
    """The month 2026-12 or the quarter 2026-Q4. Raises UserError for anything else."""
    if found := _MONTH.fullmatch(text.strip()):
        return months(int(found[1]), int(found[2]), 1)
    if found := _QUARTER.fullmatch(text.strip()):
        return months(int(found[1]), int(found[2]) * 3 - 2, 3)
    raise UserError(
        _("“{text}” is neither a month nor a quarter.").format(text=text), hint=_("Write 2026-12 or 2026-Q4.")
    )


def months(year: int, first: int, count: int) -> Period:
    """So many whole months from the first one."""
    end = year * 12 + first - 1 + count
    return Period(date(year, first, 1), date(end // 12, end % 12 + 1, 1) - _DAY)


def schedule(store: Store, period: Period, today: date) -> Schedule:
    """The reception days of the heads of this office in a period."""
    rows = sql.ids(store.conn, store.types, _SESSIONS, period, units=[store.unit.code], order=("session_on", "n"))
    found = law(store)
    made = []
    for item in store.records(TYPE, rows):
        line = _line(item)
        end = compute(found.rules, found.calendar, duty.POSTED, line.day)
        posted = item.values.get("announced_on")
        day = posted if isinstance(posted, date) else None
        state = str(item.values.get("state") or "")
        late = (day or today) > end.due
        made.append(Session(item.id, line, state, end.due, day, end.certain, late))
    return Schedule(period, tuple(made))


def _line(item: Record) -> SessionLine:
    values, day = item.values, item.values["session_on"]
    assert isinstance(day, date)  # noqa: S101  the indicator asked for it
    to = values.get("postponed_to")
    return SessionLine(
        day, _text(values.get("start_time")), _text(values.get("end_time")), _text(values.get("host_name")),
        _text(values.get("host_title")), _text(values.get("receiving_body")), _text(values.get("place")),
        values.get("by_delegate") is True, values.get("state") == PUT_OFF, to if isinstance(to, date) else None,
    )  # fmt: skip


def _text(value: Value) -> str:
    return str(value or "")


# --- the page
def page(store: Store, found: Schedule, on: date, form: str = "pdf") -> bytes:
    """The page in memory as PDF or DOCX, in the layout of the body that signs. Raises UserError."""
    if form not in FORMATS:
        raise UserError(
            _("A schedule is written as pdf or docx, not “{format}”.").format(format=form),
            hint=_("Let the file's name end in .docx or .pdf."),
        )
    organ = organ_from(store.settings)
    document = schedule_document(ScheduleInput(
        organ, organ.name or store.unit.name, found.period, on, [one.line for one in found.sessions], found.post_by,
        watermark(store),
    ))  # fmt: skip
    if form == "docx":
        from danvan_desktop.documents.docx import to_docx

        return to_docx(document)
    from danvan_desktop.documents.pdf import to_pdf

    return to_pdf(document)


def write(store: Store, found: Schedule, on: date, path: Path) -> None:
    """Save as: .pdf or .docx by the name; the door is asked and logged. Raises UserError."""
    from danvan_desktop.documents.files import write_whole

    doors.allow(store)
    write_whole(path, page(store, found, on, path.suffix.lower().lstrip(".")))
    access_log.note_softly(store, doors.SAVED, path.name)


# --- posted
def mark_posted(store: Store, sessions: Sequence[Session], on: date, *, officer: str, today: date) -> str | None:
    """Write the day of posting into those planned days that have none; the name of the act for `undo`.

    UserError, nothing written, for a day after today.
    """
    people.require(store, "edit")
    if on > today:
        raise UserError(_("This day lies after today."), kept=_("Nothing was changed."))
    open_ones = [one for one in sessions if one.state == PLANNED and one.posted is None]
    for one in open_ones:
        must_be_ours(store, records.get(TYPE), one.row)
    with writing(store, officer, _("schedule posted")) as done:
        for one in open_ones:
            done.batch.edit(TYPE, one.row, {"announced_on": on})
    return done.group
