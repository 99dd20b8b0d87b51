"""Giving the database a new key when an officer leaves, so that his old keys.json opens nothing any more.

keys.json first gets the new key beside the old one, then the files are re-encrypted, then the old key goes.
Whatever moment the power fails at, one of the two opens each file, and the next opening finishes the work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.storage import keys
from danvan_desktop.storage.database import DatabaseError, connect, explain
from danvan_desktop.storage.files import need_space
from danvan_desktop.storage.keys import Keyring

KEPT_DIR = "kept"  # copies put aside before an upgrade


def kept_copies(data_dir: Path) -> list[Path]:
    """Databases put aside before an upgrade, oldest first."""
    return sorted((data_dir / KEPT_DIR).glob("*.db"))


def officer_leaves(data_dir: Path, ring: Keyring, name: str) -> Keyring:
    """Take an officer's wrap away and re-key the database; no connection may be open.

    Raises before anything is changed. What a full disk stops afterwards is left to the next opening: the
    keyring returned then still has `following`.
    """
    prepared = keys.without_officer(ring, name)
    need_space(data_dir, max(path.stat().st_size for path in _encrypted_files(data_dir)))
    prepared.save(data_dir)
    return finish_if_possible(data_dir, prepared)


def finish(data_dir: Path, ring: Keyring) -> Keyring:
    """Do what a re-keying has left to do; the keyring as it is when nothing is."""
    following, sealed = ring.following, ring.file.following
    if following is None or sealed is None:
        return ring
    for path in _encrypted_files(data_dir):
        if not key_fits(path, following.key):
            _rekey(path, ring.key, following.key)
    file = replace(ring.file, database=sealed, following=None)
    done = replace(ring, file=file, contents=following, following=None)
    done.save(data_dir)
    return done


def finish_if_possible(data_dir: Path, ring: Keyring) -> Keyring:
    """Like `finish`, but a full disk is no reason not to open: the key that fits now is taken."""
    if ring.following is None:
        return ring
    try:
        return finish(data_dir, ring)
    except EnvironmentProblem:
        changed = key_fits(data_dir / paths.DATABASE_NAME, ring.following.key)
        return replace(ring, contents=ring.following) if changed else ring


def key_fits(path: Path, key: bytes) -> bool:
    """Whether a file opens with a key. A file that opens with no key at all is damaged, as one cannot tell."""
    try:
        connect(path, key).close()
    except EnvironmentProblem as error:
        if "not a database" in str(error.__cause__).lower():
            return False
        raise
    return True


def _encrypted_files(data_dir: Path) -> list[Path]:
    return [data_dir / paths.DATABASE_NAME, *kept_copies(data_dir)]


def _rekey(path: Path, old: bytes, new: bytes) -> None:
    conn = connect(path, old)
    try:
        conn.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
        _checkpoint(conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    except DatabaseError as error:
        raise explain(error) from error
    finally:
        conn.close()


def _checkpoint(answer: Iterable[tuple[int, int, int]]) -> None:
    """Pages under the old key must not stay in the file while the new ones wait in the log."""
    if any(busy for busy, _log, _done in answer):
        raise explain(DatabaseError("database is locked"))
