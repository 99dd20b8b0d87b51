"""Opening a file of any age: newer ones are left alone, older ones are copied aside and brought up to date.

Only journal tables have steps. View tables follow from the definitions: a gained column is added, anything
else is made again from the journal.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import BugError, EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage import rebuild, schema
from danvan_desktop.storage.database import Connection, DatabaseError, explain
from danvan_desktop.storage.files import disk_problem, need_space
from danvan_desktop.storage.rekey import KEPT_DIR, kept_copies
from danvan_desktop.storage.store import Store

Step = Callable[[Connection], bool]  # changes journal tables; True when the view must be made again
STEPS: Mapping[int, Step] = {}  # version -> what leads to the next one

_VERSION = "schema.version"
_VIEWS = "schema.views"
_TABLES = "schema.tables"


def open_store(
    path: Path, key: bytes, *, types: Mapping[str, RecordType] | None = None,
    steps: Mapping[int, Step] = STEPS, target: int = schema.SCHEMA_VERSION,
) -> Store:  # fmt: skip
    """Open a data file, upgrading it when it is older. Raises UserError when it is newer; nothing is touched then."""
    if not path.exists():
        raise UserError(_("There is no data file in {folder}.").format(folder=path.parent))
    store = Store.open(path, key, types=types)
    try:
        version = _known_version(store, target, path.parent)
        if version < target:
            store.close()  # a file that SQLite holds must not be opened and closed beside it: POSIX drops its locks
            put_aside(path, version)
            store = Store.open(path, key, types=types)
            _upgrade(store, version, target, steps)
        gain_tables(store)
        refresh_views(store)
    except DatabaseError as error:
        store.close()
        raise explain(error) from error
    except BaseException:
        store.close()
        raise
    return store


def version_of(store: Store) -> int:
    """Schema version of an open file. A part after a point is a change that older programs can live with."""
    text = store.settings.get(_VERSION, "1").partition(".")[0]
    if not text.isdigit():
        raise EnvironmentProblem(_("The data file is damaged."), hint=_("Restore the last good backup."))
    return int(text)


def _known_version(store: Store, target: int, data_dir: Path) -> int:
    version = version_of(store)
    if version > target:
        raise too_new(data_dir)
    return version


def too_new(data_dir: Path) -> UserError:
    """The file was written by a newer program, perhaps one that another office of this computer has gone back from."""
    ways = [
        _("Either this computer went back to an older version, for another office on it, or the folder comes from a"
          " computer with a newer one. Install the newer version again, from an office that opens (Update, or danvan"
          " update FILE) or by its setup: this office then opens with everything in it."),
    ]  # fmt: skip
    if copies := kept_copies(data_dir):
        before = _("A copy of the data as they were before the newer version opened them lies in {file}; what was saved"
                   " since is not in it. Leave both where they are.")  # fmt: skip
        ways.append(before.format(file=copies[-1]))
    return UserError(
        _("The data of this office were written by a newer version of the program; this older one cannot read them."),
        kept=_("Nothing was changed; all that was saved is still in the file."), hint=" ".join(ways), code="newer-data",
    )  # fmt: skip


def put_aside(path: Path, version: int) -> Path:
    """Copy the closed file, encrypted as it is, into the folder of kept copies; earlier copies go."""
    folder = path.parent / KEPT_DIR
    try:
        need_space(path.parent, path.stat().st_size)
        folder.mkdir(mode=0o700, exist_ok=True)
        earlier = kept_copies(path.parent)
        copy = folder / f"danvan-v{version}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
        part = copy.with_suffix(".part")
        shutil.copyfile(path, part)
        part.chmod(0o600)
        part.replace(copy)
    except OSError as error:
        raise disk_problem(error, path) from error
    for old in earlier:
        if old != copy:
            old.unlink(missing_ok=True)
    return copy


def _upgrade(store: Store, version: int, target: int, steps: Mapping[int, Step]) -> None:
    again = False
    with store.writing():
        for number in range(version, target):
            if number not in steps:
                raise BugError(f"no step from schema {number}")
            again |= steps[number](store.conn)
        schema.create_journal(store.conn)
        store.settings.set(_VERSION, str(target))
        if again:
            store.settings.set(_VIEWS, "")
    # sqlite-utils' transform copies a table: what it leaves out of the new one must be in force again
    store.conn.execute("PRAGMA foreign_keys = OFF")


def gain_tables(store: Store) -> bool:
    """Make the tables and indexes this program has and the file has not: older programs can live with them."""
    now = hashlib.sha256(schema.tables().encode()).hexdigest()
    if store.settings.get(_TABLES) == now:
        return False
    with store.writing():
        schema.create_journal(store.conn)
        for record in store.types.values():
            if store.conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"v_{record.name}",)).fetchone():
                schema.create_bin_index(store.conn, record)
        store.settings.set(_TABLES, now)
    return True


def refresh_views(store: Store) -> bool:
    """Bring view tables to what the definitions say now; True when they had to be made again."""
    now = {name: _shape(record) for name, record in store.types.items()}
    text = json.dumps(now, sort_keys=True)
    stored = store.settings.get(_VIEWS, "-")
    if stored == text:
        return False
    before = json.loads(stored) if stored not in {"", "-"} else None
    with store.writing():
        again = stored == "" or not _only_gained(store, before, now)
        if again:
            _drop_strangers(store)
            rebuild.rebuild(store.conn, store.types)
        store.settings.set(_VIEWS, text)
    return again


def _shape(record: RecordType) -> dict[str, object]:
    """What of a definition decides the form of its tables."""
    return {
        "columns": {field.name: schema.column_type(field) for field in schema.stored_fields(record)},
        "search": [field.name for field in record.searchable],
        "rule": str(record.rule),
        "indexes": [field.name for field in record.fields if field.index],
    }


def _only_gained(store: Store, before: dict[str, dict[str, object]] | None, now: dict[str, dict[str, object]]) -> bool:
    """Add tables and columns where that is enough; False when the journal holds values for them already."""
    if before is None:
        return _tables_fit(store)
    for name, shape in now.items():
        old = before.get(name)
        if old is None:
            if store.conn.execute("SELECT 1 FROM op WHERE type = ? LIMIT 1", (name,)).fetchone():
                return False
            schema.create_view(store.conn, store.types[name])
        elif not _gained_columns(store, name, old, shape):
            return False
    return True


def _gained_columns(store: Store, name: str, old: dict[str, object], shape: dict[str, object]) -> bool:
    if old == shape:
        return True
    had, has = old["columns"], shape["columns"]
    if (
        not isinstance(had, dict)
        or not isinstance(has, dict)
        or old["search"] != shape["search"]
        or old["rule"] != shape["rule"]
    ):
        return False
    if any(has.get(column) != kind for column, kind in had.items()):
        return False
    if store.conn.execute(f"SELECT 1 FROM v_{name} WHERE extra IS NOT NULL LIMIT 1").fetchone():
        return False
    schema.add_missing_columns(store.conn, [store.types[name]])
    schema.create_view(store.conn, store.types[name])  # indexes of the new columns
    return True


def _tables_fit(store: Store) -> bool:
    """A file made just now, whose shape was not noted yet."""
    for name, record in store.types.items():
        have = {row[1] for row in store.conn.execute(f"PRAGMA table_info(v_{name})")}
        if have != {"n", *schema.view_columns(record)}:
            return False
    return True


def _drop_strangers(store: Store) -> None:
    """View tables of types this program no longer has; their ops stay in the journal."""
    found = store.conn.execute("SELECT substr(name, 3) FROM sqlite_master WHERE type = 'table' AND name GLOB 'v_*'")
    for (name,) in found.fetchall():
        if name not in store.types:
            store.conn.execute(f'DROP TABLE "v_{name}"')
            store.conn.execute(f'DROP TABLE IF EXISTS "s_{name}"')
