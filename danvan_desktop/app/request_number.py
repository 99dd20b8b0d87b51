"""The number written into a request about a figure: read as in a form's field, kept as reports print it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from danvan_desktop import indicators
from danvan_desktop.documents import text
from danvan_desktop.domain.indicator import Counts, FigureKind, Indicator
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.sheets import number_cells
from danvan_desktop.sheets.cells import CellError
from danvan_desktop.storage import figures as sql

if TYPE_CHECKING:
    from danvan_desktop.storage.store import Store

_COUNT, _SUM = N_("a whole number, such as 12 or 1.234"), N_("a number, such as 1200 or 1.200,5")
_RATIO = N_("two whole numbers, such as 59/71 or 59/71 (83,1%)")
_ANY = N_("a number, such as 12, 1.200,5 or 59/71")


def read(store: Store, figure: str, said: str) -> str:
    """The number as it is printed, "" for none. Raises UserError for words and for a number of another kind.

    A figure that only a newer program knows takes any number, as it is written.
    """
    said = said.strip()
    item = indicators.find(figure, partial(sql.codes_in_use, store.conn)) if figure else None
    try:
        return _reader(item)(said) if said else ""
    except (CellError, ValueError):
        _refuse(item)


def _reader(item: Indicator | None) -> Callable[[str], str]:
    if item is None:
        return _any
    if item.kind is FigureKind.RATIO:
        return _ratio
    return _sum if item.counts is Counts.SUM else _count


def _exact(said: str) -> str:
    """A form takes "about 12" for 12; of a figure two offices disagree about, that would be said by nobody."""
    if not said[:1].isdigit():
        raise ValueError(said[:1])
    return said


def _count(said: str) -> str:
    return text.number(number_cells.read_integer(_exact(said)))


def _sum(said: str) -> str:
    return text.decimal(number_cells.read_decimal(_exact(said)))


def _ratio(said: str) -> str:
    """Both parts; the percentage is reckoned anew, whatever was typed."""
    parts = said.partition("(")[0]
    above, below = (number_cells.read_integer(_exact(part.strip())) for part in parts.split("/"))
    if above > below:
        raise ValueError("more than the whole")
    return text.ratio(above, below)


def _any(said: str) -> str:
    """As it is written: which kind the figure is of is not known here."""
    (_ratio if "/" in said else _sum)(said)
    return said


def _refuse(item: Indicator | None) -> NoReturn:
    words: dict[Callable[[str], str], str] = {_count: _COUNT, _sum: _SUM, _ratio: _RATIO, _any: _ANY}
    wanted = words[_reader(item)]
    raise UserError(
        _("The value of a figure is {wanted}.").format(wanted=_(wanted)), kept=_("Nothing was changed."),
        hint=_("Type the number alone; what there is to say about it belongs into the text."),
    )  # fmt: skip
