"""LOCAL drafts: what is typed and not saved yet, in the encrypted file. No package and no history holds them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.values import canonical_decimal
from danvan_desktop.storage.database import Connection, atomic, overwriting

DDL = """
CREATE TABLE IF NOT EXISTS draft(
  n INTEGER PRIMARY KEY, officer TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, row BLOB,
  at INTEGER NOT NULL, content TEXT NOT NULL, UNIQUE(officer, name)) STRICT;
"""

Row = tuple[str, str, bytes | None, int, dict[str, Any]]  # name, type, row, when, content


def put(conn: Connection, officer: str, name: str, type_name: str, row: bytes | None, at: int, content: Any) -> None:  # noqa: ANN401, PLR0913, PLR0917  the columns
    """Keep a draft; an earlier one of the same name, or of the same record, is overwritten."""
    with overwriting(conn), atomic(conn):
        if row is not None:
            conn.execute(
                "DELETE FROM draft WHERE officer = ? AND type = ? AND row = ? AND name <> ?",
                (officer, type_name, row, name),
            )
        conn.execute(
            "INSERT INTO draft(officer, name, type, row, at, content) VALUES(?,?,?,?,?,?) ON CONFLICT(officer, name)"
            " DO UPDATE SET type = excluded.type, row = excluded.row, at = excluded.at, content = excluded.content",
            (officer, name, type_name, row, at, json.dumps(pack(content), ensure_ascii=False)),
        )


def waiting(conn: Connection, officer: str) -> list[Row]:
    """An officer's drafts, newest first."""
    rows = conn.execute(
        "SELECT name, type, row, at, content FROM draft WHERE officer = ? ORDER BY at DESC, n DESC", (officer,)
    ).fetchall()
    return [(name, type_name, row, at, unpack(json.loads(text))) for name, type_name, row, at, text in rows]


def any_waiting(conn: Connection, officer: str) -> bool:
    """Whether an officer left any; nothing is unpacked."""
    return conn.execute("SELECT 1 FROM draft WHERE officer = ? LIMIT 1", (officer,)).fetchone() is not None


def drop(conn: Connection, name: str, officer: str | None = None) -> bool:
    """Delete a draft and overwrite its place; True when there was one."""
    with overwriting(conn), atomic(conn):
        done = conn.execute(
            "DELETE FROM draft WHERE name = ? AND officer = coalesce(?, officer)", (name, officer)
        ).rowcount
    if done and not conn.in_transaction:
        conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # never waits for a reader, as TRUNCATE would
    return bool(done)


def pack(value: Any) -> Any:  # noqa: ANN401  whatever a form holds
    """A value as JSON; what JSON has no form for goes into a one-key object."""
    if isinstance(value, list):
        return [pack(item) for item in value]
    for kind, (python, to_json, _back) in _FORMS.items():
        if isinstance(value, python):
            return {kind: to_json(value)}
    return value


def unpack(stored: Any) -> Any:  # noqa: ANN401  whatever a form held
    """What `pack` was given."""
    if isinstance(stored, list):
        return [unpack(item) for item in stored]
    if not isinstance(stored, dict):
        return stored
    [(kind, inner)] = stored.items()
    return _FORMS[kind][2](inner)


_FORMS: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "date": (date, date.isoformat, date.fromisoformat),
    "decimal": (Decimal, canonical_decimal, Decimal),
    "bytes": (bytes, bytes.hex, bytes.fromhex),
    "tuple": (tuple, lambda items: [pack(item) for item in items], lambda items: tuple(map(unpack, items))),
    "dict": (
        dict,
        lambda items: {str(name): pack(item) for name, item in items.items()},
        lambda items: {name: unpack(item) for name, item in items.items()},
    ),
}
