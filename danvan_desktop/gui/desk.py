"""The desk: what every page is handed. The office, work beside the window, and the ways to other pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.app import office_day
from danvan_desktop.app.memory import give_back
from danvan_desktop.app.office import Office
from danvan_desktop.gui.tasks import Cancelled, Progress, TaskRunner
from danvan_desktop.storage.database import drop_pages
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.listing import Listing
    from danvan_desktop.gui.page import Page

T = TypeVar("T")
Failed = Callable[[BaseException], None]
LONG_READ_S = 0.2  # one that took so long has left free memory behind


class Shell(Protocol):
    """What the desk asks of the window around the pages."""

    def widget(self) -> QWidget:
        """The window itself."""

    def push(self, page: Page, type_name: str = "") -> None:
        """Lay a page over the tab of a record type, or over the one shown."""

    def pop(self) -> None:
        """Take the uppermost page away, when it may be left."""

    def show_tab(self, name: str) -> QWidget:
        """Bring a tab up and return its own page."""

    def show_list(self, listing: Listing) -> None:
        """Bring up the list of a type, with what `listing` asks."""

    def open_page(self, name: str) -> None:
        """Open the page of a menu entry."""

    def list_type(self) -> str:
        """Type of the list shown now; "" where no list is."""

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        """Say something for ten seconds."""

    def wait(self, title: str, cancel: Callable[[], None] | None) -> None:
        """Begin waiting for a long work; an empty title ends it."""

    def progressed(self, done: int, total: int | None, note: str) -> None:
        """Show how far the long work is."""


class Desk(QObject):
    """Handed to every page. Lists and pages read through `reader`; only short saves go to `store` directly."""

    changed = Signal(str)  # type name of what was saved; "" for anything
    status_changed = Signal()
    title_changed = Signal()  # what the page shown is called, or its filter, is another one now
    rested = Signal()  # a long work has ended, what follows from it is done
    preferences_changed = Signal(object)  # the computer's Preferences, as just kept

    def __init__(self, office: Office, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.store = office.store
        self.reader = office.reader()
        self.officer = office.officer
        self.tasks = TaskRunner(self)
        self.busy = False
        self.ended = False  # the office is closed, or about to be: a timer that is still due keeps still
        self._shell = shell
        self._thread = threading.local()
        self._readers: list[Store] = []
        self._later: dict[str, str] = {}

    def today(self) -> date:
        """The office's own day: the machine's, or what the officer said it is."""
        return office_day.today()

    # --- work beside the window
    def read(
        self, owner: QObject, work: Callable[[Store, Progress], T], done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> int:  # fmt: skip
        """Run `work` on a thread with a read-only store of its own; `done` comes back here while `owner` lives."""
        return self.tasks.run(
            owner, lambda progress: self._read(work, progress), on_done=done,
            on_error=lambda error: self._failed(error, failed),
        )  # fmt: skip

    def write(
        self, owner: QObject, work: Callable[[Store, Progress], T], done: Callable[[T], None],
        failed: Failed | None = None, title: str = "",
    ) -> int:  # fmt: skip
        """Run `work` on the writer's thread; the window waits, with progress and a cancel when it takes long."""
        self.busy = True

        def finish(result: T) -> None:
            self._awake()
            done(result)
            self.rested.emit()

        def failing(error: BaseException) -> None:
            self._awake()
            self._failed(error, failed)
            self.rested.emit()

        number = self.tasks.run(
            owner, lambda progress: work(self.store, progress), on_done=finish, on_error=failing,
            on_progress=self._shell.progressed, writes=True,
        )  # fmt: skip
        self._shell.wait(title or " ", lambda: self.cancel(number))
        return number

    def _read(self, work: Callable[[Store, Progress], T], progress: Progress) -> T:
        began, store = time.monotonic(), self._thread_reader()
        try:
            return work(store, progress)
        finally:
            if time.monotonic() - began > LONG_READ_S:
                drop_pages(store.conn)
                give_back()

    def cancel(self, number: int) -> None:
        """Ask a work to stop."""
        self.tasks.cancel(number)

    def _thread_reader(self) -> Store:
        found: Store | None = getattr(self._thread, "store", None)
        if found is None:
            found = self._thread.store = self.office.reader()
            self._readers.append(found)
        return found

    def _awake(self) -> None:
        self.busy = False
        self._shell.wait("", None)
        for name, value in self._later.items():
            self.store.settings.set(name, value)
        self._later.clear()

    def _failed(self, error: BaseException, failed: Failed | None) -> None:
        if isinstance(error, Cancelled):
            return
        (failed or self.fail)(error)

    # --- saying
    def fail(self, error: BaseException, parent: QWidget | None = None) -> None:
        """Say what went wrong: a known error in its own sentence, anything else as a crash."""
        from danvan_desktop.gui.care.failure import show_failure

        show_failure(error, parent or self._shell.widget())

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, for ten seconds, with a way back."""
        self._shell.toast(text, undo)

    def saved(self, type_name: str = "") -> None:
        """Tell everybody that records of a type were changed."""
        self.changed.emit(type_name)
        self.status_changed.emit()

    def help(self, topic: str) -> None:
        """Open the help at a topic."""
        from danvan_desktop.gui.help import show_help

        show_help(self._shell.widget(), topic)

    # --- going elsewhere
    def open_record(self, type_name: str, row: bytes) -> None:
        """Open a record in its window."""
        self._open(type_name, row, None)

    def new_record(self, type_name: str, values: dict[str, Any] | None = None) -> None:
        """Open an empty record, some fields given."""
        self._open(type_name, None, values)

    def _open(self, type_name: str, row: bytes | None, values: dict[str, Any] | None) -> None:
        from danvan_desktop.app import access_log, recent
        from danvan_desktop.gui.forms import page_for

        self._shell.push(page_for(self, type_name, row, values), type_name)
        if row is not None and not self.busy:
            access_log.looked_at(self.office, type_name, row)
            self.prefer(recent.PREFERENCE, recent.opened(self.preference(recent.PREFERENCE), type_name, row))

    def show_list(self, listing: Listing) -> None:
        """Bring up the list of a type, with what `listing` asks."""
        self._shell.show_list(listing)

    def open_page(self, name: str) -> None:
        """Open the page of a menu entry: "import_sheet", "backup", "settings", …"""
        self._shell.open_page(name)

    def show_tab(self, name: str) -> None:
        """Bring up a tab."""
        self._shell.show_tab(name)

    def list_type(self) -> str:
        """Type of the list shown now; "" where no list is."""
        return self._shell.list_type()

    def push(self, page: Page) -> None:
        """Lay a page over the tab shown."""
        self._shell.push(page)

    def pop(self) -> None:
        """Go back to what lay under the uppermost page."""
        self._shell.pop()

    # --- what an officer is used to
    def preference(self, name: str, default: str = "") -> str:
        """What this officer chose before; kept in the encrypted file."""
        key = f"ui.{self.officer}.{name}"
        return self._later.get(key) or self.reader.settings.get(key, default)

    def prefer(self, name: str, value: str) -> None:
        """Keep a choice of this officer."""
        key = f"ui.{self.officer}.{name}"
        if self.busy:
            self._later[key] = value
        else:
            self.store.settings.set(key, value)

    def release(self) -> None:
        """Stop all work and close the readers; the office itself is closed by who opened it."""
        self.tasks.close()
        self.ended = True
        for store in (self.reader, *self._readers):
            store.close()
        self._readers.clear()
