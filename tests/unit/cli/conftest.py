"""The office these commands are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.offices import new_office


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """Words of a command line that name a new office and open it."""
    return new_office(tmp_path)
