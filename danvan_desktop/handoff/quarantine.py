"""Packages that are not taken in: kept as they came, with the reason; tried again when what it depended on changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from danvan_desktop import __version__
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import certificates, form, newcomers, roster_close
from danvan_desktop.handoff.imported import Answer, ImportedPackage
from danvan_desktop.handoff.refusal import REFUSED_UNIT, RefusedError
from danvan_desktop.handoff.roster_texts import asks_again_note
from danvan_desktop.i18n import _
from danvan_desktop.storage import peers, quarantine, roster_tables
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.identity import old_replicas
from danvan_desktop.storage.peers import Seen
from danvan_desktop.storage.quarantine import Held
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import UNIT, is_training


def refuse(store: Store, held: Held, refused: RefusedError, *, dry_run: bool, look: str = "") -> Answer:
    """Keep the ciphertext and the reason; where the sender is sure, the refusal travels back.

    `look`: what was read of it, before it was judged; kept so that it need not be opened to be listed.
    """
    kept = replace(held, mark=mark(store))
    if not dry_run:
        with store.writing():
            if not quarantine.put(store.conn, kept, now_ms()):
                refused.also = f"{refused.also} {_no_room()}".strip()
            quarantine.note_look(store.conn, held.id, state(store), look)
            if refused.asks is not None:
                newcomers.note(store, refused.asks, held.id)
            if refused.verified:
                peers.note_seen(store.conn, Seen(held.id, refused.sender, b"", 0, 0, False, refused.word), now_ms())
    known = refused.sender if refused.verified else ""
    text = refused.text(store.unit.code)
    result = ImportedPackage(
        held.file, refused.status, reason=text, word=refused.word, sender=known, id=held.id, sealed=refused.sealed
    )
    return Answer(result, known, refused.asks if refused.word == REFUSED_UNIT else None)


def _no_room() -> str:
    """Said beside a sentence that says that the package is kept."""
    return _(
        "But there is no more room for packages kept apart: of this one only a note is kept. Leave the file on the"
        " stick, throw away under “Kept apart” what nobody needs, and take it in again."
    )


def judged(store: Store, name: str, refused: RefusedError) -> RefusedError:
    """What the name tells, and what is known of who asks.

    A training package is sealed for training offices: where it does not open, its name says what it is.
    """
    refused = newcomers.judged(store, refused)
    shut = roster_close.closed_before(store, refused.asks) if refused.asks is not None else None
    refused.also = asks_again_note(shut) if shut is not None else ""
    found = form.read_name(Path(name).name)
    if refused.word != "unreadable" or found is None or is_training(store.settings):
        return refused
    return RefusedError("training") if found["unit"].startswith(UNIT) else refused


def bytes_of(store: Store, package_id: bytes) -> Held:
    """A kept package with its bytes. Raises UserError when they were not kept."""
    held = quarantine.read(store.conn, package_id)
    if held.data is None:
        raise UserError(
            _("“{name}” was noted without its bytes: it is too great to keep.").format(name=Path(held.file).name),
            hint=_("Take it in again from the stick."),
        )
    return held


def state(store: Store) -> str:
    """What the reading of a package depends on: beside roster and program who is closed or gone, keys of before."""
    shut = sorted(replica.hex() for replica in roster_tables.closings(store.conn))
    gone = sorted(certificates.in_place_of_dissolved(store).items())
    old = sorted(replica.hex() for replica in old_replicas(store.settings))
    told = f"{mark(store)} {shut} {gone} {old} {is_training(store.settings)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def mark(store: Store) -> str:
    """What a refusal depends on: the roster and the program. When it changes, the package is tried again."""
    known = sorted((replica.hex(), c.serial) for replica, c in peers.certificates(store.conn).items())
    roster = store.settings.get("roster.version", "0")
    return hashlib.sha256(f"{__version__} {store.replica.id.hex()} {roster} {known}".encode()).hexdigest()[:16]
