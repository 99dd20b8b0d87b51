"""Restoring a backup into an empty folder, as a new replica of the unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import access_log, backup, care, migrations, rekey
from danvan_desktop.storage.backup import BackupInfo
from danvan_desktop.storage.database import DatabaseError
from danvan_desktop.storage.files import disk_problem, need_space, sync_folder
from danvan_desktop.storage.keyfile import KeyFile
from danvan_desktop.storage.keys import Keyring, open_with_code, open_with_passphrase
from danvan_desktop.storage.store import Store

_OURS = (paths.DATABASE_NAME, f"{paths.DATABASE_NAME}-wal", f"{paths.DATABASE_NAME}-shm", paths.KEYS_NAME)


@dataclass(frozen=True)
class Restored:
    """What was restored, from when, and which replica went on as which."""

    officer: str
    unit_name: str
    made: datetime
    old_replica: bytes
    new_replica: bytes


def restore(
    file: Path, data_dir: Path, passphrase: str = "", *, code: str = "", officer: str = "",
    types: Mapping[str, RecordType] | None = None,
) -> Restored:  # fmt: skip
    """Restore into an empty or new folder, opened by a passphrase of that time or by the recovery code.

    Raises UserError for a damaged backup, a wrong passphrase or a folder with data; nothing is left then.
    """
    _must_be_empty(data_dir)
    info = backup.read_info(file)
    ring = _open_keys(info.keys, passphrase, code, officer)
    made_folder = _make_folder(data_dir)
    try:
        need_space(data_dir, info.database_size)
        restored = _restore(info, ring, data_dir, types)
        sync_folder(data_dir)
    except FileExistsError:
        raise _not_empty(data_dir) from None  # another restore came first: its files are not ours to clear away
    except BaseException as error:
        _clear(data_dir, made_folder)
        if isinstance(error, OSError):
            raise disk_problem(error, data_dir) from error
        raise
    return restored


def _restore(info: BackupInfo, ring: Keyring, data_dir: Path, types: Mapping[str, RecordType] | None) -> Restored:
    database = data_dir / paths.DATABASE_NAME
    backup.copy_database(info, database)
    ring.save(data_dir)
    ring = rekey.finish_if_possible(data_dir, ring)
    try:
        store = migrations.open_store(database, ring.key, types=types)
    except EnvironmentProblem as error:
        raise backup.damaged(info.file) from error
    try:
        return _take_over(store, info, ring)
    except DatabaseError as error:
        raise backup.damaged(info.file) from error
    finally:
        store.close()


def _take_over(store: Store, info: BackupInfo, ring: Keyring) -> Restored:
    if care.file_problems(store.conn) or care.cipher_problems(store.conn):
        raise backup.damaged(info.file)
    old = store.replica.id
    with store.writing():
        store.become_new_replica()
        store.settings.set("restored.at", datetime.now(UTC).isoformat(timespec="seconds"))
        store.settings.set("restored.made", info.made.isoformat())
        store.settings.set("restored.from_replica", old.hex())
        access_log.append(store.conn, ring.me.name, "restored", info.file.name)
    return Restored(ring.me.name, store.unit.name, info.made, old, store.replica.id)


def _open_keys(file: KeyFile, passphrase: str, code: str, officer: str) -> Keyring:
    try:
        return open_with_code(file, code, officer) if code else open_with_passphrase(file, passphrase)
    except DanvanError as error:
        error.kept = error.kept or _("Nothing was restored or changed.")
        raise


def _must_be_empty(data_dir: Path) -> None:
    try:
        found = [path for path in data_dir.iterdir() if path.name != paths.LOCK_NAME] if data_dir.is_dir() else []
    except OSError as error:
        raise disk_problem(error, data_dir) from error
    if found or (data_dir.exists() and not data_dir.is_dir()):
        raise _not_empty(data_dir)


def _not_empty(data_dir: Path) -> UserError:
    return UserError(
        _("The folder {folder} is not empty.").format(folder=data_dir),
        kept=_("Nothing was restored or changed."),
        hint=_("A backup is restored into a new, empty folder only: give another one with --data-dir."),
    )


def _make_folder(data_dir: Path) -> bool:
    """True when the folder was not there before."""
    try:
        new = not data_dir.exists()
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        data_dir.chmod(0o700)
    except OSError as error:
        raise disk_problem(error, data_dir) from error
    return new


def _clear(data_dir: Path, made_folder: bool) -> None:
    for name in _OURS:
        (data_dir / name).unlink(missing_ok=True)
    if made_folder and not any(data_dir.iterdir()):
        data_dir.rmdir()
