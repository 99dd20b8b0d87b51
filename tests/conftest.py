"""Shared by all tests: no window on the screen, nothing touched in the real home, Hypothesis profiles."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from danvan_desktop import i18n

ROOT = Path(__file__).resolve().parent.parent
TEST_DATA = ROOT / "tests" / "data"


def _move_home() -> None:
    """Give this process and all it starts a home of its own, before Qt or platformdirs look for one."""
    home = Path(tempfile.mkdtemp(prefix="danvan-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / ".runtime",
    }
    for name, folder in folders.items():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)


_move_home()
if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":  # Qt's own has a screen of 800×800
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={ROOT / 'packaging' / 'screen.json'}"

settings.register_profile(
    "ci", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("full", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def thanh_hoa() -> Path:
    """Folder with the workbooks of one district (2019): register, faulty register, models."""
    return TEST_DATA / "thanh-hoa-2019"


@pytest.fixture(scope="session")
def dak_lak() -> Path:
    """Folder with the workbooks of fifteen units of one province (2019)."""
    return TEST_DATA / "dak-lak-2019"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests have half an hour each where they do not say less; the others the suite's own limit."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture
def vietnamese() -> Iterator[None]:
    """The face officers have, whatever a test before this one chose."""
    yield from _in("vi")


@pytest.fixture
def english() -> Iterator[None]:
    """The source language, for tests that compare sentences."""
    yield from _in("en")


def _in(language: str) -> Iterator[None]:
    i18n.set_language(language)
    yield
    i18n.set_language("vi")
