"""The backup nobody has to think of: once a day and at exit, to a second place, opened again and checked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from danvan_desktop.app import backup_plan, rescue
from danvan_desktop.app.office import Office
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import backup as storage_backup
from danvan_desktop.storage.backup import SUFFIX, BackupInfo
from danvan_desktop.storage.care_quick import newest_op
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.store import Store

OLD_DAYS = 3  # a backup older than this is said in amber
RETRY = timedelta(hours=1)  # after a failure: neither every minute nor only tomorrow
_FILE, _OPS, _GROUP, _PROBLEM, _TRIED = "backup.file", "backup.ops", "backup.group", "backup.problem", "backup.tried"


@dataclass(frozen=True)
class BackupState:
    """The last backup and what is in the way of the next one."""

    made: datetime | None = None  # local time; a backup is only kept when it stood its check
    file: Path | None = None
    problem: str = ""
    changed: bool = False  # saves came after it
    days: int = 0  # since it was made

    @property
    def tone(self) -> str:
        """ok, warn or danger."""
        if self.made is None or self.days > 2 * OLD_DAYS:
            return "danger" if self.changed else "warn"
        return "warn" if self.problem or self.days > OLD_DAYS else "ok"

    @property
    def when(self) -> str:
        """“today 07:31”, “yesterday 16:02”, “02/10/2026”, “never”."""
        if self.made is None:
            return _("never")
        if self.days > 1:
            return f"{self.made:%d/%m/%Y}"
        day = _("today") if self.days < 1 else _("yesterday")
        return f"{day} {self.made:%H:%M}"

    @property
    def short(self) -> str:
        """For the status bar."""
        return _("Backup: {when}").format(when=self.when)

    @property
    def sentence(self) -> str:
        """For the overview: when, where, checked, what is wrong."""
        if self.made is None:
            said = _("There is no backup yet.")
        elif self.file is None:
            said = _("Last backup {when}, checked.").format(when=self.when)
        else:
            said = _("Last backup {when}, checked, in {folder}.").format(when=self.when, folder=self.file.parent)
        return f"{said} {self.problem}".strip()


def backup_state(store: Store, now: datetime | None = None) -> BackupState:
    """The state as the file remembers it; reads only."""
    now, get = now or local_now(), store.settings.get
    text, file = get("backup.last"), get(_FILE)
    made = datetime.fromisoformat(text).astimezone().replace(tzinfo=None) if text else None
    return BackupState(
        made, Path(file) if file else None, get(_PROBLEM), changed=newest_op(store.conn) > int(get(_OPS, "0")),
        days=max(0, (now.date() - made.date()).days) if made else 0,
    )  # fmt: skip


def due(store: Store, now: datetime | None = None) -> bool:
    """Whether today's backup is still to be made; after a failure not before an hour has gone by."""
    now = now or local_now()
    state = backup_state(store, now)
    if state.made is not None and state.made.date() == now.date() and not state.problem:
        return False
    tried = store.settings.get(_TRIED)
    return not tried or not now - RETRY < datetime.fromisoformat(tried) <= now


def scheduled(office: Office, folder: Path, now: datetime | None = None) -> BackupInfo:
    """Make, check and note one backup in `folder`, then clear away what is no longer needed.

    Raises DanvanError when it could not be made; the sentence is kept for the overview and the status bar.
    """
    now = now or local_now()
    store = office.store
    try:
        check_folder(folder, office.data_dir)
        _make(folder)
        target = backup_plan.free_target(folder, store.unit.code, _group(store), now)
        info = rescue.backup(office, target)
    except DanvanError as error:
        note_failure(store, error, now)
        raise
    tidy(folder, _group(store), now)
    return info


def note_success(store: Store, info: BackupInfo) -> None:
    """Remember where the last good backup lies and what it holds."""
    with store.writing():
        store.settings.set(_FILE, str(info.file.absolute()))
        store.settings.set(_OPS, str(newest_op(store.conn)))
        store.settings.set(_PROBLEM, "")
        store.settings.set(_TRIED, "")


def note_failure(store: Store, error: DanvanError, now: datetime) -> None:
    """Remember what stood in the way; a disk too full even for that is told by the error itself."""
    said = f"{error.message} {error.hint}".strip()
    try:
        with store.writing():
            store.settings.set(_PROBLEM, said)
            store.settings.set(_TRIED, now.isoformat(timespec="seconds"))
    except DanvanError:
        return


def tidy(folder: Path, group: str, now: datetime) -> list[Path]:
    """Delete what the plan no longer keeps; a file that does not look whole neither counts nor is touched."""
    times = {file: time for file in _files(folder) if (time := backup_plan.time_of(file, group)) and _looks_whole(file)}
    gone = backup_plan.to_delete(times.values(), now.date())
    deleted = []
    for file, time in times.items():
        if time in gone and _removed(file):
            deleted.append(file)
    return deleted


def check_folder(folder: Path, data_dir: Path) -> None:
    """Refuse a place that would perish with the data. Raises UserError."""
    inside = folder.absolute().resolve()
    if inside == data_dir.resolve() or data_dir.resolve() in inside.parents:
        raise UserError(
            _("The backup would lie in the data folder itself and be lost together with it."),
            kept=_("No backup was made."), hint=_("Choose a folder on another drive or on a stick."),
        )  # fmt: skip


def same_disk(folder: Path, data_dir: Path) -> bool:
    """Whether both lie on one drive: then a broken drive takes both."""
    place = next((p for p in (folder, *folder.parents) if p.exists()), None)
    try:
        return place is not None and place.stat().st_dev == data_dir.stat().st_dev
    except OSError:
        return False


def local_now() -> datetime:
    """This machine's clock without a zone, as an officer reads it."""
    return datetime.now()  # noqa: DTZ005  an office's day is its local day


def _make(folder: Path) -> None:
    """Make the folder, not the drive it was to lie on: a stick that is out must not become a folder."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        raise EnvironmentProblem(
            _("The place for backups is not there: {folder}.").format(folder=folder),
            kept=_("Your records are untouched; earlier backups are where they were."),
            hint=_("Put the stick or drive in, or choose another place."), code="stick-gone",
        )  # fmt: skip
    try:
        folder.mkdir()
    except OSError as error:
        raise disk_problem(error, folder) from error


def _group(store: Store) -> str:
    """Eight digits that stay with this data file."""
    group = store.settings.get(_GROUP)
    if not group:
        group = secrets.token_hex(4)
        store.settings.set(_GROUP, group)
    return group


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.name.endswith(SUFFIX))
    except OSError:
        return []


def _looks_whole(file: Path) -> bool:
    try:
        storage_backup.glance(file)
    except DanvanError:
        return False
    return True


def _removed(file: Path) -> bool:
    try:
        file.unlink()
    except OSError:
        return False  # write-protected or open elsewhere: the next day tries again
    return True
