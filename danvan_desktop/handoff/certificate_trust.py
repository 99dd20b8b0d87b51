"""Which offered certificates follow from those that are known: who may vouch for whom (handoff.md §7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from danvan_desktop.handoff import dissolved
from danvan_desktop.handoff.certificates import Certificate, identity, rank


def trusted(
    offered: Iterable[Certificate], known: Mapping[bytes, Certificate], my_unit: str,
    closed: Collection[bytes] = frozenset(), standing: Mapping[str, str] = MappingProxyType({}),
) -> list[Certificate]:  # fmt: skip
    """Those of the offered certificates that follow from the known ones, in that order; others are left out.

    A closed computer vouches for nobody any more: who stole it must not bring in another one. `standing`: what stands
    in the place of dissolved units, for what was written before and after belongs to the same unit above.

    Of one replica there may be two: the one another vouched with, and its own renewal. Both are needed further on.
    """
    accepted: list[Certificate] = []
    all_known = dict(known)
    waiting = sorted((dissolved.standing_under(c, standing) for c in offered), key=lambda c: c.serial)
    progress = True
    while progress:
        progress = False
        for certificate in waiting:
            if certificate.by in closed:
                continue
            if _is_news(certificate, all_known) and _follows(certificate, all_known, my_unit):
                accepted.append(certificate)
                all_known[certificate.replica] = certificate
                progress = True
    return accepted


def _is_news(c: Certificate, known: Mapping[bytes, Certificate]) -> bool:
    """Unknown, renewed, or vouched for by another where only its own word was known."""
    old = known.get(c.replica)
    if old is None or old.serial < c.serial:
        return True
    return old.serial == c.serial and old.by == old.replica != c.by


def _follows(c: Certificate, known: Mapping[bytes, Certificate], my_unit: str) -> bool:
    signer = known.get(c.by)
    if signer is None or not c.signed_with(signer.sign_key) or not _fits(c, known):
        return False
    if signer.unit.code == c.unit.code:
        return True
    if c.unit.code == my_unit and c.replica not in known:  # the office above brings no computer into this office
        return False
    return c.unit.parent_code == signer.unit.code and rank(c.unit) < rank(signer.unit)


def _fits(c: Certificate, known: Mapping[bytes, Certificate]) -> bool:
    """Whether it contradicts nothing that is known: of its computer, its installation, its unit's place."""
    old = known.get(c.replica)
    if old is not None and identity(old) != identity(c):
        return False
    if old is not None and old.unit.parent_code and not c.unit.parent_code:  # the first of two steps to another parent
        return False
    same = [k for k in known.values() if k.unit.code == c.unit.code]
    if any(k.unit.level != c.unit.level or not _agree(k.unit.parent_code, c.unit.parent_code) for k in same):
        return False
    return keeps_to_its_unit(c, known.values())


def keeps_to_its_unit(c: Certificate, known: Iterable[Certificate]) -> bool:
    """Whether its installation is none of another unit's: what is believed of an installation hangs on its line."""
    mine = {c.line, c.replica}
    return not any(k.unit.code != c.unit.code and not mine.isdisjoint((k.line, k.replica)) for k in known)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other
