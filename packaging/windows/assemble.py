"""Puts the folder together: CPython, libraries, our package with its data, fonts, licences, launchers."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

from hatch_build import compile_catalogue

from windows import icon, pins

_PATHS = f"python{pins.TAG[2:]}.zip\n.\nsite\n"
_NOTO = Path("/usr/share/fonts/truetype/noto")
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_MINGW = "x86_64-w64-mingw32-"
_FLAGS = ("-O2", "-s", "-municode", "-Wall", "-Werror")
# Used under the LGPL, their files left as they are and replaceable; their wheels do not bring its text.
_COMMON = {"qt-pyside6": ("LGPL-3", "GPL-3"), "docxtpl": ("LGPL-2.1",)}


def python(folder: Path, archive: zipfile.ZipFile) -> Path:
    """rt/: the interpreter as python.org made it, told to look for modules in rt/site only."""
    runtime = folder / "rt"
    for member in archive.infolist():
        name = Path(member.filename).name
        if not member.is_dir():
            _write(runtime / name, archive.read(member))
    (runtime / f"python{pins.TAG[2:]}._pth").write_text(_PATHS, "ascii")
    return runtime


def libraries(site: Path, wheels: Iterable[Path]) -> None:
    """Unpack the wheels; their scripts are left out."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                place = _place(name)
                if place and not name.endswith("/"):
                    _write(site / place, archive.read(name))


def _place(name: str) -> str:
    """Where a wheel's entry belongs below site/; '' for what is not shipped."""
    parts = name.split("/")
    if parts[0].endswith(".data"):
        return "/".join(parts[2:]) if parts[1] in {"purelib", "platlib"} else ""
    return name


def program(site: Path) -> None:
    """Our package as in a wheel: data and compiled catalogues under _data."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", "_data")
    package = site / "danvan_desktop"
    shutil.copytree(pins.ROOT / "danvan_desktop", package, ignore=ignore)
    data = package / "_data"
    for name in ("ui", "resources"):
        shutil.copytree(pins.ROOT / name, data / name, ignore=ignore)
    for source in sorted((pins.ROOT / "i18n").glob("*/danvan.po")):
        messages = data / "i18n" / source.parent.name / "LC_MESSAGES"
        messages.mkdir(parents=True)
        compile_catalogue(source, source.parent.name, messages).rename(messages / "danvan.mo")


def fonts(site: Path) -> None:
    """Noto Serif for Ê-đê and Gia-rai letters; Times New Roman and Segoe UI are Windows' own."""
    target = site / "danvan_desktop" / "_data" / "resources" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for face in _FACES:
        shutil.copy(_NOTO / f"NotoSerif-{face}.ttf", target)
    shutil.copy("/usr/share/doc/fonts-noto-core/copyright", target / "NotoSerif-licence.txt")


def launchers(folder: Path, build: Path) -> None:
    """DanVan.exe opens the window; bin/danvan.exe is the command line."""
    build.mkdir(parents=True, exist_ok=True)
    icon.write(build / "danvan.ico")
    shutil.copy(pins.HERE / "launcher.rc", build)
    resource = build / "launcher.o"
    subprocess.run([f"{_MINGW}windres", "launcher.rc", str(resource)], cwd=build, check=True)
    (folder / "bin").mkdir(exist_ok=True)
    for target, kind in ((folder / "DanVan.exe", ("-mwindows",)), (folder / "bin" / "danvan.exe", ("-DCONSOLE",))):
        source = str(pins.HERE / "launcher.c")
        words = [f"{_MINGW}gcc", *_FLAGS, *kind, source, str(resource), "-o", str(target)]
        subprocess.run(words, check=True)
    shutil.copy(build / "danvan.ico", folder / "DanVan.ico")


def licences(folder: Path) -> list[str]:
    """The licence of everything shipped, in one place; returns the libraries that bring none."""
    target = folder / "licences"
    target.mkdir(exist_ok=True)
    shutil.copy(pins.ROOT / "LICENSE", target / "danvan-desktop.txt")
    shutil.copy(folder / "rt" / "LICENSE.txt", target / "python.txt")
    for library, names in _COMMON.items():
        for name in names:
            shutil.copy(f"/usr/share/common-licenses/{name}", target / f"{library}-{name}.txt")
    return [info.name for info in sorted((folder / "rt" / "site").glob("*.dist-info")) if not _licence_of(info, target)]


def _licence_of(info: Path, target: Path) -> bool:
    """Copy what a library says of its licence; whether there is any."""
    name = info.name.removesuffix(".dist-info")
    texts = [
        path for path in sorted(info.rglob("*"))
        if path.is_file() and any(map(_names_licence, path.relative_to(info).parts))
    ]  # fmt: skip
    for path in texts:
        shutil.copy(path, target / f"{name}-{path.stem}.txt")
    return bool(texts) or name.split("-")[0] in _COMMON


def _names_licence(part: str) -> bool:
    return part.lower().startswith(("license", "licence", "copying", "notice"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
