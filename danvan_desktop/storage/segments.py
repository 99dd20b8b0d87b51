"""Segments: consecutive ops of one replica, signed by it, forwarded verbatim over any number of hops.

Kept are header, signature and range; the body is joined from the stored lines and compared with the
segment's id whenever it leaves. body = header line, then op lines, joined by line feeds, none at the end.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from danvan_desktop.domain import journal, ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _
from danvan_desktop.storage.database import Connection
from danvan_desktop.storage.identity import Replica

SEGMENT_VERSION = 1
MAX_OPS = 5_000
MAX_BYTES = 1_000_000
SIGNATURE_BYTES = 64
_GROUP = re.compile(rb',"g":"([^"\\]+)","h":\d+,"k":')


@dataclass(frozen=True, slots=True)
class Segment:
    """A signed range of one replica's ops."""

    id: bytes
    replica: bytes
    first: int
    last: int
    header: bytes
    signature: bytes


def signed_form(kind: str, body: bytes) -> bytes:
    """What is signed: "DVv1 <kind> " ‖ length in decimal and a blank ‖ body, so that no kind passes for another."""
    return f"DVv1 {kind} {len(body)} ".encode() + body


def sign(seed: bytes, kind: str, body: bytes) -> bytes:
    """Ed25519 signature over the signed form."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(signed_form(kind, body))


def verifies(sign_key: bytes, signature: bytes, kind: str, body: bytes) -> bool:
    """Whether the signature over the signed form is that key's."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(sign_key).verify(signature, signed_form(kind, body))
    except (InvalidSignature, ValueError):
        return False
    return True


Apart = Mapping[str, str]  # type -> "row": its ops leave row by row, another word: together under that word


def cut(
    conn: Connection, replica: Replica, *, schema: int, roster: int = 0, apart: Apart = MappingProxyType({})
) -> int:
    """Close the replica's ops that stand in no segment yet; returns how many segments were made. In a transaction.

    Ops of the types in `apart` stand in segments of their own, with all that follows in their group: a unit may be
    given what is addressed to it and nothing else of what its author wrote.
    """
    found = conn.execute(
        "SELECT last, id FROM segment WHERE replica = ? ORDER BY last DESC, first LIMIT 1", (replica.id,)
    ).fetchone()
    last, prev = found or (0, b"")
    rows = conn.execute(
        "SELECT seq, line, type, row FROM op WHERE replica = ? AND seq > ? ORDER BY seq", (replica.id, last)
    )
    made = 0
    for piece in _pieces(rows.fetchall(), apart):
        header = journal.encode({
            "v": SEGMENT_VERSION, "a": replica.id.hex(), "from": piece[0][0], "to": piece[-1][0], "prev": prev.hex(),
            "schema": schema, "roster": roster,
        })  # fmt: skip
        body = b"\n".join([header, *(line for _seq, line in piece)])
        signature = sign(replica.seed, "segment", body)
        prev = hashlib.sha256(signature + body).digest()
        add(conn, Segment(prev, replica.id, piece[0][0], piece[-1][0], header, signature))
        made += 1
    return made


def _pieces(rows: Sequence[tuple[int, bytes, str, bytes]], apart: Apart) -> Iterator[list[tuple[int, bytes]]]:
    """Runs without a gap of at most MAX_OPS ops and MAX_BYTES, longer only where a group would be torn."""
    piece: list[tuple[int, bytes]] = []
    size, group, word = 0, b"", b""
    for seq, line, type_name, row in rows:
        mine = _group(line)
        theirs = _word(apart.get(type_name), row) or (word if mine and mine == group else b"")
        full = len(piece) >= MAX_OPS or size + len(line) > MAX_BYTES
        gap = bool(piece) and seq != piece[-1][0] + 1  # a file saved from damage may lack some
        if piece and (gap or theirs != word or (full and not (mine and mine == group))):
            yield piece
            piece, size = [], 0
        piece.append((seq, line))
        size, group, word = size + len(line) + 1, mine, theirs
    if piece:
        yield piece


