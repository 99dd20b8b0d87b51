"""The window exchanges through the shared folder by itself, while nobody types; settings; what the status bar says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.app import exchange_folder, shared_exchange
from danvan_desktop.gui.handover.exchange_clock import ExchangeClock
from danvan_desktop.gui.people import SettingsPage
from danvan_desktop.gui.shell.status import StatusBar
from tests.gui.handover.pair import Pair
from tests.gui.handover_desk import TestDesk, desk_of


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    (tmp_path / "chung").mkdir()
    yield made
    made.close()


@pytest.fixture
def desk(pair: Pair, qtbot: QtBot) -> Iterator[TestDesk]:
    """The commune's desk, its folder set."""
    exchange_folder.choose(pair.commune, str(pair.home / "chung"))
    with desk_of(pair.commune) as made:
        yield made


def clock_of(desk: TestDesk, qtbot: QtBot) -> tuple[ExchangeClock, StatusBar]:
    bar = StatusBar(lambda _name: None)
    qtbot.addWidget(bar)
    bar.resize(1366, 28)
    bar.show()
    clock = ExchangeClock(desk)
    clock.said.connect(partial(bar.say, "exchange"))
    return clock, bar


def rested(clock: ExchangeClock, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not clock._going, timeout=15_000)


def test_what_is_saved_goes_and_what_comes_is_shown_without_a_click(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    clock, bar = clock_of(desk, qtbot)
    clock.tick()
    rested(clock, qtbot)
    assert bar.text("exchange")
    second = shared_exchange.round_once(pair.second, pair.home / "chung")
    assert second.records >= 1
    with pair.second.store.batch(officer="C") as batch:
        row = batch.new("model", {"unit": "25920", "name": "Bếp ăn tình thương"})
    shared_exchange.round_once(pair.second, pair.home / "chung")
    told: list[str] = []
    desk.changed.connect(told.append)
    clock.tick()
    rested(clock, qtbot)
    assert pair.commune.store.get("model", row) is not None
    assert told
    assert not desk.failures
    clock.stop()


def test_it_waits_while_somebody_types(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    clock, _bar = clock_of(desk, qtbot)
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "abc")
    clock.tick()
    rested(clock, qtbot)
    assert not list((pair.home / "chung").iterdir())
    line.hide()
    clock.tick()
    rested(clock, qtbot)
    assert list((pair.home / "chung").iterdir())
    clock.stop()


def test_a_folder_that_is_gone_stands_in_the_status_bar_and_nowhere_else(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:  # fmt: skip
    clock, bar = clock_of(desk, qtbot)
    (pair.home / "chung").rename(pair.home / "weg")
    clock.tick()
    rested(clock, qtbot)
    assert bar.text("exchange")
    assert not desk.failures
    assert not desk.shell.said
    clock.stop()


def test_at_lock_and_exit_what_was_saved_is_put_there(desk: TestDesk, pair: Pair) -> None:
    assert shared_exchange.at_leaving(pair.commune)
    [part] = (pair.home / "chung").iterdir()
    before = sorted(part.iterdir())
    assert before
    assert shared_exchange.at_leaving(pair.commune)
    assert sorted(part.iterdir()) == before
    (pair.home / "chung").rename(pair.home / "weg")
    with pair.commune.store.batch(officer="A") as batch:
        batch.new("model", {"unit": "25920", "name": "Khác"})
    assert not shared_exchange.at_leaving(pair.commune)
    (pair.home / "weg").rename(pair.home / "chung")
    assert shared_exchange.at_leaving(pair.commune)
    assert shared_exchange.round_once(pair.second, pair.home / "chung").records >= 2


def test_the_folder_and_the_days_are_kept_in_the_settings(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.exchange.folder.line.setText(str(pair.commune.data_dir))
    assert not page.keep()  # the live data itself
    page.exchange.folder.line.setText(str(pair.home / "không có"))
    assert not page.keep()
    page.exchange.folder.line.setText("")
    page.exchange.days.setValue(21)
    assert page.keep()
    assert exchange_folder.folder_of(pair.commune.store) is None
    clock, bar = clock_of(desk, qtbot)
    clock.tick()
    assert not bar.text("exchange")
    clock.stop()
