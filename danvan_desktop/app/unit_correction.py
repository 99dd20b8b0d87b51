"""A unit that was typed wrong at set-up, put right while nothing was written and nothing has left.

What is in a journal is never written anew: the unit's own row bears the code and would reach the province as a second
unit. So the file is made anew under the right unit and takes the old one's place in one step; officers, passphrases and
the recovery code stay, and so do the settings, the log of accesses and the roster. Later only another folder is honest.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop import paths
from danvan_desktop.app import access_log, escrow, people
from danvan_desktop.app.new_office import good_unit, new_store
from danvan_desktop.domain.journal import derived_row_id
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import roster_take, roster_trust
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.roster_tables import SEED
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training

if TYPE_CHECKING:
    from danvan_desktop.app.office import Office

BESIDE = "new-unit"  # folder of the new file until it is whole
_WORK = ("segment", "package", "quarantine", "peer", "draft", "blob", "number_counter")  # a row of these is work done
_NEW = ("replica.", "unit.", "roster.", "schema.", "closing.", "escrow.to", "escrow.due")  # settings of the file itself


def why_not(store: Store) -> str:
    """Why the unit cannot be corrected here any more, in a sentence; "" where it can."""
    if is_training(store.settings):
        return _("This is a training office.")
    if store.settings.get(SEED):
        return _("The root of the province was made under this code.")
    if roster_trust.current(store) is None and _is_joined(store):
        return _("Another office knows this one under this code already.")
    row = derived_row_id("unit", store.unit.code, "")
    written = store.conn.execute("SELECT 1 FROM op WHERE row <> ? LIMIT 1", (row,)).fetchone()
    if written or any(store.conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _WORK):
        return _("Something was recorded, begun or handed over here under this code already.")
    return ""


def _is_joined(store: Store) -> bool:
    """By request and certificate; a roster alone says nothing of this office yet."""
    query = "SELECT 1 FROM certificate WHERE unit <> ? LIMIT 1"
    return store.conn.execute(query, (store.unit.code,)).fetchone() is not None


def in_another_folder() -> str:
    """What to do where it cannot."""
    return _(
        "Set the office up anew, with its own code, in another data folder: danvan --data-dir FOLDER (the window) or"
        " danvan --data-dir FOLDER init. This folder stays as it is. If an office above knows it already, let it refuse"
        " or close this computer."
    )


def correct(office: Office, unit: UnitInfo) -> None:
    """Give an office that holds nothing yet its right unit. The file is opened anew: no reader may be open.

    Raises UserError where something was recorded or has left, EnvironmentProblem where the disk is in the way; then
    everything is as it was.
    """
    people.require(office, "settings")
    wanted, was = good_unit(unit), office.store.unit
    if reason := why_not(office.store):
        raise UserError(
            _("The unit cannot be corrected in this folder any more.") + " " + reason, kept=_("Nothing was changed."),
            hint=in_another_folder(), code="unit-in-use",
        )  # fmt: skip
    made = _made_beside(office, wanted)
    office.while_closed(lambda: _put_in_place(made, office.data_dir / paths.DATABASE_NAME))
    shutil.rmtree(made.parent, ignore_errors=True)
    access_log.note(office, "unit_corrected", f"{was.code} → {wanted.code}")
    escrow.seal_if_due(office)


def _made_beside(office: Office, unit: UnitInfo) -> Path:
    """The file of the right unit, whole and closed, in a folder of its own."""
    folder = office.data_dir / BESIDE
    try:
        shutil.rmtree(folder, ignore_errors=True)  # of one that was cut short by a power failure
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise disk_problem(error, folder) from error
    made = new_store(folder, unit, {}, office.ring, office.store.types)
    try:
        _carry_over(office.store, made)
    finally:
        made.close()
    return folder / paths.DATABASE_NAME


def _carry_over(old: Store, new: Store) -> None:
    """Settings, the log of accesses with its chain, and the roster as this office believed it."""
    known, now = roster_trust.trust_of(old), roster_trust.current(old)
    with new.writing():
        for name, text in old.settings.starting_with("").items():
            if not name.startswith(_NEW):
                new.settings.set(name, text)
        lines: Sequence[Sequence[object]] = old.conn.execute("SELECT * FROM access_log ORDER BY n").fetchall()
        new.conn.executemany("INSERT INTO access_log VALUES(?,?,?,?,?,?)", [tuple(line) for line in lines])
        if known.code:
            roster_trust.pin(new, known.code, compared=known.compared)
        if now is not None:
            roster_take.take(new, now)


def _put_in_place(made: Path, target: Path) -> None:
    """One step; not while the old file has a log beside it, which would be read into the new one."""
    if target.with_name(f"{target.name}-wal").exists():
        raise EnvironmentProblem(
            _("Another program has the data file open."), kept=_("Nothing was changed."),
            hint=_("Close it and try again."),
        )  # fmt: skip
    try:
        made.replace(target)
    except OSError as error:
        raise disk_problem(error, target) from error
