"""What an update file (`.danvan-upd`) is built of: names, caps, its list of contents.

A ZIP with `update.json`, its signature `update.json.minisig` (minisign format, so that the public tool checks it),
`DOC-THIS.txt`, and every file as `file/<sha256>`. Real names stand in the signed list only and are checked there.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from danvan_desktop import launch
from danvan_desktop.handoff import form
from danvan_desktop.handoff.archive import Caps
from danvan_desktop.storage.rule_files import FOLDERS, RELEASE

SUFFIX = ".danvan-upd"
FORMAT, VERSION = "danvan-update", 1
PROGRAM, DATA = "program", "data"
MANIFEST, SIGNATURE, README, FILE = "update.json", "update.json.minisig", "DOC-THIS.txt", "file/"
ANY_PLATFORM = "any"

MAX_FILE = 300_000_000
CAPS = Caps(
    re.compile(r"update\.json|update\.json\.minisig|DOC-THIS\.txt|file/[0-9a-f]{64}"), entries=20_000,
    plain=700_000_000, ratio=250, small=8_000_000,
)  # fmt: skip
MAX_TABLE = 8_000_000
MAX_CHANGES, MAX_CHANGE = 200, 500

_PART = re.compile(r"[A-Za-z0-9_@+~-](?:[A-Za-z0-9_@+~ .-]{0,98}[A-Za-z0-9_@+~-])?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_TABLE = re.compile(rf"({'|'.join(FOLDERS)})/[A-Za-z0-9_-]{{1,60}}\.json")
_HASH = re.compile(r"[0-9a-f]{64}")
_NEEDED = ("danvan_desktop/__init__.py", "danvan_desktop/__main__.py")


class BadListError(ValueError):
    """The list of contents is not one this program can use."""


@dataclass(frozen=True)
class Listed:
    """One file of an update: where it belongs, how long it is, its SHA-256 as hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What the signed list says. `version` is a program's; `publisher` and `number` are a data update's."""

    kind: str
    made: str
    changes: tuple[str, ...]
    files: tuple[Listed, ...]
    version: str = ""
    platform: str = ANY_PLATFORM
    python: str = ""
    schema: int = 0
    publisher: str = ""
    number: int = 0

    @property
    def size(self) -> int:
        """Bytes of all files unpacked."""
        return sum(file.size for file in self.files)

    def as_json(self) -> bytes:
        """The list as it is signed."""
        raw: dict[str, Any] = {"format": FORMAT, "v": VERSION, "kind": self.kind, "made": self.made}
        if self.kind == PROGRAM:
            raw |= {"version": self.version, "platform": self.platform, "python": self.python, "schema": self.schema}
        else:
            raw |= {"publisher": self.publisher, "number": self.number}
        raw["changes"] = list(self.changes)
        raw["files"] = {file.name: {"size": file.size, "sha256": file.sha256} for file in self.files}
        return json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(data: bytes) -> Contents:
    """Read a list of contents. Raises BadListError; `newer` is its text where a newer program can read it."""
    try:
        found = _contents(_envelope(json.loads(data)))
    except BadListError:
        raise
    except form.JSON_ERRORS as error:
        raise BadListError(type(error).__name__) from None
    _check(found)
    return found


def _envelope(raw: dict[str, Any]) -> dict[str, Any]:
    if raw["format"] != FORMAT:
        raise BadListError("format")
    if type(raw["v"]) is not int or raw["v"] > VERSION:
        raise BadListError("newer")
    return raw


def _contents(raw: dict[str, Any]) -> Contents:
    files = tuple(
        Listed(_text(name), _count(file["size"]), _text(file["sha256"])) for name, file in raw["files"].items()
    )
    common = (_text(raw["kind"]), _text(raw["made"]), tuple(_text(line) for line in raw["changes"]), files)
    if raw["kind"] == PROGRAM:
        launch.number(raw["version"])
        version, platform, python = (_text(raw[name]) for name in ("version", "platform", "python"))
        return Contents(*common, version=version, platform=platform, python=python, schema=_count(raw["schema"]))
    return Contents(*common, publisher=_text(raw["publisher"]), number=_count(raw["number"]))


def _check(found: Contents) -> None:
    good = _program_name if found.kind == PROGRAM else _TABLE.fullmatch
    names = [file.name for file in found.files]
    if found.kind not in {PROGRAM, DATA} or not names or not all(good(name) for name in names):
        raise BadListError("names")
    if len({name.lower() for name in names}) != len(names) or not all(_HASH.fullmatch(f.sha256) for f in found.files):
        raise BadListError("names")
    if found.kind == PROGRAM and not set(_NEEDED) <= set(names):
        raise BadListError("no program")
    if found.kind == DATA and (any(file.size > MAX_TABLE for file in found.files) or not found.publisher):
        raise BadListError("size")
    if len(found.changes) > MAX_CHANGES or any(len(line) > MAX_CHANGE for line in found.changes):
        raise BadListError("changes")


def _program_name(name: str) -> bool:
    """A path below one folder, the same on Windows: no way out, no name that Windows keeps for itself."""
    parts = name.split("/")
    good = all(_PART.fullmatch(part) and not _RESERVED.fullmatch(part) for part in parts)
    return good and 1 < len(parts) <= 14 and len(name) <= 200 and str(PurePosixPath(name)) == name


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadListError("text")
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise BadListError("count")
    return value


def file_name(found: Contents) -> str:
    """How the file is called by default."""
    label = found.version if found.kind == PROGRAM else f"{found.publisher}-{found.number}"
    word = "chuong-trinh" if found.kind == PROGRAM else ("so-lieu" if found.publisher == RELEASE else "tinh")
    return f"DanVan-{word}-{label}{SUFFIX}"
