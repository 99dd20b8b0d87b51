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
NEWER, SAME, OLDER, OTHER_ROOT, NO_ROOT = "newer", "same", "older", "other-root", "no-root"
CLOSED_HERE = "closed-here"  # newer, and this very computer is closed in it


@dataclass(frozen=True)
class Trust:
    """What an office knows before it looks at a roster. `code` "" while no root is pinned."""

    code: str
    compared: bool
    rank: Rank

    def judge(self, offered: Roster) -> str:
        """newer, same, older, other-root (newer, but no chain leads to it from the pinned one), no-root (none yet)."""
        if not self.code:
            return NO_ROOT
        if offered.rank <= self.rank:
            return SAME if offered.rank == self.rank else OLDER
        return NEWER if offered.follows(self.code) else OTHER_ROOT


def trust_of(store: Store) -> Trust:
    """What this office knows."""
    return Trust(store.settings.get(CODE), store.settings.get(COMPARED) == "1", rank_of(store))


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
    known = compared or (was.compared and bool(was.code) and same_code(was.code, code))
    store.settings.set(CODE, code)
    store.settings.set(COMPARED, "1" if known else "")
