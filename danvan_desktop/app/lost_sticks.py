"""Packages of ours nothing was ever heard of while others came: their stick was probably lost. Nothing else is.

What lies on a lost stick is sealed; what it carried goes again with every package until a receipt comes for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.app import access_log, handover, people
from danvan_desktop.app.handover import DAY_MS, Peer
from danvan_desktop.app.office import Office
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import handover_log, peers
from danvan_desktop.storage.clock import now_ms
from danvan_desktop.storage.handover_log import IN, OUT, Entry
from danvan_desktop.storage.store import Store

DEFAULT_DAYS, MOST_DAYS = 14, 365
_DAYS, _READ = "handover.lost_days", "handover.lost_read"
_TAKEN = {"applied", "duplicate"}


@dataclass(frozen=True)
class Lost:
    """One package. `covered`: all it carried was confirmed by a receipt for a later one."""

    unit: str
    name: str
    number: int
    written: datetime
    days: int
    covered: bool

    @property
    def title(self) -> str:
        """What happened."""
        said = _("Package {number} for {name}, written {day}, never arrived: its stick was probably lost.")
        return said.format(number=self.number, name=self.name, day=f"{self.written:%d/%m/%Y}")

    @property
    def text(self) -> str:
        """What it means and what to do."""
        if self.covered:
            return _("Nothing is missing there: a later package brought everything. The stick is sealed; nobody else"
                     " can read it.")  # fmt: skip
        return _("What it carried has not been confirmed since: send everything again on another stick. The lost one"
                 " is sealed; nobody else can read it.")  # fmt: skip

    def as_json(self) -> dict[str, object]:
        """As `peers --lost --json` shows it."""
        return {
            "unit": self.unit, "name": self.name, "number": self.number, "days": self.days, "covered": self.covered,
            "written": self.written.isoformat(timespec="seconds"),
        }  # fmt: skip


def days(store: Store) -> int:
    """After how many days without a receipt a stick counts as lost."""
    text = store.settings.get(_DAYS)
    return int(text) if text.isdecimal() and 1 <= int(text) <= MOST_DAYS else DEFAULT_DAYS


def set_days(office: Office, number: int) -> None:
    """Keep another number of days. Raises UserError for who may not, and for one that is none."""
    if number == days(office.store):
        return
    people.require(office, "settings")
    if not 1 <= number <= MOST_DAYS:
        raise UserError(_("Give 1 to {most} days.").format(most=MOST_DAYS), kept=_("Nothing was changed."))
    with office.store.writing():
        office.store.settings.set(_DAYS, str(number))
        access_log.note(office, "settings_changed", "lost_days")


def lost(store: Store, known: Sequence[Peer] | None = None, *, new: bool = False) -> list[Lost]:
    """Newest first; with `new` only those not read yet. Computers of this office itself are left out."""
    entries, latest = handover_log.listed(store.conn), now_ms() - days(store) * DAY_MS
    read = int(store.settings.get(_READ, "0")) if new else 0
    units = {peer.unit: peer for peer in (known or handover.peers(store)) if peer.relation != "same"}
    out: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        if entry.way == OUT and entry.unit in units:
            out.setdefault((entry.unit, entry.number), []).append(entry)
    heard = {entry.package for found in out.values() for entry in found if _verdict(store, entry)}
    return [
        _lost(units[unit], parts, store, out)
        for (unit, _number), parts in out.items()
        if read < parts[0].at < latest and not any(one.package in heard for one in parts)
        and _others_came(entries, parts[0], heard)
    ]  # fmt: skip


def _others_came(entries: list[Entry], ours: Entry, heard: set[bytes]) -> bool:
    """Whether that unit was heard of since: by a package of its own or by its word on another one of ours."""
    same = (entry for entry in entries if entry.unit == ours.unit)
    return any((one.way == IN and one.status in _TAKEN and one.at > ours.at) or one.package in heard for one in same)


def _lost(peer: Peer, parts: list[Entry], store: Store, out: dict[tuple[str, int], list[Entry]]) -> Lost:
    at = parts[0].at
    later = [one for (unit, _n), found in out.items() if unit == peer.unit for one in found if one.at > at]
    covered = not peer.unconfirmed or any(_verdict(store, one) in _TAKEN for one in later)
    written = datetime.fromtimestamp(at / 1000).astimezone()
    return Lost(peer.unit, peer.name, parts[0].number, written, (now_ms() - at) // DAY_MS, covered)


def _verdict(store: Store, entry: Entry) -> str:
    return peers.verdict_on(store.conn, entry.package)


def mark_read(store: Store) -> None:
    """The officer has read them; they stay in the journal."""
    with store.writing():
        store.settings.set(_READ, str(now_ms() - days(store) * DAY_MS))
