"""S3: the newest 50 hits, against the same FTS5 query put raw to the same file."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from danvan_desktop.domain.text import fold_key
from danvan_desktop.storage.search import match_expression
from danvan_desktop.storage.store import Store
from tests.scale.measure import MS, Result, percentile, ratio_result
from tests.scale.stores import built, opened

QUERIES = 300
FLOOR = "SELECT rowid … MATCH ? ORDER BY rowid DESC LIMIT 50 on the same file"


def run(size: int) -> list[Result]:
    """Median and p99 of the mix, both sides in turn on every query."""
    with opened(built(size)) as store:
        typed = list(_mix(store, size))
        ours, raw = _measure(store, typed[:60])  # warm-up
        ours, raw = _measure(store, typed)
    reason = "cost of a page of ids beside a query of a few hundredths of a millisecond"
    middle = ratio_result(
        "S3", size, "search, newest 50, p50", percentile(ours, 0.5) * MS, percentile(raw, 0.5) * MS, "ms", FLOOR, 1.5,
        reason=reason, runs=len(typed),
    )  # fmt: skip
    worst, worst_raw = percentile(ours, 0.99) * MS, percentile(raw, 0.99) * MS
    met = worst <= 100
    tail = Result(
        "S3", size, "search, newest 50, p99", worst, worst_raw, "ms", FLOOR, "≤ 100 ms", met,
        "" if met else "the FTS5 query itself", worst / worst_raw, len(typed),
    )  # fmt: skip
    return [middle, tail]


def _measure(store: Store, typed: list[str]) -> tuple[list[float], list[float]]:
    ours, raw = [], []
    for place, text in enumerate(typed):
        if place % 2:
            ours.append(_ours(store, text))
            raw.append(_raw(store, text))
        else:
            raw.append(_raw(store, text))
            ours.append(_ours(store, text))
    return ours, raw


def _ours(store: Store, text: str) -> float:
    start = time.process_time()
    store.search("petition", text, limit=50)
    return time.process_time() - start


def _raw(store: Store, text: str) -> float:
    expression = match_expression(text)
    start = time.process_time()
    store.conn.execute(
        "SELECT rowid FROM s_petition WHERE s_petition MATCH ? ORDER BY rowid DESC LIMIT 50", (expression,)
    ).fetchall()
    return time.process_time() - start


def _mix(store: Store, size: int) -> Iterator[str]:
    """Word, two words, phrase, name, number, and a word as it is typed, from three letters."""
    draw = random.Random(5)
    step = max(1, size // 400)
    marks = [(number,) for number in range(step, size + 1, step)]  # by number: a walk over the table takes a minute
    rows = [store.conn.execute("SELECT id FROM v_petition WHERE n = ?", mark).fetchone() for mark in marks]
    ids = [row[0] for row in rows if row is not None]
    people = [record for record in store.records("petition", ids) if record.values["petitioner_name"]]
    for turn in range(QUERIES):
        values = draw.choice(people).values
        words = [word for word in fold_key(str(values["content"])).split() if len(word) > 1]
        place = draw.randrange(len(words) - 3)
        kinds = (
            words[place] + " ", " ".join(draw.sample(words, 2)) + " ", f'"{" ".join(words[place : place + 3])}"',
            str(values["petitioner_name"]), f'"{fold_key(str(values["petition_no"]))}"',
            f"{words[place]} {words[place + 1][:3]}",
        )  # fmt: skip
        yield kinds[turn % len(kinds)]
