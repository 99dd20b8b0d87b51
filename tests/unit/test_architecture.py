"""The rules of the house hold, and each of them bites when it is broken."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "danvan_desktop"
MAX_LINES = 300
ALLOWED = {
    "qt": {"gui", "__main__"},
    "sql": {"storage"},
    "pages": {"documents"},
    "workbooks": {"sheets", "documents"},
    "keys": {"handoff", "storage"},
}
BREACHES = [
    # contract, module that gets the line, the line
    ("layers", "domain/broken.py", "from danvan_desktop.storage import store"),
    ("layers", "storage/broken.py", "from danvan_desktop.handoff import package"),
    ("layers", "documents/broken.py", "import danvan_desktop.indicators"),
    ("layers", "sheets/broken.py", "import danvan_desktop.handoff"),
    ("layers", "cli/broken.py", "import danvan_desktop.gui"),
    ("layers", "app/broken.py", "import danvan_desktop.cli"),
    ("layers", "errors.py", "import danvan_desktop.domain"),
    ("layers", "newcomer.py", "X = 1"),
    ("Qt only in gui and __main__", "app/broken.py", "from PySide6.QtCore import QObject"),
    ("Qt only in gui and __main__", "cli/broken.py", "def f():\n    import PySide6.QtWidgets"),
    ("pages know the desk, not the window around them", "gui/lists/broken.py", "import danvan_desktop.gui.shell"),
    ("pages know the desk, not the window around them", "gui/desk.py", "import danvan_desktop.gui.main_window"),
    ("SQL only in storage", "handoff/broken.py", "import sqlcipher3"),
    ("SQL only in storage", "app/broken.py", "import sqlite3"),
    ("SQL only in storage", "gui/broken.py", "import sqlite_utils"),
    ("reportlab and docx only in documents", "reports/broken.py", "from reportlab.pdfgen import canvas"),
    ("reportlab and docx only in documents", "sheets/broken.py", "import docx"),
    ("workbook libraries only in sheets and documents", "app/broken.py", "import openpyxl"),
    ("workbook libraries only in sheets and documents", "reports/broken.py", "import xlsxwriter"),
    ("workbook libraries only in sheets and documents", "cli/broken.py", "import python_calamine"),
    ("cryptography only in handoff and storage", "app/broken.py", "import pyrage"),
    (
        "cryptography only in handoff and storage",
        "domain/broken.py",
        "from cryptography.hazmat import primitives",
    ),
    ("cryptography only in handoff and storage", "gui/broken.py", "import argon2"),
    ("record types do not import each other", "records/broken.py", "from danvan_desktop.records import fine"),
    ("record types do not import each other", "records/broken.py", "import danvan_desktop.records.petition_states"),
    ("record types do not import each other", "records/choices.py", "import danvan_desktop.records.fine"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package lying in `folder`."""
    runner = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(runner), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def broken_contracts(output: str) -> set[str]:
    """Names of the contracts that the report calls broken."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    return set(re.findall(r"^(.*\S) BROKEN", plain, re.MULTILINE))


def config(checkout: Path) -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))


def contracts(checkout: Path) -> list[dict[str, Any]]:
    """The contracts as pyproject.toml has them."""
    found: list[dict[str, Any]] = config(checkout)["tool"]["importlinter"]["contracts"]
    return found


def top_level(checkout: Path) -> set[str]:
    """Names of the modules and packages right below the package."""
    return {
        path.stem
        for path in (checkout / PACKAGE).iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem != "__init__"
    }


def sources(checkout: Path) -> Iterator[tuple[str, str]]:
    """Every Python file of the package: its place and its text."""
    for path in sorted((checkout / PACKAGE).rglob("*.py")):
        yield path.relative_to(checkout / PACKAGE).as_posix(), path.read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path, checkout: Path) -> Path:
    """A small copy of the house: the same top level, the same contracts, nothing in the rooms yet."""
    package = tmp_path / PACKAGE
    package.mkdir()
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    for name in ["__init__", *sorted(layer_names(checkout))]:
        if (checkout / PACKAGE / f"{name}.py").is_file():
            (package / f"{name}.py").write_text('"""One room."""\n', encoding="utf-8")
        else:
            (package / name).mkdir()
            (package / name / "__init__.py").write_text('"""One room."""\n', encoding="utf-8")
    (package / "__main__.py").touch()
    for room in (checkout / PACKAGE / "gui").iterdir():
        if room.suffix == ".py":
            (package / "gui" / room.name).touch()
        elif (room / "__init__.py").is_file():
            (package / "gui" / room.name).mkdir()
            (package / "gui" / room.name / "__init__.py").touch()
    for place in ("storage/store.py", "handoff/package.py", "records/choices.py", "records/petition_states.py"):
        (package / place).write_text("X = 1\n", encoding="utf-8")
    (package / "records" / "fine.py").write_text("from danvan_desktop.records import choices\n", encoding="utf-8")
    (package / "records" / "__init__.py").write_text("from danvan_desktop.records import fine\n", encoding="utf-8")
    return tmp_path


def layer_names(checkout: Path) -> set[str]:
    """Every name in the layers contract."""
    layers = next(one for one in contracts(checkout) if one["id"] == "layers")["layers"]
    return {name.strip() for layer in layers for name in re.split(r"[|:]", layer)}


def test_the_package_keeps_every_contract(checkout: Path) -> None:
    result = lint_imports(checkout)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_house_without_faults_passes(house: Path) -> None:
    result = lint_imports(house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "place", "line"), BREACHES, ids=[f"{b[1]}: {b[2][:40]}" for b in BREACHES])
def test_a_breach_is_named_by_its_contract(house: Path, contract: str, place: str, line: str) -> None:
    target = house / PACKAGE / place
    target.write_text(f"{line}\n", encoding="utf-8")
    result = lint_imports(house)
    assert result.returncode != 0
    assert broken_contracts(result.stdout) == {contract}, result.stdout + result.stderr


def test_each_contract_has_a_breach_here(checkout: Path) -> None:
    assert {one["name"] for one in contracts(checkout)} == {breach[0] for breach in BREACHES}


@pytest.mark.parametrize("contract", ALLOWED)
def test_a_restricted_library_is_forbidden_to_every_room_but_its_own(checkout: Path, contract: str) -> None:
    found = next(one for one in contracts(checkout) if one["id"] == contract)
    forbidden_to = {name.removeprefix(f"{PACKAGE}.") for name in found["source_modules"]}
    assert forbidden_to == layer_names(checkout) - ALLOWED[contract]


def test_every_room_of_the_house_is_there(checkout: Path) -> None:
    assert top_level(checkout) == layer_names(checkout)


def test_every_folder_with_code_is_a_package(checkout: Path) -> None:
    """A folder without __init__.py would be unseen by the contracts."""
    folders = {(checkout / PACKAGE / place).parent for place, _text in sources(checkout)}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_no_file_is_longer_than_300_lines(checkout: Path) -> None:
    long = {place: text.count("\n") for place, text in sources(checkout) if text.count("\n") > MAX_LINES}
    assert not long


def test_only_the_commands_print(checkout: Path) -> None:
    printing = [
        f"{place}:{node.lineno}"
        for place, text in sources(checkout)
        if not place.startswith("cli/")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printing
