"""A desk over real offices for the pages of the hand-over and the import, with a shell that only takes notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.app.office import Office
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
TODAY = date(2026, 11, 22)


class NotedShell(NoOtherPages):
    """Takes the window's place and keeps what it was asked."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.pushed: list[Page] = []
        self.popped = 0
        self.said: list[str] = []
        self.tab: Any = QWidget()

    def widget(self) -> QWidget:
        return self.window

    def push(self, page: Page, type_name: str = "") -> None:
        self.pushed.append(page)

    def pop(self) -> None:
        self.popped += 1

    def show_tab(self, name: str) -> Any:
        return self.tab

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        self.said.append(text)

    def wait(self, title: str, cancel: Callable[[], None] | None) -> None:
        pass

    def progressed(self, done: int, total: int | None, note: str) -> None:
        pass


class TestDesk(Desk):
    """A desk on a fixed day whose failures are kept instead of shown."""

    __test__ = False

    def __init__(self, office: Office) -> None:
        self.shell = NotedShell()
        super().__init__(office, self.shell)
        self.failures: list[BaseException] = []
        self.opened: list[tuple[str, bytes]] = []
        self.listed: list[Any] = []

    def today(self) -> date:
        return TODAY

    def fail(self, error: BaseException, parent: QWidget | None = None) -> None:
        self.failures.append(error)

    def open_record(self, type_name: str, row: bytes) -> None:
        self.opened.append((type_name, row))

    def show_list(self, listing: Any) -> None:
        self.listed.append(listing)


def new_office(folder: Path, code: str, name: str, level: str, parent: str = "") -> Office:
    office, _code = Office.create(folder, UnitInfo(code, name, level, parent), "Lê Thị Cán Bộ", SECRET, cost=CHEAP)
    return office


@contextmanager
def desk_of(office: Office) -> Iterator[TestDesk]:
    desk = TestDesk(office)
    try:
        yield desk
    finally:
        desk.release()
