"""Two real offices and a stick that is a folder, and the hand-over tab over them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.handover.page import HandoverPage
from danvan_desktop.gui.handover.stick_watch import Volume
from tests.gui.handover_desk import TestDesk, new_office

VALUES: dict[str, Value] = {
    "unit": "25920", "register_year": 2026, "register_no": "63", "received_on": date(2026, 10, 6), "type": "khieu_nai",
    "content": "Đề nghị xem lại mức bồi thường", "petitioner_name": "Nguyễn Văn Kín", "people_count": 1,
}  # fmt: skip


class Pair:
    """A commune and its province, enrolled; a stick; and what is plugged in."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.stick = home / "DANVAN-03"
        self.stick.mkdir()
        self.commune = new_office(home / "xa", "25920", "Xã Ea Drăng", "commune")
        self.province = new_office(home / "tinh", "66", "Tỉnh Đắk Lắk", "province")
        request, answer = home / "a.danvan-req", home / "a.danvan-crt"
        mark = handover.enrol_request(self.commune.store, request)
        handover.enrol_accept(self.province.store, request, answer, expect=mark, officer="B")
        handover.enrol_finish(self.commune.store, answer, officer="A")
        self.second = new_office(home / "xa2", "25920", "Xã Ea Drăng", "commune")
        request, answer = home / "c.danvan-req", home / "c.danvan-crt"
        mark = handover.enrol_request(self.second.store, request)
        handover.enrol_accept(self.commune.store, request, answer, expect=mark, officer="A")
        handover.enrol_finish(self.second.store, answer, expect=None, officer="C")
        with self.commune.store.batch(officer="Phạm Thị Lan") as batch:
            self.row = batch.new("petition", VALUES)
        self.plugged: list[Volume] = []

    def plug(self, *, read_only: bool = False) -> None:
        self.plugged = [Volume("DANVAN-03", str(self.stick), 13_200_000_000, read_only)]

    def from_commune(self) -> None:
        """The commune's package lies on the stick."""
        handover.export(self.commune.store, "66", self.stick)

    def in_conflict(self) -> None:
        """Two computers of the commune change the same field; the second one's change lies on the stick."""
        handover.export(self.commune.store, "25920", self.stick)
        handover.import_path(self.second.store, self.stick)
        for office, text in ((self.commune, "Thanh tra huyện"), (self.second, "Thanh tra tỉnh")):
            with office.store.batch(officer="Lê Văn Hai") as batch:
                batch.edit("petition", self.row, {"handled_by": text})
        self.wipe()
        handover.export(self.second.store, "25920", self.stick)
        handover.import_path(self.commune.store, self.stick)

    def wipe(self) -> None:
        """Nothing lies on the stick any more."""
        for old in self.stick.iterdir():
            old.unlink()

    def close(self) -> None:
        self.commune.close()
        self.province.close()
        self.second.close()


def page_of(desk: TestDesk, pair: Pair, qtbot: QtBot) -> HandoverPage:
    page = HandoverPage(desk, volumes=lambda: pair.plugged)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page._state is not None and page.watch.watching and not desk.busy, timeout=10_000)
    return page


def settle(page: HandoverPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy, timeout=10_000)
    qtbot.wait(50)


def plugged(desk: TestDesk, pair: Pair, qtbot: QtBot) -> HandoverPage:
    """The tab with the stick in, all of it looked at."""
    page = page_of(desk, pair, qtbot)
    pair.plug()
    page.watch.look()
    settle(page, qtbot)
    return page
    qtbot.waitUntil(lambda: not page.desk.busy, timeout=10_000)


def texts(page: object) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if not found.isHidden())  # type: ignore[attr-defined]
