"""Small text files given to either face: a passphrase, a recovery code."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _


def text_of(file: Path) -> str:
    """A text file's contents. Raises UserError for a name that is wrong, EnvironmentProblem of the disk."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("The file {file} cannot be read.").format(file=file)
        wrong = isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError | UnicodeDecodeError)
        kind = UserError if wrong else EnvironmentProblem  # the wrong name, or a disk that gives it not
        raise kind(message, hint=_("Check its name and that it is a text file.")) from error


def first_line(file: Path) -> str:
    """First line of a text file without its line end."""
    lines = text_of(file).splitlines()
    if not lines or not lines[0].strip():
        raise UserError(_("The file {file} holds no passphrase in its first line.").format(file=file))
    return lines[0]
