"""The morning list on paper: groups by urgency, each line with its day in words and why it is due; no person's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Align, Column, GroupRow, Register, Row, Title
from danvan_desktop.documents.text import short_date
from danvan_desktop.reports.organ import Organ, template

KIND = "morning-list"
_AWAY = frozenset({"waiting_reply", "elsewhere"})


@dataclass(frozen=True)
class TaskLine:
    """One thing to do; `due` of what somebody else has is the day it went there."""

    due: date
    title: str
    task: str
    why: str = ""


@dataclass(frozen=True)
class TaskGroup:
    """A group of the list: how many there are, and those that are printed."""

    name: str
    count: int
    lines: Sequence[TaskLine]


def list_page(organ: Organ, on: date, watermark: str = "") -> Register:
    """Head and columns."""
    spec = template(KIND, on)
    columns = tuple(
        Column((item["head"],), item["width"], Align(item.get("align", "left"))) for item in spec["columns"]
    )
    header = replace(organ.header("", on), symbol="", number="")
    title = Title(spec["kind"], spec["subject"].format(day=short_date(on)))
    return Register(organ.profile(on), title, columns, header, watermark=watermark, notes=(spec["note"],))


def list_rows(groups: Sequence[TaskGroup], on: date) -> Iterator[Row]:
    """The rows group by group; numbers run through."""
    spec = template(KIND, on)
    number = 0
    for group in groups:
        if group.count:
            yield GroupRow(spec["groups"][group.name].format(count=group.count))
        for line in group.lines:
            number += 1
            yield (str(number), _day(spec, group.name, line.due, on), line.title, line.task, line.why, "")
        if group.count > len(group.lines):
            yield GroupRow(spec["more"].format(count=group.count - len(group.lines)))
    if not number:
        yield GroupRow(spec["nothing"])


def _day(spec: Mapping[str, Any], name: str, due: date, on: date) -> str:
    """The day, and how late it is or how long it has been away: never told by a colour."""
    if name in _AWAY:
        return str(spec["away"].format(day=short_date(due), days=(on - due).days))
    return str(spec["late"].format(day=short_date(due), days=(on - due).days)) if due < on else short_date(due)
