"""A province's home for each test, in Vietnamese as officers have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop import i18n
from tests.end2end.keys.offices import Province


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    i18n.set_language("vi")
    yield
    i18n.set_language("vi")


@pytest.fixture
def tinh(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Province:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Province(tmp_path, capsys)
