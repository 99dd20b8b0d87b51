"""The recovery code on paper, and typed back."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import write_private
from danvan_desktop.storage.recovery_code import read_code
from danvan_desktop.storage.store import Store


def typed_back(store: Store) -> bool:
    """Whether the recovery code was typed back from paper; True for an office made before that was asked."""
    return store.settings.get("recovery.confirmed", "1") != ""


def write_sheet(path: Path, unit_name: str, code: str, note: str = "") -> None:
    """Write the recovery sheet: a PDF to print, or a text file when the name ends in .txt. `note`: which computer.

    Only who wrote it reads it: it opens everything.
    """
    if path.suffix.lower() == ".txt":
        write_private(path, ("\n".join(filter(None, (unit_name, note, code))) + "\n").encode())
        return
    from danvan_desktop.documents.recovery_sheet import recovery_sheet_pdf

    scanned = "".join(code.split())  # it is typed back whole
    write_private(path, recovery_sheet_pdf(unit_name, code.splitlines(), scanned, note))


def sheet_pdf(unit_name: str, code: str) -> bytes:
    """The recovery sheet as a PDF for the printer; nothing is written to the disk."""
    from danvan_desktop.documents.recovery_sheet import recovery_sheet_pdf

    return recovery_sheet_pdf(unit_name, code.splitlines(), "".join(code.split()))


def wrong_line(place: int, typed: str, code: str) -> str:
    """What is wrong with one line typed back, "" while it is short or when it is right."""
    want = "".join(code.splitlines()[place - 1].split())
    have = "".join(ch for ch in typed if ch.isalnum())
    if len(have) < len(want) or have == want:
        return ""
    if len(have) > len(want):
        return _("Too long: {want} digits belong here.").format(want=len(want))
    first = next(number for number, pair in enumerate(zip(have, want, strict=True)) if pair[0] != pair[1])
    return _("Not as on the sheet: look at group {group}.").format(group=first // 4 + 1)


def same_code(typed: str, code: str) -> bool:
    """Whether what was typed back is the code on the sheet."""
    try:
        return read_code(typed) == read_code(code)
    except UserError:
        return False
