"""Opening the encrypted file: SQLCipher with a raw key, pragmas, errors as sentences, one transaction form."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver

from danvan_desktop.errors import BugError, DanvanError, EnvironmentProblem
from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    import sqlite_utils

Connection = Any  # sqlcipher3 has no types; one name for its connection
DatabaseError = driver.DatabaseError

# The driver searches an adapter for every None and bytes it binds, in vain, at a microsecond each: a wide row
# costs more to bind than to store. These two give the value back as it is.
_NOTHING: dict[None, None] = {}
driver.register_adapter(type(None), _NOTHING.get)
driver.register_adapter(bytes, bytes)

STATEMENTS = 256  # kept prepared: an import and its receipt ask some 200, the driver's 128 would all be parsed anew

_MESSAGES = {  # SQLite result code -> what happened, what to do
    "SQLITE_BUSY": (N_("Another program is using the data file."), N_("Close it, then try again.")),
    "SQLITE_LOCKED": (N_("Another program is using the data file."), N_("Close it, then try again.")),
    "SQLITE_FULL": (N_("The disk is full."), N_("Free some space, then do the same again.")),
    "SQLITE_READONLY": (N_("The data folder cannot be written to."), N_("Choose a folder you may write to.")),
    "SQLITE_CORRUPT": (N_("The data file is damaged."), N_("Run “danvan check”, or restore the last good backup.")),
    "SQLITE_NOTADB": (
        N_("The data file cannot be opened: the key is wrong or the file is damaged."),
        N_("Check the passphrase, or restore the last good backup."),
    ),
    "SQLITE_IOERR": (N_("The disk gave an error."), N_("Check the disk or the stick, then try again.")),
    "SQLITE_CANTOPEN": (N_("The data file cannot be opened."), N_("Check that the folder exists and may be read.")),
}
_CODES = {5: "SQLITE_BUSY", 6: "SQLITE_LOCKED", 8: "SQLITE_READONLY", 10: "SQLITE_IOERR", 11: "SQLITE_CORRUPT",
          13: "SQLITE_FULL", 14: "SQLITE_CANTOPEN", 26: "SQLITE_NOTADB"}  # fmt: skip


_SHORT = {
    "SQLITE_FULL": "disk-full", "SQLITE_READONLY": "read-only", "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged", "SQLITE_IOERR": "stick-gone", "SQLITE_BUSY": "busy", "SQLITE_LOCKED": "busy",
    "SQLITE_CANTOPEN": "disk",
}  # fmt: skip


def explain(error: Exception) -> DanvanError:
    """The error of the driver as one of our families, by its result code."""
    code = getattr(error, "sqlite_errorcode", None)
    name = _CODES.get(code & 0xFF) if isinstance(code, int) else _by_text(str(error))
    if name is None:
        return BugError(str(error))
    what, hint = _MESSAGES[name]
    kept = _("Nothing that was saved before is lost.")
    return EnvironmentProblem(_(what), kept=kept, hint=_(hint), code=_SHORT[name])


def _by_text(text: str) -> str | None:
    """sqlcipher3 builds without error codes say it only in words."""
    words = {
        "locked": "SQLITE_BUSY", "disk is full": "SQLITE_FULL", "readonly": "SQLITE_READONLY",
        "malformed": "SQLITE_CORRUPT", "not a database": "SQLITE_NOTADB", "disk i/o error": "SQLITE_IOERR",
        "unable to open": "SQLITE_CANTOPEN",
    }  # fmt: skip
    return next((code for word, code in words.items() if word in text.lower()), None)


def connect(path: Path | str, key: bytes, *, read_only: bool = False) -> Connection:
    """Open `path` with the 32-byte `key`. Raises EnvironmentProblem when it cannot be read with it."""
    target = f"{Path(path).absolute().as_uri()}?mode=ro" if read_only else str(path)
    try:
        conn = driver.connect(
            target, isolation_level=None, check_same_thread=False, uri=read_only, cached_statements=STATEMENTS
        )
        conn.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is said by us, not on stderr
        conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        conn.execute("PRAGMA cipher_memory_security = OFF")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _tune(conn, read_only=read_only)
    except DatabaseError as error:
        raise explain(error) from error
    return conn


def connect_still(path: Path, key: bytes) -> Connection:
    """Open a file nobody changes, for reading only; nothing is made beside it. May raise DatabaseError."""
    conn = driver.connect(f"{path.resolve().as_uri()}?immutable=1", isolation_level=None, uri=True)
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


def _tune(conn: Connection, *, read_only: bool) -> None:
    conn.execute("PRAGMA busy_timeout = 10000")
    conn.execute("PRAGMA temp_store = MEMORY")  # nothing readable ever lies in a temp folder
    conn.execute(f"PRAGMA cache_size = -{3_000 if read_only else 32_000}")  # KiB; a window keeps several readers
    conn.execute("PRAGMA foreign_keys = OFF")
    if not read_only:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")


@contextmanager
def atomic(conn: Connection) -> Iterator[None]:
    """One write transaction; everything inside happens or nothing does. Nested use joins the outer one."""
    if conn.in_transaction:
        yield
        return
    try:
        conn.execute("BEGIN IMMEDIATE")
        yield
        conn.execute("COMMIT")
    except BaseException as error:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        if isinstance(error, DatabaseError):
            raise explain(error) from error
        raise


def drop_pages(conn: Connection) -> None:
    """Give back the pages a reader keeps: after a walk over an index they are not those the next question wants."""
    conn.execute("PRAGMA shrink_memory")


@contextmanager
def overwriting(conn: Connection) -> Iterator[None]:
    """What is deleted inside is overwritten in the file; elsewhere that would only cost time."""
    before = conn.execute("PRAGMA secure_delete").fetchone()[0]
    conn.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA secure_delete = {int(before)}")


def utils(conn: Connection) -> sqlite_utils.Database:
    """sqlite-utils over this connection, for schema work; imported late, it costs half a window's start."""
    sys.modules.setdefault("pysqlite3", sqlcipher3_module())
    sys.modules.setdefault("pysqlite3.dbapi2", driver)
    import sqlite_utils

    return sqlite_utils.Database(conn)


def sqlcipher3_module() -> Any:  # noqa: ANN401  a module
    """The driver package, which sqlite-utils takes under the name pysqlite3."""
    import sqlcipher3

    return sqlcipher3
