"""A scanner for the tests: SANE's own `test` device (Debian: sane-utils), named by a folder of settings."""

from __future__ import annotations

from pathlib import Path

import pytest

DEVICE = "test:0"
FEEDER_PAGES = 3


def plugged_in(monkeypatch: pytest.MonkeyPatch, folder: Path, *, lines: str = "") -> None:
    """From now on SANE knows its test devices only; `lines` are settings of theirs."""
    settings = folder / "sane.d"
    settings.mkdir(exist_ok=True)
    (settings / "dll.conf").write_text("test\n")
    (settings / "test.conf").write_text(f"number_of_devices 2\nmode Color\n{lines}")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(settings))


def unplugged(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """SANE knows no device at all."""
    settings = folder / "sane.none"
    settings.mkdir(exist_ok=True)
    (settings / "dll.conf").write_text("\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(settings))
