"""Which DLLs a Windows file loads, read by objdump: decides what Qt parts are needed and proves none is missing."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from windows import pins

OBJDUMP = "x86_64-w64-mingw32-objdump"
_LOADED = re.compile(r"^\s*DLL Name: (\S+)$", re.MULTILINE)
_API_SET = re.compile(r"(api|ext)-ms-.*")  # names Windows itself resolves


def loads(file: Path) -> set[str]:
    """Lower-case names of the DLLs in a file's import tables, the delayed ones too."""
    done = subprocess.run([OBJDUMP, "-p", str(file)], capture_output=True, text=True, check=False)
    return {name.lower() for name in _LOADED.findall(done.stdout)}


def closure(wanted: Iterable[Path], folder: Path) -> set[Path]:
    """The files and every DLL of `folder` they need, directly or through others."""
    there = {path.name.lower(): path for path in folder.glob("*.dll")}
    found: set[Path] = set()
    waiting = list(wanted)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += [there[name] for name in loads(file) if name in there]
    return found


def binaries(folder: Path) -> list[Path]:
    """Everything Windows would load as code."""
    return [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in {".dll", ".pyd", ".exe"}]


def system_dlls() -> frozenset[str]:
    """DLLs that every Windows 10 1809 or newer has."""
    lines = (pins.HERE / "system_dlls.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def missing(folder: Path) -> dict[str, list[str]]:
    """DLLs neither in the folder nor part of Windows, with who asks for them."""
    files = binaries(folder)
    have = {path.name.lower() for path in files} | system_dlls()
    lacking: dict[str, list[str]] = {}
    for file in files:
        for name in loads(file):
            if name not in have and not _API_SET.fullmatch(name):
                lacking.setdefault(name, []).append(file.relative_to(folder).as_posix())
    return lacking
