"""The sheets of the province root, and the page with the root code for the covering letter."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.documents.recovery_sheet import DigitPage, digit_pages_pdf
from danvan_desktop.i18n import N_, vi


def root_sheets_pdf(unit_name: str, sheets: Sequence[str], code: str) -> bytes:
    """Two identical pages of one whole root, or one page for each of its shares. A4; `sheets`: lines of groups."""
    whole = len(sheets) == 1
    copies = [*sheets, *sheets] if whole else list(sheets)
    note = N_("Copy {place} of {count}") if whole else N_("Part {place} of {count}: any two bring the root back")
    pages = [
        DigitPage(
            unit_name, text.splitlines(), "".join(text.split()), vi(note).format(place=place, count=len(copies)), code
        )
        for place, text in enumerate(copies, 1)
    ]  # fmt: skip
    return digit_pages_pdf("root_sheet" if whole else "root_share", pages)


def root_code_pdf(unit_name: str, code: str) -> bytes:
    """One A4 page for the covering letter: the root code in two lines of four groups."""
    groups = code.split()
    lines = [" ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    return digit_pages_pdf("root_code", [DigitPage(unit_name, lines, "".join(groups))])
