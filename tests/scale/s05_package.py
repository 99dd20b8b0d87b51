"""S5 and S8: what an export costs beside JSON lines and deflate, and how many bytes it has."""

from __future__ import annotations

import json
import zlib
from functools import partial
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.storage.store import Store
from tests.scale.generate import Generator
from tests.scale.measure import US, Result, cpu, in_turn, ratio_result
from tests.scale.offices import PROVINCE, Offices, enrolled
from tests.scale.stores import foreign_ops

OPS = 100_000
SAVES = 200


def run() -> list[Result]:
    """100,000 ops out, 100,000 changed rows as bytes, and a day's package of 200 saves."""
    with enrolled(10_000, OPS) as offices:
        first = _export(offices)
        return [first, *_bytes(offices)]


def _export(offices: Offices) -> Result:
    members = [json.loads(line) for line in foreign_ops(OPS)[1]]

    def ours() -> float:
        with offices.fresh(offices.commune) as store:
            export = partial(handover.export, store, PROVINCE, offices.folder / "s5", full=True, denunciations=True)
            return cpu(export) / OPS

    def floor() -> float:
        return cpu(lambda: _plain(members)) / OPS

    mine, plain = in_turn([ours, floor], 5)
    return ratio_result(
        "S5", OPS, "export 100k ops, signed and encrypted", mine * US, plain * US, "µs/op",
        "the same ops as JSON lines, deflated (level 6)", 1.5, reason="reading and hashing what was stored", runs=5,
    )  # fmt: skip


def _plain(members: list[object]) -> bytes:
    lines = "\n".join(json.dumps(m, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for m in members)
    return zlib.compress(lines.encode(), 6)


def _bytes(offices: Offices) -> list[Result]:
    with offices.fresh(offices.commune) as lower, offices.fresh(offices.province) as upper:
        _hand_over(lower, upper, offices.folder)
        data = Generator(OPS, seed=29, unit="25924")
        with lower.batch(officer="Trần Văn Kề") as batch:
            for place in range(SAVES):
                batch.new("petition", data.petition(place))
        small = _hand_over(lower, upper, offices.folder)
        rows = [row for (row,) in lower.conn.execute("SELECT id FROM v_petition ORDER BY n LIMIT ?", (OPS,))]
        before = _cells(lower)
        with lower.batch(officer="Trần Văn Kề") as batch:
            for row, changed in data.edits(rows):
                batch.edit("petition", row, changed)
        delta = _hand_over(lower, upper, offices.folder)
        changeset = _changeset(before, _cells(lower))
        changed_rows = sum(old != new for old, new in zip(before, _cells(lower), strict=True))
    return [
        Result("S8", SAVES, "a package of 200 saves", small / 1000, 40, "kB", "40 kB", "≤ 40 kB", small <= 40_000,
               "" if small <= 40_000 else "four sealed hashes of 32 random bytes in each op", small / 40_000, 1),
        ratio_result(
            "S8", changed_rows, "a delta of changed rows (state, day of answer)", delta / 1000, changeset / 1000, "kB",
            "SQLite changeset (apsw) and zstd level 3", 1.2, runs=1,
            reason="each op names the ops it replaces (16 random bytes a field), who and when; a changeset none",
        ),
    ]  # fmt: skip


def _hand_over(lower: Store, upper: Store, folder: Path) -> int:
    """Export, import, take the receipt in; bytes of the packages."""
    size = 0
    for made in handover.export(lower, PROVINCE, folder / "stick", denunciations=True):
        size += made.bytes
        handover.import_path(upper, Path(made.file))
        for receipt in (folder / "stick").glob("*.receipt.danvan"):
            handover.import_path(lower, receipt)
            receipt.unlink()
        Path(made.file).unlink()
    return size


def _cells(store: Store) -> list[tuple[object, ...]]:
    return store.conn.execute("SELECT id, state, resolved_on FROM v_petition ORDER BY id").fetchall()  # type: ignore[no-any-return]


def _changeset(before: list[tuple[object, ...]], after: list[tuple[object, ...]]) -> int:
    """Bytes of the peer: the same change of the same rows."""
    import apsw
    import zstandard

    conn = apsw.Connection(":memory:")
    conn.execute("CREATE TABLE petition(id BLOB PRIMARY KEY, state TEXT, resolved_on TEXT)")
    conn.executemany("INSERT INTO petition VALUES(?,?,?)", before)
    session = apsw.Session(conn, "main")
    session.attach("petition")
    with conn:
        conn.executemany(
            "UPDATE petition SET state = ?, resolved_on = ? WHERE id = ?", [(s, d, i) for i, s, d in after]
        )
    return len(zstandard.ZstdCompressor(level=3).compress(session.changeset()))
