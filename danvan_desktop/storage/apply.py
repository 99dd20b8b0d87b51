"""Applying ops: a fixed number of SQL statements over staging tables, whatever the order and repetition.

1 forks and duplicates apart · 2 lines stored · 3 what they replace noted · 4 new rows whose ops follow one upon the
other written straight from them · 5 of all other touched rows every op read: those in a straight line written so too,
the rest worked out from their live writes (heads.py). SQL that SQLite and PostgreSQL both run; CROSS JOIN makes SQLite
go from the few touched rows to the many stored ones. The caller holds the transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.journal import Author, Op, may_write, parse_line, row_id
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.sharing import Shares
from danvan_desktop.storage import heads, sharing
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.straight import in_straight_lines
from danvan_desktop.storage.views import forget_rows, write_rows

STAGING = (
    "CREATE TEMP TABLE IF NOT EXISTS incoming(replica BLOB, seq INTEGER, PRIMARY KEY(replica, seq)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS touched(row BLOB PRIMARY KEY) WITHOUT ROWID",
    heads.STAGING,
)
NOBODY = b""
INSERT_OP = "INSERT INTO op(replica, seq, id, row, type, hlc, officer, ok, line) VALUES(?,?,?,?,?,?,?,?,?)"


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
        self._shares: Shares | None = None
        for statement in STAGING:
            conn.execute(statement)

    def apply(self, ops: Sequence[Op], roster: Mapping[bytes, Author], *, fresh: bool = False) -> Applied:
        """Store and apply `ops`. `fresh`: the caller made them just now, so none is known or forked."""
        new, forked = (ops, []) if fresh else self._tell_apart(ops)
        changed = self._learn_shares(new, roster)
        right = [op for op in new if self.allowed(op, roster)]
        ok = {op.op_id for op in right}
        rows = [
            (o.replica, o.seq, o.op_id, o.row, o.type_name, o.hlc, o.officer, int(o.op_id in ok), o.line) for o in new
        ]
        unknown = self._unknown({op.row for op in new})
        self._conn.executemany(INSERT_OP, rows)
        if forked:
            self._conn.executemany(
                "INSERT INTO fork(id, replica, seq, line) VALUES(?,?,?,?) ON CONFLICT DO NOTHING",
                [(o.op_id, o.replica, o.seq, o.line) for o in forked],
            )
        self.derive(right, unknown)
        if changed:
            self.judge_anew(changed, roster)
        return Applied(len(new), len(ops) - len(new) - len(forked), len(new) - len(right), len(forked))

    def allowed(self, op: Op, roster: Mapping[bytes, Author]) -> bool:
        """Whether this op is within its author's right now."""
        return may_write(op, self._types.get(op.type_name), roster, self.shares(roster))

    def shares(self, roster: Mapping[bytes, Author]) -> Shares:
        """What the stored ops of shared types say of rights."""
        if self._shares is None:
            self._shares = sharing.shares(self._conn, self._types, roster)
        return self._shares

    def forget_shares(self) -> None:
        """Read them again: a transaction failed."""
        self._shares = None

    def share_anew(self, roster: Mapping[bytes, Author]) -> set[bytes]:
        """Work out the shares after the roster changed; returns the rows about which they say something else."""
        before, held = self._shares, sharing.holders(self._conn)
        self._shares = sharing.shares(self._conn, self._types, roster)
        sharing.keep(self._conn, self._shares)
        if before:
            return self._shares.differing(before)
        return {*self._shares.addressed, *self._shares.tenures, *held}  # also of what is nobody's but its maker's now

    def _learn_shares(self, new: Sequence[Op], roster: Mapping[bytes, Author]) -> set[bytes]:
        """Rows whose rights these ops change."""
        if not any((record := self._types.get(op.type_name)) and record.sharing for op in new):
            return set()
        before = self.shares(roster)
        self._shares = sharing.shares(self._conn, self._types, roster, new)
        sharing.keep(self._conn, self._shares)
        return self._shares.differing(before)

    def judge_anew(self, rows: Iterable[bytes], roster: Mapping[bytes, Author]) -> int:
        """Judge the ops on these rows again and work the rows out; returns how many ops changed sides."""
        wanted = list(rows)
        turned = self.judge(wanted, roster)
        self.rederive(wanted)
        return turned

    def judge(self, rows: Iterable[bytes], roster: Mapping[bytes, Author]) -> int:
        """Judge the ops on these rows again; returns how many changed sides. The rows are not worked out."""
        conn, wanted, turned = self._conn, list(rows), 0
        for row in wanted:
            for n, ok, line in conn.execute("SELECT n, ok, line FROM op WHERE row = ?", (row,)).fetchall():
                now = self.allowed(parse_line(line), roster)
                if now != bool(ok):
                    conn.execute("UPDATE op SET ok = ? WHERE n = ?", (int(now), n))
                    turned += 1
        return turned

    def _tell_apart(self, ops: Sequence[Op]) -> tuple[list[Op], list[Op]]:
        """The ops that are new here, oldest first, and those that claim the number of another op; the rest is known."""
        holders = self._holders(ops)
        new, forked = [], []
        for op in ops:
            holder = holders.setdefault((op.replica, op.seq), NOBODY)
            if holder is NOBODY:
                holders[op.replica, op.seq] = op.op_id
                new.append(op)
            elif holder != op.op_id:
                forked.append(op)
        return sorted(new, key=lambda op: (op.hlc, op.op_id)), forked

    def _holders(self, ops: Sequence[Op]) -> dict[tuple[bytes, int], bytes]:
        """Id of the op that stands here under each of their numbers that is taken."""
        conn, bounds = self._conn, dict[bytes, tuple[int, int]]()
        for op in ops:
            first, last = bounds.get(op.replica, (op.seq, op.seq))
            bounds[op.replica] = min(first, op.seq), max(last, op.seq)
        query = "SELECT 1 FROM op WHERE replica = ? AND seq BETWEEN ? AND ? LIMIT 1"
        met = {replica for replica, ends in bounds.items() if conn.execute(query, (replica, *ends)).fetchone()}
        conn.execute("DELETE FROM incoming")
        conn.executemany(
            "INSERT INTO incoming VALUES(?,?) ON CONFLICT DO NOTHING",
            [(op.replica, op.seq) for op in ops if op.replica in met],
        )
        stored = conn.execute(
            "SELECT o.replica, o.seq, o.id FROM incoming i CROSS JOIN op o"
            " WHERE o.replica = i.replica AND o.seq = i.seq"
        )
        return {(replica, seq): op_id for replica, seq, op_id in stored}

    def derive(self, ops: Sequence[Op], unknown: Collection[bytes]) -> None:
        """Bring `replaced`, `conflict`, the view tables and search up to date for ops already stored and allowed.

        `unknown`: rows of which nothing is derived yet and all of whose allowed ops are among these.
        """
        if not ops:
            return
        parents = [(o.row, name, bytes.fromhex(p)) for o in ops for name, ids in o.parents.items() for p in ids]
        if parents:
            self._conn.executemany("INSERT INTO replaced VALUES(?,?,?) ON CONFLICT DO NOTHING", parents)
        straight = in_straight_lines(op for op in ops if op.row in unknown)
        write_rows(self._conn, self._types, list(straight.values()), new=True)
        others = [op for op in ops if op.row not in straight]
        if others:
            self._recompute({op.row for op in others}, others)

    def _unknown(self, rows: Collection[bytes]) -> set[bytes]:
        """Those of these rows on which there is no op yet."""
        found, before = set(), list[bytes]()
        latest: dict[bytes, bytes] = {}  # by creator: rows are counted up, beyond its last one nothing is known
        for row in rows:
            creator = row[:8]
            if creator not in latest:
                bounds = row_id(creator, 0), row_id(creator, 2**64 - 1)
                last = self._conn.execute("SELECT max(row) FROM op WHERE row BETWEEN ? AND ?", bounds).fetchone()[0]
                latest[creator] = last or b""
            if row > latest[creator]:
                found.add(row)
            else:
                before.append(row)
        return found | (set(before) - self._known(before))

    def _known(self, rows: Collection[bytes]) -> set[bytes]:
        if not rows:
            return set()
        self._touch(rows)
        query = "SELECT row FROM touched t WHERE EXISTS(SELECT 1 FROM op o WHERE o.row = t.row)"
        return {row for (row,) in self._conn.execute(query)}

    def _touch(self, rows: Iterable[bytes]) -> None:
        self._conn.execute("DELETE FROM touched")
        self._conn.executemany("INSERT INTO touched VALUES(?)", [(row,) for row in rows])

    def later(self, rows: Iterable[bytes], after: int) -> list[tuple[int, Op]]:
        """The allowed ops on these rows with a local number above `after`."""
        self._touch(rows)
        found = self._conn.execute(
            "SELECT o.n, o.line FROM touched t CROSS JOIN op o WHERE o.row = t.row AND o.n > ? AND o.ok = 1", (after,)
        )
        return [(n, parse_line(line)) for n, line in found]

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
        for record in self._types.values():
            forget_rows(conn, record, wanted)
        self._recompute(wanted)

    def _recompute(self, rows: Iterable[bytes], ops: Iterable[Op] = ()) -> None:
        """Work the touched rows out anew from all their allowed ops, of which `ops` need not be read again."""
        conn = self._conn
        self._touch(rows)
        conn.execute("DELETE FROM conflict WHERE row IN (SELECT row FROM touched)")
        every = self._of_touched({op.op_id: op for op in ops})
        straight = in_straight_lines(every)
        crooked = [op for op in every if op.row not in straight]
        self._touch({op.row for op in crooked})
        derived = [*straight.values(), *(heads.derived(conn, crooked) if crooked else ())]
        write_rows(conn, self._types, sorted(derived, key=lambda one: one.row), new=False)

    def _of_touched(self, known: Mapping[bytes, Op]) -> list[Op]:
        """The allowed ops on the touched rows, oldest first; the lines of those `known` are not read."""
        conn = self._conn
        stored = conn.execute(
            "SELECT o.id, o.n FROM touched t CROSS JOIN op o WHERE o.row = t.row AND o.ok = 1"
        ).fetchall()
        query = "SELECT line FROM op WHERE n = ?"
        ops = [known.get(op_id) or parse_line(conn.execute(query, (n,)).fetchone()[0]) for op_id, n in stored]
        return sorted(ops, key=lambda op: (op.hlc, op.op_id))
