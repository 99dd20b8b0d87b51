"""The morning list as pages to print: the groups of the overview, told in Vietnamese, without persons' names."""

from __future__ import annotations

from danvan_desktop.app.overview import Overview, Task
from danvan_desktop.app.terms import TYPE
from danvan_desktop.app.watermark import watermark
from danvan_desktop.i18n import vi
from danvan_desktop.reports.morning_list import TaskGroup, TaskLine, list_page, list_rows
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.storage.store import Store

FILE_NAME = "viec-can-lam"


def pdf(store: Store, seen: Overview) -> bytes:
    """The list as PDF, in memory."""
    from danvan_desktop.documents.register_pdf import register_pdf

    groups = [TaskGroup(group.name, group.count, [_line(task) for task in group.tasks]) for group in seen.groups]
    page = list_page(organ_from(store.settings), seen.day, watermark(store))
    return register_pdf(page, list_rows(groups, seen.day))


def _line(task: Task) -> TaskLine:
    term = task.term
    if term is None:
        return TaskLine(task.due, task.title, vi(task.duty.task))
    what = term.law.label_vi if task.duty.name == TYPE else vi(task.duty.task)
    return TaskLine(task.due, task.title, what, term.sentence(vi))
