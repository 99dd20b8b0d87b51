"""Makes dist/windows/DanVan (the program as a folder) and dist/windows/DanVan-<version>-setup.exe.

    PYTHONPATH=packaging python -m windows.build [--no-setup] [--lock]

Needs mingw-w64 and nsis (apt) and fonts-noto-core; everything else comes by pip, checked by hash.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from danvan_desktop import __version__
from windows import assemble, fetch, imports, pins, prune

TOOLS = ("x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres", imports.OBJDUMP)


class Stopped(Exception):
    """The build cannot be made; the text says why."""


def main(words: list[str] | None = None) -> int:
    """Build; 1 with a sentence when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--no-setup", action="store_true", help="only the folder")
    parser.add_argument("--lock", action="store_true", help="write wheels.txt anew from pyproject.toml, build nothing")
    given = parser.parse_args(words)
    try:
        if given.lock:
            fetch.lock(pins.BUILD / "lock")
            return 0
        folder()
        if not given.no_setup:
            setup()
    except (Stopped, fetch.Wrong) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def folder() -> None:
    """The program as a folder that runs from wherever it lies."""
    _need(*TOOLS)
    wheels, archive = fetch.wheels(pins.BUILD / "wheels"), fetch.python(pins.BUILD / "python")
    shutil.rmtree(pins.FOLDER, ignore_errors=True)
    site = assemble.python(pins.FOLDER, archive) / "site"
    assemble.libraries(site, wheels)
    assemble.program(site)
    assemble.fonts(site)
    unnamed = assemble.licences(pins.FOLDER)
    if unnamed:
        raise Stopped(f"no licence text in {', '.join(unnamed)}: name it in assemble.py")
    prune.prune(site)
    assemble.launchers(pins.FOLDER, pins.BUILD / "launcher")
    lacking = imports.missing(pins.FOLDER)
    if lacking:
        raise Stopped("\n".join(f"missing {name}, asked for by {', '.join(who[:4])}" for name, who in lacking.items()))
    print(f"{pins.FOLDER}: {_megabytes(pins.FOLDER)} MB, {len(imports.binaries(pins.FOLDER))} binaries, none missing")


def setup() -> Path:
    """The setup program around the folder."""
    _need("makensis")
    target = pins.DIST / f"DanVan-{__version__}-setup.exe"
    given = {"OUTPUT": target, "FOLDER": pins.FOLDER, "VERSION": __version__}
    words = [f"-D{name}={value}" for name, value in given.items()]
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *words, str(pins.HERE / "setup.nsi")], check=True)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return target


def _need(*tools: str) -> None:
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    if lacking:
        raise Stopped(f"{', '.join(lacking)} not found. Debian: apt install gcc-mingw-w64-x86-64 nsis fonts-noto-core")


def _megabytes(place: Path) -> int:
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
