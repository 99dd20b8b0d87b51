"""The stores most of these tests work on; a file that wants another one names it `store` for itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from danvan_desktop.storage.store import Store
from tests.unit.app.desks import COMMITTEE, in_memory, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A unit's encrypted file, with another computer of it and one of another unit known."""
    with closing(new_store(tmp_path)) as made:
        yield made


@pytest.fixture
def commune() -> Iterator[Store]:
    """A commune's empty store in memory, without a letterhead."""
    with closing(in_memory()) as made:
        yield made


@pytest.fixture
def committee() -> Iterator[Store]:
    """The same with the letterhead of its people's committee."""
    with closing(in_memory(**COMMITTEE)) as made:
        yield made
