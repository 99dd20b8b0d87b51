"""Petitions that may be one: proposed for one petition as it is typed, or for a whole period. Nothing is decided here.

Of one petition candidates come from search; the pairs of a period from the table that `duplicate_scan` keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.app import duplicate_read, duplicate_scan
from danvan_desktop.app.duplicate_read import PETITION, VISIT, Compared
from danvan_desktop.app.duplicate_scan import Step
from danvan_desktop.app.duplicate_search import candidates
from danvan_desktop.app.duplicate_words import reasons_said
from danvan_desktop.domain.duplicates import Match, Reason
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.values import Value
from danvan_desktop.storage import duplicates as sql
from danvan_desktop.storage import likely
from danvan_desktop.storage.likely import Likely
from danvan_desktop.storage.store import Store

TYPE = PETITION
MOST = 20  # proposals for one petition
MOST_PAIRS = 500  # on the page of a period


@dataclass(frozen=True)
class Proposal:
    """A record that may be the same one. `reasons`: Vietnamese words; no person is named in them."""

    row: bytes
    score: float
    reasons: tuple[str, ...]
    codes: tuple[str, ...] = ()
    type_name: str = PETITION

    def said(self) -> str:
        """“cùng họ tên, cùng ấp; nội dung gần giống”."""
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Pair:
    """Two records that may be one; `first` is the one that came earlier, or the petition of a visit."""

    first: bytes
    later: bytes
    score: float
    reasons: tuple[str, ...]
    codes: tuple[str, ...] = ()
    first_type: str = PETITION
    later_type: str = PETITION

    def said(self) -> str:
        """Why, in words."""
        return "; ".join(self.reasons)


# --- one record
def proposals(store: Store, row: bytes) -> list[Proposal]:
    """Petitions that may be the same as a stored one, the likeliest first."""
    return [one for one in _stored(store, PETITION, row) if one.type_name == PETITION]


def visit_proposals(store: Store, row: bytes) -> list[Proposal]:
    """Petitions and visits whose case a stored visit may belong to, the likeliest first."""
    return _stored(store, VISIT, row)


def proposals_of(store: Store, values: Mapping[str, Value], row: bytes | None = None) -> list[Proposal]:
    """The same for a petition's values as they are typed; `row` the petition they belong to, if it is stored."""
    people = duplicate_read.people_of(store, [row]).get(row, ()) if row is not None else ()
    mine = duplicate_read.of(PETITION, row or b"", values, people)
    return [one for one in _alike(store, mine, values) if one.type_name == PETITION]


def _stored(store: Store, type_name: str, row: bytes) -> list[Proposal]:
    found = duplicate_read.stored(store, type_name, row)
    return _alike(store, *found) if found else []


def _alike(store: Store, mine: Compared, values: Mapping[str, Value]) -> list[Proposal]:
    apart = {other for pair in sql.decisions(store.conn, mine.row) for other in pair} if mine.row else set()
    found = {}
    for item in candidates(store, mine, values):
        if item.row not in apart and (like := duplicate_read.alike(mine, item)) is not None:
            found[item.row] = Proposal(item.row, like.score, reasons_said(like), like.reasons, item.type_name)
    return sorted(found.values(), key=lambda one: (-one.score, one.row))[:MOST]


# --- a period
def all_proposals(store: Store, period: Period | None = None, step: Step | None = None) -> list[Pair]:
    """Pairs of which one was received in the period (any, without one), the likeliest first; at most MOST_PAIRS."""
    duplicate_scan.refresh(store, step)
    days = (period.first, period.last) if period else None
    return [_pair(one) for one in likely.petitions(store.conn, days, MOST_PAIRS)]


def all_visits(store: Store, period: Period | None = None, step: Step | None = None) -> list[Pair]:
    """The same for visits: one that may have been written down twice, or belong to the case of another record."""
    duplicate_scan.refresh(store, step)
    days = (period.first, period.last) if period else None
    return [_pair(one) for one in likely.visits(store.conn, days, MOST_PAIRS)]


def _pair(one: Likely) -> Pair:
    told = Match(one.score, tuple(Reason(code) for code in one.reasons), one.place)
    return Pair(
        one.first, one.later, one.score, reasons_said(told), told.reasons, one.first_type, one.later_type
    )  # fmt: skip
