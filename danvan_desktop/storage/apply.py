"""Applying ops: a fixed number of SQL statements over staging tables, whatever the order and repetition.

1 forks and duplicates apart · 2 lines stored · 3 what they replace noted · 4 new rows whose ops follow one upon the
other written straight from them · 5 all other touched rows recomputed from their live writes. Steps 3 to 5 use SQL
that SQLite and PostgreSQL both run; CROSS JOIN makes SQLite go from the few touched rows to the many stored
ones. The caller holds the transaction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.journal import DELETED, SEEN, Author, Op, may_write, parse_line, row_id
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.sharing import Shares
from danvan_desktop.storage import sharing
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.straight import in_straight_lines
from danvan_desktop.storage.views import Derived, forget_rows, write_rows

STAGING = (
    "CREATE TEMP TABLE IF NOT EXISTS incoming(replica BLOB, seq INTEGER, PRIMARY KEY(replica, seq)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS touched(row BLOB PRIMARY KEY) WITHOUT ROWID",
    # a write of a field; `place` of its value among the values staged; `gone`: it says that the row is deleted
    "CREATE TEMP TABLE IF NOT EXISTS cell(row BLOB, field TEXT, hlc INTEGER, op BLOB, type TEXT, place INTEGER,"
    " gone INTEGER, PRIMARY KEY(row, field, hlc DESC, op DESC)) WITHOUT ROWID",
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

    def _recompute(self, rows: Iterable[bytes], ops: Sequence[Op] = ()) -> None:
        """Work the touched rows out anew from all their allowed ops, of which `ops` need not be read again."""
        conn = self._conn
        self._touch(rows)
        values = self._stage_cells({op.op_id: op.fields for op in ops})
        conn.execute(
            "DELETE FROM cell WHERE EXISTS(SELECT 1 FROM replaced r"
            " WHERE r.row = cell.row AND r.field = cell.field AND r.op = cell.op)"
        )
        conn.execute("DELETE FROM conflict WHERE row IN (SELECT row FROM touched)")
        conn.execute(
            "INSERT INTO conflict(row, field, op, type) SELECT c.row, c.field, c.op, c.type FROM cell c"
            " JOIN (SELECT row, field FROM cell GROUP BY row, field HAVING count(*) > 1"
            f" AND NOT (field = '{DELETED}' AND min(gone) = max(gone))) m"  # two who deleted agree
            " ON m.row = c.row AND m.field = c.field"
        )
        self._note_edits_against_deletes()
        write_rows(conn, self._types, list(self._derived(values)), new=False)

    def _stage_cells(self, known: Mapping[bytes, Mapping[str, object]]) -> list[object]:
        """Put every write of the touched rows into `cell`; returns the values, by `place`."""
        conn = self._conn
        conn.execute("DELETE FROM cell")
        values: list[object] = []
        staged = []
        for row, op_id, hlc, type_name, n in conn.execute(
            "SELECT o.row, o.id, o.hlc, o.type, o.n FROM touched t CROSS JOIN op o WHERE o.row = t.row AND o.ok = 1"
        ).fetchall():
            fields = known.get(op_id)
            if fields is None:
                fields = json.loads(conn.execute("SELECT line FROM op WHERE n = ?", (n,)).fetchone()[0])["f"]
            for name, value in fields.items():
                staged.append((row, name, hlc, op_id, type_name, len(values), int(name == DELETED and value is True)))
                values.append(value)
        conn.executemany("INSERT INTO cell VALUES(?,?,?,?,?,?,?)", staged)
        return values

    def _note_edits_against_deletes(self) -> None:
        """An edit the deleter had not seen keeps the row and is listed as a conflict over the deletion."""
        self._conn.execute(
            "INSERT INTO conflict(row, field, op, type) SELECT DISTINCT d.row, d.field, c.op, c.type FROM cell d"
            f" JOIN cell c ON c.row = d.row AND c.field <> '{DELETED}' AND c.op <> d.op"
            f" WHERE d.gone = 1 AND NOT EXISTS(SELECT 1 FROM replaced r"
            f" WHERE r.row = c.row AND r.field = '{SEEN}' AND r.op = c.op) ON CONFLICT DO NOTHING"
        )

    def _derived(self, staged: Sequence[object]) -> Iterable[Derived]:
        """The touched rows as they are shown: of several live writes the one with the greatest (hlc, id)."""
        shown = self._conn.execute(
            "SELECT row, type, field, place FROM (SELECT row, type, field, place, row_number() OVER ("
            "PARTITION BY row, field ORDER BY hlc DESC, op DESC) AS rank FROM cell) AS ranked WHERE rank = 1"
        )
        values: dict[tuple[bytes, str], dict[str, object]] = defaultdict(dict)
        for row, type_name, name, place in shown:
            values[row, type_name][name] = staged[place]
        kept = {
            row[0] for row in self._conn.execute(
                "SELECT DISTINCT t.row FROM touched t CROSS JOIN conflict k"
                f" WHERE k.row = t.row AND k.field = '{DELETED}'"
            )
        }  # fmt: skip
        born = self._conn.execute(
            "SELECT t.row, o.type, min(o.hlc) FROM touched t CROSS JOIN op o"
            " WHERE o.row = t.row AND o.ok = 1 GROUP BY t.row, o.type"
        )
        for row, type_name, hlc in born.fetchall():  # a row is there from its first op on, also without a value
            fields = values.get((row, type_name), {})
            deleted = fields.pop(DELETED, None) is True and row not in kept
            yield Derived(type_name, row, hlc >> 16, deleted, fields)
