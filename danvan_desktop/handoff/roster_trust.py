"""Which roster an office believes: the one whose root it has pinned, and of those only a newer one.

Settings: `roster.code` the pinned root code; `roster.compared` "1" once it was typed from the covering letter;
`roster.version` of the roster in force, which stands in manifests and segments. A roster under another root is
kept as `roster.offered`: when its code is typed it is taken at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.handoff import roster
from danvan_desktop.handoff.root import same_code
from danvan_desktop.handoff.roster import NO_RANK, BadRosterError, Rank, Roster
from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.store import Store

CODE, COMPARED, VERSION, OFFERED = "roster.code", "roster.compared", "roster.version", "roster.offered"
PAST = "roster.past"  # root codes that were pinned before: of their rosters the closings still count
NEWER, SAME, OLDER, OTHER_ROOT, NO_ROOT = "newer", "same", "older", "other-root", "no-root"
CLOSED_HERE = "closed-here"  # newer, and this very computer is closed in it


@dataclass(frozen=True)
class Trust:
    """What an office knows before it looks at a roster. `code` "" while no root is pinned."""

    code: str
    compared: bool
    rank: Rank
    now: Roster | None = None  # the one in force
    past: tuple[str, ...] = ()  # codes of roots that were pinned here before

    def judge(self, offered: Roster) -> str:
        """newer, same, older, other-root (whatever its rank, no chain joins it to the pinned one), no-root."""
        if not self.code:
            return NO_ROOT
        if offered.rank == self.rank:
            return SAME
        if offered.rank > self.rank:
            return NEWER if offered.follows(self.code) else OTHER_ROOT
        return OLDER if self.knows_root_of(offered) else OTHER_ROOT

    def knows_root_of(self, older: Roster) -> bool:
        """Whether an earlier roster stands under the pinned root, or under one that vouched for what followed."""
        if any(older.is_under(code) for code in (self.code, *self.past)):
            return True
        return self.now is not None and self.now.follows(older.root.code)


def trust_of(store: Store) -> Trust:
    """What this office knows."""
    return Trust(
        store.settings.get(CODE), store.settings.get(COMPARED) == "1", rank_of(store), current(store),
        tuple(filter(None, store.settings.get(PAST).split("\n"))),
    )  # fmt: skip


def rank_of(store: Store) -> Rank:
    """Rank of the roster in force."""
    found = roster_tables.in_force(store.conn)
    return found[0] if found else NO_RANK


def current(store: Store) -> Roster | None:
    """The roster in force."""
    found = roster_tables.in_force(store.conn)
    return roster.read(found[1]) if found else None


def offered(store: Store) -> Roster | None:
    """A roster that came under a root which is not the pinned one."""
    text = store.settings.get(OFFERED)
    try:
        return roster.read(text) if text else None
    except BadRosterError:
        return None


def pin(store: Store, code: str, *, compared: bool) -> None:
    """Believe this root from now on. In `writing`."""
    was = trust_of(store)
    if was.code and not same_code(was.code, code):
        store.settings.set(PAST, "\n".join(dict.fromkeys((*was.past, was.code))))
    known = compared or (was.compared and bool(was.code) and same_code(was.code, code))
    store.settings.set(CODE, code)
    store.settings.set(COMPARED, "1" if known else "")
