"""Packages that were kept apart: why, what to do, once more, or away with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.app import people
from danvan_desktop.app.handover import note_taken
from danvan_desktop.handoff import form, importing, refusal
from danvan_desktop.handoff.importing import ImportedPackage
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import quarantine
from danvan_desktop.storage.quarantine import Held
from danvan_desktop.storage.store import Store

HEADINGS = {
    "unreadable": N_("Cannot be opened with this office's key"),
    "not-for-us": N_("Meant for another office"),
    "unknown-sender": N_("The sender is not enrolled here"),
    "wrong-signature": N_("Changed on the way"),
    "malformed": N_("Not built as a package should be"),
    "too-big": N_("Too great"),
    "newer": N_("From a newer version of the program"),
    "training": N_("From a training office"),
    "real": N_("Real figures in a training office"),
    "fork": N_("A copy of another office's data is in use twice"),
}


@dataclass(frozen=True)
class Kept:
    """One package kept apart. `text` says what happened and what to do."""

    id: bytes
    file: str
    word: str
    heading: str
    text: str
    waiting: bool


def listed(store: Store) -> list[Kept]:
    """Everything kept, oldest first. Reads only; opens each once more to say whom it is from or for."""
    return [_kept(store, held) for held in quarantine.listed(store.conn)]


def _kept(store: Store, held: Held) -> Kept:
    found = importing.refusal_of(store, held.id) if held.reason != "fork" else None
    if found is not None and found.word == held.reason:
        text = found.text(store.unit.code)
    else:
        text = refusal.reason(held.reason, unit=store.unit.code, sender=_sender(held), to="", detail="")
    heading = _(HEADINGS.get(held.reason, held.reason))
    return Kept(held.id, Path(held.file).name, held.reason, heading, text, held.status == refusal.WAITING)


def _sender(held: Held) -> str:
    """The unit as the file's name says, where nothing better is known."""
    name = form.NAME.fullmatch(Path(held.file).name)
    return name["unit"] if name else ""


def retry(store: Store, package_id: bytes, officer: str) -> ImportedPackage:
    """Try one once more. Raises UserError when its bytes were not kept."""
    people.require(store, "import")
    result = importing.retry(store, package_id)
    note_taken(store, [result], officer)
    return result


def drop(store: Store, package_id: bytes) -> None:
    """Keep a package no longer; what was taken in before stays."""
    with store.writing():
        quarantine.release(store.conn, package_id)
