"""What a round through the shared folder did, as figures and in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.i18n import _


@dataclass(frozen=True)
class Round:
    """What one round did. `computers`: other computers of the office that are known.

    `untold`: those of `unit`, this office, that stand in the roster and that nobody here has compared.
    """

    folder: Path
    at: datetime
    computers: int
    taken: tuple[ImportedPackage, ...] = ()
    written: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    removed: int = 0
    untold: int = 0
    unit: str = ""

    @property
    def records(self) -> int:
        """Records that came or were changed by what came."""
        return sum(one.new + one.changed for one in self.taken)

    @property
    def conflicts(self) -> int:
        """Fields newly changed on both sides."""
        return sum(one.conflicts for one in self.taken)

    @property
    def refused(self) -> tuple[ImportedPackage, ...]:
        """Packages that were kept apart."""
        return tuple(one for one in self.taken if one.word)

    def as_json(self) -> dict[str, object]:
        """As `exchange --json` shows it."""
        return {
            "folder": str(self.folder), "at": self.at.isoformat(timespec="seconds"), "computers": self.computers,
            "taken": [one.as_json() for one in self.taken], "written": list(self.written), "late": list(self.late),
            "removed": self.removed, "not_compared": self.untold,
        }  # fmt: skip


def told(found: Round) -> list[str]:
    """What a round did, in sentences."""
    lines = [_("Shared folder {folder}: {count} records came, {files} packages were put.").format(
        folder=found.folder, count=found.records, files=len(found.written))]  # fmt: skip
    if not found.computers and not found.untold:
        lines = [_("No other computer of this office is known here yet: let it join first (Enrolment).")]
    if found.untold:
        lines = [*(lines if found.computers else []), _untold_line(found)]
    if found.conflicts:
        lines.append(_("{count} places were changed on both computers; both values are kept.").format(
            count=found.conflicts))  # fmt: skip
    lines += [f"{Path(one.file).name}: {one.reason}" for one in found.refused]
    if found.late:
        names = ", ".join(found.late)
        lines.append(_("Not all there yet, read in the next round: {names}").format(names=names))
    return lines


def _untold_line(found: Round) -> str:
    return _(
        "Another computer of this office stands in the roster and was not compared here, so that nothing goes to it."
        " Compare the code of each at the other (danvan roster show), then at both: danvan enrol confirm {unit}"
    ).format(unit=found.unit)
