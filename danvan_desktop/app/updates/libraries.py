"""Which libraries a version of the program names and this computer has not: an update brings the program alone.

Read from the sources themselves, so no list has to be kept; a setup that ships no sources was built with what it needs.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "danvan_desktop"
# asked for on one system only, or where a checkout works without compiled texts; the code there does without them
OPTIONAL = frozenset({"PySide6.QtDBus", "babel.messages", "fcntl", "msvcrt", "resource", "winreg"})


def named(package: Path) -> set[str]:
    """Every module that the sources below `package` import, their own left out."""
    return {name for file in sorted(package.rglob("*.py")) for name in _imports(file)}


def missing(package: Path) -> list[str]:
    """Those that cannot be found here. Nothing but the packages around them is loaded."""
    return sorted(name for name in named(package) if not _is_optional(name) and not _is_here(name))


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if not _is_own(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level and not _is_own(node.module):
            yield node.module


def _is_own(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE


def _is_optional(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in OPTIONAL)


def _is_here(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
