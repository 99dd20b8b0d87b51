"""S6 and S7: ops of a neighbour merged, against the same bytes put into the same tables by executemany."""

from __future__ import annotations

import statistics
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.domain.text import fold
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.storage.apply import INSERT_OP
from danvan_desktop.storage.schema import view_columns
from danvan_desktop.storage.store import Store
from tests.scale.measure import US, Result, cpu, in_turn, ratio_result
from tests.scale.offices import PROVINCE, enrolled
from tests.scale.stores import copy_of, foreign_ops, know_neighbour, opened, parsed

FLOOR = "executemany of the same op lines, rows and search texts into the same tables, one commit"
Rows = list[tuple[object, ...]]


def run(size: int) -> list[Result]:
    """100,000 ops, a fifth of them changes of earlier ones: from parsed line to commit, and as a whole package."""
    merged, floor, runs = per_op(size, 100_000)
    whole = package_per_op(size, 1 if size >= 1_000_000 else 3)
    return [
        ratio_result(
            "S6", size, "apply 100k ops (80k new, 20k changes), read and merged", merged * US, floor * US, "µs/op",
            FLOOR, 1.6, reason="Python per op: JSON, SHA-256, rights, cells, folding", runs=runs,
        ),
        ratio_result(
            "S6", size, "the same as a package: opened, verified, applied", whole * US, floor * US, "µs/op", FLOOR, 1.6,
            reason="the above, and age, inflate, hashes, signatures, receipt", runs=runs,
        ),
    ]  # fmt: skip


def package_per_op(size: int, runs: int) -> float:
    """CPU seconds per op of `import` of a commune's packages at a province of that size."""
    with enrolled(size, 100_000) as offices:
        with offices.fresh(offices.commune) as lower:
            made = handover.export(lower, PROVINCE, offices.folder / "stick", denunciations=True)
            files = [Path(package.file) for package in made]
        times = []
        for _ in range(runs):
            with offices.fresh(offices.province) as upper:
                results: list[ImportedPackage] = []
                spent = cpu(lambda store=upper, into=results: into.extend(take(store, files)))  # type: ignore[misc]
                times.append(spent / 100_000)
                assert all(result.status == "applied" for result in results), results
        return statistics.median(times)


def take(store: Store, files: list[Path]) -> list[ImportedPackage]:
    """Import each package and write its receipt."""
    return [result for file in files for result in handover.import_path(store, file)]


def growth(sizes: list[int]) -> list[Result]:
    """S7: cost per op of 10,000 ops at each size, ours and the floor's, against the smallest."""
    found: list[Result] = []
    costs = {size: per_op(size, 10_000) for size in sizes}
    first_ours, first_floor, _runs = costs[sizes[0]]
    for size in sizes[1:]:
        ours, floor, runs = costs[size]
        found.append(ratio_result(
            "S7", size, f"growth of cost per op since {sizes[0]:,} records",
            ours / first_ours, floor / first_floor, "×",
            f"the floor's own growth; per op {first_ours * US:.0f} → {ours * US:.0f} µs, floor "
            f"{first_floor * US:.0f} → {floor * US:.0f} µs", 1.2, reason="scattered index pages", runs=runs,
        ))  # fmt: skip
    return found


def per_op(size: int, count: int) -> tuple[float, float, int]:
    """CPU seconds per op, ours and the floor's, and how many runs."""
    who, lines = foreign_ops(count)
    runs = 5 if size < 1_000_000 else 2
    prepared: list[tuple[Rows, Rows, Rows]] = []

    def ours() -> float:
        with copy_of(size, "s6") as path, opened(path) as store:
            know_neighbour(store, who)
            taken = cpu(lambda: merge(store, lines))
            if not prepared:
                prepared.append(stored(store, who[0]))
            return taken / len(lines)

    def floor() -> float:
        with copy_of(size, "s6") as path, opened(path) as store:
            return cpu(lambda: put(store, *prepared[0])) / len(lines)

    return (*in_turn([ours, floor], runs, warm_up=size < 1_000_000), runs)  # type: ignore[return-value]


def merge(store: Store, lines: list[bytes]) -> None:
    """What an import does after its signatures are checked."""
    with store.writing():
        store.apply(parsed(lines))


def stored(store: Store, replica: bytes, *, after: int = 0) -> tuple[Rows, Rows, Rows]:
    """What a replica's ops with a number above `after` left: op rows, view rows, search texts."""
    ops = store.conn.execute(
        "SELECT replica, seq, id, row, type, hlc, officer, ok, line FROM op WHERE replica = ? AND n > ? ORDER BY n",
        (replica, after),
    ).fetchall()
    record = store.types["petition"]
    columns = ["n", *view_columns(record)]
    names = ", ".join(f'"{name}"' for name in columns)
    mine = {op[3] for op in ops}
    found = store.conn.execute(f"SELECT {names} FROM v_petition WHERE substr(id, 1, 8) = ? ORDER BY n", (replica,))
    rows = [row for row in found.fetchall() if row[1] in mine]
    values = dict(store.conn.execute("SELECT hash, value FROM vault")) if after else {}
    texts: Rows = []
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        parts = [values.get(cells[f.name], "") if f.sealed else str(cells[f.name] or "") for f in record.searchable]
        texts.append((row[0], fold(" ǀ ".join(filter(None, parts)))))
    return ops, rows, texts


def put(store: Store, ops: Rows, rows: Rows, texts: Rows) -> None:
    """The floor."""
    marks = ",".join("?" * len(rows[0]))
    with store.writing():
        store.conn.executemany(INSERT_OP, ops)
        store.conn.executemany(f"INSERT INTO v_petition VALUES({marks})", rows)
        store.conn.executemany("INSERT INTO s_petition(rowid, t) VALUES(?, ?)", texts)
