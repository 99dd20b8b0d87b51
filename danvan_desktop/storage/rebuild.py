"""Making the derived tables again from the journal, and comparing: the proof that nothing else is the truth."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from danvan_desktop.domain.journal import parse_line
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage import identity, schema
from danvan_desktop.storage.apply import Applier
from danvan_desktop.storage.database import Connection, DatabaseError

CHUNK = 5_000


@dataclass(frozen=True)
class RebuildResult:
    """Digests of each derived table before and after; equal means the view was what the journal says."""

    before: dict[str, str]
    after: dict[str, str]

    @property
    def equal(self) -> bool:
        """True when no table changed."""
        return self.before == self.after

    @property
    def differing(self) -> list[str]:
        """Names of the tables that changed."""
        return sorted(name for name in self.before | self.after if self.before.get(name) != self.after.get(name))


def dump_digests(conn: Connection, types: Mapping[str, RecordType]) -> dict[str, str]:
    """Digest of the canonical dump of every derived table: sorted by row id, without local numbers."""
    queries = {
        "replaced": "SELECT row, field, op FROM replaced ORDER BY 1, 2, 3",
        "conflict": "SELECT row, field, op, type FROM conflict ORDER BY 1, 2, 3",
        "held": "SELECT row, unit FROM held ORDER BY 1",
    }
    for name, record in types.items():
        columns = ", ".join(f'"{c}"' for c in schema.view_columns(record))
        queries[f"v_{name}"] = f"SELECT {columns} FROM v_{name} ORDER BY id"
        if record.searchable:
            queries[f"s_{name}"] = f"SELECT v.id FROM v_{name} v WHERE v.n IN (SELECT rowid FROM s_{name}) ORDER BY 1"
    return {name: _digest(conn, query) for name, query in queries.items()}


def _digest(conn: Connection, query: str) -> str:
    digest = hashlib.sha256()
    for row in conn.execute(query):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def search_is_sound(conn: Connection, types: Mapping[str, RecordType]) -> bool:
    """FTS5's own integrity check of every search table."""
    try:
        for name, record in types.items():
            if record.searchable:
                conn.execute(f"INSERT INTO s_{name}(s_{name}) VALUES('integrity-check')")
    except DatabaseError:
        return False
    return True


def rebuild(
    conn: Connection, types: Mapping[str, RecordType], *, progress: Callable[[int], None] | None = None
) -> None:
    """Drop and make again every derived table, in the order the ops came; the caller holds the transaction."""
    schema.drop_views(conn, types.values())
    for record in types.values():
        schema.create_view(conn, record)
    applier = Applier(conn, types)
    roster = identity.roster(conn)
    applier.judge(applier.share_anew(roster), roster)  # a newer program knows more types that two units write
    last = 0
    ahead: set[int] = set()  # ops read before their turn, with the first one on their row
    while True:
        rows = conn.execute(
            "SELECT n, line FROM op WHERE ok = 1 AND n > ? ORDER BY n LIMIT ?", (last, CHUNK)
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        ops = [parse_line(line) for n, line in rows if n not in ahead]
        ahead.difference_update(n for n, _line in rows)
        unknown = {op.row for op in ops}
        later = applier.later(unknown, last)
        ahead.update(n for n, _op in later)
        applier.derive([*ops, *(op for _n, op in later)], unknown)
        if progress:
            progress(len(rows))


def check_rebuild(conn: Connection, types: Mapping[str, RecordType]) -> RebuildResult:
    """Rebuild on trial, compare, roll back."""
    before = dump_digests(conn, types)
    after: dict[str, str] = {}
    conn.execute("BEGIN IMMEDIATE")
    try:
        rebuild(conn, types)
        after = dump_digests(conn, types)
    finally:
        conn.execute("ROLLBACK")
    return RebuildResult(before, after)
