"""From a figure to the list behind it, and from a title to a file's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from danvan_desktop.app.figure_compare import record_type
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.text import fold
from danvan_desktop.reports.figure_value import FigureValue

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


def open_list(
    desk: Desk, code: str, period: Period, value: FigureValue | None = None, part: str = "denominator",
    title: str = "",
) -> None:  # fmt: skip
    """Bring up the records a figure counts; the list is called as the figure is, else by `title`, else by its code."""
    from danvan_desktop.app.listing import Listing

    type_name = record_type(code)
    if not type_name:
        return
    called = value.label if value else title or code
    desk.show_list(Listing(
        type_name, figure=code, start=period.first, end=period.last, part=part, title=called,
    ))  # fmt: skip


def file_name(title: str) -> str:
    """'bao-cao-thang-10-nam-2026'."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
