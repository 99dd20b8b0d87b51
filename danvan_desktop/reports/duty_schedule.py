"""Thông báo lịch tiếp công dân: the reception days of a month or quarter as a page to be posted (TCD Art. 24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Align, Column, Document, GroupRow, Paragraph, Row, Table, Title
from danvan_desktop.documents.text import short_date
from danvan_desktop.domain.periods import Period
from danvan_desktop.reports.letters import laws_on
from danvan_desktop.reports.organ import Organ, template

KIND = "duty-schedule"
MONTH, QUARTER = 1, 3


@dataclass(frozen=True)
class SessionLine:
    """One reception day; `host` and `title` who receives, `postponed_to` the other day of one put off."""

    day: date
    start: str = ""
    end: str = ""
    host: str = ""
    title: str = ""
    body: str = ""
    place: str = ""
    by_delegate: bool = False
    postponed: bool = False
    postponed_to: date | None = None


@dataclass(frozen=True)
class ScheduleInput:
    """What the page is made of; `post_by` the last day to post it, None with no day to come."""

    organ: Organ
    organ_name: str
    period: Period
    on: date
    sessions: Sequence[SessionLine]
    post_by: date | None = None
    watermark: str = ""


def schedule_document(given: ScheduleInput) -> Document:
    """The page, ready for PDF or DOCX, in the layout of the body that signs."""
    spec, organ = template(KIND, given.on), given.organ
    basis = spec["basis"][organ.side].format(**laws_on(given.on))
    words = {"organ": given.organ_name, "period": period_words(given.period, given.on), "basis": basis}
    columns = tuple(
        Column((item["head"],), item["width"], Align(item.get("align", "left"))) for item in spec["columns"]
    )
    told = [Paragraph(spec["visitors"].format(**words))]
    if given.post_by is not None:
        told.append(Paragraph(spec["posting"].format(by=short_date(given.post_by))))
    return Document(
        organ.profile(given.on), organ.header(spec["code"], given.on),
        Title(spec["kind"], spec["subject"][organ.side].format(**words)),
        (Paragraph(spec["intro"].format(**words)), Table(columns, _rows(spec, given)), *told),
        signature=organ.signature(tuple(spec["recipients"])), watermark=given.watermark,
    )  # fmt: skip


def period_words(period: Period, on: date) -> str:
    """“tháng 12 năm 2026”, “quý IV năm 2026”, or from day to day."""
    spec = template(KIND, on)["period"]
    first, last = period.first, period.last
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (date.fromordinal(last.toordinal() + 1)).day == 1
    if whole and months == MONTH:
        return str(spec["month"].format(month=f"{first.month:02}", year=first.year))
    if whole and months == QUARTER and first.month % QUARTER == 1:
        roman = ("I", "II", "III", "IV")[first.month // QUARTER]
        return str(spec["quarter"].format(quarter=roman, year=first.year))
    return str(spec["days"].format(first=short_date(first), last=short_date(last)))


def _rows(spec: Mapping[str, Any], given: ScheduleInput) -> list[Row]:
    rows: list[Row] = [
        (str(number), *_cells(spec, one)) for number, one in enumerate(sorted(given.sessions, key=_when), 1)
    ]
    return rows or [GroupRow(spec["nothing"])]


def _when(one: SessionLine) -> tuple[date, str]:
    return one.day, one.start


def _cells(spec: Mapping[str, Any], one: SessionLine) -> tuple[str, ...]:
    hours = spec["hours"] if one.end else spec["from_hour"]
    title = one.title or spec["bodies"].get(one.body, "")
    who = f"{one.host}\n{title}" if one.host and title else one.host or title
    notes = [spec["by_delegate"]] if one.by_delegate else []
    if one.postponed:
        to = spec["postponed"].format(day=short_date(one.postponed_to)) if one.postponed_to else spec["postponed_open"]
        notes.append(to)
    day = spec["day"].format(weekday=spec["weekdays"][one.day.weekday()], day=short_date(one.day))
    return day, hours.format(start=one.start, end=one.end) if one.start else "", who, one.place, ", ".join(notes)
