"""The three doors by which plain text leaves the encrypted file: Save as, Print, Open in Word. Each is logged."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.app.office import Office
from danvan_desktop.documents.files import write_whole
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import form
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.app.disclosure import Disclosure

SAVED, PRINTED, WORD, LOCKED = "saved_as", "printed", "opened_in_word", "report_locked"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def note(office: Office, door: str, subject: str, going: Disclosure | None = None) -> None:
    """Keep in the access log that a document left. `subject`: what it is called, never a person.

    `going`: what of persons stood in it; full names and denunciations' content are noted as such.
    """
    from danvan_desktop.app import access_log

    if going is not None:
        going.note(office, door, subject)
    else:
        access_log.note(office, door, subject)


def allow(office: Office | Store) -> None:
    """Refuse who may let nothing out. Raises UserError; asked before anything is made, printed or written."""
    from danvan_desktop.app import people

    people.require(office, "export")


@dataclass(frozen=True)
class Left:
    """One document that left."""

    when: datetime
    officer: str
    act: str
    subject: str


def left(office: Office, reader: Store, limit: int = 500) -> list[Left]:
    """What left, newest first: everybody's for who may read the log, else one's own."""
    from danvan_desktop.app import access_log, people

    whose = "" if people.may(office, "access_log") else office.officer
    found = access_log.lines(reader, acts=(SAVED, PRINTED, WORD), officer=whose, limit=limit)
    return [
        Left(datetime.fromtimestamp(line.at_ms / 1000).astimezone(), line.officer, access_log.ACTS[line.act],
             line.subject)
        for line in found
    ]  # fmt: skip


def save_as(
    office: Office, data: bytes, path: Path, subject: str, door: str = SAVED, going: Disclosure | None = None
) -> Path:
    """Write a document where the officer wants it, outside the encrypted file, and log it.

    Raises UserError where it would take the place of a package or of the office's own data; else as `write_whole`.
    """
    allow(office)
    _spare_ours(office, path)
    write_whole(path, data)
    note(office, door, subject, going)
    return path


def _spare_ours(office: Office, path: Path) -> None:
    data, target = os.path.realpath(office.data_dir), os.path.realpath(path)
    if target.startswith(data + os.sep) or path.suffix.lower().startswith(form.SUFFIX):
        raise UserError(
            _("“{name}” is a file of the program itself, not a place for a document.").format(name=path.name),
            kept=_("Nothing was written."), hint=_("Choose another folder or another name."),
        )  # fmt: skip


def open_in_word(path: Path) -> None:
    """Open a written DOCX with the program this machine has for it; the sentence says so when there is none."""
    try:
        if os.name == "nt":
            os.startfile(path)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606  the officer's own file
            return
        if not _has_program():
            raise _no_word(path)
        opener = "open" if shutil.which("xdg-open") is None else "xdg-open"
        subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    except OSError as error:
        raise _no_word(path) from error


def _has_program() -> bool:
    """Whether something here opens DOCX: xdg-mime knows; macOS always has something."""
    if shutil.which("xdg-mime") is None:
        return shutil.which("xdg-open") is None and shutil.which("open") is not None
    words = ["xdg-mime", "query", "default", _DOCX]
    done = subprocess.run(words, capture_output=True, check=False, timeout=10)  # noqa: S603
    return bool(done.stdout.strip())


def _no_word(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        _("No program that opens Word documents was found on this computer."),
        kept=_("The document was written to {file}.").format(file=path),
        hint=_("Install Microsoft Word or LibreOffice, or open the file on another computer."),
        code="word-missing",
    )
