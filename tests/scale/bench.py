"""`make bench`: how fast and how small, as ratios to a floor measured in the same run.

    python -m tests.scale.bench [--only S3] [--sizes 10000,100000,1000000]

Writes bench.json beside pyproject.toml and a table to stdout. Built stores are kept under out/bench/.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.scale.measure import Result

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000, 1_000_000)
WINDOW = {
    "S1": "s01_start",
    "S12": "s12_memory",
    "S15": "s15_unlock",
    "S18": "s01_start",
    "S19": "s19_old_laptop",
}  # measured at the largest size, by starting the window
PER_SIZE = {
    "S2": "s02_jump",
    "S3": "s03_search",
    "S4": "s04_save",
    "S6": "s06_import",
    "S14": "s14_backup",
}  # measured at every size
ONCE = {"S5": "s05_package", "S8": "s05_package", "S10": "s10_register", "S11": "s11_sheet", "S13": "s13_province",
        "S16": "s16_day", "S17": "s16_day"}  # fmt: skip


def main() -> None:
    """Measure, print, write bench.json."""
    options = _options()
    results: list[Result] = []
    for one in _measurements(options.only, [int(size) for size in options.sizes.split(",")]):
        for result in one():
            print(line(result), flush=True)
            results.append(result)
            write(results)  # at once: a million records take a while, and a stopped run keeps what it has
    missed = [result for result in results if result.met is False]
    print(f"{len(results)} measured, {len(missed)} goals not met. bench.json written.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="S3, or several: S3,S6")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    return parser.parse_args()


def _measurements(only: str, sizes: list[int]) -> Iterator[Callable[[], list[Result]]]:
    wanted = set(only.upper().split(",")) if only else {*PER_SIZE, *ONCE, *WINDOW, "S7"}
    for size in sizes:
        for name, module in PER_SIZE.items():
            if name in wanted:
                yield lambda module=module, size=size: _module(module).run(size)  # type: ignore[misc]
    if "S7" in wanted and len(sizes) > 1:
        yield lambda: _module("s06_import").growth(sizes)
    for module in sorted({module for name, module in WINDOW.items() if name in wanted}):
        yield lambda module=module: [r for r in _module(module).run(max(sizes)) if r.id in wanted]  # type: ignore[misc]
    for module in sorted({module for name, module in ONCE.items() if name in wanted}):
        yield lambda module=module: [r for r in _module(module).run() if r.id in wanted]  # type: ignore[misc]


def _module(name: str) -> Any:
    return importlib.import_module(f"tests.scale.{name}")


def line(result: Result) -> str:
    """One line of the table, and a second one with the floor and the reason."""
    verdict = {True: "met", False: "NOT MET", None: "not measured"}[result.met]
    ratio = f"{result.ratio:6.2f} ×" if result.ratio is not None else " " * 8
    text = (
        f"{result.id:4}{result.size:>10,}  {result.what:<56}{result.ours:>10.2f} / {result.floor:>9.2f} "
        f"{result.unit:<6}{ratio}  goal {result.goal:<10}{verdict}"
    )
    note = f"{'':16}floor: {result.floor_name}; {result.runs} runs" + (
        f"; why: {result.reason}" if result.reason else ""
    )
    return f"{text}\n{note}"


def write(results: list[Result]) -> None:
    """Keep older lines of bench.json that were not measured now, so that runs with --only add up."""
    path = ROOT / "bench.json"
    old = json.loads(path.read_text("utf-8"))["results"] if path.exists() else []
    now = {(result.id, result.size, result.what) for result in results}
    kept = [item for item in old if (item["id"], item["size"], item["what"]) not in now]
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
    content = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine,
               "results": [*kept, *(result.as_json() for result in results)]}  # fmt: skip
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
