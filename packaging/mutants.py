"""Each rule of journal and hand-over broken once, in a copy; a test must notice. Prints CAUGHT or SURVIVED.

python packaging/mutants.py [WORD]     only mutants whose name holds WORD
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import mutants_journal
import mutants_keys
from mutants_kind import Mutant

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 300

MUTANTS = (*mutants_journal.MUTANTS, *mutants_keys.MUTANTS)


def caught(mutant: Mutant, work: Path) -> str:
    """The test that noticed, or nothing."""
    target = work / "danvan_desktop" / mutant.file
    source = target.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.name}: the text to break occurs {source.count(mutant.old)} times in {mutant.file}")
    target.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    options = ("-n0", "-q", "-x", "-m", "not slow", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, *mutant.tests]
    try:
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=TIMEOUT, check=False)
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        if done.returncode > 1 or any("::" not in line for line in failed):
            raise SystemExit(f"{mutant.name}: the tests themselves do not run here:\n{done.stdout[-2000:]}")
        return failed[0].partition("::")[2][:70] if failed else ""
    except subprocess.TimeoutExpired:
        return "does not end"
    finally:
        target.write_text(source, encoding="utf-8")


def main(wanted: str = "") -> int:
    """Break one rule after the other in a copy of the checkout; 1 when a mutant survived."""
    survived = 0
    with tempfile.TemporaryDirectory(prefix="danvan-mutants-") as folder:
        work = Path(folder)
        for name in ("danvan_desktop", "tests", "resources", "i18n", "packaging"):
            shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
        shutil.copy(ROOT / "pyproject.toml", work)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        for mutant in (m for m in MUTANTS if wanted in m.name):
            start = time.monotonic()
            found = caught(mutant, work)
            survived += not found
            word = "CAUGHT" if found else "SURVIVED"
            print(f"{word:9} {time.monotonic() - start:4.0f} s  {mutant.name}: {found}", flush=True)
    return int(survived > 0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:2]))
