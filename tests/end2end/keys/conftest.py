"""A province's home for each test, in Vietnamese as officers have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end2end.keys.offices import Province


@pytest.fixture(autouse=True)
def as_officers_have_it(vietnamese: None) -> None:
    """Every test here reads Vietnamese sentences."""


@pytest.fixture
def tinh(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Province:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Province(tmp_path, capsys)
