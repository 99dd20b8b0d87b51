"""Values that would say who denounces and still lie in the vault, and those that a package may not bring.

A petition typed as a complaint and later known for a denunciation has named its sender once; the op stays and holds
only a hash, the value is refused where it arrives and destroyed where a person says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from danvan_desktop.domain.journal import parse_line
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.records.petition_party import IDENTITY, REPRESENTATIVE, SENDER
from danvan_desktop.storage import blobs, vault
from danvan_desktop.storage.batch import live_ops
from danvan_desktop.storage.database import Connection

Types = Mapping[str, RecordType]
Target = tuple[str, bytes]  # type, row
PARTY, ATTACHMENT = "petition_party", "attachment"
_SENDING = (SENDER, REPRESENTATIVE)
_DENOUNCING = {"petition": "type", "reception": "kind"}
_CODE = "to_cao"
_AT_ONCE = 500


def denouncing(
    conn: Connection, types: Types, among: Collection[bytes] | None = None
) -> Iterator[tuple[Target, list[str]]]:
    """Rows that are on a denouncer's side now, each with its fields that would name one; `among` narrows by row."""
    if among is not None:
        _stage(conn, set(among))
    for name, record in types.items():
        for condition, codes, fields in _conditions(record):
            marks = ",".join("?" * len(codes))
            query = f'SELECT id FROM v_{name} WHERE "{condition}" IN ({marks})'
            yield from (((name, row), fields) for row in _ids(conn, query, codes, "id", among))
    yield from _beside(conn, types, among)


def _ids(conn: Connection, query: str, values: Sequence[str], key: str, among: Collection[bytes] | None) -> list[bytes]:
    """The rows a query finds; `among` these, which are looked up: a package must not cost a look at all there is."""
    if among is None:
        return [row for (row,) in conn.execute(query, values).fetchall()]
    narrowed = query.replace(" FROM ", " FROM temp.among m CROSS JOIN ", 1)
    return [row for (row,) in conn.execute(f"{narrowed} AND {key} = m.row", values).fetchall()]


def _stage(conn: Connection, among: Collection[bytes]) -> None:
    """Put the rows to look among into a table of their own, once for all the questions that follow."""
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS among(row BLOB PRIMARY KEY) WITHOUT ROWID")
    conn.execute("DELETE FROM temp.among")
    conn.executemany("INSERT INTO temp.among VALUES(?)", [(row,) for row in sorted(among)])


def _conditions(record: RecordType) -> list[tuple[str, tuple[str, ...], list[str]]]:
    found: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for field in record.fields:
        if field.denouncer_when is not None:
            found[field.denouncer_when.field, field.denouncer_when.codes].append(field.name)
    return [(name, codes, fields) for (name, codes), fields in found.items()]


def _beside(conn: Connection, types: Types, among: Collection[bytes] | None) -> Iterator[tuple[Target, list[str]]]:
    """Senders and representatives listed at a denunciation, and the names of the files beside one."""
    if PARTY in types and "petition" in types:
        marks = ",".join("?" * len(_SENDING))
        query = (
            f"SELECT p.id FROM v_{PARTY} p JOIN v_petition t ON t.id = p.petition"
            f" WHERE t.type = '{_CODE}' AND p.side IN ({marks})"
        )
        yield from (((PARTY, row), list(IDENTITY)) for row in _ids(conn, query, _SENDING, "p.id", among))
    if ATTACHMENT in types:
        for name, condition in _DENOUNCING.items():
            if name in types:
                owner = "lower(hex(o.id)) = a.owner_row"
                by_file = f"v_{ATTACHMENT} a CROSS JOIN v_{name} o ON o.id = unhex(a.owner_row) AND {owner}"
                tables = f"v_{ATTACHMENT} a JOIN v_{name} o ON {owner}" if among is None else by_file
                query = f"SELECT a.id FROM {tables} WHERE o.{condition} = '{_CODE}'"
                yield from (((ATTACHMENT, row), ["file_name"]) for row in _ids(conn, query, (), "a.id", among))


