"""Caps per unit above which a person confirms: one computer gone wild must not fill a province."""

from __future__ import annotations

from dataclasses import dataclass, field

from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import _

MOST_OPS = 250_000  # of one unit in one go; a commune saves some thousands a year
MOST_BYTES = 256_000_000  # packed


@dataclass
class Meter:
    """What each unit has brought in one go. `confirmed`: a person has said that it may be much."""

    confirmed: bool = False
    ops: dict[str, int] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)

    def let_in(self, package: Package, size: int, own_unit: str) -> None:
        """Count a package of `size` bytes. Raises RefusedError when it is too much to come in unasked.

        The other computers of this office are free: they are ourselves.
        """
        unit = package.manifest.sender.unit.code
        ops, total = self.ops.get(unit, 0) + package.ops, self.size.get(unit, 0) + size
        if unit != own_unit and not self.confirmed and (ops > MOST_OPS or total > MOST_BYTES):
            raise _too_much(unit, ops, total)
        self.ops[unit], self.size[unit] = ops, total


def _too_much(unit: str, ops: int, size: int) -> RefusedError:
    detail = _("{ops} changes, {size} MB").format(ops=ops, size=size // 1_000_000)
    refused = RefusedError("large", sender=unit, detail=detail)
    refused.verified = True
    return refused
