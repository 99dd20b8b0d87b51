"""Tables of the file. Journal tables are migrated; view tables follow from the definitions and can be made again.

`op` holds each line once. `replaced` says which op's write of a field another op has replaced, seen or not
yet seen: heads(row, field) = ops on the row that write the field − replaced, two sets that only grow.
`vault` has a number of its own so that values lie one after the other and only their hashes are scattered.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from danvan_desktop.domain.record_type import Field, FieldClass, Kind, RecordType
from danvan_desktop.storage import (
    access_heads,
    access_log,
    blob_travel,
    blobs,
    data_updates,
    drafts,
    likely,
    number_books,
    peers,
    quarantine,
    refused_units,
    roster_tables,
    sharing,
)
from danvan_desktop.storage.database import Connection, utils

SCHEMA_VERSION = 1
SEARCH_LEAF = 3_950  # bytes; an encrypted page of 4,096 holds 4,016, FTS5's own 4,050 would spill each leaf over two

JOURNAL = """
CREATE TABLE IF NOT EXISTS op(
  n INTEGER PRIMARY KEY, replica BLOB NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, row BLOB NOT NULL,
  type TEXT NOT NULL, hlc INTEGER NOT NULL, officer TEXT NOT NULL, ok INTEGER NOT NULL, line BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS op_replica ON op(replica, seq);
CREATE INDEX IF NOT EXISTS op_id ON op(id);
CREATE INDEX IF NOT EXISTS op_row ON op(row);
CREATE TABLE IF NOT EXISTS replaced(
  row BLOB NOT NULL, field TEXT NOT NULL, op BLOB NOT NULL, PRIMARY KEY(row, field, op)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conflict(
  row BLOB NOT NULL, field TEXT NOT NULL, op BLOB NOT NULL, type TEXT NOT NULL,
  PRIMARY KEY(row, field, op)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fork(
  id BLOB PRIMARY KEY, replica BLOB NOT NULL, seq INTEGER NOT NULL, line BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fork_place ON fork(replica, seq);
CREATE TABLE IF NOT EXISTS vault(
  n INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, salt BLOB NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS segment(
  id BLOB PRIMARY KEY, replica BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  header BLOB NOT NULL, signature BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS segment_range ON segment(replica, first);
CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replica(
  id BLOB PRIMARY KEY, unit TEXT NOT NULL, level TEXT NOT NULL, serial INTEGER NOT NULL,
  sign_key BLOB NOT NULL, age_key TEXT NOT NULL, closed_at INTEGER, checked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

_TEXT = {Kind.TEXT, Kind.LONG_TEXT, Kind.TIME, Kind.CHOICE, Kind.ATTACHMENT, Kind.DATE, Kind.CHOICES}


def tables() -> str:
    """Every table that does not follow from a definition; a file that lacks one gets it when it is opened."""
    return (
        JOURNAL
        + peers.DDL
        + drafts.DDL
        + number_books.DDL
        + blobs.DDL
        + blob_travel.DDL
        + access_log.DDL
        + access_heads.DDL
        + data_updates.DDL
        + sharing.DDL
        + roster_tables.DDL
        + refused_units.DDL
        + likely.DDL
        + quarantine.DDL
    )


def create_journal(conn: Connection) -> None:
    """Make the journal tables that are missing; call inside a transaction."""
    for statement in tables().split(";\n"):
        if statement.strip():
            conn.execute(statement)


@cache
def stored_fields(record: RecordType) -> tuple[Field, ...]:
    """Fields that have a view column: everything but local and denouncer ones."""
    return tuple(f for f in record.fields if f.cls not in {FieldClass.LOCAL, FieldClass.DENOUNCER})


def column_type(field: Field) -> str:
    """SQL type of a field's view column."""
    if field.sealed or field.kind is Kind.LINK:
        return "BLOB"
    return "TEXT" if field.kind in _TEXT else "INTEGER"


STANDING = ("id", "owner", "created_at", "deleted", "extra")


@cache
def view_columns(record: RecordType) -> tuple[str, ...]:
    """Columns of a view table without the local number n, standing ones first."""
    return (*STANDING, *(f.name for f in stored_fields(record)))


def create_view(conn: Connection, record: RecordType) -> None:
    """Make a type's view table, its indexes and its search table where they are missing."""
    columns = ", ".join(f'"{f.name}" {column_type(f)}' for f in stored_fields(record))
    name = f"v_{record.name}"
    conn.execute(
        f"CREATE TABLE IF NOT EXISTS {name}(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner TEXT NOT NULL, "
        f"created_at INTEGER NOT NULL, deleted INTEGER NOT NULL, extra TEXT, {columns}) STRICT"
    )
    create_bin_index(conn, record)
    for field in stored_fields(record):
        if field.index or field.kind is Kind.LINK:
            # owner first: a province reads one unit's rows; a commune has one owner and loses nothing
            owner, held = "owner, ", ""
            if field.kind in {Kind.LINK, Kind.ATTACHMENT}:  # asked for by its value, whoever owns the row
                owner, held = "", f' WHERE "{field.name}" IS NOT NULL'
            index = f"i_{record.name}__{field.name}"
            conn.execute(f'CREATE INDEX IF NOT EXISTS {index} ON {name}({owner}"{field.name}", n){held}')
    if record.searchable:
        conn.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS s_{record.name} USING fts5(t, content='', contentless_delete=1, "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        conn.execute(f"INSERT INTO s_{record.name}(s_{record.name}, rank) VALUES('pgsz', {SEARCH_LEAF})")


def create_bin_index(conn: Connection, record: RecordType) -> None:
    """Index of the few rows that lie in the bin."""
    conn.execute(f"CREATE INDEX IF NOT EXISTS b_{record.name} ON v_{record.name}(n) WHERE deleted = 1")


def add_missing_columns(conn: Connection, records: Iterable[RecordType]) -> bool:
    """Give view tables the columns their definitions have gained; True when anything was added."""
    added = False
    database = utils(conn)
    for record in records:
        have = {column.name for column in database[f"v_{record.name}"].columns}
        for field in stored_fields(record):
            if field.name not in have:
                conn.execute(f'ALTER TABLE v_{record.name} ADD COLUMN "{field.name}" {column_type(field)}')
                added = True
    return added


def drop_views(conn: Connection, records: Iterable[RecordType]) -> None:
    """Drop everything derived; the journal and the vault stay."""
    for record in records:
        conn.execute(f"DROP TABLE IF EXISTS v_{record.name}")
        conn.execute(f"DROP TABLE IF EXISTS s_{record.name}")
    conn.execute("DELETE FROM replaced")
    conn.execute("DELETE FROM conflict")
    likely.forget_all(conn)
