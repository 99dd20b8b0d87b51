"""The cells of the six tables of TT 06/2025/TT-TTCP as plain data: which records stand behind each column.

A column is an indicator with the code "<table>.<column>" ("02/XLD.6"), so that number, list and annex are one thing.
Totals have conditions of their own and are not sums of other columns: the circular's formulas are real checks.
Columns without an indicator are typed by hand (06/QLKNTC). Headings, units and formulas: resources/law/tables_*.json.
"""

from __future__ import annotations

from danvan_desktop.domain.indicator import Indicator
from danvan_desktop.indicators.tt06 import enforcement, processing, reception, settlement, undated, undecided
from danvan_desktop.storage import rule_files

SET = "TT06-2025"


@rule_files.cached(1)
def columns() -> tuple[Indicator, ...]:
    """Every counted column, in the order of the tables; made anew when other catalogues come into force."""
    return (*reception.columns(), *processing.columns(), *settlement.columns(), *enforcement.columns())


def find(code: str) -> Indicator | None:
    """The column of that code, or the petitions that no column can count yet."""
    return next((item for item in (*columns(), *uncounted()) if item.code == code), None)


def uncounted() -> tuple[Indicator, ...]:
    """Petitions that no column can count yet, or only in another period: something is not written of them."""
    return (processing.UNCLASSIFIED, undecided.UNDECIDED, *undated.ALL)
