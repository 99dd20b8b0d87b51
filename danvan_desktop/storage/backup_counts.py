"""How many records a backup holds, so that an officer can tell a good copy from an old one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from danvan_desktop import records
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.storage.backup import open_inside
from danvan_desktop.storage.database import DatabaseError

_NOT_COUNTED = {"unit", "officer", "report_text", "report_snapshot", "number_book"}  # not what officers call records


def records_in(file: Path, key: bytes, types: Mapping[str, RecordType] | None = None) -> int | None:
    """Records in a backup that are not in the bin; None when this key does not open it."""
    names = types if types is not None else {record.name: record for record in records.ALL}
    try:
        with open_inside(file, key) as conn:
            there = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            counted = [f"v_{name}" for name in names if name not in _NOT_COUNTED and f"v_{name}" in there]
            queries = (f"SELECT count(*) FROM {table} WHERE deleted = 0" for table in counted)
            return sum(int(conn.execute(query).fetchone()[0]) for query in queries)
    except DatabaseError:
        return None
