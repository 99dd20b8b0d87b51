"""Caps that hold before a workbook is opened: size, zip members, unpacked size, XML with own entities.

A register of 100,000 rows unpacks to some 80 MB and packs 10 to 30 fold; the caps are far above that.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO
from xml.parsers import expat  # only to look at the prolog; nothing is built from it

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_MEMBERS = 3_000
MAX_UNPACKED_BYTES = 600 * 1024 * 1024
MAX_RATIO = 250
RATIO_FROM_BYTES = 20 * 1024 * 1024  # small members of blanks may pack better than any bomb
MAX_PROLOG_BYTES = 256 * 1024
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff")
MAX_ROWS = 200_000
MAX_COLUMNS = 400


class _EndOfPrologError(Exception):
    pass


class _OwnEntitiesError(Exception):
    pass


def check_file_size(path: Path) -> None:
    """Raise UserError for a file that is too large to be a register."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UserError(
            _("The workbook {name} is larger than {limit} MB.").format(name=path.name, limit=MAX_FILE_BYTES >> 20),
            kept=_("Nothing was read from it."),
            hint=_("Save only the register to a new workbook, without pictures, and import that one."),
        )


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Raise UserError for a zip that unpacks into too much or whose XML brings its own entities."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED_BYTES:
        raise _too_much(name)
    for member in members:
        if member.file_size > RATIO_FROM_BYTES and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise _too_much(name)
        if not member.filename.lower().endswith(_PICTURES):  # a part of XML may bear any other name
            with archive.open(member) as stream:
                _check_prolog(stream, name)


def _too_much(name: str) -> UserError:
    return UserError(
        _("The workbook {name} unpacks into far more data than a register holds.").format(name=name),
        kept=_("It was not opened."),
        hint=_("Open it in Excel and save the register to a new workbook."),
    )


def _check_prolog(stream: IO[bytes], name: str) -> None:
    """Read up to the first element: a DOCTYPE there is no part of a spreadsheet."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = _stop
    seen = 0
    try:
        while chunk := stream.read(4096):
            parser.Parse(chunk, False)
            seen += len(chunk)
            if seen > MAX_PROLOG_BYTES:
                _refuse()
    except _EndOfPrologError:
        return
    except _OwnEntitiesError:
        raise UserError(
            _("The workbook {name} holds XML with its own entities, which no spreadsheet program writes.").format(
                name=name
            ),
            kept=_("It was not opened."),
            hint=_("Do not open it; ask the sender for a new copy."),
        ) from None
    except expat.ExpatError:
        return  # broken XML: the reader says so with its own sentence, if it needs that part at all


def _refuse(*_arguments: object) -> None:
    raise _OwnEntitiesError


def _stop(*_arguments: object) -> None:
    raise _EndOfPrologError
