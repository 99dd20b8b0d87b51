"""Two copies of one data folder were both written in: the one that learns of it goes on under numbers of its own.

What this copy wrote since they parted is taken out of the journal, kept in `fork`, and written again by the new
replica, records under new ids: the other copy gave the same numbers and ids to something else. Nothing is lost, and
the other copy's changes can come in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from danvan_desktop.domain import ranges
from danvan_desktop.domain.journal import Op, parse_line
from danvan_desktop.domain.ranges import Range
from danvan_desktop.storage import segments
from danvan_desktop.storage.batch import Batch
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.segments import Segment


def told_of(conn: Connection) -> dict[bytes, tuple[int, bytes]]:
    """Replicas of which two copies wrote: the first number used twice, and which op has it here.

    Seen here, or told by an office that holds another: whoever holds one of the two says so, till its author hears it.
    """
    twice = "SELECT replica, seq FROM fork UNION ALL SELECT replica, first FROM peer_fork"
    firsts = conn.execute(f"SELECT replica, min(seq) FROM ({twice}) JOIN op USING(replica, seq) GROUP BY replica")
    return {replica: (first, op_at(conn, replica, first)) for replica, first in firsts.fetchall()}


def refused(conn: Connection, own: Collection[bytes]) -> dict[bytes, list[Range]]:
    """Numbers of other offices' replicas under which changes came that are kept apart: they would be refused again."""
    found: dict[bytes, list[Range]] = {}
    for replica, seq in conn.execute("SELECT DISTINCT replica, seq FROM fork ORDER BY 1, 2"):
        if replica not in own:
            found.setdefault(replica, []).append((seq, seq))
    return {replica: ranges.union(numbers) for replica, numbers in found.items()}


def tops(conn: Connection, held: Mapping[bytes, Sequence[Range]]) -> dict[str, str]:
    """Replica -> op under the highest of the numbers held, in hex: equal numbers may stand for unequal changes."""
    found = {replica: op_at(conn, replica, ranges.highest(numbers)) for replica, numbers in held.items()}
    return {replica.hex(): op.hex() for replica, op in found.items() if op}


def differing(conn: Connection, told: Mapping[bytes, Sequence[Range]], tops_told: Mapping[bytes, bytes]) -> set[bytes]:
    """Replicas of which another office holds other changes than this one under the numbers it tells.

    Also of which it may: the highest it tells is not here in its place, and of this replica there are two of some.
    """
    found = set[bytes]()
    for replica, op_id in tops_told.items():
        held = op_at(conn, replica, ranges.highest(told.get(replica, ())))
        twice = "SELECT 1 FROM fork WHERE replica = ? LIMIT 1"
        if held != op_id and (held or conn.execute(twice, (replica,)).fetchone()):
            found.add(replica)
    return found


def op_at(conn: Connection, replica: bytes, seq: int) -> bytes:
    """Id of the op with that number, empty where there is none."""
    row = conn.execute("SELECT id FROM op WHERE replica = ? AND seq = ?", (replica, seq)).fetchone()
    return bytes(row[0]) if row else b""


SETTLED = bytes(16)  # told in the place of an op: nothing stands here under that number, and nothing lacks


def written_again(conn: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Those ops under numbers of this office's own replicas that it took out and wrote again: nothing of them lacks."""
    return {i for i in ids if conn.execute("SELECT 1 FROM fork WHERE id = ?", (i,)).fetchone()}


def goes_on_apart(conn: Connection, segment: Segment) -> bool:
    """Whether a segment's forerunner is kept apart: one stands so under the number before, and none here is it."""
    kept = "SELECT 1 FROM fork WHERE replica = ? AND seq = ?"
    if conn.execute(kept, (segment.replica, segment.first - 1)).fetchone() is None:
        return False
    try:
        before = bytes.fromhex(json.loads(segment.header)["prev"])
    except (ValueError, TypeError, KeyError):
        return True
    return conn.execute("SELECT 1 FROM segment WHERE id = ?", (before,)).fetchone() is None


def lives_on(conn: Connection, ops: Sequence[Op]) -> int:
    """From which number of one segment on, under numbers of ours, all was written again; 0 where anything is new."""
    again = written_again(conn, (op.op_id for op in ops))
    rest = [op for op in ops if op.op_id not in again]
    new = len(rest) - len(segments.known_ops(conn, rest))
    return min(op.seq for op in ops if op.op_id in again) if again and not new else 0


def here_before(conn: Connection, replica: bytes, first: int) -> list[Range]:
    """Numbers under `first` that are here, also those whose segment was taken out for what stood beside them."""
    rows = conn.execute("SELECT seq FROM op WHERE replica = ? AND seq < ? ORDER BY seq", (replica, first))
    return ranges.union((seq, seq) for (seq,) in rows)


def take_out(conn: Connection, replica: bytes, first: int) -> tuple[list[Op], list[Op]]:
    """Take a replica's ops from that number on out of the journal, and the segments that hold any of them.

    Returns them, and those of them that were not written again before.
    """
    lines = conn.execute("SELECT line FROM op WHERE replica = ? AND seq >= ? ORDER BY seq", (replica, first)).fetchall()
    ops = [parse_line(line) for (line,) in lines]
    before = written_again(conn, (op.op_id for op in ops))
    segments.note_forks(conn, ops)
    conn.execute("DELETE FROM op WHERE replica = ? AND seq >= ?", (replica, first))
    conn.execute("DELETE FROM segment WHERE replica = ? AND last >= ?", (replica, first))
    return ops, [op for op in ops if op.op_id not in before]


def write_again(conn: Connection, batch: Batch, ops: Sequence[Op], new_row: Callable[[], bytes]) -> None:
    """Write ops that were taken out once more, under new ids where their record was begun in them."""
    rows: dict[bytes, bytes] = {}
    written: dict[str, str] = {}
    for op in ops:
        begun = op.row[:8] == op.replica and not conn.execute("SELECT 1 FROM op WHERE row = ?", (op.row,)).fetchone()
        if begun and op.row not in rows:
            rows[op.row] = new_row()
    names = {old.hex(): new.hex() for old, new in rows.items()}
    for op in ops:
        parents = {name: [written.get(i, i) for i in ids] for name, ids in op.parents.items()}
        fields = {name: _renamed(value, names) for name, value in op.fields.items()}
        written[op.op_id.hex()] = batch.again(op, rows.get(op.row, op.row), fields, parents)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  whatever JSON holds
    """Links to records that have another id now."""
    if isinstance(value, str):
        return " ".join(names.get(word, word) for word in value.split(" ")) if len(value) >= 32 else value
    return value
