"""The power goes at the n-th write of a save, an import, a receipt, an export: all or nothing, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.unit.handoff.offices import folder as memory_folder

SHIM = Path(__file__).parent / "crash" / "shim.c"
ACTS = ("save", "import", "receipt", "export")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim as a library; needs a C compiler."""
    built = tmp_path_factory.mktemp("shim") / "shim.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(built), str(SHIM), "-ldl"]
    if sys.platform != "linux" or not shutil.which("cc") or subprocess.run(command, check=False).returncode:
        pytest.skip("needs Linux and a C compiler")
    return built


def killed(shim: Path, act: str, step: int, *, torn: bool) -> Any:
    """What `killing` found; printed with -s."""
    command = [sys.executable, "-m", "tests.unit.handoff.crash.killing", act, str(memory_folder() / "crash"),
               str(step), str(int(torn))]  # fmt: skip
    environment = os.environ | {"LD_PRELOAD": str(shim)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    print(act, "torn" if torn else "whole", found)
    return found


def check(found: Any, step: int) -> None:
    assert found["wrong"] == []
    assert found["killed"] >= (found["calls"] - 10) // step  # temporary names make one or two calls more or less
    assert set(found["outcomes"]) == {"before", "after"}, "killed on one side of the commit only"


@pytest.mark.parametrize("act", ACTS)
def test_a_kill_at_some_writes_leaves_all_or_nothing(shim: Path, act: str) -> None:
    check(killed(shim, act, 6, torn=True), 6)


@pytest.mark.slow
@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize("act", ACTS)
def test_a_kill_at_every_single_write_leaves_all_or_nothing(shim: Path, act: str, *, torn: bool) -> None:
    check(killed(shim, act, 1, torn=torn), 1)
