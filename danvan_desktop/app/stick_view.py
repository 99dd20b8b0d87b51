"""What lies on a stick or in a folder, sorted by whose it is; by names, as far as these tell."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from danvan_desktop.app.stick_folders import parts_missing
from danvan_desktop.domain.text import shown_name
from danvan_desktop.handoff import looking
from danvan_desktop.handoff.looking import Lying
from danvan_desktop.storage import handover_log, quarantine
from danvan_desktop.storage.handover_log import Entry
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class StickView:
    """What lies on a stick, sorted by whose it is. Names only: nothing of it is proved before it is read."""

    folder: Path
    arrived: tuple[Lying, ...]  # packages of other offices, not taken in yet as far as their names tell
    receipts: tuple[Lying, ...]
    own: tuple[Lying, ...]
    enrolments: tuple[Lying, ...]
    known: int  # packages whose names stand in the journal as taken in, or as being for another unit
    missing_parts: tuple[str, ...]
    last_used: datetime | None

    @property
    def to_read(self) -> int:
        """Files a person may want to take in."""
        return len(self.arrived) + len(self.receipts)


def stick_view(store: Store, folder: Path) -> StickView:
    """What lies in a folder. Raises EnvironmentProblem when it cannot be read."""
    found = looking.look(folder)
    noted = handover_log.listed(store.conn)
    mine = store.unit.code
    good, others = {"applied", "duplicate"}, {held.id for held in quarantine.listed(store.conn) if held.elsewhere}
    taken = [e for e in noted if e.way == handover_log.IN and (e.status in good or e.package in others)]
    packages = [f for f in found if f.kind == looking.PACKAGE]
    own = [f for f in packages if f.unit == mine and _is_one_of(f, noted, handover_log.OUT)]
    known = [f for f in found if f not in own and _is_one_of(f, taken, handover_log.IN)]
    names = {shown_name(f.file.name) for f in found}
    used = max((entry.at for entry in noted if entry.file in names), default=0)
    return StickView(
        folder,
        tuple(f for f in packages if f not in own and f not in known),
        tuple(f for f in found if f.kind == looking.RECEIPT and f.unit in {mine, ""} and f not in known),
        tuple(own),
        tuple(f for f in found if f.kind in {looking.REQUEST, looking.CERTIFICATE}),
        len(known), parts_missing(packages), datetime.fromtimestamp(used / 1000).astimezone() if used else None,
    )  # fmt: skip


def _is_one_of(found: Lying, noted: list[Entry], way: str) -> bool:
    """Two computers of one office may give their packages the same name: where the name is known the bytes tell."""
    packages = {entry.package for entry in noted if entry.way == way and entry.file == shown_name(found.file.name)}
    if not packages:
        return False
    try:
        with found.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest() in packages
    except OSError:
        return False  # taking it in says why it cannot be read
