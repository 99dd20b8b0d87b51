"""What a folder that was named for taking in lacks: parts of packages, and the folder in which they really lie."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import form, looking
from danvan_desktop.handoff.looking import Lying

MOST_FOLDERS = 200


def missing_parts(folder: Path) -> tuple[str, ...]:
    """Packages in a folder of which some parts do not lie there; none where it cannot be read."""
    try:
        found = looking.look(folder)
    except EnvironmentProblem:
        return ()  # it is only a hint
    return parts_missing([lying for lying in found if lying.kind == looking.PACKAGE])


def parts_missing(packages: list[Lying]) -> tuple[str, ...]:
    """Packages of several parts of which some do not lie here; each part is whole in itself."""
    seen: dict[tuple[str, int, int], set[int]] = {}
    for found in packages:
        if found.parts > 1:
            seen.setdefault((found.unit, found.number, found.parts), set()).add(found.part)
    return tuple(
        f"DV-{unit}-{number}: {len(here)}/{parts}"
        for (unit, number, parts), here in seen.items() if len(here) < parts
    )  # fmt: skip


def folders_with_packages(folder: Path) -> list[Path]:
    """Folders right below in which packages lie: somebody copied a whole folder to the stick."""
    try:
        below = [
            found for found in sorted(folder.iterdir())[:MOST_FOLDERS] if not found.is_symlink() and found.is_dir()
        ]
        return [found for found in below if any(f.name.lower().endswith(form.SUFFIX) for f in found.iterdir())]
    except OSError:
        return []  # it is only a hint
