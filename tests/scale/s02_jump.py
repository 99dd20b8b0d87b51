"""S2: a jump to any row of the list, painted, and the first page of a list on the screen."""

from __future__ import annotations

import os
import random
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app import listing as lists
from danvan_desktop.app.listing import Listing
from danvan_desktop.storage.store import Store
from tests.scale.measure import MS, Result, percentile
from tests.scale.stores import KEY, built

if TYPE_CHECKING:
    from danvan_desktop.gui.lists.list_model import ListModel
    from danvan_desktop.gui.lists.list_table import ListTable

JUMPS = 300
TODAY = date(2026, 11, 22)
FLOOR = "the same page of records read, nothing painted"
SIZE = (980, 600)


def run(size: int) -> list[Result]:
    """p50 and p99 of jumps to random rows, each painted, and the time until the first rows are seen."""
    return measure(built(size), size)


def measure(path: Path, size: int) -> list[Result]:
    """Measure over the store at `path`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from danvan_desktop.gui.theme.style import apply

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply(app)
    store = Store.open(path, KEY, read_only=True)
    try:
        model = _model(store)
        table, first = _shown(model, store)
        times, reads, used = _jumps(table, model)
    finally:
        store.close()
    return [*_lines(size, times, reads, used), _line(size, "list, first rows painted", [first], reads, 0.99, 200)]


def _model(store: Store) -> ListModel:
    from danvan_desktop import records
    from danvan_desktop.gui.lists.list_model import ListModel

    return ListModel(store, records.get("petition"), TODAY)


def _shown(model: ListModel, store: Store) -> tuple[ListTable, float]:
    from danvan_desktop.gui.lists.columns import default_columns
    from danvan_desktop.gui.lists.grid import Grid
    from danvan_desktop.gui.lists.list_table import ListTable

    start = time.perf_counter()
    table = ListTable(model)
    table.resize(*SIZE)
    Grid(table, model).show_columns(default_columns(model.record), {})
    model.show_numbers(lists.first_page(store, Listing("petition")))
    table.show()
    table.grab()
    first = time.perf_counter() - start
    model.show_numbers(lists.numbers(store, Listing("petition")))
    return table, first


def _jumps(table: ListTable, model: ListModel) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each jump by the clock, of its page read alone, and of the jump's CPU."""
    draw = random.Random(7)
    times, reads, used = [], [], []
    for turn in range(JUMPS + 20):
        row = draw.randrange(model.rowCount())
        start, cpu = time.perf_counter(), time.thread_time()
        table.go_to(row)
        table.viewport().grab()
        took, cpu = time.perf_counter() - start, time.thread_time() - cpu
        model.forget_pages()
        start = time.perf_counter()
        model.row(row)
        if turn >= 20:  # warm-up
            times.append(took)
            used.append(cpu)
            reads.append(time.perf_counter() - start)
    return times, reads, used


def _lines(size: int, times: list[float], reads: list[float], used: list[float]) -> list[Result]:
    why = f"{percentile(used, 0.99) * MS:.0f} ms of CPU (p99), the rest is other programs on this machine"
    return [
        _line(size, "jump to a random row, painted, p50", times, reads, 0.5, 60, why),
        _line(size, "jump to a random row, painted, p99", times, reads, 0.99, 60, why),
    ]


def _line(
    size: int, what: str, ours: list[float], floor: list[float], share: float, limit: float, why: str = "other programs"
) -> Result:
    mine, least = percentile(ours, share) * MS, percentile(floor, share) * MS
    met = mine <= limit
    reason = "" if met else why
    return Result("S2", size, what, mine, least, "ms", FLOOR, f"≤ {limit:g} ms", met, reason, mine / least, len(ours))
