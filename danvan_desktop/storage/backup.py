"""A backup: one file that is the encrypted database with a trailer, checked after it was written.

    pages of the database, as they lie on the disk (encrypted)
    JSON {"format", "version", "made", "program", "schema", "pages", "keys"}   keys: keys.json, holds no name
    zeros up to a whole page less 64 bytes
    "DANVAN-BACKUP-1\\n" · size of the pages (8, big-endian) · size of the JSON (8) · SHA-256 of all before it (32)

SQLite ignores what lies behind its last page, so the very file that was written is opened for the check.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import danvan_desktop
from danvan_desktop import paths
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import care, keys, schema
from danvan_desktop.storage.database import Connection, DatabaseError, connect_still
from danvan_desktop.storage.files import disk_problem, move_into_place, need_plain, need_space, remove_part
from danvan_desktop.storage.keyfile import KeyFile
from danvan_desktop.storage.still import still_file
from danvan_desktop.storage.store import Store

SUFFIX = ".danvan-backup"
MAGIC = b"DANVAN-BACKUP-1\n"
VERSION = 1
PAGE = 4096
FOOTER = len(MAGIC) + 8 + 8 + 32
CHUNK = 1 << 20


@dataclass(frozen=True)
class BackupInfo:
    """What a backup says of itself, its hash being right."""

    file: Path
    size: int
    made: datetime
    schema: int
    database_size: int
    keys: KeyFile


def backup(store: Store, data_dir: Path, key: bytes, target: Path) -> BackupInfo:
    """Write `target` and check it; only then does it take its name. Raises EnvironmentProblem, target unchanged."""
    keys_json = keys.read(data_dir).to_bytes()
    database = data_dir / paths.DATABASE_NAME
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        _writable(target)
        with still_file(store, database) as stream:
            need_space(target.parent, os.fstat(stream.fileno()).st_size)
            counts = _counts(store.conn)
            size = _write(part, stream, keys_json, int(store.settings.get("schema.version", "1")))
        info = _checked(part, size, key, counts)
        move_into_place(part, target)
    except OSError as error:
        raise disk_problem(error, target) from error
    finally:
        remove_part(part)
    store.settings.set("backup.last", info.made.isoformat())
    return BackupInfo(target, info.size, info.made, info.schema, info.database_size, info.keys)


def read_info(file: Path) -> BackupInfo:
    """Read and verify every byte of a backup. Raises UserError when it is none, is cut or damaged."""
    return _read(file, every_byte=True)


def glance(file: Path) -> BackupInfo:
    """What a backup says of itself without its pages being read: for lists of many. Raises like `read_info`."""
    return _read(file, every_byte=False)


def _read(file: Path, *, every_byte: bool) -> BackupInfo:
    need_plain(file)
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            database_size, json_size = _footer(stream, size, file)
            if every_byte and not _hash_is_right(stream, size):
                raise damaged(file)
            stream.seek(database_size)
            raw = json.loads(stream.read(json_size))
        if raw["version"] > VERSION or int(raw["schema"]) > schema.SCHEMA_VERSION:
            raise _too_new()
        keyfile = KeyFile.from_bytes(b64decode(raw["keys"], validate=True))
        made = datetime.fromisoformat(raw["made"])
        return BackupInfo(file, size, made, int(raw["schema"]), database_size, keyfile)
    except (ValueError, KeyError, TypeError):
        raise damaged(file) from None
    except OSError as error:
        raise disk_problem(error, file) from error


def copy_database(info: BackupInfo, target: Path) -> None:
    """Take the encrypted database out of a verified backup; what is written is what was verified."""
    digest = hashlib.sha256()
    with (
        info.file.open("rb") as source,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
    ):
        _copy(source, out, info.database_size, digest)
        out.flush()
        os.fsync(out.fileno())
        for chunk in _chunks(source, info.size - info.database_size - 32):
            digest.update(chunk)
        if digest.digest() != source.read(32):
            raise damaged(info.file)


def damaged(file: Path) -> UserError:
    """The backup cannot be used."""
    return UserError(
        _("The backup “{name}” is damaged or was not copied whole.").format(name=file.name),
        kept=_("Nothing was restored or changed."),
        hint=_("Copy it again from where it was kept, or take the backup before it."),
        code="backup-damaged",
    )


# --- writing
def _write(part: Path, source: BinaryIO, keys_json: bytes, version: int) -> int:
    digest = hashlib.sha256()
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        size = os.fstat(source.fileno()).st_size
        _copy(source, out, size, digest)
        trailer = _trailer(size, keys_json, version)
        digest.update(trailer)
        out.write(trailer + digest.digest())
        out.flush()
        os.fsync(out.fileno())
        _drop_from_cache(out)
    return size


def _trailer(size: int, keys_json: bytes, version: int) -> bytes:
    about = {
        "format": "danvan-backup", "version": VERSION, "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": danvan_desktop.__version__, "schema": version, "pages": size // PAGE,
        "keys": b64encode(keys_json).decode(),
    }  # fmt: skip
    text = json.dumps(about, sort_keys=True).encode()
    zeros = bytes(-(len(text) + FOOTER) % PAGE)
    return text + zeros + MAGIC + size.to_bytes(8, "big") + len(text).to_bytes(8, "big")


def _copy(source: BinaryIO, out: BinaryIO, size: int, digest: hashlib._Hash) -> None:
    for chunk in _chunks(source, size):
        out.write(chunk)
        digest.update(chunk)


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (chunk := stream.read(min(CHUNK, size))):
        size -= len(chunk)
        yield chunk


def _writable(target: Path) -> None:
    if target.is_dir() or not target.parent.is_dir():
        raise UserError(_("There is no folder for the backup {file}.").format(file=target),
                        hint=_("Give the name of a file in a folder that exists."))  # fmt: skip


def _counts(conn: Connection) -> dict[str, int]:
    return {table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in care.NOT_DERIVED}


# --- checking
def _footer(stream: BinaryIO, size: int, file: Path) -> tuple[int, int]:
    if size < PAGE + FOOTER:
        raise _no_backup(file)
    stream.seek(size - FOOTER)
    footer = stream.read(FOOTER)
    if not footer.startswith(MAGIC):
        raise _no_backup(file)
    start = len(MAGIC)
    database_size = int.from_bytes(footer[start : start + 8], "big")
    json_size = int.from_bytes(footer[start + 8 : start + 16], "big")
    if size % PAGE or database_size % PAGE or not 0 < database_size <= size - FOOTER - json_size:
        raise damaged(file)
    return database_size, json_size


def _hash_is_right(stream: BinaryIO, size: int) -> bool:
    stream.seek(0)
    digest = hashlib.sha256()
    for chunk in _chunks(stream, size - 32):
        digest.update(chunk)
    return digest.digest() == stream.read(32)


def _drop_from_cache(stream: BinaryIO) -> None:
    """Read what is on the disk, not what is still in memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _checked(part: Path, size: int, key: bytes, counts: dict[str, int]) -> BackupInfo:
    """The hash of all bytes; every page by its authentication code; counts and structure of what cannot be made again.

    The three run side by side: SQLite and SHA-256 let Python's lock go while they work.
    """
    try:
        with ThreadPoolExecutor(3) as pool:
            tables = pool.submit(_tables_are_right, part, key, counts)
            pages = pool.submit(_pages_are_right, part, key, size // PAGE)
            info = pool.submit(read_info, part).result()
            if info.database_size != size or not pages.result() or not tables.result():
                raise _not_checked()
    except (DatabaseError, UserError) as error:
        raise _not_checked() from error
    return info


def _pages_are_right(part: Path, key: bytes, pages: int) -> bool:
    with open_inside(part, key) as conn:
        return conn.execute("PRAGMA page_count").fetchone()[0] == pages and not _bad_pages(conn, pages)


def _tables_are_right(part: Path, key: bytes, counts: dict[str, int]) -> bool:
    with open_inside(part, key) as conn:
        return _counts(conn) == counts and not care.journal_file_problems(conn)


@contextmanager
def open_inside(file: Path, key: bytes) -> Iterator[Connection]:
    """The database at the beginning of a backup, for reading, without any file beside it."""
    conn = connect_still(file, key)
    try:
        yield conn
    finally:
        conn.close()


def _bad_pages(conn: Connection, pages: int) -> list[str]:
    """Pages with a wrong authentication code; those behind the database are the trailer."""
    numbers = ((text, text.rsplit(" ", 1)[-1]) for text in care.cipher_problems(conn))
    return [text for text, number in numbers if not number.isdigit() or int(number) <= pages]


def _not_checked() -> EnvironmentProblem:
    return EnvironmentProblem(
        _("The backup was written but did not stand its check, so it was not kept."),
        kept=_("Your records are untouched; an earlier backup of that name is unchanged."),
        hint=_("Run “danvan check”, then make the backup on another disk."),
    )


def _no_backup(file: Path) -> UserError:
    return UserError(
        _("“{name}” is no backup of this program, or was not copied whole.").format(name=file.name),
        kept=_("Nothing was restored or changed."),
        hint=_("Choose a file that “danvan backup” has written."),
    )


def _too_new() -> UserError:
    return UserError(
        _("This backup was written by a newer version of the program."),
        kept=_("Nothing was restored or changed."), hint=_("Install the newer version on this computer."),
        code="newer-data",
    )  # fmt: skip
