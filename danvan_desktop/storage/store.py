"""The store of one office: the one object through which everything above reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop import records
from danvan_desktop.domain.journal import Author, Op, parse_line, row_id
from danvan_desktop.domain.record_type import RecordType, Rule
from danvan_desktop.domain.sharing import Shares
from danvan_desktop.storage import blobs, denouncers, identity, parting, schema, search, segments, vault
from danvan_desktop.storage import history as past
from danvan_desktop.storage import rebuild as rebuilding
from danvan_desktop.storage.apply import Applied, Applier
from danvan_desktop.storage.batch import Batch, sealed_hashes
from danvan_desktop.storage.clock import Clock
from danvan_desktop.storage.database import Connection, atomic, connect
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.reading import Record, read_records
from danvan_desktop.storage.settings import Settings
from danvan_desktop.storage.views import Derived, index_rows

# how changes leave that units below are given too: one addressed row by itself, catalogues together
UNHEARD = "replica.unheard"  # set where a file went back in time, until another office has spoken
_APART = {Rule.ADDRESSED: "row", Rule.CATALOGUE: "catalogue"}


class Store:
    """An open encrypted file. One writer; close it when idle so that the key leaves memory."""

    def __init__(self, conn: Connection, types: Mapping[str, RecordType] | None = None) -> None:
        self.conn = conn
        every: tuple[RecordType, ...] = records.ALL
        self.types = dict(types) if types is not None else {record.name: record for record in every}
        self.settings = Settings(conn)
        self.after_close: list[Callable[[], None]] = []
        self.read_only = False
        self.writing_beside: Callable[[], Store] | None = None  # of a read-only store: one for local derived tables
        self.opened_by = ""  # the officer, for the access log and for roles; "" for tools: they are free
        self.officers: tuple[str, ...] = ()  # who can open the folder, as they came
        self._applier = Applier(conn, self.types)
        self._roster: dict[bytes, Author] | None = None
        self._clock: Clock | None = None

    @classmethod
    def create(
        cls, path: Path | str, key: bytes, unit: UnitInfo, *, types: Mapping[str, RecordType] | None = None
    ) -> Store:
        """Make a new file for `unit`, with a new replica."""
        conn = connect(path, key)
        store = cls(conn, types)
        with atomic(conn):
            schema.create_journal(conn)
            for record in store.types.values():
                schema.create_view(conn, record)
            identity.save_unit(store.settings, unit)
            identity.new_replica(conn, unit)
            store.settings.set("schema.version", str(schema.SCHEMA_VERSION))
        return store

    @classmethod
    def open(
        cls, path: Path | str, key: bytes, *, read_only: bool = False, types: Mapping[str, RecordType] | None = None
    ) -> Store:
        """Open an existing file. Migrations are storage.migrations' work, done before."""
        store = cls(connect(path, key, read_only=read_only), types)
        store.read_only = read_only
        return store

    def close(self) -> None:
        """Close the file."""
        self.conn.close()
        while self.after_close:
            self.after_close.pop()()

    @property
    def unit(self) -> UnitInfo:
        """Whose store this is."""
        return identity.load_unit(self.settings)

    @property
    def replica(self) -> identity.Replica:
        """The replica this store is now, with its keys."""
        return identity.load_replica(self.settings)

    @property
    def roster(self) -> dict[bytes, Author]:
        """Replicas known here and their rights."""
        if self._roster is None:
            self._roster = identity.roster(self.conn)
        return self._roster

    @property
    def shares(self) -> Shares:
        """Rows addressed to another unit, and dossiers that were handed on."""
        return self._applier.shares(self.roster)

    @property
    def clock(self) -> Clock:
        """Counters of this replica."""
        if self._clock is None:
            self._clock = Clock(self.conn, bytes.fromhex(self.settings.get("replica.id")))
        return self._clock

    # --- writing
    @contextmanager
    def batch(self, *, officer: str, reason: str = "") -> Iterator[Batch]:
        """One save: everything inside is written in one transaction, or nothing."""
        with self.writing():
            collected = Batch(self.conn, self.types, self.clock, self._write_own, officer=officer, reason=reason)
            yield collected
            collected.flush()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction after whose failure the counters are read again."""
        try:
            with atomic(self.conn):
                yield
        except BaseException:
            self._clock = self._roster = None
            self._applier.forget_shares()
            raise

    def _write_own(self, ops: Sequence[Op]) -> None:
        self._applier.apply(ops, self.roster, fresh=True)

    def apply(self, ops: Sequence[Op]) -> Applied:
        """Apply ops that came from elsewhere, in the caller's transaction (`writing`)."""
        self.clock.see([op.hlc for op in ops])
        return self._applier.apply(ops, self.roster)

    def roster_changed(self, replica: bytes | None = None) -> int:
        """Judge stored ops anew after the roster changed; returns how many changed sides. In `writing`.

        `replica`: only what this one wrote or created can be judged otherwise now.
        """
        self._roster = None
        shared = self._applier.share_anew(self.roster)
        turned = self._applier.judge_anew(shared, self.roster) if shared else 0
        rows = set()
        query, values = "SELECT n, ok, line FROM op", list[object]()
        if replica is not None:
            query += " WHERE replica = ? OR row BETWEEN ? AND ?"
            values = [replica, row_id(replica, 0), row_id(replica, 2**64 - 1)]
        for number, allowed, line in self.conn.execute(query, values).fetchall():
            op = parse_line(line)
            now = self._applier.allowed(op, self.roster)
            if now != bool(allowed):
                self.conn.execute("UPDATE op SET ok = ? WHERE n = ?", (int(now), number))
                rows.add(op.row)
        if rows:
            self._applier.rederive(rows)
        return turned + len(rows)

    def become_new_replica(self) -> None:
        """After a restore or a clone: a new replica of the same unit; the old one's sequence is never reused."""
        with self.writing():
            self.cut_segments()  # what the old replica wrote leaves under its own signature
            identity.new_replica(self.conn, self.unit)
            self.settings.set(UNHEARD, "1")
            self._clock = self._roster = None

    def part_from_twin(self, old: bytes, first: int) -> int:
        """Another copy used numbers of `old`, which we are or were, from `first` on: go on under new ones.

        Returns how many changes were written again.
        """
        with self.writing():
            if old == self.replica.id:
                self.become_new_replica()
            ops, fresh = parting.take_out(self.conn, old, first)
            self._applier.forget_shares()
            self._applier.judge_anew(self._applier.share_anew(self.roster), self.roster)
            self._applier.rederive({op.row for op in ops})
            with self.batch(officer="") as batch:
                parting.write_again(self.conn, batch, fresh, self.clock.new_row)
        return len(fresh)

    def cut_segments(self) -> int:
        """Close this replica's ops that stand in no segment yet. In `writing`."""
        apart = {name: word for name, record in self.types.items() if (word := _APART.get(record.rule))}
        roster = int(self.settings.get("roster.version", "0"))
        return segments.cut(self.conn, self.replica, schema=schema.SCHEMA_VERSION, roster=roster, apart=apart)

    # --- persons' values
    def accept_values(self, blobs: Iterable[bytes]) -> int:
        """Take in travelling values and make them searchable; returns how many fitted. In `writing`."""
        hashes = {h for blob in blobs if (h := vault.accept(self.conn, blob))}
        for record in self.types.values():
            self._reindex_holding(record, hashes)
        return len(hashes)

    def destroy_values(self, type_name: str, row: bytes, fields: Iterable[str]) -> int:
        """Destroy persons' values of a record, of its whole history; ids, figures and signatures stay."""
        record = self.types[type_name]
        names = [name for name in fields if record.field(name).sealed]
        with self.writing():
            gone = vault.destroy(self.conn, sealed_hashes(self.conn, row, names))
            self._reindex(record, [row])
            if record.searchable:  # leave no folded word of it in old search segments
                self.conn.execute(f"INSERT INTO s_{record.name}(s_{record.name}) VALUES('optimize')")
        self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def destroy_hashes(self, hashes: Collection[bytes]) -> int:
        """Destroy values by their hashes, wherever they stand; returns how many were here."""
        with self.writing():
            here = set(vault.get(self.conn, hashes))
            gone = vault.destroy(self.conn, hashes)
            self._forget_words(here)
        self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def refuse_denouncers(self, rows: Collection[bytes], came: Collection[bytes]) -> int:
        """Take out what just came with these rows and would say who denounces; of how many records. In `writing`.

        The ops stay as they were signed. Lists, search and history never show such a value (views, history).
        """
        count, gone = denouncers.refuse(self.conn, self.types, rows, came)
        if gone:
            self._forget_words(gone)
        return count

    def _forget_words(self, hashes: set[bytes]) -> None:
        """Make the search rows anew that held these values; no folded word stays in old search segments."""
        for record in self.types.values():
            self._reindex_holding(record, hashes)
            if record.searchable and any(field.sealed for field in record.searchable):
                self.conn.execute(f"INSERT INTO s_{record.name}(s_{record.name}) VALUES('optimize')")

    def forget_values(self, hashes: Iterable[bytes]) -> int:
        """Destroy values and files that another installation of the unit destroyed. In `writing`."""
        here = set(vault.get(self.conn, wanted := list(hashes)))
        vault.destroy(self.conn, wanted)
        blobs.forget(self.conn, wanted)
        for record in self.types.values():
            self._reindex_holding(record, here)
        return len(here)

    def _reindex_holding(self, record: RecordType, hashes: set[bytes]) -> None:
        sealed = [field.name for field in record.searchable if field.sealed]
        if not sealed or not hashes:
            return
        names = ", ".join(f'"{name}"' for name in sealed)
        rows = self.conn.execute(f"SELECT id, {names} FROM v_{record.name}")
        self._reindex(record, [row[0] for row in rows.fetchall() if hashes.intersection(row[1:])])

    def _reindex(self, record: RecordType, rows: Iterable[bytes]) -> None:
        if not record.searchable:
            return
        names = ", ".join(f'"{f.name}"' for f in record.searchable)
        found = []
        for row in rows:
            for n, deleted, *cells in self.conn.execute(
                f"SELECT n, deleted, {names} FROM v_{record.name} WHERE id = ?", (row,)
            ):
                values = {f.name: _as_json(cell) for f, cell in zip(record.searchable, cells, strict=True)}
                found.append((n, Derived(record.name, row, 0, bool(deleted), values)))
        index_rows(self.conn, record, found, new=False)

    # --- reading
    def get(self, type_name: str, row: bytes) -> Record | None:
        """One record, also when it lies in the bin; None when there is none."""
        found = self.records(type_name, [row])
        return found[0] if found else None

    def records(self, type_name: str, ids: Iterable[bytes], only: Collection[str] | None = None) -> list[Record]:
        """Records in the order of `ids`; with `only` these fields' values alone."""
        return read_records(self.conn, self.types[type_name], ids, only)

    def search(self, type_name: str, text: str, *, limit: int = 50, offset: int = 0) -> list[bytes]:
        """Ids of records with all these words, without accents, newest first."""
        return search.search(self.conn, self.types[type_name], text, limit=limit, offset=offset)

    def history(self, type_name: str, row: bytes) -> list[past.Change]:
        """All changes of a record, oldest first."""
        return past.history(self.conn, self.types[type_name], row)

    def conflicts(self) -> list[past.Conflict]:
        """Fields with more than one live value."""
        return past.conflicts(self.conn, self.types)

    # --- care
    def rebuild(self) -> None:
        """Make every derived table again from the journal."""
        with self.writing():
            rebuilding.rebuild(self.conn, self.types)

    def check_rebuild(self) -> rebuilding.RebuildResult:
        """Whether the derived tables are what the journal says; changes nothing."""
        return rebuilding.check_rebuild(self.conn, self.types)


def _as_json(cell: object) -> object:
    return {"s": cell.hex()} if isinstance(cell, bytes) else cell
