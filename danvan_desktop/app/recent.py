"""The records an officer opened last: where one left off a moment ago is one key away. Only types and ids are kept."""

from __future__ import annotations

import json

from danvan_desktop.app.links import Hit
from danvan_desktop.app.titles import detail, title
from danvan_desktop.storage.store import Store

PREFERENCE = "recent"  # of the officer, in the encrypted file
MOST = 10
Target = tuple[str, bytes]


def opened(kept: str, type_name: str, row: bytes) -> str:
    """What is kept after a record was opened: it stands first, the eleventh falls out."""
    before = [target for target in _read(kept) if target != (type_name, row)]
    return json.dumps([[name, one.hex()] for name, one in [(type_name, row), *before][:MOST]])


def listed(store: Store, kept: str) -> list[tuple[str, Hit]]:
    """The records that are still here, the one opened last first; titles as in lists, a denouncer's masked."""
    found = []
    for type_name, row in _read(kept):
        item = store.get(type_name, row) if type_name in store.types else None
        if item is not None and not item.deleted:
            record = store.types[type_name]
            found.append((type_name, Hit(row, title(record, item), detail(record, item))))
    return found


def _read(kept: str) -> list[Target]:
    try:
        return [(str(name), bytes.fromhex(row)) for name, row in json.loads(kept or "[]")]
    except (ValueError, TypeError):
        return []
