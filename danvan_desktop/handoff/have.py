"""have.json as it is read: what the sender holds and lacks, what became of our packages, whom it takes us to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.ranges import Range, union
from danvan_desktop.handoff import access_heads, form
from danvan_desktop.handoff.refusal import RefusedError
from danvan_desktop.i18n import N_
from danvan_desktop.storage.access_heads import Head

MOST_SERIAL = 2**30  # a peer must not drive our serial to where a certificate ends


@dataclass(frozen=True)
class Have:
    """What the sender says it holds and thinks."""

    ranges: dict[bytes, list[Range]] = field(default_factory=dict)
    packages: dict[bytes, str] = field(default_factory=dict)
    lines: dict[bytes, tuple[bytes, int]] = field(default_factory=dict)
    missing: list[bytes] = field(default_factory=list)
    destroyed: list[bytes] = field(default_factory=list)
    blobs: dict[bytes, list[Range]] = field(default_factory=dict)  # attached files it lacks, and which pieces
    access: dict[bytes, Head] = field(default_factory=dict)  # of our access log, as the sender heard of it
    # replica: the first number that was used twice, and its op there
    forks: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    tops: dict[bytes, bytes] = field(default_factory=dict)  # replica: its op under the highest number of `ranges`
    refused: dict[bytes, list[Range]] = field(default_factory=dict)  # what it would refuse again: it holds another


def read_have(files: Mapping[str, bytes]) -> Have:
    """Read it from a package's files. Raises RefusedError."""
    try:
        raw = form.loads(files[form.HAVE])
        return Have(
            _numbers(raw["ranges"]),
            {bytes.fromhex(p): str(word) for p, word in raw["packages"].items()},
            {bytes.fromhex(n): (bytes.fromhex(i[0]), int(i[1])) for n, i in raw["lines"].items()
             if 0 < int(i[1]) < MOST_SERIAL},
            [bytes.fromhex(h) for h in raw.get("missing", ())],
            [bytes.fromhex(h) for h in raw.get("destroyed", ())],
            {bytes.fromhex(h): union((int(a), int(b)) for a, b in pieces if 0 < a <= b < 2**31)
             for h, pieces in raw.get("blobs", {}).items()},
            access_heads.read_all(raw.get("access")),
            {bytes.fromhex(r): (int(first), bytes.fromhex(op)) for r, (first, op) in raw.get("forks", {}).items()
             if 0 < int(first) < 2**62},
            {bytes.fromhex(r): bytes.fromhex(op) for r, op in raw.get("tops", {}).items()},
            _numbers(raw.get("refused", {})),
        )  # fmt: skip
    except form.JSON_ERRORS:
        raise RefusedError("malformed", detail=N_("receipt")) from None


def _numbers(raw: Mapping[str, list[tuple[int, int]]]) -> dict[bytes, list[Range]]:
    return {
        bytes.fromhex(replica): union((int(a), int(b)) for a, b in pairs if 0 < a <= b < 2**62)
        for replica, pairs in raw.items()
    }
