"""Both desks over the two offices; a file whose pages want another one makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.handover.pair import Pair
from tests.gui.handover_desk import TestDesk, desk_of


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(pair: Pair, qtbot: QtBot) -> Iterator[TestDesk]:
    """The commune's desk."""
    with desk_of(pair.commune) as made:
        yield made


@pytest.fixture
def province(pair: Pair, qtbot: QtBot) -> Iterator[TestDesk]:
    with desk_of(pair.province) as made:
        yield made
