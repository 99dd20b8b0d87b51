"""What is wrong with a cell of an official table as it was typed: a place no table has, a period nobody reports."""

from __future__ import annotations

from datetime import date

from danvan_desktop.app import official_tables
from danvan_desktop.app.typed_cells import TYPED
from danvan_desktop.domain.official_tables import TableSet
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.problem import Problem, Values, error, warning
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.indicators import tt06

TYPE = "table_cell"
COUNTED = N_(
    "This column is counted from records: the number is kept and told beside the table, but stands in no column. An"
    " opening balance is added to what is counted."
)


def problems(values: Values) -> list[Problem]:
    """Everything wrong; what is missing altogether is said by the checks of the fields."""
    try:
        chosen = official_tables.table_set(str(values.get("table_set") or tt06.SET))
    except UserError as refused:
        return [Problem("table_set", "no_such_set", "error", f"{refused} {refused.hint}".strip())]
    found = [_of_place(chosen, values), _of_period(chosen, values)]
    return [problem for problem in found if problem is not None]


def _of_place(chosen: TableSet, values: Values) -> Problem | None:
    table, column = (str(values.get(name) or "") for name in ("table_name", "cell"))
    if not table or not column:
        return None
    wrong = official_tables.place_problem(chosen, table, column, str(values.get("cell_kind") or TYPED))
    if wrong == "table":
        text = _("{set} has no table {name}. Tables there are: {names}.")
        names = ", ".join(one.id for one in chosen.tables)
        return Problem("table_name", "no_such_table", "error", text.format(set=chosen.id, name=table, names=names))
    if wrong == "column":
        text = _("Table {table} has no column “{name}”; its columns are 1 to {last}.")
        last = chosen.table(table).columns[-1].number
        return Problem("cell", "no_such_column", "error", text.format(table=table, name=column, last=last))
    return warning("cell", "counted_column", COUNTED) if wrong else None


def _of_period(chosen: TableSet, values: Values) -> Problem | None:
    first, last = values.get("period_from"), values.get("period_to")
    if not isinstance(first, date) or not isinstance(last, date):
        return None
    if last < first:
        return error("period_to", "dates_out_of_order", N_("This date lies before the one it follows from."))
    if chosen.named(Period(first, last)):
        return None
    text = _("These days are no period of {set}: the third quarter, for one, is {first}–{last}.")
    third = chosen.period(f"Q3-{last.year}")[0]
    told = text.format(set=chosen.id, first=f"{third.first:%d/%m/%Y}", last=f"{third.last:%d/%m/%Y}")
    return Problem("period_to", "no_period", "error", told)
