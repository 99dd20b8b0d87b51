"""Which version of the program runs: the one installed, or a newer one that an update put beside it.

    <program folder>/versions/0.2.0/danvan_desktop/…   whole as soon as the folder has this name
    <program folder>/current.json                      {"version": "0.2.0", "before": ["0.1.0"]}, replaced by one rename

The installed version is never changed. It starts first, looks here, and hands over; where the newer one is gone or
cannot be loaded it goes on itself. Standard library only: every start passes here.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from danvan_desktop import paths

PACKAGE = "danvan_desktop"
POINTER, VERSIONS = "current.json", "versions"
TRY = "DANVAN_TRY_VERSION"  # the version of the program folder that a trial before the switch is made with
_VERSION = re.compile(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}")


def number(version: str) -> tuple[int, ...]:
    """“0.2.0” as (0, 2); higher versions are greater. Raises ValueError for anything else."""
    if not _VERSION.fullmatch(version):
        raise ValueError(version)
    parts = [int(part) for part in version.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def folder_of(version: str) -> Path:
    """Where a version beside the installed one lies."""
    return paths.program_dir() / VERSIONS / version


def pointer() -> tuple[str, tuple[str, ...]]:
    """The version chosen, and those before it, the last one last; ("", ()) as long as there is only the installed."""
    try:
        raw = json.loads((paths.program_dir() / POINTER).read_bytes())
        version, before = raw["version"], tuple(raw["before"])
        for each in (version, *before):
            number(each)
    except (OSError, ValueError, KeyError, TypeError):
        return "", ()
    return version, before


def other_version(own: str) -> Callable[[], int] | None:
    """The main function of the version that is to run instead of `own`, None where that is `own` itself."""
    tried = os.environ.get(TRY, "")
    wanted = tried or pointer()[0]
    if not _is_other(wanted, own, forced=bool(tried)):
        return None
    return _load(folder_of(wanted))


def _is_other(wanted: str, own: str, *, forced: bool) -> bool:
    """A setup may have brought something newer than what the pointer names."""
    try:
        higher = number(wanted) > number(own)
    except ValueError:
        return False
    return (higher or (forced and wanted != own)) and (folder_of(wanted) / PACKAGE / "__main__.py").is_file()


def _load(folder: Path) -> Callable[[], int] | None:
    """Put a version first on the path and take its main function; what is loaded of this one is forgotten."""
    mine = {name: sys.modules[name] for name in list(sys.modules) if name.partition(".")[0] == PACKAGE}
    for name in mine:
        del sys.modules[name]
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        main: Callable[[], int] = importlib.import_module(f"{PACKAGE}.__main__").main
    except Exception as error:  # noqa: BLE001  whatever is wrong with it, this version still works
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]
        sys.modules.update(mine)
        sys.stderr.write(f"{folder.name}: {type(error).__name__}: {error}\n")
        return None
    return main
