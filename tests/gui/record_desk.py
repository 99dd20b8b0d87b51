"""A desk over a real office, without the window around it: pages are collected, sayings remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.app import editing
from danvan_desktop.app.office import Office
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages
from tests.unit.app.desks import reception

SECRET = "mật khẩu của tôi"
OFFICER, UNIT = "Phạm Thị Ngọc Lan", "24490"


class PlainShell(NoOtherPages):
    """What the desk asks of a window, noted down."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.said: list[str] = []
        self.undo: Callable[[], None] | None = None
        self.popped = 0

    def widget(self) -> QWidget:
        return self.window

    def push(self, page: Page, type_name: str = "") -> None:
        raise AssertionError(f"{page} {type_name}")

    def pop(self) -> None:
        self.popped += 1

    def show_tab(self, name: str) -> QWidget:
        raise AssertionError(name)

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        self.said.append(text)
        self.undo = undo


class PlainDesk(Desk):
    """Remembers what it was asked to open and what went wrong."""

    def __init__(self, office: Office) -> None:
        self.shell = PlainShell()
        super().__init__(office, self.shell)
        self.opened: list[tuple[str, bytes]] = []
        self.failures: list[BaseException] = []

    def open_record(self, type_name: str, row: bytes) -> None:
        self.opened.append((type_name, row))

    def fail(self, error: BaseException, parent: QWidget | None = None) -> None:
        self.failures.append(error)


def office(folder: Path) -> Office:
    opened, _code = Office.create(
        folder / "office", UnitInfo(UNIT, "Xã Ea Drăng", "commune"), OFFICER, SECRET,
        cost=Cost(memory_kib=1024, passes=1),
    )  # fmt: skip
    return opened


@contextmanager
def opened_desk(folder: Path) -> Iterator[PlainDesk]:
    """A desk over a new office, closed at the end."""
    opened = office(folder)
    made = PlainDesk(opened)
    yield made
    made.release()
    made.shell.window.deleteLater()
    opened.close()


def save(desk: PlainDesk, type_name: str, values: Mapping[str, Any], row: bytes | None = None, **more: str) -> bytes:
    found = desk.store.get(type_name, row) if row else None
    given: dict[str, Any] = {"officer": OFFICER} | more
    return editing.save(desk.store, type_name, row, values, before=found.values if found else {}, **given).row


def visit(desk: PlainDesk, **more: Any) -> bytes:
    return save(desk, "reception", {**reception(), "unit": UNIT, **more})