def _word(kind: str | None, row: bytes) -> bytes:
    """Under which word an op leaves apart; empty where it leaves with the rest."""
    return b"" if kind is None else row if kind == "row" else kind.encode()


def _group(line: bytes) -> bytes:
    """The op's group, read without parsing the line: cutting 100,000 ops must cost next to nothing."""
    found = _GROUP.search(line)
    return found[1] if found else b""


def add(conn: Connection, segment: Segment) -> None:
    """Note a segment whose ops are stored."""
    conn.execute(
        "INSERT INTO segment(id, replica, first, last, header, signature) VALUES(?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        (segment.id, segment.replica, segment.first, segment.last, segment.header, segment.signature),
    )


def of_replicas(conn: Connection, replicas: Iterable[bytes]) -> list[Segment]:
    """Segments of these replicas; one that lies wholly inside another of the same replica is left out."""
    found: list[Segment] = []
    for replica in sorted(set(replicas)):
        rows = conn.execute(
            "SELECT id, replica, first, last, header, signature FROM segment WHERE replica = ?"
            " ORDER BY first, last DESC, id", (replica,)
        )  # fmt: skip
        reached = 0
        for row in rows:
            if row[3] > reached:
                found.append(Segment(*row))
                reached = row[3]
    return found


def blob(conn: Connection, segment: Segment) -> bytes:
    """Signature ‖ body as it first left its author. Raises EnvironmentProblem when the lines are not those signed."""
    data = segment.signature + b"\n".join([segment.header, *lines(conn, segment)])
    if hashlib.sha256(data).digest() != segment.id:
        raise EnvironmentProblem(
            _("Some stored changes are no longer what their author signed."),
            kept=_("Nothing was written."),
            hint=_("Run “danvan check”, or restore the last good backup."),
        )
    return data


def size(conn: Connection, segment: Segment) -> int:
    """Bytes of its blob, without reading the lines."""
    query = "SELECT coalesce(sum(length(line) + 1), 0) FROM op WHERE replica = ? AND seq BETWEEN ? AND ?"
    found = conn.execute(query, (segment.replica, segment.first, segment.last)).fetchone()[0]
    return len(segment.signature) + len(segment.header) + int(found)


def lines(conn: Connection, segment: Segment) -> list[bytes]:
    """The op lines of a segment in their order."""
    rows = conn.execute(
        "SELECT line FROM op WHERE replica = ? AND seq BETWEEN ? AND ? ORDER BY seq",
        (segment.replica, segment.first, segment.last),
    )
    return [row[0] for row in rows]


def holding(conn: Connection, places: Iterable[tuple[bytes, int]]) -> list[Segment]:
    """The segments in which these (replica, number) stand, each once; the shortest where several hold one."""
    found: list[Segment] = []
    for replica, seq in sorted(places):
        if found and found[-1].replica == replica and found[-1].first <= seq <= found[-1].last:
            continue
        row = conn.execute(
            "SELECT id, replica, first, last, header, signature FROM segment WHERE replica = ? AND first <= ?"
            " AND last >= ? ORDER BY last - first, id LIMIT 1", (replica, seq, seq)
        ).fetchone()  # fmt: skip
        if row:
            found.append(Segment(*row))
    return found


def held(conn: Connection, replicas: Collection[bytes]) -> dict[bytes, list[Range]]:
    """Which sequence numbers of these replicas are here in signed segments."""
    found: dict[bytes, list[Range]] = {}
    for replica in replicas:
        rows = conn.execute("SELECT first, last FROM segment WHERE replica = ?", (replica,)).fetchall()
        if rows:
            found[replica] = ranges.union(rows)
    return found


