"""The recovery code on paper, and typed back."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.errors import UserError
from danvan_desktop.storage.files import disk_problem
from danvan_desktop.storage.recovery_code import read_code


def write_sheet(path: Path, unit_name: str, code: str) -> None:
    """Write the recovery sheet: a PDF to print, or a text file when the name ends in .txt."""
    try:
        if path.suffix.lower() == ".txt":
            path.write_text(f"{unit_name}\n{code}\n", encoding="utf-8")
            return
        from danvan_desktop.documents.recovery_sheet import write_recovery_sheet

        write_recovery_sheet(
            path, unit_name, code.splitlines(), "".join(code.split())
        )  # scanned, it is typed back whole
    except OSError as error:
        raise disk_problem(error, path) from error


def same_code(typed: str, code: str) -> bool:
    """Whether what was typed back is the code on the sheet."""
    try:
        return read_code(typed) == read_code(code)
    except UserError:
        return False
