"""What the heads say: live writes = writers − replaced, worked out in SQL over a staging table.

For the rows whose ops do not simply follow one upon the other (straight.py); where two live writes of a field stand
beside each other, that is noted in `conflict`. A record is its type and its row id: two copies of one data folder may
have given one id to a petition and to a request. SQL that SQLite and PostgreSQL both run. The caller has put the rows
into `touched`, noted what their ops replace and holds the transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from danvan_desktop.domain.journal import DELETED, SEEN, Op
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.views import Derived

# a write of a field; `place` of its value among the values staged; `gone`: it says that the row is deleted
STAGING = (
    "CREATE TEMP TABLE IF NOT EXISTS cell(row BLOB, field TEXT, hlc INTEGER, op BLOB, type TEXT, place INTEGER,"
    " gone INTEGER, PRIMARY KEY(row, field, hlc DESC, op DESC)) WITHOUT ROWID"
)


def derived(conn: Connection, ops: Sequence[Op]) -> Iterator[Derived]:
    """The touched rows as they are now, of which these are all the allowed ops; notes their conflicts."""
    values = _stage_cells(conn, ops)
    conn.execute(
        "DELETE FROM cell WHERE EXISTS(SELECT 1 FROM replaced r"
        " WHERE r.row = cell.row AND r.field = cell.field AND r.op = cell.op)"
    )
    conn.execute(
        "INSERT INTO conflict(row, field, op, type) SELECT c.row, c.field, c.op, c.type FROM cell c"
        " JOIN (SELECT row, type, field FROM cell GROUP BY row, type, field HAVING count(*) > 1"
        f" AND NOT (field = '{DELETED}' AND min(gone) = max(gone))) m"  # two who deleted agree
        " ON m.row = c.row AND m.type = c.type AND m.field = c.field"
    )
    _note_edits_against_deletes(conn)
    return _shown(conn, values)


def _stage_cells(conn: Connection, ops: Sequence[Op]) -> list[object]:
    """Put every write into `cell`; returns the values, by `place`."""
    conn.execute("DELETE FROM cell")
    values: list[object] = []
    staged = []
    for op in ops:
        for name, value in op.fields.items():
            gone = int(name == DELETED and value is True)
            staged.append((op.row, name, op.hlc, op.op_id, op.type_name, len(values), gone))
            values.append(value)
    conn.executemany("INSERT INTO cell VALUES(?,?,?,?,?,?,?)", staged)
    return values


def _note_edits_against_deletes(conn: Connection) -> None:
    """An edit the deleter had not seen keeps the row and is listed as a conflict over the deletion."""
    conn.execute(
        "INSERT INTO conflict(row, field, op, type) SELECT DISTINCT d.row, d.field, c.op, c.type FROM cell d"
        f" JOIN cell c ON c.row = d.row AND c.type = d.type AND c.field <> '{DELETED}' AND c.op <> d.op"
        f" WHERE d.gone = 1 AND NOT EXISTS(SELECT 1 FROM replaced r"
        f" WHERE r.row = c.row AND r.field = '{SEEN}' AND r.op = c.op) ON CONFLICT DO NOTHING"
    )


def _shown(conn: Connection, staged: Sequence[object]) -> Iterator[Derived]:
    """The touched rows as they are shown: of several live writes the one with the greatest (hlc, id)."""
    shown = conn.execute(
        "SELECT row, type, field, place FROM (SELECT row, type, field, place, row_number() OVER ("
        "PARTITION BY row, type, field ORDER BY hlc DESC, op DESC) AS rank FROM cell) AS ranked WHERE rank = 1"
    )
    values: dict[tuple[bytes, str], dict[str, object]] = defaultdict(dict)
    for row, type_name, name, place in shown:
        values[row, type_name][name] = staged[place]
    kept = {
        tuple(row) for row in conn.execute(
            "SELECT DISTINCT t.row, k.type FROM touched t CROSS JOIN conflict k"
            f" WHERE k.row = t.row AND k.field = '{DELETED}'"
        )
    }  # fmt: skip
    born = conn.execute(
        "SELECT t.row, o.type, min(o.hlc) FROM touched t CROSS JOIN op o"
        " WHERE o.row = t.row AND o.ok = 1 GROUP BY t.row, o.type"
    )
    for row, type_name, hlc in born.fetchall():  # a row is there from its first op on, also without a value
        fields = values.get((row, type_name), {})
        deleted = fields.pop(DELETED, None) is True and (row, type_name) not in kept
        yield Derived(type_name, row, hlc >> 16, deleted, fields)
