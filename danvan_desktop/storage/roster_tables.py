"""LOCAL tables of the keys: the roster in force, who waits to be taken in, what peers hold, sealed recovery keys.

`roster` has one row. `newcomer`: a computer whose first package waits until its code was compared. `escrow`: the
recovery key of an installation, sealed to the province root; nobody here can open it. `told_by_roster`: computers of
this very office that only the province speaks of; their ops are read, but no person's value is sealed to them until
one of this office confirms them. `roster_kept`: earlier rosters which say a closing that the one in force lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_desktop.storage.database import Connection

DDL = """
CREATE TABLE IF NOT EXISTS roster(
  one INTEGER PRIMARY KEY CHECK(one = 1), epoch INTEGER NOT NULL, signer INTEGER NOT NULL, version INTEGER NOT NULL,
  digest TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS roster_kept(
  digest TEXT PRIMARY KEY, epoch INTEGER NOT NULL, signer INTEGER NOT NULL, version INTEGER NOT NULL,
  text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS roster_held(
  line BLOB PRIMARY KEY, unit TEXT NOT NULL, epoch INTEGER NOT NULL, signer INTEGER NOT NULL, version INTEGER NOT NULL,
  digest TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS closing(
  replica BLOB PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit_successor(
  unit TEXT NOT NULL, into_unit TEXT NOT NULL, PRIMARY KEY(unit, into_unit)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS newcomer(
  replica BLOB PRIMARY KEY, unit TEXT NOT NULL, text TEXT NOT NULL, package BLOB NOT NULL,
  at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told_by_roster(replica BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS escrow(
  line BLOB PRIMARY KEY, unit TEXT NOT NULL, made INTEGER NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
Rank = tuple[int, int, int, str]
SEED = "roster.seed"  # setting: the signing key, on the one computer of the province that holds it


@dataclass(frozen=True, slots=True)
class Closing:
    """A replica closed at its last accepted sequence number. `day`: YYYY-MM-DD."""

    replica: bytes
    at: int
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A computer that asks to be taken in; `text` is its certificate, `package` the newest one that waits."""

    replica: bytes
    unit: str
    text: str
    package: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A recovery key sealed to a root; `text` is signed by the installation it opens."""

    line: bytes
    unit: str
    made: int
    text: str


# --- the roster
def in_force(conn: Connection) -> tuple[Rank, str] | None:
    """Rank and text of the roster in force; None where there is none yet."""
    row = conn.execute("SELECT epoch, signer, version, digest, text FROM roster").fetchone()
    return ((row[0], row[1], row[2], row[3]), str(row[4])) if row else None


def put_in_force(conn: Connection, rank: Rank, text: str) -> None:
    """Keep a roster; the one before goes."""
    conn.execute(
        "INSERT INTO roster VALUES(1,?,?,?,?,?) ON CONFLICT(one) DO UPDATE SET epoch = excluded.epoch,"
        " signer = excluded.signer, version = excluded.version, digest = excluded.digest, text = excluded.text",
        (*rank, text),
    )


def held_by(conn: Connection, lines: Sequence[bytes]) -> Rank | None:
    """The oldest roster that these installations said they have; None where one has said nothing."""
    marks = ",".join("?" * len(lines))
    rows = conn.execute(
        f"SELECT epoch, signer, version, digest FROM roster_held WHERE line IN ({marks})", list(lines)
    ).fetchall()
    return min(tuple(row) for row in rows) if rows and len(rows) == len(lines) else None


def note_held(conn: Connection, line: bytes, unit: str, rank: Rank) -> None:
    """What an installation says it has; it may be older than before, for a backup was restored there."""
    conn.execute(
        "INSERT INTO roster_held VALUES(?,?,?,?,?,?) ON CONFLICT(line) DO UPDATE SET epoch = excluded.epoch,"
        " signer = excluded.signer, version = excluded.version, digest = excluded.digest",
        (line, unit, *rank),
    )


def newest_held(conn: Connection) -> tuple[str, Rank] | None:
    """The unit that said it has the newest roster of all, and its rank; the word of closed computers does not count."""
    row = conn.execute(
        "SELECT unit, epoch, signer, version, digest FROM roster_held WHERE line IN (SELECT line FROM certificate"
        " WHERE replica NOT IN (SELECT replica FROM closing))"
        " ORDER BY epoch DESC, signer DESC, version DESC, digest DESC LIMIT 1"
    ).fetchone()
    return (str(row[0]), (row[1], row[2], row[3], row[4])) if row else None


def kept(conn: Connection) -> list[tuple[Rank, str]]:
    """Earlier rosters that are kept for a closing the one in force lacks, newest first."""
    rows = conn.execute(
        "SELECT epoch, signer, version, digest, text FROM roster_kept"
        " ORDER BY epoch DESC, signer DESC, version DESC, digest DESC"
    )
    return [((row[0], row[1], row[2], row[3]), str(row[4])) for row in rows]


def keep(conn: Connection, rank: Rank, text: str) -> None:
    """Keep an earlier roster."""
    conn.execute("INSERT INTO roster_kept VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING", (rank[3], *rank[:3], text))


def let_go(conn: Connection, rank: Rank) -> None:
    """What it says stands in the one in force."""
    conn.execute("DELETE FROM roster_kept WHERE digest = ?", (rank[3],))


# --- closed replicas
def closings(conn: Connection) -> dict[bytes, Closing]:
    """Closed replicas by id."""
    rows = conn.execute("SELECT replica, at, reason, day FROM closing")
    return {row[0]: Closing(*row) for row in rows}


def close_replica(conn: Connection, closing: Closing, *, older: bool = False) -> bool:
    """Close a replica; False when it already was, at the same number or a higher one and for the same reason.

    The number only rises. `older`: said by an earlier roster, so that reason and day stay as they are known.
    """
    known = closings(conn).get(closing.replica)
    if known is not None:
        closing = replace(known if older else closing, at=max(known.at, closing.at))
    if closing == known:
        return False
    conn.execute(
        "INSERT INTO closing VALUES(?,?,?,?) ON CONFLICT(replica) DO UPDATE SET at = excluded.at,"
        " reason = excluded.reason, day = excluded.day",
        (closing.replica, closing.at, closing.reason, closing.day),
    )
    conn.execute("UPDATE replica SET closed_at = ? WHERE id = ?", (closing.at, closing.replica))
    return True


def apply_closing(conn: Connection, replica: bytes) -> None:
    """A replica that was closed before it was known here is closed from its first day."""
    conn.execute(
        "UPDATE replica SET closed_at = (SELECT at FROM closing WHERE replica = id)"
        " WHERE id = ? AND id IN (SELECT replica FROM closing)", (replica,)
    )  # fmt: skip


def not_counting(conn: Connection) -> dict[bytes, tuple[int, int]]:
    """Closed replica -> (ops, records) that came after its closing: stored, shown here, counted nowhere."""
    rows = conn.execute(
        "SELECT c.replica, count(*), count(DISTINCT o.row) FROM closing c JOIN op o ON o.replica = c.replica"
        " AND o.seq > c.at GROUP BY c.replica"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


# --- mergers and splits
def successions(conn: Connection) -> dict[str, list[str]]:
    """Unit -> the units it went into."""
    found: dict[str, list[str]] = {}
    for unit, into in conn.execute("SELECT unit, into_unit FROM unit_successor ORDER BY unit, into_unit"):
        found.setdefault(unit, []).append(into)
    return found


def note_succession(conn: Connection, unit: str, into: Sequence[str]) -> None:
    """Note what a unit went into, in place of what was known; nothing is known better by a list without any."""
    if into:
        conn.execute("DELETE FROM unit_successor WHERE unit = ?", (unit,))
    conn.executemany("INSERT INTO unit_successor VALUES(?,?) ON CONFLICT DO NOTHING", [(unit, code) for code in into])


def unit_rows(conn: Connection, codes: Sequence[str]) -> list[tuple[str, ...]]:
    """(code, name, level, parent, valid from, valid to) of these units, as the table of units has them."""
    marks = ",".join("?" * len(codes))
    rows = conn.execute(
        "SELECT code, name, level, parent_code, valid_from, valid_to FROM v_unit"
        f" WHERE deleted = 0 AND code IN ({marks})",
        list(codes),
    )
    return [tuple(str(cell or "") for cell in row) for row in rows]


# --- newcomers
def newcomers(conn: Connection) -> list[Newcomer]:
    """Computers that wait to be taken in, oldest first."""
    rows = conn.execute("SELECT replica, unit, text, package, at FROM newcomer ORDER BY at, replica")
    return [Newcomer(*row) for row in rows]


def note_newcomer(conn: Connection, new: Newcomer) -> None:
    """Keep a request; a later package of the same computer renews it, its place in the list stays."""
    conn.execute(
        "INSERT INTO newcomer VALUES(?,?,?,?,?) ON CONFLICT(replica) DO UPDATE SET text = excluded.text,"
        " unit = excluded.unit, package = excluded.package",
        (new.replica, new.unit, new.text, new.package, new.at),
    )


def forget_newcomer(conn: Connection, replica: bytes) -> None:
    """It was taken in, or is known now."""
    conn.execute("DELETE FROM newcomer WHERE replica = ?", (replica,))


# --- computers of this office
def note_told(conn: Connection, replica: bytes) -> None:
    """A computer of this office that only the roster speaks of."""
    conn.execute("INSERT INTO told_by_roster VALUES(?) ON CONFLICT DO NOTHING", (replica,))


def confirm_told(conn: Connection, replica: bytes) -> None:
    """This office itself knows that computer."""
    conn.execute("DELETE FROM told_by_roster WHERE replica = ?", (replica,))


def told(conn: Connection) -> set[bytes]:
    """Open computers of this office that only the roster speaks of."""
    query = "SELECT replica FROM told_by_roster WHERE replica NOT IN (SELECT replica FROM closing)"
    return {bytes(row[0]) for row in conn.execute(query)}


# --- sealed recovery keys
def sealed_keys(conn: Connection) -> list[Sealed]:
    """Sealed recovery keys kept here, by unit."""
    return [Sealed(*row) for row in conn.execute("SELECT line, unit, made, text FROM escrow ORDER BY unit, line")]


def keep_sealed(conn: Connection, sealed: Sealed) -> None:
    """Keep the newest sealed key of an installation."""
    conn.execute(
        "INSERT INTO escrow VALUES(?,?,?,?) ON CONFLICT(line) DO UPDATE SET unit = excluded.unit,"
        " made = excluded.made, text = excluded.text WHERE excluded.made > made",
        (sealed.line, sealed.unit, sealed.made, sealed.text),
    )
