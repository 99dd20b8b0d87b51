"""The access log for both faces: notes of who did what that has to be answered for, its filter and its proof."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop import paths
from danvan_desktop.domain.text import shown_name
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff.access_heads import own_replicas
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage import access_heads
from danvan_desktop.storage import access_log as log_table
from danvan_desktop.storage.access_log import Line, Verified
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

__all__ = ["ACTS", "Line", "Verified", "count_failure", "lines", "note", "note_failures", "verify", "words"]

log = logging.getLogger(__name__)

ROLES = {
    "nhap_lieu": N_("data entry"),
    "xu_ly": N_("processing"),
    "lanh_dao": N_("leader"),
    "quan_tri": N_("administrator"),
}
ACTS = {
    "opened": N_("Opened the data"),
    "closed": N_("Closed the data"),
    "locked": N_("The data locked itself"),
    "failed_open": N_("Wrong passphrase typed"),
    "exported": N_("Wrote packages"),
    "imported": N_("Took in packages"),
    "printed": N_("Printed"),
    "saved_as": N_("Saved outside the program"),
    "opened_in_word": N_("Opened in another program"),
    "copied": N_("Copied a list"),
    "viewed_denunciation": N_("Looked at a denunciation"),
    "denunciation_left": N_("Let the content of denunciations out"),
    "report_locked": N_("Locked a report"),
    "officer_added": N_("Added an officer"),
    "officer_left": N_("Shut an officer out"),
    "role_changed": N_("Changed a role"),
    "passphrase_changed": N_("Changed the passphrase"),
    "recovery_used": N_("Used the recovery code"),
    "recovery_renewed": N_("Made a new recovery code"),
    "clock_answered": N_("Said what day it is (the computer’s day → the working date)"),
    "settings_changed": N_("Changed the settings"),
    "unit_corrected": N_("Corrected the unit of this office"),
    "backed_up": N_("Wrote a backup"),
    "restored": N_("Restored a backup"),
    "transferred": N_("Handed a dossier on"),
    "transfer_answered": N_("Answered for a dossier"),
    "destroyed": N_("Destroyed personal data"),
    "key_written": N_("Wrote a key file"),
    "root_made": N_("Made the province's root"),
    "root_renewed": N_("Renewed the province's root"),
    "root_used": N_("Used the root sheets"),
    "root_compared": N_("Compared the root code"),
    "roster_taken": N_("Took in a roster"),
    "unit_added": N_("Took in a new unit"),
    "unit_refused": N_("Refused a new unit"),
    "unit_refusal_back": N_("Took back the refusal of a unit"),
    "computer_closed": N_("Closed a computer in the roster"),
    "recovery_deposited": N_("Deposited the recovery key with the province"),
    "recovery_opened": N_("Opened a deposited recovery key"),
    "updated": N_("Installed an update"),
    "update_taken_back": N_("Took an update back"),
}


def note(office: Office | Store, act: str, subject: str = "") -> None:
    """Write one line. `subject` is a file's, package's or officer's name or a record's number, never a person's."""
    store, officer = _of(office)
    log_table.append(store.conn, officer, act, shown_name(subject))


def note_softly(office: Office | Store, act: str, subject: str = "") -> None:
    """Like `note`, where a full disk must not keep anybody from the data."""
    try:
        note(office, act, subject)
    except EnvironmentProblem as error:
        log.warning("access log: %s", error.message)


def looked_at(office: Office, type_name: str, row: bytes) -> None:
    """Note that somebody opened a record, when it is a denunciation; of others nothing is noted."""
    from danvan_desktop.app.titles import masked

    record, item = office.store.types[type_name], office.store.get(type_name, row)
    if item is not None and masked(record, item):
        number, year = item.values.get("register_no"), item.values.get("register_year")
        subject = f"{number}/{year}" if isinstance(number, str) and isinstance(year, int) else row.hex()
        note_softly(office, "viewed_denunciation", subject)


def lines(  # noqa: PLR0913  one argument a filter
    store: Store, *, acts: tuple[str, ...] = (), officer: str = "", from_ms: int = 0, to_ms: int = 2**62,
    limit: int = 500, offset: int = 0,
) -> list[Line]:  # fmt: skip
    """Lines that fit, newest first."""
    return log_table.lines(
        store.conn, acts=acts, officer=officer, from_ms=from_ms, to_ms=to_ms, limit=limit, offset=offset
    )


