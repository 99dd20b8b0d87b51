"""Ranges of sequence numbers: what a replica's ops are held of, written short; the gaps are the holes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Range = tuple[int, int]  # first and last, both included


def union(ranges: Iterable[Range]) -> list[Range]:
    """The same numbers as sorted ranges that neither touch nor overlap."""
    merged: list[Range] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def covers(ranges: Sequence[Range], first: int, last: int) -> bool:
    """Whether all of first..last lies in `ranges`, which `union` made."""
    return any(a <= first and last <= b for a, b in ranges)


def intersection(one: Sequence[Range], other: Sequence[Range]) -> list[Range]:
    """Numbers in both."""
    return union((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d))


def highest(ranges: Sequence[Range]) -> int:
    """The greatest number held, 0 for none."""
    return max((last for _first, last in ranges), default=0)
