"""Rescue of a damaged data folder: what is damaged, what there is to go back to, and the ways in their order.

The damaged folder is only ever renamed. Whatever a way makes is made beside it and takes its place when it is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.app import care_check, rescue
from danvan_desktop.app.backups import local_now
from danvan_desktop.app.lock import FolderLock
from danvan_desktop.app.office import Office
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import DanvanError, UserError
from danvan_desktop.storage import backup, backup_counts, keys, rekey, salvage
from danvan_desktop.storage.backup import SUFFIX
from danvan_desktop.storage.care import CheckReport
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.restore import Restored
from danvan_desktop.storage.salvage import Salvaged

Types = Mapping[str, RecordType]
_NEVER = datetime(1970, 1, 1)  # noqa: DTZ001  behind every copy that says when it was made
MAX_COUNTED = 12  # newest copies whose records are counted


@dataclass(frozen=True)
class Copy:
    """A backup found: when it was made, how many records it holds (None: not looked), whether it looks whole."""

    file: Path
    made: datetime | None = None  # local time
    size: int = 0
    records: int | None = None
    problem: str = ""


def find_copies(folders: Iterable[Path], key: bytes = b"", types: Types | None = None) -> list[Copy]:
    """Backups lying in these folders, newest first; with the key their records are counted."""
    files = {file.resolve() for folder in folders for file in _backups_in(folder)}
    found = sorted(map(_copy, files), key=lambda copy: (copy.made or _NEVER, copy.file.name), reverse=True)
    whole = [copy.file for copy in found if not copy.problem][:MAX_COUNTED] if key else []
    return [_counted(copy, key, types) if copy.file in whole else copy for copy in found]


def _backups_in(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.name.endswith(SUFFIX) and file.is_file()]
    except OSError:
        return []


def _copy(file: Path) -> Copy:
    try:
        info = backup.glance(file)
    except DanvanError as error:
        return Copy(file, problem=error.message)
    return Copy(file, info.made.astimezone().replace(tzinfo=None), info.size)


def _counted(copy: Copy, key: bytes, types: Types | None) -> Copy:
    return Copy(copy.file, copy.made, copy.size, backup_counts.records_in(copy.file, key, types))


def verify(file: Path) -> Copy:
    """Read every byte of a backup and say whether it is whole."""
    try:
        info = backup.read_info(file)
    except DanvanError as error:
        return Copy(file, problem=error.message)
    return Copy(file, info.made.astimezone().replace(tzinfo=None), info.size)


def examine(data_dir: Path, passphrase: str, *, types: Types | None = None) -> CheckReport:
    """What of a data folder is damaged; opens it alone, also when it does not open any more."""
    report = rescue.check_folder(data_dir, passphrase, types=types)
    if report.ok:
        _forget_alarm(data_dir, passphrase, types)
    return report


def _forget_alarm(data_dir: Path, passphrase: str, types: Types | None) -> None:
    """What was found before is not there any more, or never was."""
    with Office.open(data_dir, passphrase, types=types) as office:
        if care_check.needs_rescue(office.store):
            care_check.note(office.store, CheckReport(()))


def database_key(data_dir: Path, passphrase: str) -> bytes:
    """The key of a data folder whose file may be damaged. Raises UserError for a wrong passphrase."""
    return keys.open_with_passphrase(keys.read(data_dir), passphrase).key


# --- the ways
def from_backup(
    file: Path, data_dir: Path, passphrase: str = "", *, code: str = "", types: Types | None = None
) -> tuple[Restored, Path]:
    """First way: the last good copy in the place of the damaged folder. Returns it and where the damaged one lies."""
    fresh = _fresh(data_dir)
    restored = rescue.restore(file, fresh, passphrase, code=code, types=types)
    return restored, _take_place(fresh, data_dir)


def from_journal(
    data_dir: Path, passphrase: str, *, types: Types | None = None, progress: Callable[[int], None] | None = None
) -> tuple[Salvaged, Path]:
    """Second way: everything the damaged file still gives away. Returns that and where the damaged one lies."""
    ring = keys.open_with_passphrase(keys.read(data_dir), passphrase)
    ring = rekey.finish_if_possible(data_dir, ring)
    fresh = _fresh(data_dir)
    try:
        fresh.mkdir(mode=0o700)
        saved = salvage.salvage(data_dir / paths.DATABASE_NAME, ring.key, fresh / paths.DATABASE_NAME, types, progress)
        ring.save(fresh)
    except BaseException as error:
        _remove(fresh)
        if isinstance(error, OSError):
            raise disk_problem(error, fresh) from error
        raise
    return saved, _take_place(fresh, data_dir)


def rebuild_lists(data_dir: Path, passphrase: str, *, types: Types | None = None) -> None:
    """When only lists or search are bad: they are made again in the file itself, nothing else changes."""
    with Office.open(data_dir, passphrase, types=types) as office:
        rescue.rebuild(office)


def _fresh(data_dir: Path) -> Path:
    return _free(data_dir.with_name(f"{data_dir.name}-phuc-hoi-{local_now():%Y%m%d-%H%M%S}"))


def _free(path: Path) -> Path:
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.name}-{number}")
        number += 1
    return found


def _take_place(fresh: Path, data_dir: Path) -> Path:
    """Put the damaged folder aside under another name and the good one in its place; both or nothing."""
    lock = FolderLock(data_dir)
    lock.acquire(1.0)
    lock.release()  # nobody else works in it; Windows renames no folder with an open file
    aside = _free(data_dir.with_name(f"{data_dir.name}-hong-{local_now():%Y%m%d-%H%M%S}"))
    try:
        data_dir.rename(aside)
        try:
            fresh.rename(data_dir)
        except OSError:
            aside.rename(data_dir)
            raise
    except OSError as error:
        raise disk_problem(error, data_dir) from error
    return aside


def _remove(fresh: Path) -> None:
    """Only what we made ourselves a moment ago."""
    for name in (paths.DATABASE_NAME, f"{paths.DATABASE_NAME}-wal", f"{paths.DATABASE_NAME}-shm", paths.KEYS_NAME):
        (fresh / name).unlink(missing_ok=True)
    if fresh.is_dir() and not any(fresh.iterdir()):
        fresh.rmdir()


def is_wrong_passphrase(error: BaseException) -> bool:
    """Whether another passphrase may help."""
    return isinstance(error, UserError) and error.code == "passphrase"
