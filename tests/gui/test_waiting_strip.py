"""The strip of what is being read: once stopped nothing of it is heard, and the next reading keeps its strip."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.errors import UserError
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets.waiting import Waiting
from danvan_desktop.storage.store import Store
from tests.gui.handover_desk import TestDesk, desk_of, new_office


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    with new_office(tmp_path / "80T", "80T", "Huyện Thạnh Hóa", "district") as office, desk_of(office) as made:
        yield made


@pytest.fixture
def strip(desk: TestDesk, qtbot: QtBot) -> Waiting:
    made = Waiting(desk)
    qtbot.addWidget(made)
    return made


def begin(strip: Waiting, heard: list[object], goes_on: threading.Event, result: str, *, breaks: bool = False) -> None:
    """Read something that looks at no step, until it may go on."""

    def work(_store: Store, _progress: Progress) -> str:
        assert goes_on.wait(10)
        if breaks:
            raise UserError(result)
        return result

    strip.read(strip, "Đang đọc…", work, heard.append, heard.append)


@pytest.mark.parametrize("breaks", [False, True])
def test_what_was_stopped_is_not_heard_though_the_work_goes_on_to_its_end(
    desk: TestDesk, strip: Waiting, qtbot: QtBot, *, breaks: bool
) -> None:
    heard, goes_on = list[object](), threading.Event()
    begin(strip, heard, goes_on, "một", breaks=breaks)
    strip._cancel.click()
    assert (strip.isHidden(), strip.reading) == (True, False)
    goes_on.set()
    qtbot.waitUntil(lambda: not desk.tasks._running, timeout=10_000)
    assert heard == []


@pytest.mark.parametrize("stopped", [True, False])
def test_the_end_of_an_older_reading_takes_no_strip_from_the_next(
    desk: TestDesk, strip: Waiting, qtbot: QtBot, *, stopped: bool
) -> None:
    heard, first, second = list[object](), threading.Event(), threading.Event()
    begin(strip, heard, first, "một")
    if stopped:
        strip.cancel()
    begin(strip, heard, second, "hai")
    first.set()
    qtbot.waitUntil(lambda: len(desk.tasks._running) == 1, timeout=10_000)
    assert (strip.isHidden(), strip.reading, heard) == (False, True, [])
    second.set()
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert (strip.isHidden(), strip.reading, heard) == (True, False, ["hai"])
