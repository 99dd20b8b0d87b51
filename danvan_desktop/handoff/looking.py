"""What lies in a folder or on a stick, told by names and first bytes only: nothing is opened, nothing is read whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from danvan_desktop.handoff import form
from danvan_desktop.handoff.enrolment import CERTIFICATE_SUFFIX, REQUEST_SUFFIX
from danvan_desktop.storage.files import answers, disk_problem

PACKAGE, RECEIPT, REQUEST, CERTIFICATE = "package", "receipt", "request", "certificate"
MAX_LOOKED_AT = 5_000  # files of the hand-over in one folder; what else lies on the stick does not count
_KINDS = {REQUEST_SUFFIX: REQUEST, CERTIFICATE_SUFFIX: CERTIFICATE, form.SUFFIX: PACKAGE}


@dataclass(frozen=True)
class Lying:
    """One file of the hand-over. `unit` and `number` as its name says; nothing is proved by them."""

    file: Path
    kind: str
    bytes: int
    unit: str = ""
    number: int = 0
    part: int = 1
    parts: int = 1
    sealed: bool = True  # begins as a sealed package does


def look(folder: Path) -> list[Lying]:
    """Files of the hand-over in a folder, by name. Raises EnvironmentProblem when it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            ours = (entry.name for entry in entries if Path(entry.name).suffix.lower() in _KINDS)
            names = sorted(islice(ours, MAX_LOOKED_AT))
        return [found for name in names if (found := _looked_at(folder / name)) is not None]
    except OSError as error:
        raise disk_problem(error, folder, folder) from error


def _looked_at(file: Path) -> Lying | None:
    kind = _KINDS[file.suffix.lower()]
    try:
        if file.is_symlink() or not file.is_file():
            return None
        size = file.stat().st_size
    except OSError:
        if not answers(file.parent):
            raise
        size = 0  # listed all the same; taking it in says why
    name = form.read_name(file.name)
    if kind != PACKAGE:
        return Lying(file, kind, size)
    if file.name.lower().endswith(form.RECEIPT_SUFFIX) or (name is not None and name["receipt"]):
        kind = RECEIPT
    sealed = _begins_as_sealed(file)
    if name is None:
        return Lying(file, kind, size, sealed=sealed)
    return Lying(file, kind, size, name["unit"], int(name["number"]), int(name["part"]), int(name["parts"]), sealed)


def _begins_as_sealed(file: Path) -> bool:
    """A file that cannot be read is listed all the same; taking it in says why. Raises OSError: the stick is gone."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(form.AGE_ANY)) == form.AGE_ANY
    except OSError:
        if not answers(file.parent):
            raise
        return False
