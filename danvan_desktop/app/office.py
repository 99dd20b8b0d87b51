"""An office's data folder: made, opened by an officer's passphrase, closed so that the key leaves memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from danvan_desktop import paths
from danvan_desktop.app import access_log, care_place, office_day, twin
from danvan_desktop.app.lock import WAIT_SECONDS, FolderLock
from danvan_desktop.app.new_office import (
    ORGAN,
    good_organ,
    good_unit,
    new_store,
    no_core_dumps,
    no_data_yet,
    prepare_folder,
)
from danvan_desktop.app.updates import after
from danvan_desktop.app.watermark import stamp_pages
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import data_updates, keys, migrations, rekey, rule_files
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.keys import Keyring
from danvan_desktop.storage.passphrase import Cost
from danvan_desktop.storage.store import Store


class Office:
    """An opened data folder: its store and the officer who opened it. Use as a context manager or call `close`."""

    def __init__(self, data_dir: Path, store: Store, ring: Keyring, lock: FolderLock) -> None:
        self.data_dir = data_dir
        self.store = store
        self.ring = ring
        self.notice = ""  # what the officer is to be told at opening
        self.at_end: Callable[[], object] | None = None  # done when the window is gone, before the office is closed
        self._lock = lock
        self._open = True
        self._tell(store)
        stamp_pages(store)
        rule_files.use(data_updates.files_in_force(store.conn))

    @property
    def officer(self) -> str:
        """Who opened the folder; the name that stands in the history."""
        return self.ring.me.name

    @property
    def organ(self) -> dict[str, str]:
        """The issuing organ as far as it is set: name, parent, symbol, place, side."""
        return {name: text for name in ORGAN if (text := self.store.settings.get(f"organ.{name}"))}

    @classmethod
    def create(  # noqa: PLR0913  what an office begins with
        cls, data_dir: Path, unit: UnitInfo, officer: str, passphrase: str,
        organ: Mapping[str, str | None] | None = None, *, cost: Cost | None = None,
        types: Mapping[str, RecordType] | None = None,
    ) -> tuple[Office, str]:  # fmt: skip
        """Make a new data folder. Returns the office and the recovery code, which is shown this once."""
        unit, settings = good_unit(unit), good_organ(organ or {})
        no_data_yet(data_dir)
        ring, code = keys.create(officer, passphrase, cost)
        prepare_folder(data_dir)
        lock = FolderLock(data_dir)
        lock.acquire()
        try:
            no_data_yet(data_dir)
            store = new_store(data_dir, unit, settings, ring, types)
            twin.guard(store)
        except BaseException:
            lock.release()
            raise
        office = cls(data_dir, store, ring, lock)
        access_log.note_softly(office, "opened")
        office.notice = care_place.told_once(store, data_dir)
        return office, code

    @classmethod
    def open(
        cls, data_dir: Path, passphrase: str,
        *, wait_seconds: float = WAIT_SECONDS, types: Mapping[str, RecordType] | None = None,
        machine: str | None = None,
    ) -> Office:  # fmt: skip
        """Open a data folder; `machine` is this computer's id, by default the system's own.

        Raises UserError for a wrong passphrase, EnvironmentProblem when it is in use.
        """
        no_core_dumps()
        keys.read(data_dir)  # says so when there is no data here, before a lock file is made
        lock = FolderLock(data_dir)
        lock.acquire(wait_seconds)
        try:
            ring = _ring_of(data_dir, passphrase)
            ring = rekey.finish_if_possible(data_dir, ring)
            store = migrations.open_store(data_dir / paths.DATABASE_NAME, ring.key, types=types)
            notices = twin.guard(store, machine), care_place.told_once(store, data_dir)
        except BaseException:
            lock.release()
            raise
        office = cls(data_dir, store, ring, lock)
        office.notice = " ".join(filter(None, notices))
        _note_opened(office)
        after.first_opening(office)
        if store.settings.get("escrow.due") == "1":  # a roster came: the recovery key is sealed to its root
            _seal_recovery(office)
        return office

    def reader(self) -> Store:
        """A second, read-only look at the same file, for one thread of its own; the caller closes it."""
        path = self.data_dir / paths.DATABASE_NAME
        found = Store.open(path, self.ring.key, read_only=True, types=self.store.types)
        found.writing_beside = lambda: Store.open(path, self.ring.key, types=self.store.types)
        self._tell(found)
        return found

    def _tell(self, store: Store) -> None:
        """A store knows who opened it and who else could: roles are asked of it."""
        store.opened_by, store.officers = self.ring.me.name, tuple(self.ring.officers)

    def officer_leaves(self, name: str) -> None:
        """Shut an officer out for good: his wrap is deleted and the database gets a new key."""
        types = self.store.types
        self.store.close()
        try:
            self.ring = rekey.officer_leaves(self.data_dir, self.ring, name)
        finally:
            self.store = migrations.open_store(self.data_dir / paths.DATABASE_NAME, self.ring.key, types=types)
            self._tell(self.store)
        if self.ring.following is not None:
            raise EnvironmentProblem(
                _("The officer can no longer open the data, but its new encryption could not be finished."),
                kept=_("Nothing that was saved before is lost."),
                hint=_("Free some space on the disk and open the data folder again: the work is then finished."),
            )

    def while_closed(self, work: Callable[[], object]) -> None:
        """Do something to the file itself; it is opened again whatever comes of it."""
        types = self.store.types
        self.store.close()
        try:
            work()
        finally:
            self.store = migrations.open_store(self.data_dir / paths.DATABASE_NAME, self.ring.key, types=types)
            self._tell(self.store)
            twin.guard(self.store)

    def change_keys(self, ring: Keyring) -> None:
        """Take over a changed keyring and write it."""
        ring.save(self.data_dir)
        self.ring = ring
        self._tell(self.store)

    def close(self) -> None:
        """Close the file, drop the key, let others in. A second call does nothing."""
        if self._open:
            access_log.note_softly(self, "closed")
            twin.note(self.store)
            rule_files.use(())
            office_day.trust_the_clock()
        self._open = False
        self.store.close()
        self._lock.release()
        self.__dict__.pop("ring", None)

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _ring_of(data_dir: Path, passphrase: str) -> Keyring:
    """The opened keys; a wrong passphrase is counted."""
    file = keys.read(data_dir)
    try:
        return keys.open_with_passphrase(file, passphrase)
    except UserError:
        access_log.count_failure(data_dir)
        raise


def _note_opened(office: Office) -> None:
    """Into the access log, unless the disk is in the way; the officer is told of wrong passphrases before."""
    try:
        failed = access_log.note_failures(office)
        access_log.note(office, "opened")
    except EnvironmentProblem:
        return
    if failed:
        told = _("A wrong passphrase was typed {count} times here since the last opening.").format(count=failed)
        office.notice = f"{office.notice} {told}".strip()


def _seal_recovery(office: Office) -> None:
    """Nobody is kept from the data by it: what could not be written is written at the next opening."""
    from danvan_desktop.app import escrow

    try:
        escrow.seal_if_due(office)
    except EnvironmentProblem as error:
        office.notice = f"{office.notice} {error.message}".strip()
