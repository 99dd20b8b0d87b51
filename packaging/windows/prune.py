"""Takes out what the program never loads: Qt's tools and unused parts, locales, tests, headers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from windows import imports, pins

PLUGINS = (
    "platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/qmodernwindowsstyle.dll",
    "imageformats/qico.dll", "imageformats/qjpeg.dll", "imageformats/qsvg.dll", "iconengines/qsvgicon.dll",
)  # fmt: skip
LOCALES = re.compile(r"(root|vi|vi_VN|en|en_US)\.dat")
_IMPORTED = re.compile(r"from PySide6\.(Qt[A-Za-z]+) import|import PySide6\.(Qt[A-Za-z]+)")


def prune(site: Path) -> None:
    """All of it."""
    qt(site / "PySide6")
    _shiboken(site / "shiboken6")
    (site.parent / "_wmi.pyd").unlink(missing_ok=True)  # `platform` asks WMI, which hangs on damaged PCs and in wine
    _locales(site / "babel" / "locale-data")
    for folder in ("lxml/includes", "lxml/isoschematron", "reportlab/graphics/samples", "PIL/__pycache__"):
        shutil.rmtree(site / folder, ignore_errors=True)
    for pattern in ("**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.lib", "**/*.h", "**/*.c", "PIL/_avif*.pyd", "**/RECORD"):
        for path in site.glob(pattern):
            path.unlink()
    for path in sorted(site.glob("**/tests")):
        shutil.rmtree(path)


def modules() -> set[str]:
    """The Qt modules our own code names."""
    found: set[str] = set()
    for path in (pins.ROOT / "danvan_desktop").rglob("*.py"):
        for names in _IMPORTED.findall(path.read_text("utf-8")):
            found |= {name for name in names if name}
    return found


def qt(folder: Path) -> None:
    """Keep the modules we import, a few plugins, and the DLLs those need."""
    wanted = [folder / f"{name}.pyd" for name in sorted(modules())]
    wanted += [folder / "plugins" / name for name in PLUGINS if (folder / "plugins" / name).is_file()]
    needed = imports.closure(wanted, folder)
    kept = {path.resolve() for path in (*needed, *folder.glob("*.py"))}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.resolve() not in kept:
            path.unlink()


def _shiboken(folder: Path) -> None:
    """The binding's own library and the C++ runtime it needs."""
    needed = imports.closure([*folder.glob("*.pyd"), *folder.glob("shiboken6*.dll")], folder)
    for path in folder.glob("*.dll"):
        if path not in needed:
            path.unlink()


def _locales(folder: Path) -> None:
    for path in folder.glob("*.dat"):
        if not LOCALES.fullmatch(path.name):
            path.unlink()
