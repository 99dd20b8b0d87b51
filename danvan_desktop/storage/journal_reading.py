"""What undo, the bin and the forms ask of the journal: ops of one save, of a row, the newest rows, links to a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from danvan_desktop.domain.journal import DELETED, Op, parse_line
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage.batch import live_ops
from danvan_desktop.storage.database import Connection


def ops_between(conn: Connection, replica: bytes, first: int, last: int) -> list[Op]:
    """Ops of a replica by their numbers, oldest first."""
    rows = conn.execute(
        "SELECT line FROM op WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq", (replica, first, last)
    )
    return [parse_line(line) for (line,) in rows.fetchall()]


def ops_by_id(conn: Connection, ids: Iterable[bytes]) -> list[Op]:
    """Allowed ops by id, oldest first; ids not here are left out."""
    found = [
        parse_line(row[0])
        for op_id in ids
        if (row := conn.execute("SELECT line FROM op WHERE id = ? AND ok = 1", (op_id,)).fetchone())
    ]
    return sorted(found, key=lambda op: (op.hlc, op.op_id))


def ops_of_row(conn: Connection, row: bytes) -> list[Op]:
    """Allowed ops of a row, oldest first."""
    rows = conn.execute("SELECT line FROM op WHERE row = ? AND ok = 1 ORDER BY hlc, id", (row,))
    return [parse_line(line) for (line,) in rows.fetchall()]


def written_again(conn: Connection, rows: Sequence[bytes]) -> Iterator[tuple[bytes, list[Op]]]:
    """Those of the rows that have more than the op that made them, with all their ops."""
    for start in range(0, len(rows), 500):
        chunk = list(rows[start : start + 500])
        marks = ",".join("?" * len(chunk))
        query = f"SELECT row FROM op WHERE row IN ({marks}) AND ok = 1 GROUP BY row HAVING count(*) > 1"
        for (row,) in conn.execute(query, chunk).fetchall():
            yield row, ops_of_row(conn, row)


def live(conn: Connection, row: bytes, type_name: str) -> list[Op]:
    """Ops of a record with only the fields that nobody has replaced."""
    return live_ops(conn, row, type_name)


def group_of(conn: Connection, op: Op) -> tuple[int, int]:
    """First and last number of the ops saved together with this one."""
    first = last = op.seq
    if not op.group:
        return first, last
    for step in (-1, 1):
        seq = op.seq + step
        while (found := ops_between(conn, op.replica, seq, seq)) and found[0].group == op.group:
            first, last = min(first, seq), max(last, seq)
            seq += step
    return first, last


def last_op(conn: Connection, replica: bytes, officer: str) -> Op | None:
    """The newest op that an officer wrote in this replica; looks at the newest few thousand."""
    found = conn.execute(
        "SELECT line FROM (SELECT line, officer, seq FROM op WHERE replica = ? ORDER BY seq DESC LIMIT 5000)"
        " WHERE officer = ? ORDER BY seq DESC LIMIT 1",
        (replica, officer),
    ).fetchone()
    return parse_line(found[0]) if found else None


def deletion(conn: Connection, row: bytes, type_name: str) -> Op | None:
    """The op that put a record into the bin, when it still lies there."""
    found = [op for op in live_ops(conn, row, type_name) if op.fields.get(DELETED) is True]
    return found[-1] if found else None


def newest(conn: Connection, record: RecordType, *, limit: int, below: bytes | None = None) -> list[bytes]:
    """Ids of the rows added last, newest first; `below`: only those added before this row."""
    where, values = "", list[object]()
    if below is not None:
        where, values = f"AND n < (SELECT n FROM v_{record.name} WHERE id = ?)", [below]
    rows = conn.execute(
        f"SELECT id FROM v_{record.name} WHERE deleted = 0 {where} ORDER BY n DESC LIMIT {int(limit)}", values
    )
    return [row[0] for row in rows.fetchall()]


def made_by(conn: Connection, row: bytes) -> str:
    """The officer who added a row."""
    found = conn.execute("SELECT officer FROM op WHERE row = ? ORDER BY hlc, id LIMIT 1", (row,)).fetchone()
    return str(found[0]) if found else ""


def in_bin(conn: Connection, record: RecordType, *, limit: int) -> list[bytes]:
    """Ids of the rows in the bin, newest rows first, read through their own small index."""
    rows = conn.execute(f"SELECT id FROM v_{record.name} WHERE deleted = 1 ORDER BY n DESC LIMIT ?", (limit,))
    return [row[0] for row in rows.fetchall()]


def count_in_bin(conn: Connection, record: RecordType) -> int:
    """How many rows lie in the bin."""
    query = f"SELECT count(*) FROM v_{record.name} WHERE deleted = 1"
    return int(conn.execute(query).fetchone()[0])


def linking(conn: Connection, record: RecordType, field: str, target: bytes, *, limit: int) -> list[bytes]:
    """Ids of live rows of a type whose link field names `target`, in the order they were added."""
    rows = conn.execute(
        f'SELECT id FROM v_{record.name} WHERE "{field}" = ? AND deleted = 0 ORDER BY n LIMIT ?', (target, limit)
    )
    return [row[0] for row in rows.fetchall()]


def destroyed(conn: Connection, digest: bytes) -> bool:
    """Whether the value of this hash was destroyed here."""
    return conn.execute("SELECT 1 FROM destroyed WHERE hash = ?", (digest,)).fetchone() is not None
