"""Rights that follow from ops: rows addressed to another unit, and dossiers handed on. Derived, made again at will.

`op_shared` finds the few ops that decide; `held` says of every row that was ever offered who holds it now, so that
lists, digests and attachments need not ask the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from danvan_desktop.domain.journal import SEEN, Author, Op, op_id
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.sharing import Shares, Writ, gather
from danvan_desktop.storage.database import Connection

# types of which the index knows; a definition test sees to it that every addressed and catalogue type stands here
INDEXED = ("request", "transfer", "unit")
_NAMES = ", ".join(f"'{name}'" for name in INDEXED)
DDL = f"""
CREATE TABLE IF NOT EXISTS held(row BLOB PRIMARY KEY, unit TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS op_shared ON op(type, replica, seq) WHERE type IN ({_NAMES});
CREATE INDEX IF NOT EXISTS op_refused ON op(hlc) WHERE ok = 0;
"""


def shares(
    conn: Connection, types: Mapping[str, RecordType], roster: Mapping[bytes, Author], more: Iterable[Op] = ()
) -> Shares:
    """What the stored ops and `more` say. Ops of unknown and closed replicas say nothing."""
    names = sorted(name for name, record in types.items() if record.sharing)
    writs = []
    for replica, seq, row, type_name, line in indexed_ops(conn, names):
        if _counts(roster, replica, seq):
            raw = json.loads(line)
            writs.append(Writ(roster[replica].unit, row, type_name, raw["f"], op_id(line), _seen(raw.get("p", {}))))
    writs += [
        Writ(roster[op.replica].unit, op.row, op.type_name, op.fields, op.op_id, _seen(op.parents))
        for op in more if op.type_name in names and _counts(roster, op.replica, op.seq)
    ]  # fmt: skip
    return gather(writs, types, {replica: author.unit for replica, author in roster.items()})


def _seen(parents: Mapping[str, Sequence[str]]) -> frozenset[bytes]:
    return frozenset(bytes.fromhex(name) for name in parents.get(SEEN, ()))


def indexed_ops(conn: Connection, names: Sequence[str] = INDEXED) -> Iterator[tuple[bytes, int, bytes, str, bytes]]:
    """(replica, seq, row, type, line) of the stored ops of these types, of INDEXED or among them."""
    marks = ",".join("?" * len(names))
    query = f"SELECT replica, seq, row, type, line FROM op WHERE type IN ({_NAMES}) AND type IN ({marks})"
    return iter(conn.execute(query, list(names)))


def _counts(roster: Mapping[bytes, Author], replica: bytes, seq: int) -> bool:
    author = roster.get(replica)
    return author is not None and (author.closed_at is None or seq <= author.closed_at)


def keep(conn: Connection, now: Shares) -> None:
    """Write down who holds the rows that were offered."""
    wanted = {row: now.holder(row) for row in now.tenures}
    stored = holders(conn)
    gone = [(row,) for row in stored if row not in wanted]
    if gone:
        conn.executemany("DELETE FROM held WHERE row = ?", gone)
    news = [(row, unit) for row, unit in wanted.items() if stored.get(row) != unit]
    if news:
        conn.executemany(
            "INSERT INTO held(row, unit) VALUES(?,?) ON CONFLICT(row) DO UPDATE SET unit = excluded.unit", news
        )


def holders(conn: Connection) -> dict[bytes, str]:
    """Who holds the rows that were ever offered to another unit."""
    return dict(conn.execute("SELECT row, unit FROM held").fetchall())


def refused(conn: Connection) -> list[bytes]:
    """Lines of the ops outside their author's right, oldest first."""
    return [line for (line,) in conn.execute("SELECT line FROM op WHERE ok = 0 ORDER BY hlc, id")]


def count_refused(conn: Connection) -> int:
    """How many ops are outside their author's right."""
    return int(conn.execute("SELECT count(*) FROM op WHERE ok = 0").fetchone()[0])
