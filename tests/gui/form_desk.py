"""A desk over a real office for the tests of forms: what the shell is told is kept, nothing else is played."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.app import editing
from danvan_desktop.app.office import Office
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.page import Page
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages

SECRET = "mật khẩu của tôi"
LAN = "Phạm Thị Ngọc Lan"
TODAY = date(2026, 10, 14)


class QuietShell(NoOtherPages):
    """Remembers what the desk asks of the window."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Callable[[], None] | None]] = []
        self.pushed: list[Page] = []
        self.popped = 0

    def widget(self) -> QWidget:
        raise NotImplementedError

    def push(self, page: Page, type_name: str = "") -> None:
        self.pushed.append(page)

    def pop(self) -> None:
        self.popped += 1

    def show_tab(self, name: str) -> QWidget:
        raise NotImplementedError(name)

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        self.said.append((text, undo))


class FormDesk(Desk):
    """A desk whose day stands still and whose failures are kept."""

    def __init__(self, office: Office, shell: QuietShell) -> None:
        super().__init__(office, shell)
        self.shell = shell
        self.failures: list[BaseException] = []

    def today(self) -> date:
        return TODAY

    def fail(self, error: BaseException, parent: QWidget | None = None) -> None:
        self.failures.append(error)


def new_office(folder: Path) -> Office:
    unit = UnitInfo("24538", "Xã Ea Drăng", "commune")
    office, _code = Office.create(folder / "office", unit, LAN, SECRET, cost=Cost(memory_kib=1024, passes=1))
    return office


def new_desk(folder: Path) -> FormDesk:
    return FormDesk(new_office(folder), QuietShell())


def close(desk: FormDesk) -> None:
    desk.release()
    desk.office.close()


def petition(**more: Value) -> dict[str, Value]:
    """A petition as on paper."""
    return {
        "unit": "24538", "register_year": 2026, "petition_no": "0068/2026", "received_on": date(2026, 10, 5),
        "written_on": date(2026, 10, 3), "source": "truc_tiep", "petitioner_kind": "ca_nhan",
        "petitioner_name": "Nguyễn Văn Thành", "petitioner_address": "Thôn 5, xã Ea Drăng",
        "petitioner_phone": "0905 123 468", "people_count": 1, "type": "khieu_nai", "round": "lan_dau",
        "summary_redacted": "Không đồng ý quyết định thu hồi 120 m² đất làm đường liên thôn", "state": "cho_thu_ly",
        "content": "Đề nghị đo lại,\ncó mặt hộ liền kề.", "decision_no": "214/QĐ-UBND", **more,
    }  # fmt: skip


def saved(desk: Desk, type_name: str, values: dict[str, Value]) -> bytes:
    """Save a record as an officer does."""
    return editing.save(
        desk.store, type_name, None, values, before={}, officer=desk.officer, today=desk.today()
    ).row  # fmt: skip
