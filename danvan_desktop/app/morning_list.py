"""The morning list as pages to print: the groups of the overview, told in Vietnamese, without persons' names."""

from __future__ import annotations

from collections import defaultdict

from danvan_desktop.app import disclosure
from danvan_desktop.app.overview import Overview, Task
from danvan_desktop.app.watermark import watermark
from danvan_desktop.i18n import vi
from danvan_desktop.reports.morning_list import TaskGroup, TaskLine, list_page, list_rows
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.storage.store import Store

FILE_NAME = "viec-can-lam"


def pdf(store: Store, seen: Overview) -> bytes:
    """The list as PDF, in memory."""
    from danvan_desktop.documents.register_pdf import register_pdf

    codes = _codes(store, seen)
    groups = [
        TaskGroup(group.name, group.count, [_line(task, codes.get(task.row, "")) for task in group.tasks])
        for group in seen.groups
    ]  # fmt: skip
    page = list_page(organ_from(store.settings), seen.day, watermark(store))
    return register_pdf(page, list_rows(groups, seen.day))


def _codes(store: Store, seen: Overview) -> dict[bytes, str]:
    """The codes of tasks that come out of denunciations: their words may say who denounces, so the code is printed."""
    by_type: dict[str, list[bytes]] = defaultdict(list)
    for group in seen.groups:
        for task in group.tasks:
            by_type[task.duty.record_type].append(task.row)
    found: dict[bytes, str] = {}
    for name, rows in by_type.items():
        found |= disclosure.of_denunciations(store, store.types[name], store.records(name, rows))
    return found


def _line(task: Task, code: str) -> TaskLine:
    term = task.term
    if code and not task.by_rule:
        return TaskLine(task.due, f"{code} {vi('(secret)')}", vi(task.duty.task))
    if term is None:
        return TaskLine(task.due, task.title, vi(task.duty.task))
    return TaskLine(task.due, task.title, task.said(vi), term.sentence(vi))
