"""Text of the old fonts (.VnTime and its kin, TCVN 5712-3) turned into Unicode while a sheet is read.

Such a text is a row of Latin letters that only look Vietnamese in that font: "§éc lËp" is "Độc lập". The workbook
stays as it is. Capital fonts (.VnTimeH) draw the small letters as capitals: their texts become small letters.
"""

from __future__ import annotations

from collections.abc import Callable

from danvan_desktop.sheets import vni_font
from danvan_desktop.sheets.grid import Grid, Row

_OLD = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦"
_NEW = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TO_UNICODE = str.maketrans(_OLD, _NEW)
_ALIEN = frozenset(_OLD) - frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý")  # no Vietnamese text in Unicode has them
_LATIN_1 = 0xFF
_FEWEST, _MOST_OF = 3, 0.6  # cells that must look old, and their share among cells with marks


def to_unicode(text: str) -> str:
    """A text of the old fonts as everybody reads it."""
    return text.translate(_TO_UNICODE)


def font_of(grid: Grid) -> Callable[[str], str] | None:
    """How most marked texts of a sheet are read: as those of VNI, of TCVN 5712, or None where they are Unicode."""
    marked = [cell for row in grid.rows for cell in row if isinstance(cell, str) and not cell.isascii()]
    if _mostly(sum(1 for text in marked if vni_font.looks_so(text)), marked):
        return vni_font.to_unicode
    old = sum(1 for text in marked if _looks_old(text) and not _ALIEN.isdisjoint(text))
    return to_unicode if _mostly(old, marked) else None


def _mostly(count: int, marked: list[str]) -> bool:
    return count >= _FEWEST and count >= _MOST_OF * len(marked)


def converted(grid: Grid) -> Grid:
    """The sheet in Unicode; one that is in Unicode already comes back as it is."""
    read = font_of(grid)
    if read is None:
        return grid
    return Grid(grid.name, [_row(row, read) for row in grid.rows], grid.merges)


def _row(row: Row, read: Callable[[str], str]) -> Row:
    return [read(cell) if isinstance(cell, str) and _looks_old(cell) else cell for cell in row]


def _looks_old(text: str) -> bool:
    """One letter beyond Latin-1, as ạ or đ, shows that this very cell was typed in Unicode."""
    return not text.isascii() and all(ord(letter) <= _LATIN_1 for letter in text)
