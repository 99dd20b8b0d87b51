"""The units whose computers are known here and how they stand to this office: above, below, beside."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain.text import fold_key
from danvan_desktop.handoff import certificates
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class KnownUnit:
    """A unit. `above`: on the way from here to the top; `below`: under this office, at any depth."""

    code: str
    name: str
    level: str
    above: bool
    below: bool
    direct: bool = False  # packages go there and come from there

    @property
    def label(self) -> str:
        """Name and code."""
        return f"{self.name} ({self.code})" if self.name else self.code


def known_units(store: Store) -> dict[str, KnownUnit]:
    """Units by code, this office left out."""
    units = {c.unit.code: c.unit for c in sorted(certificates.stored(store).values(), key=lambda c: c.serial)}
    me = store.unit
    units.pop(me.code, None)
    above = _chain(me.parent_code, {code: unit.parent_code for code, unit in units.items()})
    return {
        code: KnownUnit(code, unit.name, unit.level, code in above, me.code in _chain(unit.parent_code, {
            other: one.parent_code for other, one in units.items()
        }), code == me.parent_code or unit.parent_code == me.code) for code, unit in units.items()
    }  # fmt: skip


def _chain(first: str, parents: dict[str, str]) -> list[str]:
    found: list[str] = []
    while first and first not in found:
        found.append(first)
        first = parents.get(first, "")
    return found


def sealable(store: Store, typed: str = "") -> list[KnownUnit]:
    """Units for which a package can be sealed, by name; those whose name or code has what was `typed`, unaccented."""
    words = fold_key(typed).split()
    found = [
        unit for unit in known_units(store).values()
        if peers.open_replicas(store.conn, unit.code) and all(word in fold_key(unit.label) for word in words)
    ]  # fmt: skip
    return sorted(found, key=lambda unit: fold_key(unit.label))


def unit_name(store: Store, code: str) -> str:
    """The unit's name, or its code where no name is known."""
    known = known_units(store).get(code)
    return known.name if known and known.name else code


def has_roster(store: Store) -> bool:
    """Whether the province's signed list of units is in force here."""
    return roster_tables.in_force(store.conn) is not None