def officers(store: Store) -> list[str]:
    """Everybody who stands in the log."""
    return log_table.officers(store.conn)


def verify(store: Store) -> Verified:
    """Whether a line was changed or is missing; also beside what packages of ours said of the log when they left."""
    found = log_table.verify(store.conn)
    if not found.ok:
        return found
    me, *before = own_replicas(store)
    for replica in (me, *before):  # a cut of now is not to hide behind a restore of long ago
        told = access_heads.first_unfit(store.conn, access_heads.of(store.conn, [replica]))
        if told is not None:
            earlier = b"" if replica == me else replica
            return replace(found, back=told.head.lines, back_by=told.told_by, back_at_ms=told.at, earlier=earlier)
    return found


def words(line: Line) -> str:
    """What was done, in the user's language; an act of a newer program as it is written."""
    said, subject = _(ACTS[line.act]) if line.act in ACTS else line.act, line.subject
    if line.act == "role_changed":
        name, _arrow, role = subject.rpartition(" → ")
        subject = f"{name} → {_(ROLES[role])}" if role in ROLES else subject
    elif line.act in _MARKS:
        code, mark, word = subject.partition(_MARKS[line.act])
        known = _words_of(line.act)
        subject = f"{code}: {_(known[word])}" if mark and word in known else subject
    return f"{said}: {subject}" if subject else said


_MARKS = {"unit_added": " ", "computer_closed": ": ", "roster_taken": ": "}  # what stands before the word


def _words_of(act: str) -> Mapping[str, str]:
    """The words that end a line of this act, as people read them."""
    from danvan_desktop.handoff.roster_close import REASONS

    return {
        "unit_added": {"compared": N_("compared"), "not compared": N_("not compared yet")},
        "computer_closed": REASONS,
        "roster_taken": {
            "newer": N_("in force"), "same": N_("in force already"), "older": N_("older, ignored"),
            "closed-here": N_("in force; this computer is closed in it"),
        },
    }[act]  # fmt: skip


def verdict(found: Verified) -> str:
    """What the proof says, as a sentence."""
    if found.ok:
        return _("The log is whole: {count} lines, none changed, none missing.").format(count=found.lines)
    if found.broken is not None:
        return _("Line {number} of the log was changed, or a line before it is missing.").format(number=found.broken)
    if found.back is not None:
        return _cut_back(found)
    return _("The end of the log is missing: it stops at line {number}.").format(number=found.lines)


def _cut_back(found: Verified) -> str:
    """Every line fits the one before it, but it is not the log others heard of."""
    day = datetime.fromtimestamp(found.back_at_ms / 1000).astimezone()
    said = _(
        "The log was cut back: a hand-over with unit {unit} on {day} said it had {told} lines; that line {told} is"
        " missing here or is another one. After a restore this is so: what was logged after the backup is gone."
    )
    return said.format(unit=found.back_by, day=f"{day:%d/%m/%Y}", told=found.back)


# --- a wrong passphrase cannot be noted in a file that did not open: counted beside, noted at the next opening
def count_failure(data_dir: Path) -> None:
    """One more wrong passphrase for this folder on this computer."""
    file = _counter(data_dir)
    try:
        count, _last = _read(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([count + 1, time.time_ns() // 1_000_000]), encoding="ascii")
    except OSError:
        return


def note_failures(office: Office) -> int:
    """Take the wrong passphrases counted so far into the log; returns how many."""
    file = _counter(office.data_dir)
    count, last = _read(file)
    if count:
        log_table.append(office.store.conn, "", "failed_open", str(count), last)
        file.unlink(missing_ok=True)
    return count


def _read(file: Path) -> tuple[int, int]:
    try:
        count, last = json.loads(file.read_text(encoding="ascii"))
        return int(count), int(last)
    except (OSError, ValueError, TypeError):
        return 0, 0


def _counter(data_dir: Path) -> Path:
    name = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:24]
    return paths.state_dir() / "failed" / name


def _of(office: Office | Store) -> tuple[Store, str]:
    if isinstance(office, Store):
        return office, office.opened_by
    return office.store, office.officer
