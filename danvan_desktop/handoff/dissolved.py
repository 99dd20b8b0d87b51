"""Units that were merged or split: who stands in their place above the units they leave behind.

A unit is dissolved where no computer of it is open and one at least was closed because the unit was merged or split.
Where all of them were stolen that stays said of them here, and the unit stands in the setting ENDED; the roster closes
them as merged for every program to read, with a mark that they were stolen (roster.Closed).
Certificates are never written anew for it: what they say of the unit above is read through this, everywhere alike.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.settings import Settings

if TYPE_CHECKING:
    from danvan_desktop.handoff.certificates import Certificate
    from danvan_desktop.storage.store import Store

REASON = "merged"
ENDED = "units.ended"  # setting: codes of units that are no more though their computers were closed as stolen

Place = tuple[str, str]  # level of a unit, code of the unit above it


def ended(conn: Connection) -> frozenset[str]:
    """Units of which a person said that they are no more, whatever their computers were closed for."""
    return frozenset(Settings(conn).get(ENDED).split())


def mark_ended(store: Store, unit: str) -> None:
    """A unit is no more whose computers were all stolen. In `writing`."""
    store.settings.set(ENDED, " ".join(sorted({*ended(store.conn), unit})))


def gone(computers: Iterable[tuple[str, str | None]], ended: Container[str] = ()) -> frozenset[str]:
    """The dissolved units, from (unit, why its computer is closed or None) of every computer known."""
    said: dict[str, set[str | None]] = {}
    for unit, reason in computers:
        said.setdefault(unit, set()).add(reason)
    return frozenset(
        unit for unit, reasons in said.items() if None not in reasons and (REASON in reasons or unit in ended)
    )


def in_place_of(
    unit: str, dissolved: Container[str], units: Mapping[str, Place], into: Mapping[str, Sequence[str]], top: str = ""
) -> str:
    """The unit itself while it stands; a dissolved one's only successor of its own level, else the unit above it.

    `top`: where nothing else is known to stand above; "" leaves the last one that was found.
    """
    passed: set[str] = set()
    while unit in dissolved and unit not in passed:
        passed.add(unit)
        level, above = units.get(unit, ("", ""))
        heirs = [code for code in into.get(unit, ()) if code in units and units[code][0] == level]
        unit = heirs[0] if len(heirs) == 1 else above or top or unit
    return unit


def standing(conn: Connection, known: Mapping[bytes, Certificate]) -> dict[str, str]:
    """Dissolved unit -> the unit in its place, of the computers known here."""
    shut = roster_tables.closings(conn)
    if not shut:
        return {}
    none = gone(((c.unit.code, shut[r].reason if r in shut else None) for r, c in known.items()), ended(conn))
    if not none:
        return {}
    into = roster_tables.successions(conn)
    units = {c.unit.code: (c.unit.level, c.unit.parent_code) for c in known.values()}
    return {unit: in_place_of(unit, none, units, into) for unit in none}


def standing_under(certificate: Certificate, standing: Mapping[str, str]) -> Certificate:
    """The same certificate, its unit under what stands above it now."""
    unit = certificate.unit
    above = standing.get(unit.parent_code, unit.parent_code)
    if above in {unit.parent_code, unit.code}:
        return certificate
    return replace(certificate, unit=replace(unit, parent_code=above))
