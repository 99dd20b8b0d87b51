"""Reading one cell: what is blank, what is flawed, text and tick marks in the spellings offices use."""

from __future__ import annotations

from datetime import date, datetime

from danvan_desktop.domain.text import clean, fold
from danvan_desktop.sheets.grid import CellValue, FlawedCell

EXCEL_ERRORS = frozenset({
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
})  # fmt: skip
_BLANK_MARKS = frozenset({"-", "–", "—", "--", "---", "...", "…", "/", "\\", "_", "."})
_SIGNS = "✓ ✔ ☑ ☒ √ ✗ ✘ + *"
_YES = frozenset({*_SIGNS.split(), "x", "xx", "v", "co", "dat", "yes", "true", "1", "dung", "roi"})
_NO = frozenset({"khong", "chua", "no", "false", "0", "khong co", "chua co", "khong dat", "chua dat", "☐", "sai"})


class CellError(ValueError):
    """The cell cannot be read; the text of the error is a key of REASONS in plan."""


def is_blank(value: CellValue) -> bool:
    """True for an empty cell, blanks only, or a mark that means nothing stands here."""
    if value is None:
        return True
    if type(value) is str:
        text = value if value[:1].isalnum() else value.strip().strip("\u200b\ufeff\u00a0 ")
        return not text or text in _BLANK_MARKS
    return False


def shown(value: CellValue) -> str | None:
    """The cell as the officer sees it, for lists of bad cells; None for an empty one."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y") if not (value.hour or value.minute) else value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean(str(value))[:300]


def refuse_flawed(value: CellValue) -> None:
    """Raise CellError for a formula that gives no value, a link formula or an error of Excel."""
    if isinstance(value, FlawedCell):
        raise CellError(value.flaw.value)
    if isinstance(value, str) and value.startswith("#") and value.strip().upper() in EXCEL_ERRORS:
        raise CellError("excel_error")


def read_text(value: CellValue) -> str:
    """A cell as text: NFC, stray blanks gone, 12.0 as 12, a date as on paper."""
    if isinstance(value, str):
        return clean(value)
    return shown(value) or ""


def read_yes(value: CellValue) -> bool:
    """A tick: x, ✓, có, 1 are yes; nothing, không, 0 are no. Raises CellError for anything else."""
    if is_blank(value):
        return False
    if isinstance(value, bool):
        return value
    text = fold(read_text(value)).strip(" .()")
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError("bad_mark")


def is_tick(value: CellValue) -> bool:
    """True when the cell holds a mark meaning yes."""
    try:
        return read_yes(value)
    except CellError:
        return False
