"""An office killed while it saves loses nothing that was acknowledged."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from danvan_desktop.app import rescue
from danvan_desktop.app.office import Office
from tests.unit.app.offices import PHRASE, create

SAVES = """
import os, sys
from datetime import date
from pathlib import Path
from danvan_desktop.app.office import Office
with Office.open(Path(sys.argv[1]), sys.argv[2]) as office:
    for number in range(1_000_000):
        with office.store.batch(officer=office.officer) as batch:
            for place in range(5):
                values = {"received_on": date(2026, 1, 5), "type": "khieu_nai"}
                batch.new("petition", values | {"content": f"{number}/{place}"})
        print(number, flush=True)
"""


def kill_while_saving(folder: Path, checkout: Path, after: int, wait: float) -> int:
    """Save until `after` saves are acknowledged, a moment more, then kill; returns the last acknowledged save."""
    run = [sys.executable, "-c", SAVES, str(folder), PHRASE]
    with subprocess.Popen(run, cwd=checkout, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = -1
        for line in process.stdout:
            last = int(line)
            if last >= after:
                time.sleep(wait)
                process.kill()
                break
        rest = process.stdout.read().split()
    return int(rest[-1]) if rest else last


def saved(folder: Path) -> list[str]:
    with Office.open(folder, PHRASE) as office:
        assert rescue.check(office).ok
        ids = [row for (row,) in office.store.conn.execute("SELECT id FROM v_petition ORDER BY n")]
        return [str(record.values["content"]) for record in office.store.records("petition", ids)]


@pytest.mark.parametrize("wait", [0.0, 0.003, 0.007])
def test_a_power_cut_while_saving_loses_nothing_that_was_acknowledged(
    tmp_path: Path, checkout: Path, wait: float
) -> None:
    create(tmp_path / "a")[0].close()
    last = kill_while_saving(tmp_path / "a", checkout, 5, wait)
    whole = [f"{number}/{place}" for number in range(last + 1) for place in range(5)]
    found = saved(tmp_path / "a")
    assert found[: len(whole)] == whole
    assert len(found) in {len(whole), len(whole) + 5}  # the save under way is there whole or not at all


@pytest.mark.slow
def test_many_power_cuts_one_after_the_other_lose_nothing(tmp_path: Path, checkout: Path) -> None:
    create(tmp_path / "a")[0].close()
    acknowledged = 0
    for turn in range(40):
        acknowledged += 5 * (kill_while_saving(tmp_path / "a", checkout, 1 + turn % 7, turn * 0.0007) + 1)
        found = saved(tmp_path / "a")
        assert acknowledged <= len(found) <= acknowledged + 5
        assert len(found) % 5 == 0
        acknowledged = len(found)
