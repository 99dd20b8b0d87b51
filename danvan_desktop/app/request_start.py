"""How a request begins: which units can be asked, what of a record may be proposed, what a figure says of itself."""

from __future__ import annotations

from danvan_desktop.app import unit_names
from danvan_desktop.app.figure_compare import Compared
from danvan_desktop.app.ownership import owner_of
from danvan_desktop.app.request_view import About
from danvan_desktop.app.titles import title
from danvan_desktop.app.unit_names import KnownUnit, has_roster
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.record_type import Field, FieldClass, Kind
from danvan_desktop.domain.text import fold_key
from danvan_desktop.storage.store import Store

_FIXED = frozenset({"unit", "register_no", "register_year"})  # what makes the record the one it is in its office's book


def askable(store: Store, typed: str = "") -> list[KnownUnit]:
    """Units above and below that a request reaches, by name; those whose name or code has what was `typed`."""
    words, anywhere = fold_key(typed).split(), has_roster(store)
    found = [
        unit for unit in unit_names.known_units(store).values()
        if (unit.above or unit.below) and (unit.direct or anywhere)
        and all(word in fold_key(unit.label) for word in words)
    ]  # fmt: skip
    return sorted(found, key=lambda unit: (not unit.above, fold_key(unit.label)))


def of_record(store: Store, type_name: str, row: bytes) -> tuple[About, str, str]:
    """What a question about a record is about, the record's title (it names nobody), and the other unit that owns it.

    The owner is "" for a record of this office: then somebody has to choose whom to ask.
    """
    item, owner = store.get(type_name, row), owner_of(store, row)
    told = title(store.types[type_name], item) if item else ""
    return About(type_name, row), told, "" if owner == store.unit.code else owner


def of_figure(line: Compared, period: Period) -> About:
    """What a returned figure is about."""
    return About(figure=line.now.code, start=period.first, end=period.last, value=line.now.shown())


def proposable(store: Store, type_name: str) -> list[Field]:
    """Fields for which another office may propose a value: no person's, no file, no link, not what numbers it."""
    return [
        field for field in store.types[type_name].fields
        if field.cls is FieldClass.OPEN and field.kind not in {Kind.ATTACHMENT, Kind.LINK} and not field.retired
        and field.name not in _FIXED
    ]  # fmt: skip
