"""Opening a DOCX in the word processor of this computer."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _

_PROGRAMS = ("libreoffice", "soffice", "lowriter", "wps", "onlyoffice-desktopeditors")
_REGISTERED = ("Word.Application", "kwps.Application", "soffice.StarWriterDocument.6", "LibreOffice.WriterDocument.1")


def has_word() -> bool:
    """Whether Word, WPS, LibreOffice or OnlyOffice is here."""
    if sys.platform == "win32":
        return any(map(_is_registered, _REGISTERED))
    return any(shutil.which(name) for name in _PROGRAMS)


def require_word(file: Path) -> None:
    """Raises EnvironmentProblem where nothing can open `file`, which is written already."""
    if has_word():
        return
    raise EnvironmentProblem(
        _("No Word, WPS or LibreOffice was found on this computer, so “{name}” cannot be opened here.").format(
            name=file.name
        ),
        kept=_("The file is whole and lies in {folder}.").format(folder=file.parent),
        hint=_("Save the PDF and print that, or open the file on a computer that has Word."), code="word-missing",
    )  # fmt: skip


def _is_registered(name: str) -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, name))
    except OSError:
        return False
    return True
