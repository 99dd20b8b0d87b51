"""Text of the old fonts (.VnTime and its kin, TCVN 5712-3) turned into Unicode while a sheet is read.

Such a text is a row of Latin letters that only look Vietnamese in that font: "§éc lËp" is "Độc lập". The workbook
stays as it is. Capital fonts (.VnTimeH) draw the small letters as capitals: their texts become small letters.
"""

from __future__ import annotations

from danvan_desktop.sheets.grid import CellValue, Grid, Row

_OLD = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦"
_NEW = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TO_UNICODE = str.maketrans(_OLD, _NEW)
_ALIEN = frozenset(_OLD) - frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")  # no Vietnamese text in Unicode has them
_LATIN_1 = 0xFF
_FEWEST, _MOST_OF = 3, 0.6  # cells that must look old, and their share among cells with marks


def to_unicode(text: str) -> str:
    """A text of the old fonts as everybody reads it."""
    return text.translate(_TO_UNICODE)


def is_old(grid: Grid) -> bool:
    """Whether most marked texts of a sheet are of the old fonts."""
    marked = [cell for row in grid.rows for cell in row if isinstance(cell, str) and not cell.isascii()]
    old = sum(1 for text in marked if _looks_old(text) and not _ALIEN.isdisjoint(text))
    return old >= _FEWEST and old >= _MOST_OF * len(marked)


def converted(grid: Grid) -> Grid:
    """The sheet in Unicode; one that is in Unicode already comes back as it is."""
    if not is_old(grid):
        return grid
    return Grid(grid.name, [_row(row) for row in grid.rows], grid.merges)


def _row(row: Row) -> Row:
    return [_cell(cell) for cell in row]


def _cell(cell: CellValue) -> CellValue:
    return to_unicode(cell) if isinstance(cell, str) and _looks_old(cell) else cell


def _looks_old(text: str) -> bool:
    """One letter beyond Latin-1, as ạ or đ, shows that this very cell was typed in Unicode."""
    return not text.isascii() and all(ord(letter) <= _LATIN_1 for letter in text)
