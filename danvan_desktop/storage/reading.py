"""Reading records: view rows turned into values, person values joined from the vault."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from danvan_desktop.domain.record_type import Field, RecordType
from danvan_desktop.domain.values import Value, from_cell
from danvan_desktop.storage import vault
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.schema import stored_fields


@dataclass(frozen=True)
class Record:
    """One record. `withheld`: person fields that have a value whose text is not here ("giữ tại đơn vị")."""

    type_name: str
    id: bytes
    owner: str
    values: dict[str, Value]
    created_ms: int = 0
    deleted: bool = False
    withheld: frozenset[str] = field(default_factory=frozenset)


def read_records(
    conn: Connection, record: RecordType, ids: Iterable[bytes], only: Collection[str] | None = None
) -> list[Record]:
    """Records in the order of `ids`; unknown ids are left out. `only`: with the values of these fields alone."""
    wanted, fields = list(ids), [f for f in stored_fields(record) if only is None or f.name in only]
    found: dict[bytes, Record] = {}
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        found |= {item.id: item for item in _read_chunk(conn, record, fields, chunk)}
    return [found[row] for row in wanted if row in found]


def _read_chunk(conn: Connection, record: RecordType, fields: Sequence[Field], ids: Sequence[bytes]) -> list[Record]:
    names = "".join(f', "{f.name}"' for f in fields)
    marks = ",".join("?" * len(ids))
    rows = conn.execute(
        f"SELECT id, owner, created_at, deleted{names} FROM v_{record.name} WHERE id IN ({marks})", list(ids)
    ).fetchall()
    sealed = [place for place, f in enumerate(fields) if f.sealed]
    texts = vault.get(conn, {row[4 + place] for row in rows for place in sealed if row[4 + place]})
    return [_record(record, fields, row, texts) for row in rows]


def _record(record: RecordType, fields: Sequence[Field], row: Sequence[Any], texts: dict[bytes, str]) -> Record:
    values: dict[str, Value] = {}
    withheld = set()
    for item, cell in zip(fields, row[4:], strict=True):
        if not item.sealed:
            values[item.name] = from_cell(item, cell)
            continue
        values[item.name] = texts.get(cell) if isinstance(cell, bytes) else None
        if cell is not None and values[item.name] is None:
            withheld.add(item.name)
    row_id, owner, created, deleted = row[:4]
    return Record(
        record.name,
        bytes(row_id),
        str(owner),
        values,
        int(created),
        bool(deleted),
        frozenset(withheld),
    )
