"""What is known of other offices: certificates, what each of their installations holds, packages seen.

What a peer holds is knowledge about one incarnation of it. A *line* is an installation through all its
restores; its incarnation is (replica, serial). A newer serial erases what was believed, an older one adds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from danvan_desktop.domain import ranges
from danvan_desktop.domain.ranges import Range
from danvan_desktop.storage.database import Connection

DDL = """
CREATE TABLE IF NOT EXISTS certificate(
  replica BLOB PRIMARY KEY, line BLOB NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, level TEXT NOT NULL,
  parent TEXT NOT NULL, serial INTEGER NOT NULL, text TEXT NOT NULL,
  voucher TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer(
  line BLOB PRIMARY KEY, unit TEXT NOT NULL, replica BLOB NOT NULL, serial INTEGER NOT NULL,
  heard_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer_range(
  line BLOB NOT NULL, replica BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(line, replica, first)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer_missing(
  line BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(line, hash)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer_blob(
  line BLOB NOT NULL, hash BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(line, hash, first)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer_fork(
  line BLOB NOT NULL, replica BLOB NOT NULL, first INTEGER NOT NULL,
  PRIMARY KEY(line, replica)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer_word(line BLOB PRIMARY KEY, made INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peer_refused(
  line BLOB NOT NULL, replica BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(line, replica, first)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passed_over(
  unit TEXT NOT NULL, replica BLOB NOT NULL, first INTEGER NOT NULL,
  PRIMARY KEY(unit, replica)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS package(
  id BLOB PRIMARY KEY, unit TEXT NOT NULL, replica BLOB NOT NULL, number INTEGER NOT NULL, part INTEGER NOT NULL,
  receipt INTEGER NOT NULL, verdict TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS package_unit ON package(unit, at);
CREATE TABLE IF NOT EXISTS peer_verdict(
  package BLOB PRIMARY KEY, unit TEXT NOT NULL, verdict TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quarantine(
  id BLOB PRIMARY KEY, file TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, mark TEXT NOT NULL,
  at INTEGER NOT NULL, data BLOB) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarm(
  n INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  UNIQUE(kind, subject)) STRICT;
CREATE TABLE IF NOT EXISTS destroyed(hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
VERDICTS_TOLD = 200


@dataclass(frozen=True, slots=True)
class Known:
    """A certificate as stored: `text` is the signed form, the rest is read from it.

    `voucher`: the newest one that another replica signed; `text` may be the replica's own renewal of it.
    """

    replica: bytes
    line: bytes
    unit: str
    name: str
    level: str
    parent: str
    serial: int
    text: str
    voucher: str


@dataclass(frozen=True, slots=True)
class Incarnation:
    """The newest installation heard of in a line."""

    line: bytes
    unit: str
    replica: bytes
    serial: int
    heard_at: int


def certificates(conn: Connection) -> dict[bytes, Known]:
    """All certificates by replica."""
    rows = conn.execute("SELECT replica, line, unit, name, level, parent, serial, text, voucher FROM certificate")
    return {row[0]: Known(*row) for row in rows}


def texts(conn: Connection) -> dict[bytes, str]:
    """The signed form of every certificate, by replica."""
    return dict(conn.execute("SELECT replica, text FROM certificate").fetchall())


def of_line(conn: Connection, line: bytes) -> set[bytes]:
    """What an installation is and was: its replicas by their certificates."""
    return {replica for (replica,) in conn.execute("SELECT replica FROM certificate WHERE line = ?", (line,))}


def save_certificate(conn: Connection, known: Known) -> None:
    """Store or renew a certificate whose signature was checked."""
    conn.execute(
        "INSERT INTO certificate VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(replica) DO UPDATE SET serial = excluded.serial,"
        " line = excluded.line, name = excluded.name, level = excluded.level, parent = excluded.parent,"
        " text = excluded.text,"
        " voucher = CASE excluded.voucher WHEN '' THEN voucher ELSE excluded.voucher END",
        (
            known.replica,
            known.line,
            known.unit,
            known.name,
            known.level,
            known.parent,
            known.serial,
            known.text,
            known.voucher,
        ),
    )


def incarnations(conn: Connection, unit: str) -> dict[bytes, Incarnation]:
    """The lines of a unit that were heard of."""
    rows = conn.execute("SELECT line, unit, replica, serial, heard_at FROM peer WHERE unit = ?", (unit,))
    return {row[0]: Incarnation(*row) for row in rows}


def learn(
    conn: Connection, now: Incarnation, have: Mapping[bytes, Iterable[Range]], missing: Iterable[bytes] = (), *,
    made: int = 0,
) -> bool:  # fmt: skip
    """Take in what an incarnation says it holds. False when it is not the newest word of the newest of its line.

    `made`: when it said so, in ms. The newest word is the whole of what is believed, for a file may go back in time
    and hold less than before; an older word that came late only adds.
    """
    old = conn.execute("SELECT replica, serial FROM peer WHERE line = ?", (now.line,)).fetchone()
    if old and (now.serial < old[1] or (now.serial == old[1] and now.replica != old[0])):
        return False
    if old is None or (old[0], old[1]) != (now.replica, now.serial):
        forget(conn, now.line)
    conn.execute(
        "INSERT INTO peer VALUES(?,?,?,?,?) ON CONFLICT(line) DO UPDATE SET unit = excluded.unit,"
        " replica = excluded.replica, serial = excluded.serial, heard_at = max(heard_at, excluded.heard_at)",
        (now.line, now.unit, now.replica, now.serial, now.heard_at),
    )
    newest = _is_newest_word(conn, now.line, made)
    believed = {} if newest else holds(conn, now.line)
    for replica, told in have.items():
        believed[replica] = ranges.union([*believed.get(replica, ()), *told])
    _set_ranges(conn, now.line, believed)
    if newest:
        conn.execute("DELETE FROM peer_missing WHERE line = ?", (now.line,))
        lacking = [(now.line, h) for h in missing]
        conn.executemany("INSERT INTO peer_missing VALUES(?,?) ON CONFLICT DO NOTHING", lacking)
    return newest


def _is_newest_word(conn: Connection, line: bytes, made: int) -> bool:
    before = conn.execute("SELECT made FROM peer_word WHERE line = ?", (line,)).fetchone()
    conn.execute("INSERT INTO peer_word VALUES(?,?) ON CONFLICT(line) DO UPDATE SET made = max(made, excluded.made)",
                 (line, made))  # fmt: skip
    return before is None or made >= before[0]


def forget(conn: Connection, line: bytes) -> None:
    """Believe nothing any more of what a line holds."""
    for table in ("peer_range", "peer_missing", "peer_blob", "peer_fork", "peer_refused", "peer_word"):
        conn.execute(f"DELETE FROM {table} WHERE line = ?", (line,))


def holds(conn: Connection, line: bytes) -> dict[bytes, list[Range]]:
    """What the newest incarnation of a line has acknowledged."""
    found: dict[bytes, list[Range]] = {}
    for replica, first, last in conn.execute(
        "SELECT replica, first, last FROM peer_range WHERE line = ? ORDER BY replica, first", (line,)
    ):
        found.setdefault(replica, []).append((first, last))
    return found


def missing(conn: Connection, lines: Collection[bytes]) -> set[bytes]:
    """Hashes of values those lines said they lack."""
    marks = ",".join("?" * len(lines))
    return {row[0] for row in conn.execute(f"SELECT hash FROM peer_missing WHERE line IN ({marks})", list(lines))}


def _set_ranges(conn: Connection, line: bytes, held: Mapping[bytes, Iterable[Range]]) -> None:
    conn.execute("DELETE FROM peer_range WHERE line = ?", (line,))
    rows = [(line, replica, first, last) for replica, numbers in held.items() for first, last in numbers]
    conn.executemany("INSERT INTO peer_range VALUES(?,?,?,?)", rows)


# --- packages seen, and what others say of ours
@dataclass(frozen=True, slots=True)
class Seen:
    """A package that was looked at, and what became of it."""

    id: bytes
    unit: str
    replica: bytes
    number: int
    part: int
    receipt: bool
    verdict: str


def seen(conn: Connection, package: bytes) -> Seen | None:
    """A package seen before, by the SHA-256 of its file."""
    query = "SELECT id, unit, replica, number, part, receipt, verdict FROM package WHERE id = ?"
    row = conn.execute(query, (package,)).fetchone()
    return Seen(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6]) if row else None


def note_seen(conn: Connection, what: Seen, at: int) -> None:
    """Note what became of a package; it is told to its sender in the next receipt."""
    conn.execute(
        "INSERT INTO package VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET verdict = excluded.verdict,"
        " unit = excluded.unit, replica = excluded.replica, number = excluded.number, part = excluded.part",
        (what.id, what.unit, what.replica, what.number, what.part, int(what.receipt), what.verdict, at),
    )


def verdicts_for(conn: Connection, unit: str) -> dict[bytes, str]:
    """Verdicts on the newest packages of a unit."""
    return dict(
        conn.execute(
            "SELECT id, verdict FROM package WHERE unit = ? ORDER BY at DESC, id LIMIT ?", (unit, VERDICTS_TOLD)
        ).fetchall()
    )


def note_verdicts(conn: Connection, unit: str, told: Mapping[bytes, str], at: int) -> None:
    """Keep what a unit says became of our packages."""
    conn.executemany(
        "INSERT INTO peer_verdict VALUES(?,?,?,?) ON CONFLICT(package) DO UPDATE SET verdict = excluded.verdict",
        [(package, unit, word, at) for package, word in told.items()],
    )


def refusals(conn: Connection, unit: str) -> int:
    """How many of our packages a unit has not taken in."""
    query = "SELECT count(*) FROM peer_verdict WHERE unit = ? AND verdict NOT IN ('applied', 'duplicate')"
    return int(conn.execute(query, (unit,)).fetchone()[0])


def verdict_on(conn: Connection, package: bytes) -> str:
    """What a unit said became of a package of ours; "" when nothing was heard."""
    found = conn.execute("SELECT verdict FROM peer_verdict WHERE package = ?", (package,)).fetchone()
    return str(found[0]) if found else ""


# --- alarms: what a person must know of
def alarm(conn: Connection, kind: str, subject: str, at: int) -> None:
    """Note an alarm once."""
    conn.execute("INSERT INTO alarm(at, kind, subject) VALUES(?,?,?) ON CONFLICT DO NOTHING", (at, kind, subject))


def alarms(conn: Connection) -> list[tuple[int, str, str]]:
    """(ms, kind, subject) of every alarm, oldest first."""
    return [tuple(row) for row in conn.execute("SELECT at, kind, subject FROM alarm ORDER BY n")]


def mark_checked(conn: Connection, unit: str) -> int:
    """The fingerprint of a unit was compared; returns how many of its replicas are known."""
    return int(conn.execute("UPDATE replica SET checked = 1 WHERE unit = ?", (unit,)).rowcount)


def is_checked(conn: Connection, replica: bytes) -> bool:
    """Whether the fingerprint of a replica, or of one that vouched for it, was compared."""
    found = conn.execute("SELECT checked FROM replica WHERE id = ?", (replica,)).fetchone()
    return bool(found and found[0])


def open_replicas(conn: Connection, unit: str) -> dict[bytes, tuple[str, bool]]:
    """Replicas of a unit that are not closed, to which packages are sealed: age key and whether it was compared.

    Left out are computers of this office that nobody of it has confirmed (storage.roster_tables).
    """
    rows = conn.execute(
        "SELECT id, age_key, checked FROM replica WHERE unit = ? AND closed_at IS NULL"
        " AND id NOT IN (SELECT replica FROM told_by_roster)", (unit,)
    )  # fmt: skip
    return {row[0]: (row[1], bool(row[2])) for row in rows}


def open_lines(conn: Connection, unit: str) -> dict[bytes, bytes]:
    """Installation of every replica of a unit that is in force here."""
    rows = conn.execute(
        "SELECT certificate.replica, line FROM certificate JOIN replica ON replica.id = certificate.replica"
        " WHERE certificate.unit = ? AND closed_at IS NULL AND replica.id NOT IN (SELECT replica FROM told_by_roster)",
        (unit,),
    )
    return {bytes(replica): bytes(line) for replica, line in rows}
