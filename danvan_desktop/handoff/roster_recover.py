"""Another computer of the province signs the roster from now on, by the sheets of the root; the former is closed."""

from __future__ import annotations

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, roster_sign, roster_union
from danvan_desktop.handoff.root import Root
from danvan_desktop.handoff.roster import Roster
from danvan_desktop.handoff.roster_take import admit_all
from danvan_desktop.handoff.roster_trust import pin
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, roster_tables
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import UNHEARD, Store

ALONE = "roster-alone"  # code of the refusal that a person may overrule


def recover(store: Store, opened: Root, *, alone: bool = False, former: str = "", day: str = "") -> Roster:
    """A new signing key on this computer by the sheets of the root; the one before signs for nobody any more.

    Refused while no other office was heard of, for what they have closed is not known then, unless `alone`: a person
    has said that no newer roster can be had. `former`: why the former signer's computer is closed with it, "" to leave
    it open. Where this computer signs already, nothing changes, unless `alone` or `former` say that there is a copy of
    it or another computer that must sign no more. The root is compared now: its sheets were typed. Raises UserError.
    """
    now = roster_sign.roster_here(store)
    if opened.sign_key != now.root.sign_key:
        raise roster_sign.wrong_sheets()
    if not alone and is_unheard(store):
        raise _alone(now)
    if roster_sign.can_sign(store) and not (alone or former):
        return now
    with store.writing():
        pin(store, now.root.code, compared=True)
        admit_all(store, now)  # codes the former computer compared need not be compared again
        known, seen = now.root, [rank for rank, _text in roster_tables.kept(store.conn)]
        signer = max([known.signer_serial, *(rank[1] for rank in seen if rank[0] == known.epoch)]) + 1
        for replica in former_computers(store, now) if former else ():
            _close_former(store, replica, former, day)
        statement = roster_sign.new_signer(store, opened, epoch=known.epoch, signer_serial=signer, escrow=known.escrow)
        signed = roster_sign.issue(store, statement, now.succession)
        admit_all(store, signed)
    return signed


def is_unheard(store: Store) -> bool:
    """Whether this computer is new or went back in time, and no other office has spoken to it since."""
    me = store.unit.code
    others = {c.unit.code for c in certificates.stored(store).values()} - {me}
    heard = any(peers.incarnations(store.conn, unit) for unit in others)
    return bool(others) and (bool(store.settings.get(UNHEARD)) or not heard)


def former_computers(store: Store, now: Roster) -> list[bytes]:
    """The computer that signed before, else every other open one of this office; none that this one was itself."""
    known, shut = certificates.stored(store), roster_tables.closings(store.conn)
    mine = known.get(store.replica.id)
    found = [
        c for r, c in sorted(known.items())
        if c.unit.code == store.unit.code and r not in shut and r != store.replica.id
        and (mine is None or c.line != mine.line)
    ]  # fmt: skip
    signer = known.get(now.signed_by)
    same = [c for c in found if signer is not None and c.line == signer.line]
    if signer is not None and now.signed_by:
        return [c.replica for c in same]
    return [c.replica for c in found]


def _close_former(store: Store, replica: bytes, reason: str, day: str) -> None:
    """Of a stolen one counts what was confirmed, as far as it is told; of one that is only replaced, all it wrote."""
    at = roster_union.acknowledged(store, replica) if reason == "stolen" else roster_union.EVERYTHING
    if reason == "stolen":
        roster_union.close_blindly(store, replica)
    if roster_tables.close_replica(store.conn, Closing(replica, at, reason, day)):
        store.roster_changed(replica)


def _alone(now: Roster) -> UserError:
    return UserError(
        _(
            "This computer has heard of no other office since it was set up or restored; it knows the roster as of"
            " version {version} only. Offices may have a newer one, with computers closed as stolen."
        ).format(version=now.version),
        kept=_("Nothing was changed."),
        hint=_(
            "If an office has a newer one, let it write its file (danvan roster export -o FILE), take it in here"
            " (danvan roster take FILE) and recover then. If this one is the newest to be had: danvan roster recover"
            " --alone; what is missing comes back with the packages of the other offices."
        ),
        code=ALONE,
    )  # fmt: skip
