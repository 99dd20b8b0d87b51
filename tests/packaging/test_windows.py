"""The Windows build, checked from here: what is pinned fits the project, what is pruned is not needed.

Building takes minutes and is the slow test; running it under wine is packaging/windows/prove_wine.sh.
"""

from __future__ import annotations

import re
import shutil
import struct
import tomllib
from pathlib import Path

import pytest
from windows import assemble, build, fetch, icon, imports, pins, prune

PE = "x86_64-w64-mingw32-gcc"


def pinned() -> dict[str, str]:
    lines = [line.split() for line in pins.WHEELS.read_text("utf-8").splitlines() if "==" in line]
    return {words[0].split("==")[0]: words[0].split("==")[1] for words in lines}


def test_every_dependency_of_the_program_is_pinned() -> None:
    project = tomllib.loads((pins.ROOT / "pyproject.toml").read_text("utf-8"))
    names = {re.split(r"[<>=~!]", entry)[0].strip().lower().replace("_", "-")
             for entry in project["project"]["dependencies"]}  # fmt: skip
    assert names <= pinned().keys()


def test_the_pinned_versions_are_those_the_project_allows() -> None:
    project = tomllib.loads((pins.ROOT / "pyproject.toml").read_text("utf-8"))
    requirements = pytest.importorskip("packaging.requirements")
    if not hasattr(requirements, "Requirement"):
        pytest.skip("the name packaging is our own folder here")
    versions = pinned()
    for entry in project["project"]["dependencies"]:
        wanted = requirements.Requirement(entry)
        assert wanted.specifier.contains(versions[wanted.name.lower().replace("_", "-")]), entry


def test_every_wheel_has_a_hash() -> None:
    lines = [line for line in pins.WHEELS.read_text("utf-8").splitlines() if "==" in line]
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}$", line) for line in lines)
    assert not fetch.NOT_NEEDED & pinned().keys()


def test_the_qt_parts_kept_are_those_our_code_names() -> None:
    assert {"QtCore", "QtGui", "QtWidgets", "QtSvg"} <= prune.modules()
    assert not {"QtQml", "QtQuick", "QtWebEngineCore"} & prune.modules()


def test_the_locales_kept_are_vietnamese_english_and_root() -> None:
    kept = [name for name in ("vi.dat", "vi_VN.dat", "en.dat", "root.dat") if prune.LOCALES.fullmatch(name)]
    assert len(kept) == 4
    assert not prune.LOCALES.fullmatch("fr.dat")
    assert not prune.LOCALES.fullmatch("vie.dat")


def test_the_uninstaller_takes_away_only_what_the_setup_wrote() -> None:
    script = (pins.HERE / "setup.nsi").read_text("utf-8")
    removed = re.findall(r'RMDir /r "([^"]+)"', script)
    versions = r"$LOCALAPPDATA\danvan-desktop-program\versions"  # put beside by updates
    assert set(removed) == {r"$INSTDIR\rt", r"$INSTDIR\bin", r"$INSTDIR\licences", versions}
    assert "RequestExecutionLevel user" in script
    assert "danvan-desktop\\" not in "".join(removed)


def test_the_setup_speaks_both_languages() -> None:
    script = (pins.HERE / "setup.nsi").read_text("utf-8")
    names = {
        lang: set(re.findall(rf"LangString (\w+) \$\{{LANG_{lang}}}", script)) for lang in ("VIETNAMESE", "ENGLISH")
    }
    assert names["VIETNAMESE"] == names["ENGLISH"]
    assert names["VIETNAMESE"]


def test_the_icon_holds_a_picture_of_each_size(tmp_path: Path) -> None:
    icon.write(tmp_path / "a.ico")
    data = (tmp_path / "a.ico").read_bytes()
    _reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, 7)
    for place in range(count):
        size, at = struct.unpack_from("<II", data, 6 + 16 * place + 8)
        assert data[at : at + 4] == b"\x89PNG"
        assert at + size <= len(data)


@pytest.mark.skipif(not Path("/usr/share/common-licenses/LGPL-3").is_file(), reason="Debian's licence texts")
def test_each_library_shipped_has_its_licence_beside_it_or_is_named(tmp_path: Path) -> None:
    site = tmp_path / "rt" / "site"
    for name in ("withone-1.0", "docxtpl-0.20", "without-2.0"):
        (site / f"{name}.dist-info" / "licenses").mkdir(parents=True)
    (site / "withone-1.0.dist-info" / "licenses" / "LICENSE").write_text("MIT")
    (tmp_path / "rt" / "LICENSE.txt").write_text("PSF")
    assert assemble.licences(tmp_path) == ["without-2.0.dist-info"]
    said = {path.name for path in (tmp_path / "licences").iterdir()}
    assert {"withone-1.0-LICENSE.txt", "docxtpl-LGPL-2.1.txt", "python.txt", "danvan-desktop.txt"} <= said


@pytest.mark.skipif(shutil.which(PE) is None, reason="mingw-w64 is not installed")
def test_a_missing_dll_is_named(tmp_path: Path) -> None:
    source = tmp_path / "a.c"
    source.write_text("__declspec(dllimport) int there(void); int main(void){return there();}")
    other = tmp_path / "nowhere.c"
    other.write_text("__declspec(dllexport) int there(void){return 1;}")
    import subprocess

    subprocess.run([PE, "-shared", str(other), "-o", str(tmp_path / "nowhere.dll")], check=True)
    subprocess.run([PE, str(source), str(tmp_path / "nowhere.dll"), "-o", str(tmp_path / "a.exe")], check=True)
    assert imports.missing(tmp_path) == {}
    (tmp_path / "nowhere.dll").unlink()
    assert imports.missing(tmp_path) == {"nowhere.dll": ["a.exe"]}


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.skipif(any(shutil.which(tool) is None for tool in build.TOOLS), reason="mingw-w64 is not installed")
def test_the_folder_is_built_with_nothing_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "FOLDER", tmp_path / "DanVan")
    build.folder()
    assert imports.missing(tmp_path / "DanVan") == {}
    site = tmp_path / "DanVan" / "rt" / "site"
    assert (site / "danvan_desktop" / "_data" / "i18n" / "vi" / "LC_MESSAGES" / "danvan.mo").is_file()
    assert (site / "danvan_desktop" / "_data" / "resources" / "help" / "vi" / "start.md").is_file()
    assert not list(site.rglob("*Qml*"))