def with_open_words(conn: Connection, types: Types) -> list[Target]:
    """Denunciations with a redacted summary, and tasks that come out of one: words that ops carry in the open."""
    found: list[Target] = []
    for name, condition in _DENOUNCING.items():
        if name in types:
            query = f"SELECT id FROM v_{name} WHERE {condition} = '{_CODE}' AND summary_redacted <> '' AND deleted = 0"
            found += [(name, row) for (row,) in conn.execute(query).fetchall()]
        if name in types and ATTACHMENT in types:
            query = (
                f"SELECT a.id FROM v_{ATTACHMENT} a JOIN v_{name} o ON lower(hex(o.id)) = a.owner_row"
                f" WHERE o.{condition} = '{_CODE}' AND a.caption <> '' AND a.deleted = 0"
            )
            found += [(ATTACHMENT, row) for (row,) in conn.execute(query).fetchall()]
        if name in types and "follow_up" in types:
            query = (
                f"SELECT f.id FROM v_follow_up f JOIN v_{name} o ON o.id = f.{name}"
                f" WHERE o.{condition} = '{_CODE}' AND f.deleted = 0"
            )
            found += [("follow_up", row) for (row,) in conn.execute(query).fetchall()]
    return found


def places(conn: Connection, rows: Collection[bytes]) -> dict[bytes, list[tuple[bytes, int]]]:
    """(replica, number) of every op on each of these rows."""
    found: dict[bytes, list[tuple[bytes, int]]] = {}
    wanted = list(rows)
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        query = f"SELECT row, replica, seq FROM op WHERE row IN ({','.join('?' * len(chunk))})"
        for row, replica, seq in conn.execute(query, chunk):
            found.setdefault(row, []).append((replica, seq))
    return found


def named(conn: Connection, row: bytes, fields: Collection[str]) -> set[bytes]:
    """Hashes of the values any op of this row ever gave these fields, in force or not."""
    found: set[bytes] = set()
    for (line,) in conn.execute("SELECT line FROM op WHERE row = ?", (row,)).fetchall():
        if b'{"s":"' not in line:
            continue
        for name, value in parse_line(line).fields.items():
            if name in fields and isinstance(value, dict) and isinstance(value.get("s"), str):
                try:
                    found.add(bytes.fromhex(value["s"]))
                except ValueError:
                    continue
    return found


def _may_name(conn: Connection, row: bytes, fields: Collection[str]) -> bool:
    """Whether a line of this row has the letters of one of these fields, or letters written otherwise."""
    keys = [b'"' + name.encode() + b'"' for name in fields]
    lines = conn.execute("SELECT line FROM op WHERE row = ?", (row,)).fetchall()
    return any(b"\\" in line or any(key in line for key in keys) for (line,) in lines)


def hanging(conn: Connection, types: Types, type_name: str, row: bytes) -> list[Target]:
    """Live rows that hang on a record: those of its form's child types, and the files beside it and beside these."""
    found: list[Target] = []
    for name in types[type_name].form.children:
        for link in types[name].fields if name in types else ():
            if link.links_to == type_name:
                query = f'SELECT id FROM v_{name} WHERE "{link.name}" = ? AND deleted = 0'
                found += [(name, child) for (child,) in conn.execute(query, (row,)).fetchall()]
    if ATTACHMENT in types:
        for owner in [row, *(child for _name, child in found)]:
            found += [(ATTACHMENT, file) for file in blobs.attached(conn, owner)]
    return found


def told(conn: Connection, row: bytes, type_name: str, fields: Collection[str]) -> bool:
    """Whether a live op of this record says something in these fields, as a hash or in the open."""
    return any(op.fields.get(name) is not None for op in live_ops(conn, row, type_name) for name in fields)


def left(conn: Connection, types: Types) -> dict[Target, set[bytes]]:
    """Rows on a denouncer's side whose naming values lie here still, with those values' hashes."""
    found: dict[Target, set[bytes]] = {}
    for target, fields in denouncing(conn, types):
        if here := set(vault.get(conn, named(conn, target[1], fields))):
            found[target] = found.get(target, set()) | here
    return found


def refuse(conn: Connection, types: Types, rows: Collection[bytes], came: Iterable[bytes]) -> tuple[int, set[bytes]]:
    """Take out of the vault what just `came` with ops on these rows and would name a denouncer.

    Returns of how many records something was left out (an op tells it now, or its value came), and the hashes removed.
    They are not marked as destroyed: another computer of the office decides over its own. In `writing`.
    """
    wanted, records, refused = set(came), set[bytes](), set[bytes]()
    for (type_name, row), fields in denouncing(conn, types, set(rows)):
        if not _may_name(conn, row, fields):
            continue
        gone = named(conn, row, fields) & wanted
        if gone or told(conn, row, type_name, fields):
            records.add(row)
            refused |= gone
    conn.executemany("DELETE FROM vault WHERE hash = ?", [(digest,) for digest in sorted(refused)])
    return len(records), refused
