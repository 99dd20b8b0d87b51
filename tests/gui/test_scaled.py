"""Screens of 125 to 200 %: no control lies out of reach, nothing is cut, every window fits the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TASK_BAR = 40  # logical pixels
LAPTOP, DESKTOP = (1366, 768), (1920, 1080)
SCALES = [
    ("2", 96, LAPTOP),  # the least there is: 683×384
    *(pytest.param(scale, 96, LAPTOP, marks=pytest.mark.slow) for scale in ("1.25", "1.5", "1.75")),
    *(pytest.param(scale, 96, DESKTOP, marks=pytest.mark.slow) for scale in ("1.5", "2")),
    pytest.param("1", 192, DESKTOP, marks=pytest.mark.slow),  # the scale is the screen's own
]


def looked_at(folder: Path, checkout: Path, scale: str, dpi: int, size: tuple[int, int]) -> Any:
    """What `scaled` finds on such a screen."""
    ratio = float(scale) * dpi / 96
    screen = {"name": "one", "x": 0, "y": 0, "width": size[0], "height": round(size[1] - TASK_BAR * ratio),
              "logicalDpi": dpi, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    config = folder / "screen.json"
    config.write_text(json.dumps({"screens": [screen]}), encoding="ascii")
    (folder / "data").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.scaled", str(folder / "data")], cwd=checkout, capture_output=True,
        encoding="utf-8", check=False, timeout=280,
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": scale},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("scale", "dpi", "size"), SCALES)
def test_everything_can_be_reached_on_a_scaled_screen(
    scale: str, dpi: int, size: tuple[int, int], tmp_path: Path, checkout: Path
) -> None:
    told = looked_at(tmp_path, checkout, scale, dpi, size)
    ratio = float(scale) * dpi / 96
    assert told["screen"][0] == pytest.approx(size[0] / ratio, abs=1)
    assert len(told["found"]) > 50
    wrong = {name: found for name, found in told["found"].items() if found}
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)
