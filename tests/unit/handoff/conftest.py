"""Four enrolled offices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.handoff.offices import Offices


@pytest.fixture
def offices() -> Iterator[Offices]:
    """Province P, district D, commune with the computers C1 and C2; three records everybody has."""
    opened = Offices()
    yield opened
    opened.close()
