"""A document as plain data, before anybody decides whether it becomes PDF or DOCX.

In the header and the signature `None` means "not set yet": it prints as a marked blank to be filled in by hand.
An empty string means "this organ has none": nothing is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from danvan_desktop.documents.profiles import Profile


class Align(Enum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Header:
    """Who issues the document. `symbol` is what follows the number: 'BC/BTGDVTU'.

    `about`: what a letter is about ('V/v …'), under its number; a letter has no name of its kind. Minutes say their
    day in the text and are not `dated` here; a citizen's own paper has no organ ("") and the national title alone.
    """

    parent: str | None = None
    organ: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: date | None = None
    about: str = ""
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Title:
    """Name of the kind ('BÁO CÁO') and what it is about."""

    kind: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is 'Phần thứ nhất' and its title, 1 is 'I- …', 2 is '1. …', 3 is 'a) …'.

    The text carries its own number.
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it stays a line break. `style`: another element of the layout ('addressee')."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `heads` are the texts of the head from the top row down: ('Số mô hình theo lĩnh vực', 'Kinh tế'). Equal texts
    of neighbours in one row are drawn as one cell; a column with fewer texts than rows fills the rows below.
    `width` in millimetres is a wish: all widths are stretched or shrunk together to the width of the page.
    """

    heads: tuple[str, ...]
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row over all columns, above the rows that belong together."""

    text: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row in bold."""

    cells: tuple[str, ...]


class Uncounted(tuple[str, ...]):
    """A row that is entered in a register, but is none of what the lines at its foot count."""

    __slots__ = ()


Row: TypeAlias = "Sequence[str] | GroupRow | TotalRow"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `unit_line` stands above it ('Đơn vị tính: mô hình'), the total row is its last."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    unit_line: str = ""
    total: tuple[str, ...] | None = None

    def all_rows(self) -> list[Row]:
        """The rows with the total at the end."""
        return [*self.rows, TotalRow(self.total)] if self.total is not None else list(self.rows)


Block: TypeAlias = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and who receives. `authority` is the bold line ('K/T TRƯỞNG BAN'), `post` the one under it."""

    authority: str | None = None
    post: str | None = None
    name: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """One of those who sign side by side under minutes or a citizen's paper. An empty name leaves room to write it."""

    role: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix on pages of its own. `number` is 'I', 'II', or '' when there is only one."""

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    attached_to: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be set as PDF or DOCX."""

    profile: Profile
    header: Header
    title: Title
    blocks: tuple[Block, ...]
    signature: Signature | None = None
    signers: tuple[Signer, ...] = ()  # instead of `signature`, from left to right
    annexes: tuple[Annex, ...] = ()
    watermark: str = ""
    two_sided: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of a bound register. `pages` has a hole {pages}: how many follow is known only at the end."""

    lines: tuple[str, ...]
    pages: str
    signer: str
    note: str


@dataclass(frozen=True, slots=True)
class Register:
    """A register of any length: the rows come separately, one after another, so they need not fit in memory."""

    profile: Profile
    title: Title
    columns: tuple[Column, ...]
    header: Header | None = None
    unit_line: str = ""
    landscape: bool = True
    signature: Signature | None = None
    watermark: str = ""
    notes: tuple[str, ...] = field(default=())
    paper: str = "A4"  # or "A3"
    cover: Cover | None = None
    page_foot: str = ""  # stands under the rows of every page; {count} counted rows begin there
    style: str = "register"  # "wide" for tables of up to 31 columns on one page
