"""Packages that were kept apart: why, what to do, once more, or away with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import access_log, attachment_look, people
from danvan_desktop.app.handover import note_taken
from danvan_desktop.errors import UserError
from danvan_desktop.handoff import form, importing, kept_reading, refusal
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.handoff.quarantine import state
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import peers, quarantine
from danvan_desktop.storage.quarantine import Held
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

SHORT = 8  # hex digits
_NOT_OPENED_AGAIN = {"fork", "large"}  # nothing more can be learnt from it, or it would take long
HEADINGS = {
    "unreadable": N_("Cannot be opened with this office's key"),
    "not-for-us": N_("Meant for another office"),
    "unknown-sender": N_("The sender is not enrolled here"),
    "new-unit": N_("A new unit asks to be taken in"),
    "refused-unit": N_("A unit that was refused here"),
    "wrong-signature": N_("Changed on the way"),
    "malformed": N_("Not built as a package should be"),
    "too-big": N_("Too great"),
    "large": N_("More at once than comes in unasked"),
    "newer": N_("From a newer version of the program"),
    "training": N_("From a training office"),
    "real": N_("Real figures in a training office"),
    "unread": N_("The disk does not give it"),
    "fork": N_("A copy of another office's data is in use twice"),
    refusal.SEALED: N_("Not sealed for this computer"),
    refusal.ELSEWHERE: N_("For another unit, as it seems"),
}


def heading_of(word: str, *, sealed: bool = False, elsewhere: bool = False) -> str:
    """What a package is called that is not taken in."""
    sort = refusal.ELSEWHERE if elsewhere else refusal.SEALED if sealed else word
    return _(HEADINGS.get(sort, sort))


@dataclass(frozen=True)
class Kept:
    """One package kept apart. `text` says what happened and what to do."""

    id: bytes
    file: str
    word: str
    heading: str
    text: str
    waiting: bool
    has_bytes: bool = True
    elsewhere: bool = False  # for another unit, as what came beside it shows: nobody has to look after it

    @property
    def short_id(self) -> str:
        """Enough of its SHA-256 to name it by."""
        return self.id.hex()[:SHORT]

    def as_json(self) -> dict[str, object]:
        """As `quarantine --json` shows it."""
        return {
            "id": self.id.hex(), "file": self.file, "word": self.word, "heading": self.heading, "text": self.text,
            "waiting": self.waiting, "bytes_kept": self.has_bytes, "elsewhere": self.elsewhere,
        }  # fmt: skip


def listed(store: Store) -> list[Kept]:
    """Everything kept, oldest first. Reads only; opens what was not read since roster or program changed."""
    there = quarantine.listed(store.conn)
    now = state(store) if there else ""
    return [_kept(store, held, now) for held in there]


def _kept(store: Store, held: Held, now: str) -> Kept:
    opened = not (held.elsewhere or held.reason in _NOT_OPENED_AGAIN)
    found = kept_reading.refusal_of(store, held, now) if opened else None
    sealed = found is not None and found.sealed
    if found is not None and found.word == held.reason:
        text = found.text(store.unit.code)
    else:
        text = _text_unopened(store, held)
    heading = heading_of(held.reason, sealed=sealed, elsewhere=held.elsewhere)
    waiting = held.status != refusal.QUARANTINED
    name = Path(held.file).name
    return Kept(held.id, name, held.reason, heading, text, waiting, bool(held.size), held.elsewhere)


def _text_unopened(store: Store, held: Held) -> str:
    """What is said of a package of which nothing more can be learnt, or which would be taken in now."""
    detail = _("{size} MB").format(size=held.size // 1_000_000) if held.size else _("the file itself")
    sort = refusal.ELSEWHERE if held.elsewhere else held.reason
    return refusal.reason(sort, unit=store.unit.code, sender=_sender(store, held), to="", detail=detail)


def _sender(store: Store, held: Held) -> str:
    """The unit whose signature was found good; else as the file's name says."""
    seen = peers.seen(store.conn, held.id)
    if seen is not None and seen.unit:
        return seen.unit
    name = form.read_name(Path(held.file).name)
    return name["unit"] if name else ""


def find(store: Store, words: str) -> Kept:
    """The one whose id begins so. Raises UserError for none and for several."""
    found = [held for held in quarantine.listed(store.conn) if held.id.hex().startswith(words.lower())]
    if len(found) != 1 or len(words) < SHORT:
        raise UserError(
            _("No package that was kept apart is named “{id}”.").format(id=words),
            hint=_("“danvan quarantine list” names them."),
        )
    return _kept(store, found[0], state(store))


def retry(store: Store, package_id: bytes, officer: str) -> ImportedPackage:
    """Try one once more. Raises UserError when its bytes were not kept."""
    people.require(store, "import")
    result = importing.retry(store, package_id)
    attachment_look.look_at_new(store)
    note_taken(store, [result], officer)
    return result


def discard(office: Office, kept: Kept) -> None:
    """Keep a package no longer, who may take packages in; the access log notes it."""
    people.require(office.store, "import")
    drop(office.store, kept.id)
    access_log.note_softly(office.store, "imported", _("{file}: kept no longer").format(file=kept.file))


def drop(store: Store, package_id: bytes) -> None:
    """Keep a package no longer; what was taken in before stays."""
    with store.writing():
        quarantine.release(store.conn, package_id)
