"""Sticks that come and go while the officer decides: what is written and taken in is on the stick he was shown."""

from __future__ import annotations

import shutil

from pytestqt.qtbot import QtBot

from danvan_desktop.gui.handover.stick_watch import Volume
from danvan_desktop.i18n import _
from tests.gui.handover.pair import Pair, page_of, plugged, settle, texts
from tests.gui.handover_desk import TestDesk


def another(pair: Pair, name: str = "B") -> Volume:
    folder = pair.home / name
    folder.mkdir(exist_ok=True)
    return Volume(name, str(folder), 8_000_000_000)


def test_a_stick_whose_path_ends_as_windows_writes_it_is_not_said_to_be_pulled_out(
    desk: TestDesk, pair: Pair, qtbot: QtBot
) -> None:
    page = page_of(desk, pair, qtbot)
    pair.plugged = [Volume("A", f"{pair.stick}/", 8_000_000_000)]
    page.watch.look()
    settle(page, qtbot)
    page._on_export()
    settle(page, qtbot)
    assert list(pair.stick.glob("*.danvan"))
    assert _("The stick was taken out while it was written.") not in texts(page.export)


def test_nothing_goes_to_a_stick_that_took_the_place_of_the_one_shown(desk: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    page = plugged(desk, pair, qtbot)
    pair.plugged = [another(pair)]
    page._on_export()
    settle(page, qtbot)
    assert not list((pair.home / "B").iterdir())
    assert not list(pair.stick.glob("*.danvan"))


def test_nothing_is_taken_in_from_a_stick_nobody_looked_at(province: TestDesk, pair: Pair, qtbot: QtBot) -> None:
    pair.from_commune()
    page = plugged(province, pair, qtbot)
    other = another(pair)
    for file in pair.stick.glob("*.danvan"):
        shutil.move(file, other.folder)
    pair.plugged = [other]
    page.arrivals.take(receipts=True)
    settle(page, qtbot)
    assert pair.province.store.conn.execute("SELECT count(*) FROM v_petition").fetchone() == (0,)
