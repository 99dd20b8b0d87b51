"""Closing computers in the roster: stolen, lost keys, an office that is no more. Nothing stored is lost.

A closed computer's ops count up to the last one that was accepted here; later ones are stored and listed. A person
who finds that some of them are good closes it again with a higher number (`at`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, roster_sign
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import roster_tables, segments
from danvan_desktop.storage.roster_tables import Closing
from danvan_desktop.storage.store import Store

REASONS = {
    "stolen": N_("computer stolen or lost"),
    "lost-key": N_("its keys are lost"),
    "left": N_("no longer used"),
    "replaced": N_("replaced by another computer"),
    "merged": N_("the unit was merged or split"),
}


def close(
    store: Store, what: str, reason: str, *, day: date, at: int | None = None, into: Sequence[str] = ()
) -> list[Closing]:
    """Close a computer (its number, or the beginning of it) or every open computer of a unit; sign the roster.

    `at`: last sequence number that counts, by default the last one accepted here; `into`: units it went into.
    """
    if not roster_sign.can_sign(store):
        raise roster_sign.no_key()
    if reason not in REASONS:
        raise UserError(
            _("The reason “{word}” is unknown.").format(word=reason),
            kept=_("Nothing was changed."), hint=_("Give one of: {names}.").format(names=", ".join(REASONS)),
        )  # fmt: skip
    chosen = _chosen(store, what, again=at is not None)
    if any(c.replica == store.replica.id for c in chosen):
        raise UserError(
            _("This is the computer you are working on; it cannot close itself."), kept=_("Nothing was changed."),
            hint=_("Give the number of another computer: danvan roster show."),
        )  # fmt: skip
    made = [Closing(c.replica, _last(store, c.replica) if at is None else at, reason, day.isoformat()) for c in chosen]
    with store.writing():
        for closing in made:
            if roster_tables.close_replica(store.conn, closing):
                store.roster_changed(closing.replica)
        roster_tables.note_succession(store.conn, what, into)
        roster_sign.sign(store)
    return made


def _last(store: Store, replica: bytes) -> int:
    """The last op that was accepted here, and so acknowledged by our receipts."""
    return segments.last_seq(store.conn, replica)


def _chosen(store: Store, what: str, *, again: bool) -> list[Certificate]:
    """The computers meant; closed ones only when named by their own number and `again`."""
    known = certificates.stored(store)
    shut = roster_tables.closings(store.conn)
    of_unit = [c for c in known.values() if c.unit.code == what and c.replica not in shut]
    by_number = [c for c in known.values() if len(what) >= 8 and c.replica.hex().startswith(what.lower())]
    found = of_unit or [c for c in by_number if again or c.replica not in shut]
    if not found or (not of_unit and len(found) > 1):
        raise UserError(
            _("There is no open computer or unit “{what}” in the roster.").format(what=what),
            kept=_("Nothing was changed."), hint=_("“danvan roster show” lists units and computers."),
        )  # fmt: skip
    return found
