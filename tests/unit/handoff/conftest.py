"""Four enrolled offices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.handoff.communes import Communes
from tests.unit.handoff.desks import Desks
from tests.unit.handoff.offices import Offices


@pytest.fixture
def offices() -> Iterator[Offices]:
    """Province P, district D, commune with the computers C1 and C2; three records everybody has."""
    opened = Offices()
    yield opened
    opened.close()


@pytest.fixture
def neighbours() -> Iterator[Communes]:
    """Province P, communes A (with its second computer A2) and B; A knows B, so that it can hand a dossier on to it."""
    opened = Communes()
    opened.meet("A", "B")
    yield opened
    opened.close()


@pytest.fixture
def desks() -> Iterator[Desks]:
    """The offices of `desks.py`, with attached files."""
    opened = Desks()
    yield opened
    opened.close()
