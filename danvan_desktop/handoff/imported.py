"""What became of a file that came in, as words and counts; shared by everything that takes packages in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan_desktop.handoff.refusal import reason as reason_of
from danvan_desktop.handoff.roster_texts import roster_note
from danvan_desktop.handoff.taking import Taken
from danvan_desktop.i18n import _

APPLIED, DUPLICATE, WAITING, QUARANTINED = "applied", "duplicate", "waiting", "quarantined"


@dataclass(frozen=True)
class ImportedPackage:
    """What became of one file. `new`, `changed`, `duplicates` count records, `conflicts` fields newly in conflict."""

    file: str
    status: str
    new: int = 0
    changed: int = 0
    duplicates: int = 0
    conflicts: int = 0
    reason: str = ""
    word: str = ""  # of the refusal, for the picture beside the sentence
    sender: str = ""  # unit, where its signature was found good
    number: int = 0
    receipt: bool = False
    id: bytes = b""
    files: int = 0  # attached files that are whole now

    def as_json(self) -> dict[str, object]:
        """As `import --json` shows it."""
        names = ("file", "status", "new", "changed", "duplicates", "conflicts", "files", "reason", "word")
        return {name: getattr(self, name) for name in names}

    def with_note(self, note: str) -> ImportedPackage:
        """The same with one more sentence for the officer."""
        return replace(self, reason=f"{self.reason} {note}".strip()) if note else self


@dataclass(frozen=True)
class Answer:
    """A result, and the unit a receipt goes to, if one does."""

    result: ImportedPackage
    receipt_to: str = ""


def taken_result(name: str, unit: str, taken: Taken) -> ImportedPackage:
    """What a package that was taken in brought, with what the officer must know of it."""
    status = QUARANTINED if taken.forks else APPLIED
    return ImportedPackage(
        name, status, taken.new, taken.changed, taken.duplicates, taken.conflicts, " ".join(_notes(unit, taken)),
        sender=unit, word="fork" if taken.forks else "", files=taken.files,
    )  # fmt: skip


def _notes(unit: str, taken: Taken) -> list[str]:
    notes = []
    if taken.forks:
        notes.append(reason_of("fork", sender=unit))
    notes += [
        _("{unit} goes on as a new copy of its data: restored, copied to another computer or gone back in time. Ask"
          " there whether that is right; nothing that was handed over is lost.").format(unit=unit)
        for unit in dict.fromkeys(taken.again)
    ]  # fmt: skip
    if taken.rolled_back:
        notes.append(
            _("This data folder had gone back in time; it goes on as a new computer of the office, and its own"
              " changes come back from the other office.")
        )  # fmt: skip
    if taken.differs:
        notes.append(
            _(
                "Both offices hold the same changes but show them differently: run “danvan rebuild” at both"
                " and export again."
            )
        )
    if taken.later:
        notes.append(_("{count} records wait in part for a newer version of the program.").format(count=taken.later))
    if note := roster_note(taken.roster):
        notes.append(note)
    return notes
