"""What of the keys travels in a package's roster.json, beside the certificates that every program reads:

    {"v":1, "certificates":[text, …], "roster": text (only when newer than what the reader last said it has),
     "holds": [epoch, signer, version, digest] of the sender's roster, "escrow": [text, …] (upward and between
     computers of one office), "also": [earlier roster, …] (the same way: they say closings that the roster lacks)}

A member of a form this program does not know is left out; the certificates alone decide whether a package is good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.journal import encode
from danvan_desktop.domain.ranges import Range
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, escrow, form, roster, roster_sign, roster_union
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.roster import NO_RANK, BadRosterError, Rank, Roster
from danvan_desktop.handoff.roster_take import take, unite
from danvan_desktop.handoff.roster_trust import NEWER, OLDER, SAME, Trust, current, trust_of
from danvan_desktop.handoff.scope import Scope, subtree
from danvan_desktop.storage import roster_tables
from danvan_desktop.storage.store import Store

_MAX_ESCROW = 5_000
_MAX_ALSO = 8


@dataclass(frozen=True)
class Carried:
    """What a package brings of the keys."""

    roster: Roster | None = None
    holds: Rank = NO_RANK
    escrow: tuple[str, ...] = ()
    also: tuple[Roster, ...] = ()


NOTHING = Carried()


@dataclass(frozen=True)
class Vouching:
    """What a reader needs to believe a roster: what he has pinned."""

    trust: Trust

    def certificates(self, carried: Carried, known: Mapping[bytes, Certificate]) -> dict[bytes, Certificate]:
        """Computers a believed roster makes known: so a province whose computer was stolen is known by its new one."""
        if carried.roster is None or self.trust.judge(carried.roster) not in {NEWER, SAME}:
            return {}
        return {r: e.certificate for r, e in carried.roster.by_replica().items() if r not in known}


def vouching_of(store: Store) -> Vouching:
    """This office as a reader of rosters."""
    return Vouching(trust_of(store))


def closed_in(store: Store) -> frozenset[bytes]:
    """Computers that vouch for nobody any more."""
    return frozenset(roster_tables.closings(store.conn))


def packed(store: Store, scope: Scope, replicas: Iterable[bytes]) -> bytes:
    """roster.json: certificates of these replicas, of whom they follow from and of the reader's, and what is due."""
    theirs = {replica for replica, c in scope.known.items() if c.unit.code == scope.unit}
    chain = certificates.chain(store, {*replicas, *theirs})
    content: dict[str, Any] = {"v": 1, "certificates": [c.text for c in chain]}
    mine = roster_tables.in_force(store.conn)
    if mine is not None:
        content["holds"] = list(mine[0])
        held = roster_tables.held_by(store.conn, sorted(scope.lines()))
        if held is None or held < mine[0]:
            content["roster"] = mine[1]
    if scope.upward or scope.same_unit:
        content["escrow"] = [sealed.text for sealed in roster_tables.sealed_keys(store.conn)][:_MAX_ESCROW]
        content["also"] = roster_union.travelling(store)
    return encode(content)


def unpack(data: bytes) -> Carried:
    """Read what a package brings; damage and later forms bring nothing."""
    try:
        raw = form.loads(data)
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(raw, dict):
        return NOTHING
    boxes = raw.get("escrow")
    texts = [text for text in boxes if isinstance(text, str)] if isinstance(boxes, list) else []
    also = raw.get("also")
    earlier = [_roster(text) for text in also[:_MAX_ALSO]] if isinstance(also, list) else []
    return Carried(
        _roster(raw.get("roster")), _rank(raw.get("holds")), tuple(texts[:_MAX_ESCROW]),
        tuple(one for one in earlier if one is not None),
    )  # fmt: skip


def arrive(store: Store, carried: Carried, sender: Certificate) -> str:
    """Take what came from this sender; returns what became of the roster, "" where none came. In `writing`.

    From a closed computer a newer roster is taken, for that is signed by who may; an earlier one says nothing.
    """
    me, shut = store.unit, sender.replica in roster_tables.closings(store.conn)
    lower = sender.unit.code == me.code or sender.unit.code in subtree(certificates.stored(store), me.code)
    roster_tables.note_held(store.conn, sender.line, sender.unit.code, carried.holds)
    word = ""
    if carried.roster is not None:
        above = not shut and sender.unit.code in {me.parent_code, me.code}
        word = take(store, carried.roster, from_above=above, believed=lower and not shut)
    for earlier in carried.also if lower and not shut else ():
        if trust_of(store).judge(earlier) == OLDER:
            unite(store, earlier)
    return word


def settle(store: Store, word: str, holds: Mapping[bytes, Iterable[Range]], sender: Certificate) -> None:
    """After all of a package was taken: what its sender knows besides goes into the next roster. In `writing`.

    Ours came back after a restore, closings came that ours lacked, or an office says what it holds of a computer that
    was closed before anybody could say.
    """
    if not roster_sign.can_sign(store):
        return
    shut = sender.replica in roster_tables.closings(store.conn)
    raised = False if shut else roster_union.raise_blind(store, holds, sender)
    now = current(store)
    if raised or word == NEWER or (now is not None and roster_union.lacking(store, now)):
        with suppress(UserError):  # this computer went back in time and has yet to hear more
            roster_sign.sign(store)


def keep_escrow(store: Store, carried: Carried, sender: Certificate) -> None:
    """Keep sealed recovery keys of this office and those below, once their authors are known. In `writing`."""
    if sender.unit.code != store.unit.parent_code:
        for text in carried.escrow:
            escrow.keep(store, text)


def greatest(store: Store) -> int:
    """Bytes it may add to a part."""
    mine = roster_tables.in_force(store.conn)
    sealed = [one.text for one in roster_tables.sealed_keys(store.conn)[:_MAX_ESCROW]]
    also = roster_union.travelling(store)
    return len(encode({"roster": mine[1] if mine else "", "escrow": sealed, "also": also}))


def _roster(text: object) -> Roster | None:
    try:
        return roster.read(text) if isinstance(text, str) else None
    except BadRosterError:
        return None


def _rank(raw: object) -> Rank:
    if not isinstance(raw, list) or len(raw) != 4 or not isinstance(raw[3], str) or len(raw[3]) > 64:
        return NO_RANK
    if not all(type(number) is int and 0 <= number < 2**62 for number in raw[:3]):
        return NO_RANK
    return raw[0], raw[1], raw[2], raw[3]
