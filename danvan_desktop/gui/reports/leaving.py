"""The three doors out of the encrypted file: Save as, Print, Open in Word; each is asked, said and logged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.app import doors
from danvan_desktop.documents.preview import page_sizes
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.reports.print_dialog import PrintDialog
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.disclosure import Disclosure
    from danvan_desktop.gui.desk import Desk

_FOLDER = "save.folder"
_KINDS = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)", "xlsx": "Excel (*.xlsx)"}


def ask_path(desk: Desk, parent: QWidget, title: str, file_name: str, form: str) -> Path | None:
    """Where the officer wants a file; the folder of last time is offered."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(desk.preference(_FOLDER) or documents)
    name = f"{file_name}.{form}"
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(folder / name), _KINDS[form])
    if not chosen:
        return None
    path = Path(chosen)
    desk.prefer(_FOLDER, str(path.parent))
    return path if path.suffix.lower() == f".{form}" else path.with_name(f"{path.name}.{form}")


def save_pdf(
    desk: Desk, parent: QWidget, pdf: bytes, file_name: str, going: Disclosure | None = None
) -> Path | None:  # fmt: skip
    """Save a PDF outside the encrypted file; `going`: what of persons stands in it, for the access log."""
    path = ask_path(desk, parent, _("Save PDF"), file_name, "pdf")
    return _left(desk, parent, pdf, path, doors.SAVED, going) if path else None


def save_docx(desk: Desk, parent: QWidget, docx: bytes, file_name: str, *, opened: bool) -> Path | None:
    """Save a DOCX outside the encrypted file, and open it when that is wanted."""
    path = ask_path(desk, parent, _("Save for Word"), file_name, "docx")
    if path is None or not _left(desk, parent, docx, path, doors.WORD if opened else doors.SAVED):
        return None
    if opened:
        try:
            doors.open_in_word(path)
        except DanvanError as error:
            desk.fail(error, parent)
    return path


def save_by(
    desk: Desk, parent: QWidget, title: str, file_name: str, form: str, write: Callable[[Path], object]
) -> None:  # fmt: skip
    """Ask where, let a function of app/ write the file (it asks and logs the door), say where it lies."""
    path = ask_path(desk, parent, title, file_name, form)
    if path is None:
        return
    try:
        write(path)
    except DanvanError as error:
        desk.fail(error, parent)
        return
    _say_left(desk, path)


def _say_left(desk: Desk, path: Path) -> None:
    desk.say(
        _("Saved to {file}. It lies outside the encrypted file now: whoever has it can read it.").format(file=path)
    )


def _left(
    desk: Desk, parent: QWidget, data: bytes, path: Path, door: str, going: Disclosure | None = None
) -> Path | None:
    try:
        doors.save_as(desk.office, data, path, path.name, door, going)
    except DanvanError as error:
        desk.fail(error, parent)
        return None
    _say_left(desk, path)
    return path


def print_pdf(
    desk: Desk, parent: QWidget, pdf: bytes, title: str, file_name: str, going: Disclosure | None = None
) -> bool:
    """The print dialog; True when a printer took it."""
    try:
        doors.allow(desk.office)
    except DanvanError as error:
        desk.fail(error, parent)
        return False
    dialog = PrintDialog(desk, pdf, title, len(page_sizes(pdf)), parent=parent)
    taken: list[str] = []
    wanted: list[bool] = []
    dialog.printed.connect(taken.append)
    dialog.save_wanted.connect(lambda: wanted.append(True))
    dialog.exec()
    dialog.deleteLater()
    if taken:
        doors.note(desk.office, doors.PRINTED, file_name, going)
        desk.say(_("Given to the printer {name}.").format(name=taken[0]))
    if wanted:
        save_pdf(desk, parent, pdf, file_name, going)
    return bool(taken)
