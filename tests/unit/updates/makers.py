"""Update files for the tests, signed by the real minisign command with keys made for one test."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import make_update

from danvan_desktop.handoff import update_form, update_writing
from danvan_desktop.handoff.update_form import Contents

KEY_NAME = "phat-hanh"
# The smallest thing that can be tried: it says it is sound, whatever it is asked.
SMALL_MAIN = """
import json, sys
from danvan_desktop import __version__

def main():
    if "self-test" in sys.argv:
        print(json.dumps([{"what": "p", "ok": True, "text": __version__ + ", small"}]))
    else:
        print("small", __version__)
    return 0

"""


@dataclass(frozen=True)
class ReleaseKey:
    """A pair as `minisign -G` makes it; `folder` holds the public half only."""

    folder: Path
    secret: Path

    @property
    def public(self) -> Path:
        return self.folder / f"{KEY_NAME}.pub"


def release_key(place: Path) -> ReleaseKey:
    key = ReleaseKey(place / "keys", place / f"{KEY_NAME}.key")
    key.folder.mkdir(parents=True)
    words = ["minisign", "-G", "-W", "-p", str(key.public), "-s", str(key.secret)]
    subprocess.run(words, check=True, capture_output=True)
    return key


def small_program(version: str) -> dict[str, bytes]:
    return {
        "danvan_desktop/__init__.py": f'__version__ = "{version}"\n'.encode(),
        "danvan_desktop/__main__.py": SMALL_MAIN.encode(),
        "danvan_desktop/storage/schema.py": b"SCHEMA_VERSION = 1\n",
    }


def program_update(
    target: Path, key: ReleaseKey, version: str, files: Mapping[str, bytes] | None = None, changes: tuple[str, ...] = ()
) -> Path:
    given = dict(files or small_program(version))
    make_update.write(target, make_update.program(given, version, changes, "any"), given, key.secret)
    return target


def data_update(
    target: Path, key: ReleaseKey, number: int, tables: Mapping[str, Any], changes: tuple[str, ...] = ()
) -> Path:
    files = {f"{name}.json": json.dumps(table, ensure_ascii=False).encode() for name, table in tables.items()}
    make_update.write(target, make_update.data(files, number, changes), files, key.secret)
    return target


def signed(target: Path, key: ReleaseKey, contents: Contents, entries: Mapping[str, bytes]) -> Path:
    """An update whose list says what it likes: the signer is known, the list is hostile."""
    manifest = contents.as_json()
    signature = make_update.signature(manifest, key.secret, "test")
    target.write_bytes(update_writing.pack(contents, signature, entries))
    return target


def listed(name: str, data: bytes) -> update_form.Listed:
    import hashlib

    return update_form.Listed(name, len(data), hashlib.sha256(data).hexdigest())
