"""What lies in a folder or on a stick, told by names and first bytes only: nothing is opened, nothing is read whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.handoff import form
from danvan_desktop.handoff.enrolment import CERTIFICATE_SUFFIX, REQUEST_SUFFIX
from danvan_desktop.storage.files import disk_problem

PACKAGE, RECEIPT, REQUEST, CERTIFICATE = "package", "receipt", "request", "certificate"
MAX_LOOKED_AT = 500  # files of a folder; a stick with more is not a hand-over stick


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
            names = sorted(entry.name for entry, _n in zip(entries, range(MAX_LOOKED_AT), strict=False))
        return [found for name in names if (found := _looked_at(folder / name)) is not None]
    except OSError as error:
        raise disk_problem(error, folder) from error


def _looked_at(file: Path) -> Lying | None:
    kinds = {REQUEST_SUFFIX: REQUEST, CERTIFICATE_SUFFIX: CERTIFICATE, form.SUFFIX: PACKAGE}
    kind = kinds.get(file.suffix)
    if kind is None or file.is_symlink() or not file.is_file():
        return None
    size = file.stat().st_size
    name = form.NAME.fullmatch(file.name)
    if kind != PACKAGE:
        return Lying(file, kind, size)
    if file.name.endswith(form.RECEIPT_SUFFIX):
        kind = RECEIPT
    with file.open("rb") as stream:
        sealed = stream.read(len(form.AGE_ANY)) == form.AGE_ANY
    if name is None:
        return Lying(file, kind, size, sealed=sealed)
    return Lying(file, kind, size, name["unit"], int(name["number"]), int(name["part"]), int(name["parts"]), sealed)
