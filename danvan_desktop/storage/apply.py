"""Applying ops: a fixed number of SQL statements over staging tables, whatever the order and repetition.

1 forks and duplicates apart · 2 lines stored · 3 what they replace noted · 4 rows with a single op written
straight from it · 5 all other touched rows recomputed from their live writes. Steps 3 to 5 use SQL that
SQLite and PostgreSQL both run. The caller holds the transaction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.journal import DELETED, DERIVED, SEEN, Author, Op, may_write, parse_line
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.views import Derived, write_rows

STAGING = (
    "CREATE TEMP TABLE IF NOT EXISTS batch(replica BLOB, seq INTEGER, id BLOB, row BLOB, type TEXT, hlc INTEGER,"
    " officer TEXT, ok INTEGER, line BLOB)",
    "CREATE TEMP TABLE IF NOT EXISTS touched(row BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS cell(row BLOB, field TEXT, op BLOB, hlc INTEGER, type TEXT, value TEXT)",
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch did: ops new here, known before, outside their author's right, and forked (alarm)."""

    new: int = 0
    known: int = 0
    refused: int = 0
    forked: int = 0


class Applier:
    """Applies ops to one open store; knows the types and who may write what."""

    def __init__(self, conn: Connection, types: Mapping[str, RecordType]) -> None:
        self._conn = conn
        self._types = types
        self._names = {name: f.by_name for name, f in types.items()}
        for statement in STAGING:
            conn.execute(statement)

    def apply(self, ops: Sequence[Op], roster: Mapping[bytes, Author], *, fresh: bool = False) -> Applied:
        """Store and apply `ops`. `fresh`: the caller made them just now, so none is known or forked."""
        conn = self._conn
        allowed = {op.op_id: self.allowed(op, roster) for op in ops}
        rows = [
            (o.replica, o.seq, o.op_id, o.row, o.type_name, o.hlc, o.officer, int(allowed[o.op_id]), o.line)
            for o in ops
        ]
        known = forked = 0
        if fresh:
            conn.executemany(
                "INSERT INTO op(replica, seq, id, row, type, hlc, officer, ok, line) VALUES(?,?,?,?,?,?,?,?,?)", rows
            )
            new_ids = set(allowed)
        else:
            known, forked, new_ids = self._store_new(rows)
        new = [op for op in ops if op.op_id in new_ids]
        self.derive([op for op in new if allowed[op.op_id]])
        return Applied(len(new), known, sum(not allowed[op.op_id] for op in new), forked)

    def allowed(self, op: Op, roster: Mapping[bytes, Author]) -> bool:
        """Whether this op is within its author's right now."""
        record = self._types.get(op.type_name)
        return may_write(op, record.rule if record else None, roster)

    def _store_new(self, rows: Sequence[tuple[object, ...]]) -> tuple[int, int, set[bytes]]:
        """Put lines not yet known into `op`; returns how many were known, how many forked, ids of the new."""
        conn = self._conn
        conn.execute("DELETE FROM batch")
        conn.executemany("INSERT INTO batch VALUES(?,?,?,?,?,?,?,?,?)", rows)
        conn.execute(
            "INSERT INTO fork(id, replica, seq, line) SELECT b.id, b.replica, b.seq, b.line FROM batch b"
            " JOIN op o ON o.replica = b.replica AND o.seq = b.seq WHERE o.id <> b.id ON CONFLICT DO NOTHING"
        )
        forked = conn.execute(
            "SELECT count(*) FROM batch b JOIN op o ON o.replica = b.replica AND o.seq = b.seq WHERE o.id <> b.id"
        ).fetchone()[0]
        conn.execute(
            "DELETE FROM batch WHERE EXISTS(SELECT 1 FROM op o WHERE o.replica = batch.replica AND o.seq = batch.seq)"
        )
        new_ids = {row[0] for row in conn.execute("SELECT id FROM batch")}
        conn.execute(
            "INSERT INTO op(replica, seq, id, row, type, hlc, officer, ok, line)"
            " SELECT replica, seq, id, row, type, hlc, officer, ok, line FROM batch ORDER BY hlc, id"
        )
        return len(rows) - len(new_ids) - forked, forked, new_ids

    def derive(self, ops: Sequence[Op]) -> None:
        """Bring `replaced`, `conflict`, the view tables and search up to date for ops already stored and allowed."""
        if not ops:
            return
        conn = self._conn
        parents = [(o.row, name, bytes.fromhex(p)) for o in ops for name, ids in o.parents.items() for p in ids]
        if parents:
            conn.executemany("INSERT INTO replaced VALUES(?,?,?) ON CONFLICT DO NOTHING", parents)
        single = self._single(ops)
        write_rows(conn, self._types, [_from_single(op) for op in ops if op.row in single], new=True)
        others = {op.row for op in ops if op.row not in single}
        if others:
            self._recompute(others)

    def _single(self, ops: Sequence[Op]) -> set[bytes]:
        """Rows whose only op is in this batch and has not been replaced: their view row is that op's values."""
        conn = self._conn
        rows = [(op.row,) for op in ops if DELETED not in op.fields]
        conn.execute("DELETE FROM touched")
        conn.executemany("INSERT INTO touched VALUES(?) ON CONFLICT DO NOTHING", rows)
        found = conn.execute(
            "SELECT t.row FROM touched t JOIN op o ON o.row = t.row GROUP BY t.row HAVING count(*) = 1"
            " AND min(o.ok) = 1 AND NOT EXISTS(SELECT 1 FROM replaced r WHERE r.row = t.row)"
        )
        return {row[0] for row in found}

    def rederive(self, rows: Iterable[bytes]) -> None:
        """Work rows out anew after an op on them became allowed or refused."""
        conn = self._conn
        wanted = list(rows)
        conn.executemany("DELETE FROM replaced WHERE row = ?", [(row,) for row in wanted])
        for row in wanted:
            lines = conn.execute("SELECT line FROM op WHERE row = ? AND ok = 1", (row,)).fetchall()
            parents = [
                (row, f, bytes.fromhex(p))
                for (line,) in lines
                for f, ids in parse_line(line).parents.items()
                for p in ids
            ]
            conn.executemany("INSERT INTO replaced VALUES(?,?,?) ON CONFLICT DO NOTHING", parents)
        for name in self._types:
            conn.executemany(f"DELETE FROM v_{name} WHERE id = ?", [(row,) for row in wanted])
        self._recompute(wanted)

    def _recompute(self, rows: Iterable[bytes]) -> None:
        """Work the touched rows out anew from all their allowed ops."""
        conn = self._conn
        conn.execute("DELETE FROM touched")
        conn.executemany("INSERT INTO touched VALUES(?)", [(row,) for row in rows])
        self._stage_cells()
        conn.execute(
            "DELETE FROM cell WHERE EXISTS(SELECT 1 FROM replaced r"
            " WHERE r.row = cell.row AND r.field = cell.field AND r.op = cell.op)"
        )
        conn.execute("DELETE FROM conflict WHERE row IN (SELECT row FROM touched)")
        conn.execute(
            "INSERT INTO conflict(row, field, op, type) SELECT c.row, c.field, c.op, c.type FROM cell c"
            " JOIN (SELECT row, field FROM cell GROUP BY row, field HAVING count(*) > 1) m"
            " ON m.row = c.row AND m.field = c.field"
        )
        self._note_edits_against_deletes()
        write_rows(conn, self._types, list(self._derived()), new=False)

    def _stage_cells(self) -> None:
        conn = self._conn
        conn.execute("DELETE FROM cell")
        stored = conn.execute(
            "SELECT o.row, o.id, o.hlc, o.type, o.line FROM op o JOIN touched t ON t.row = o.row WHERE o.ok = 1"
        )
        staged = (
            (row, name, op_id, hlc, type_name, json.dumps(value, ensure_ascii=False, sort_keys=True))
            for row, op_id, hlc, type_name, line in stored.fetchall()
            for name, value in json.loads(line)["f"].items()
        )
        conn.executemany("INSERT INTO cell VALUES(?,?,?,?,?,?)", staged)

    def _note_edits_against_deletes(self) -> None:
        """An edit the deleter had not seen keeps the row and is listed as a conflict over the deletion."""
        self._conn.execute(
            "INSERT INTO conflict(row, field, op, type) SELECT DISTINCT d.row, d.field, c.op, c.type FROM cell d"
            f" JOIN cell c ON c.row = d.row AND c.field <> '{DELETED}' AND c.op <> d.op"
            f" WHERE d.field = '{DELETED}' AND d.value = 'true' AND NOT EXISTS(SELECT 1 FROM replaced r"
            f" WHERE r.row = c.row AND r.field = '{SEEN}' AND r.op = c.op) ON CONFLICT DO NOTHING"
        )

    def _derived(self) -> Iterable[Derived]:
        """The touched rows as they are shown: of several live writes the one with the greatest (hlc, id)."""
        shown = self._conn.execute(
            "SELECT row, type, field, value FROM (SELECT row, type, field, value, row_number() OVER ("
            "PARTITION BY row, field ORDER BY hlc DESC, op DESC) AS place FROM cell) AS ranked WHERE place = 1"
        )
        values: dict[tuple[bytes, str], dict[str, object]] = defaultdict(dict)
        for row, type_name, name, value in shown:
            values[row, type_name][name] = json.loads(value)
        kept = {
            row[0] for row in self._conn.execute(
                f"SELECT DISTINCT k.row FROM conflict k JOIN touched t ON t.row = k.row WHERE k.field = '{DELETED}'"
            )
        }  # fmt: skip
        born = dict(
            self._conn.execute(
                "SELECT o.row, min(o.hlc) FROM op o JOIN touched t ON t.row = o.row WHERE ok = 1 GROUP BY 1"
            )
        )
        for (row, type_name), fields in values.items():
            deleted = fields.pop(DELETED, None) is True and row not in kept
            yield Derived(type_name, row, born[row] >> 16, deleted, fields)


def _from_single(op: Op) -> Derived:
    return Derived(op.type_name, op.row, op.hlc >> 16, deleted=False, fields=dict(op.fields))


def owner_replica(row: bytes) -> bytes | None:
    """The replica that created a row, or None for rows everybody knows."""
    creator = row[:8]
    return None if creator == DERIVED else creator
