"""Saved views: a list with its columns and widths under a name, each officer's own, kept in the encrypted file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from danvan_desktop.app.listing.filter_cell import open_codes
from danvan_desktop.app.listing.listing import Condition, Listing, default_sort
from danvan_desktop.app.listing.totals import due_conditions
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.i18n import _

Read = Callable[[str, str], str]
Write = Callable[[str, str], None]


@dataclass(frozen=True)
class View:
    """What a list looked like: what it shows, its columns left to right, their widths."""

    name: str
    listing: Listing
    columns: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)


def own_views(read: Read, type_name: str) -> list[View]:
    """Views an officer saved for a type, by name. `read` gives a preference of the officer."""
    try:
        stored = json.loads(read(f"list.{type_name}.views", "[]"))
        return sorted((from_json(item) for item in stored), key=lambda view: view.name)
    except (ValueError, KeyError, TypeError):
        return []  # written by another version


def save_view(read: Read, write: Write, view: View) -> None:
    """Keep a view; one of the same name is replaced."""
    kept = [item for item in own_views(read, view.listing.type_name) if item.name != view.name]
    _write(write, view.listing.type_name, [*kept, view])


def drop_view(read: Read, write: Write, type_name: str, name: str) -> None:
    """Forget a view."""
    _write(write, type_name, [item for item in own_views(read, type_name) if item.name != name])


def _write(write: Write, type_name: str, views: list[View]) -> None:
    write(f"list.{type_name}.views", json.dumps([to_json(view) for view in views], ensure_ascii=False))


def standing_views(record: RecordType, today: date) -> list[View]:
    """Views everybody has: all, those still open, and for petitions the overdue ones."""
    found = [View(_("All"), Listing(record.name))]
    if still_open := open_codes(record):
        only_open = (Condition(record.state_field, "any", still_open),)
        found.append(View(_("Still open"), Listing(record.name, conditions=only_open)))
    if record.name == "petition":
        late = due_conditions(today, late=True)
        found.append(View(_("Overdue"), Listing(record.name, conditions=late, sort="due_on", descending=False)))
    return found


def stage_views(record: RecordType, today: date) -> list[View]:
    """Of petitions the ready-made filters by stage and term."""
    if record.name != "petition":
        return []
    from danvan_desktop.app import stages

    return [View(_(stage.label), stage.listing(today)) for stage in stages.ALL]


def to_json(view: View) -> dict[str, object]:
    """A view as plain data."""
    listing = view.listing
    return {
        "name": view.name, "type": listing.type_name, "search": listing.search, "sort": listing.sort,
        "descending": listing.descending, "columns": list(view.columns), "widths": view.widths,
        "conditions": [[item.field, item.test, _packed(item.value)] for item in listing.conditions],
    }  # fmt: skip


def from_json(data: dict[str, object]) -> View:
    """A view out of plain data; raises ValueError, KeyError or TypeError for anything else."""
    conditions = tuple(
        Condition(str(name), str(test), _unpacked(value))
        for name, test, value in data["conditions"]  # type: ignore[attr-defined]
    )
    listing = Listing(
        str(data["type"]), str(data["search"]), conditions, str(data["sort"]), bool(data["descending"]),
    )  # fmt: skip
    widths = {str(name): int(width) for name, width in data["widths"].items()}  # type: ignore[attr-defined]
    return View(str(data["name"]), listing, tuple(map(str, data["columns"])), widths)  # type: ignore[call-overload]


def _packed(value: object) -> object:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, bytes):
        return {"id": value.hex()}
    return list(value) if isinstance(value, tuple) else value


def _unpacked(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(str, value))
    if not isinstance(value, dict):
        return value
    if "date" in value:
        return date.fromisoformat(value["date"])
    return bytes.fromhex(value["id"]) if "id" in value else Decimal(value["decimal"])


def same_rows(one: Listing, other: Listing) -> bool:
    """Whether two lists show the same rows in the same order."""

    def told(listing: Listing) -> tuple[object, ...]:
        sort = listing.sort or default_sort(listing.record)
        return (
            listing.type_name, listing.search, listing.conditions, sort, listing.descending, listing.figure,
            listing.start, listing.end, listing.part, listing.bin,
        )  # fmt: skip

    return told(one) == told(other)
