"""Backup and rescue, for the window and the commands alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.app import access_log, people
from danvan_desktop.app.lock import FolderLock
from danvan_desktop.app.office import Office
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import DanvanError, EnvironmentProblem
from danvan_desktop.storage import backup as backups
from danvan_desktop.storage import care, keys, migrations, rekey
from danvan_desktop.storage import restore as restoring
from danvan_desktop.storage.backup import BackupInfo
from danvan_desktop.storage.care import CheckReport
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.rebuild import RebuildResult
from danvan_desktop.storage.restore import Restored

Types = Mapping[str, RecordType]


def backup(office: Office, target: Path) -> BackupInfo:
    """Write a backup, check it and note it as the last good one."""
    from danvan_desktop.app.backups import note_success

    info = backups.backup(office.store, office.data_dir, office.ring.key, target)
    note_success(office.store, info)
    return info


def restore(
    file: Path, data_dir: Path, passphrase: str = "", *, code: str = "", officer: str = "", types: Types | None = None
) -> Restored:
    """Restore a backup into a new folder, by a passphrase of that time or by the recovery code."""
    return restoring.restore(file, data_dir, passphrase, code=code, officer=officer, types=types)


def recover(data_dir: Path, code: str, passphrase: str, *, officer: str = "", cost: Cost | None = None) -> str:
    """Set an officer's passphrase by the unit's recovery code; returns the officer's name."""
    file = keys.read(data_dir)
    lock = FolderLock(data_dir)
    lock.acquire()
    try:
        ring = rekey.finish_if_possible(data_dir, keys.open_with_code(file, code, officer))
        changed = keys.with_passphrase(ring, passphrase, cost)
        changed.save(data_dir)
        _note_recovered(data_dir, changed)
    finally:
        lock.release()
    return changed.me.name


def _note_recovered(data_dir: Path, ring: keys.Keyring) -> None:
    """Into the access log; a file that does not open now is no reason against the new passphrase."""
    try:
        store = migrations.open_store(data_dir / paths.DATABASE_NAME, ring.key)
    except DanvanError:
        return
    try:
        store.opened_by = ring.me.name
        access_log.note_softly(store, "recovery_used")
        store.settings.set("escrow.due", "1")  # a code opened at the province is on paper now: seal a new one
    finally:
        store.close()


def change_passphrase(office: Office, passphrase: str, *, cost: Cost | None = None) -> None:
    """Give the officer who opened the folder a new passphrase."""
    office.change_keys(keys.with_passphrase(office.ring, passphrase, cost))
    people.passphrase_changed(office)
    access_log.note(office, "passphrase_changed")


def add_officer(office: Office, name: str, passphrase: str, *, cost: Cost | None = None) -> None:
    """Let another officer in; `people.add_officer` gives a role too."""
    people.add_officer(office, name, passphrase, cost=cost)


def officer_leaves(office: Office, name: str) -> None:
    """Shut an officer out for good; the database gets a new key."""
    people.require(office, "people")
    gone = office.ring.member(name).name
    office.officer_leaves(name)
    access_log.note(office, "officer_left", gone)


def new_recovery_code(office: Office) -> str:
    """Make a new recovery code, to be printed; the old sheet is void."""
    people.require(office, "people")
    ring, code = keys.with_new_recovery(office.ring)
    office.change_keys(ring)
    access_log.note(office, "recovery_renewed")
    return code


def check(office: Office, *, thorough: bool = True) -> CheckReport:
    """Look whether file, encryption, journal, vault, search and (`thorough`, minutes at a million) lists are sound."""
    return care.check(office.store, office.data_dir, thorough=thorough)


def check_folder(data_dir: Path, passphrase: str, *, types: Types | None = None) -> CheckReport:
    """Like `check`, and also for a file that does not open any more."""
    keys.read(data_dir)
    lock = FolderLock(data_dir)
    lock.acquire()
    try:
        ring = rekey.finish_if_possible(data_dir, keys.open_with_passphrase(keys.read(data_dir), passphrase))
        store = migrations.open_store(data_dir / paths.DATABASE_NAME, ring.key, types=types)
        try:
            return care.check(store, data_dir)
        finally:
            store.close()
    except EnvironmentProblem as error:
        if not care.is_damage(error):
            raise
        return care.check_unopenable(error, data_dir)
    finally:
        lock.release()


def rebuild(office: Office) -> None:
    """Make lists, search and figures again from the journal."""
    office.store.rebuild()


def check_rebuild(office: Office) -> RebuildResult:
    """Whether lists, search and figures are what the journal says; changes nothing."""
    return office.store.check_rebuild()
