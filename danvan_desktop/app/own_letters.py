"""A province's own wording of the papers: ours as a Word file to edit, the edited one made a table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from danvan_desktop.errors import UserError
from danvan_desktop.handoff import stick
from danvan_desktop.i18n import _
from danvan_desktop.reports import letter_templates, letters
from danvan_desktop.reports.letters import LetterKind
from danvan_desktop.storage.files import disk_problem

SIDES = ("state", "party")


def kind_of(name: str) -> LetterKind:
    """The paper of that id. Raises UserError."""
    found = letters.kind(name)
    if found is None:
        names = ", ".join(one.id for one in letters.kinds())
        raise UserError(
            _("There is no paper “{kind}”.").format(kind=name), hint=_("Papers there are: {names}.").format(names=names)
        )
    return found


def write_base(kind: LetterKind, side: str, target: Path) -> None:
    """Our wording as a Word file."""
    from danvan_desktop.documents.files import write_whole

    write_whole(target, letter_templates.base(kind, side))


def check(kind: LetterKind, file: Path) -> list[str]:
    """What is wrong with an edited file; nothing when it may be used. Raises UserError."""
    return letter_templates.lint(kind, _bytes(file))


def make_table(kind: LetterKind, file: Path, folder: Path, *, on: date, source: str) -> Path:
    """The edited file as a table in a folder that “danvan rules pack” signs. Raises UserError with what is wrong."""
    from danvan_desktop.documents.files import write_whole

    table = letter_templates.as_table(kind, _bytes(file), on, source)
    target = folder / f"{letter_templates.PREFIX}{kind.id}.json"
    stick.make_folder(target.parent)
    write_whole(target, json.dumps(table, ensure_ascii=False, indent=1).encode())
    return target


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise disk_problem(error, file) from error
