"""New rows whose ops follow one upon the other: the row is what they say laid one over the other, nothing to compare.

Nearly all of what comes in is so. Whatever is not (two writers, a deletion, an op whose forerunner is not here) is none
of this module's: the heads in SQL tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan_desktop.domain.journal import DELETED, Op
from danvan_desktop.storage.views import Derived


def in_straight_lines(ops: Iterable[Op]) -> dict[bytes, Derived]:
    """Rows whose ops, these and no others, follow one upon the other: what they say, laid one over the other."""
    by_row: dict[bytes, list[Op]] = {}
    for op in ops:
        if (mine := by_row.get(op.row)) is None:
            by_row[op.row] = [op]
        else:
            mine.append(op)
    return {row: one for row, mine in by_row.items() if (one := _laid_over(mine)) is not None}


def _laid_over(ops: Sequence[Op]) -> Derived | None:
    """The row of these ops, all there are on it, when each replaces exactly what stood; None: the heads must tell."""
    born, *later = ops
    if born.parents or DELETED in born.fields:
        return None
    if not later:
        return Derived(born.type_name, born.row, born.hlc >> 16, deleted=False, fields=born.fields)
    shown, standing = dict(born.fields), dict.fromkeys(born.fields, born.op_id.hex())
    for op in later:
        if op.type_name != born.type_name or DELETED in op.fields or not op.parents.keys() <= op.fields.keys():
            return None
        for name in op.fields:
            stood = standing.get(name)
            if list(op.parents.get(name, ())) != ([] if stood is None else [stood]):
                return None
        shown |= op.fields
        standing |= dict.fromkeys(op.fields, op.op_id.hex())
    return Derived(born.type_name, born.row, min(op.hlc for op in ops) >> 16, deleted=False, fields=shown)
