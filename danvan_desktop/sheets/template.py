"""A blank register to fill in: title, head row, lists to choose from. It imports back as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from danvan_desktop.domain.record_type import Field, FieldClass, Kind
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _, vi
from danvan_desktop.sheets.head import column_letter
from danvan_desktop.sheets.register_rules import rules_of, template_of
from danvan_desktop.storage import rules as tables
from danvan_desktop.storage.files import reason

HEAD_ROW = 4  # 1-based; titles above, column numbers below
FIRST_ROW = 6
READY_ROWS = 1_000
LISTS_SHEET = "Danh mục"


def write_template(type_name: str, path: Path, *, year: int | None = None) -> None:
    """Write the blank register. Raises EnvironmentProblem when the file cannot be written."""
    wanted = template_of(type_name)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    book.set_properties({"title": wanted["title"].format(year=year or date.today().year), "author": ""})  # noqa: DTZ011
    sheet = book.add_worksheet(wanted["sheet"])
    lists = book.add_worksheet(LISTS_SHEET)
    _write_head(book, sheet, wanted, year or date.today().year)  # noqa: DTZ011  the year on the officer's calendar
    rules = rules_of(type_name)
    used = 0
    for place, column in enumerate(wanted["columns"]):
        field = None if column["to"] == "case.code" else rules.target(column["to"])[1]
        sheet.set_column(place, place, column["width"], _cell_format(book, field))
        if field is not None and (labels := choice_labels(field)):
            _offer(book, sheet, lists, place, used, column["head"], labels)
            used += 1
    _finish(sheet, len(wanted["columns"]))
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
        raise EnvironmentProblem(
            _("The file {name} cannot be written: {error}").format(name=path, error=reason(cause)),
            hint=_("Close it in Excel or choose another folder."),
        ) from error


def choice_labels(field: Field) -> list[str]:
    """Vietnamese names of a field's categories, in catalogue order."""
    if field.catalogue:
        return [entry.label_vi for entry in tables.catalogue(field.catalogue)]
    return [vi(choice.label) for choice in field.choices]


def _write_head(book: Any, sheet: Any, wanted: dict[str, Any], year: int) -> None:  # noqa: ANN401  xlsxwriter has no types
    columns = wanted["columns"]
    title = book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E8EEF4"}
    )
    number = book.add_format({"italic": True, "border": 1, "align": "center"})
    sheet.merge_range(1, 0, 1, len(columns) - 1, wanted["title"].format(year=year), title)
    sheet.set_row(1, 24)
    for place, column in enumerate(columns):
        sheet.write_string(HEAD_ROW - 1, place, column["head"], head)
        sheet.write_string(HEAD_ROW, place, f"({place + 1})", number)
    sheet.set_row(HEAD_ROW - 1, 34)


def _cell_format(book: Any, field: Field | None) -> Any:  # noqa: ANN401
    look: dict[str, Any] = {"valign": "top"}
    if field is None or (field.kind is Kind.TEXT and field.cls is FieldClass.PERSON):
        look["num_format"] = "@"  # leading zeros of telephone and identity numbers stay
    elif field.kind is Kind.DATE:
        look["num_format"] = "dd/mm/yyyy"
    elif field.kind is Kind.MONEY:
        look["num_format"] = "#,##0"
    elif field.kind is Kind.LONG_TEXT:
        look["text_wrap"] = True
    return book.add_format(look)


def _offer(book: Any, sheet: Any, lists: Any, place: int, used: int, head: str, labels: list[str]) -> None:  # noqa: ANN401, PLR0917, PLR0913
    lists.write_string(0, used, head, book.add_format({"bold": True}))
    for number, text in enumerate(labels, 1):
        lists.write_string(number, used, text)
    lists.set_column(used, used, max(len(text) for text in labels) + 2)
    letter = column_letter(used)
    sheet.data_validation(
        FIRST_ROW - 1, place, FIRST_ROW + READY_ROWS, place,
        {
            "validate": "list",
            "source": f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(labels) + 1}",
            "error_type": "warning",
            "error_title": vi("Category"),
            "error_message": vi("This name is not in the list; the import may not know it."),
        },
    )  # fmt: skip


def _finish(sheet: Any, width: int) -> None:  # noqa: ANN401
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
    sheet.print_area(0, 0, FIRST_ROW + READY_ROWS, width - 1)