def tally(conn: Connection, going: Iterable[Segment]) -> tuple[dict[str, int], set[bytes]]:
    """Ops per type in these segments, and the replicas that made the rows they are about: read once for both."""
    counts, makers = dict[str, int](), set[bytes]()
    query = (
        "SELECT type, substr(row, 1, 8), count(*) FROM op WHERE replica = ? AND seq BETWEEN ? AND ?"
        " GROUP BY type, substr(row, 1, 8)"
    )
    for segment in going:
        for name, maker, number in conn.execute(query, (segment.replica, segment.first, segment.last)):
            counts[name] = counts.get(name, 0) + number
            makers.add(maker)
    return counts, makers


def subjects(conn: Connection, segment: Segment) -> list[tuple[str, bytes]]:
    """(type, row) of every record a segment is about, each once."""
    query = "SELECT DISTINCT type, row FROM op WHERE replica = ? AND seq BETWEEN ? AND ?"
    found = conn.execute(query, (segment.replica, segment.first, segment.last))
    return [(str(type_name), bytes(row)) for type_name, row in found.fetchall()]


def authors(conn: Connection) -> set[bytes]:
    """Replicas of which some segment is here."""
    return {row[0] for row in conn.execute("SELECT DISTINCT replica FROM segment")}


def last_seq(conn: Connection, replica: bytes) -> int:
    """The greatest sequence number of a replica that is here, 0 for none."""
    return int(conn.execute("SELECT coalesce(max(seq), 0) FROM op WHERE replica = ?", (replica,)).fetchone()[0])


def standing(conn: Connection, ops: Sequence[journal.Op]) -> dict[int, bytes]:
    """Number -> id of what is here under the numbers of one segment's ops."""
    if not ops:
        return {}
    query = "SELECT seq, id FROM op WHERE replica = ? AND seq BETWEEN ? AND ?"
    return dict(conn.execute(query, (ops[0].replica, ops[0].seq, ops[-1].seq)).fetchall())


def forked(conn: Connection, ops: Sequence[journal.Op]) -> list[journal.Op]:
    """Those of one segment's ops whose number another op already has."""
    stored = standing(conn, ops)
    return [op for op in ops if stored.get(op.seq, op.op_id) != op.op_id]


def drop_after(conn: Connection, replica: bytes, last: int) -> None:
    """Claim no more to hold a replica's changes after a number; the changes themselves stay."""
    conn.execute("DELETE FROM segment WHERE replica = ? AND last > ?", (replica, last))


def note_forks(conn: Connection, ops: Iterable[journal.Op]) -> None:
    """Keep forked ops apart: nothing is lost, nothing of them counts."""
    conn.executemany(
        "INSERT INTO fork(id, replica, seq, line) VALUES(?,?,?,?) ON CONFLICT DO NOTHING",
        [(op.op_id, op.replica, op.seq, op.line) for op in ops],
    )


def known_ops(conn: Connection, ops: Sequence[journal.Op]) -> set[bytes]:
    """Ids of those ops that are stored."""
    return _those(conn, "SELECT id FROM op WHERE id IN ({})", [op.op_id for op in ops])


def known_rows(conn: Connection, rows: Iterable[bytes]) -> set[bytes]:
    """Those rows that some stored op is about."""
    return _those(conn, "SELECT DISTINCT row FROM op WHERE row IN ({})", list(rows))


def rows_in_conflict(conn: Connection, rows: Iterable[bytes]) -> set[tuple[bytes, str]]:
    """Fields of those rows with more than one live value."""
    return _those(conn, "SELECT DISTINCT row, field FROM conflict WHERE row IN ({})", list(rows))


def _those(conn: Connection, query: str, keys: Sequence[bytes]) -> set[Any]:
    found = set()
    for start in range(0, len(keys), 500):
        chunk = keys[start : start + 500]
        rows = conn.execute(query.format(",".join("?" * len(chunk))), chunk)
        found |= {row[0] if len(row) == 1 else tuple(row) for row in rows}
    return found
