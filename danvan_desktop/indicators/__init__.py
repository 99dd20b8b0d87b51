"""Every figure as plain data, one file per block; the order is the order of the annex."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from danvan_desktop import records
from danvan_desktop.domain.indicator import NOT_STATED, Indicator, for_code
from danvan_desktop.indicators import awards, dialogues, models, petitions
from danvan_desktop.storage import rules

ALL: tuple[Indicator, ...] = (
    *models.BLOCK,
    *petitions.BLOCK,
    *dialogues.DIALOGUE_BLOCK,
    *dialogues.VOTER_BLOCK,
    *awards.BLOCK,
)
CodesInUse = Callable[[str, str], Sequence[str]]  # (record type, field) -> codes of live records


def expanded(in_use: CodesInUse) -> Iterator[Indicator]:
    """All figures with the split ones spread out: fixed lists whole, catalogues by the codes in use, in their order."""
    for item in ALL:
        if item.split is None:
            yield item
        else:
            yield from (for_code(item, code) for code in _split_codes(item, in_use))


def named(code: str) -> Indicator:
    """A figure of `ALL` by its own code, a split one before it is split. StopIteration where there is none."""
    return next(item for item in ALL if item.code == code)


def find(code: str, in_use: CodesInUse) -> Indicator | None:
    """The figure of that code; a part may be any code of its list, also one no record has yet."""
    for item in ALL:
        if item.split is None and item.code == code:
            return item
    for item in ALL:
        if item.split is not None and code.startswith(f"{item.code}."):
            part = code.removeprefix(f"{item.code}.")
            if part == NOT_STATED or part in _known(item) or part in in_use(*split_field(item)):
                return for_code(item, part)
    return _column(code) if "/" in code else None


def _column(code: str) -> Indicator | None:
    """A column of an official table; those are read only when one is asked for."""
    from danvan_desktop.indicators import tt06

    return tt06.find(code)


def split_field(item: Indicator) -> tuple[str, str]:
    """Record type and field whose codes a figure is split by."""
    if item.split is None:
        return item.record_type, ""
    return item.split.record_type or item.record_type, item.split.field


def _known(item: Indicator) -> tuple[str, ...]:
    type_name, name = split_field(item)
    field = records.get(type_name).field(name)
    if field.catalogue:
        return tuple(entry.code for entry in rules.catalogue(field.catalogue))
    return tuple(choice.code for choice in field.choices)


def _split_codes(item: Indicator, in_use: CodesInUse) -> list[str]:
    type_name, name = split_field(item)
    known, used = _known(item), in_use(type_name, name)
    listed = [code for code in known if code in used] if records.get(type_name).field(name).catalogue else list(known)
    return [*listed, *(code for code in used if code not in known), NOT_STATED]
