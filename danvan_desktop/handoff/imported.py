"""What became of a file that came in, as words and counts; shared by everything that takes packages in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff.certificates import Certificate
from danvan_desktop.handoff.refusal import reason as reason_of
from danvan_desktop.handoff.roster_texts import package_note, roster_note
from danvan_desktop.handoff.taking import Taken
from danvan_desktop.i18n import _

APPLIED, DUPLICATE, WAITING, QUARANTINED = "applied", "duplicate", "waiting", "quarantined"
UNREAD = "unread"  # the disk did not give its bytes: nothing of it is kept


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
    denouncers: int = 0  # denunciations of which a name was left out
    unanswered: bool = False  # the receipt that belongs beside it could not be written
    sealed: bool = False  # for keys that are not here
    elsewhere: bool = False  # and what the same sender has for this unit was opened beside it

    def as_json(self) -> dict[str, object]:
        """As `import --json` shows it."""
        names = ("file", "status", "new", "changed", "duplicates", "conflicts", "files", "denouncers", "reason", "word",
                 "elsewhere")  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def without_receipt(self, why: str) -> ImportedPackage:
        """The same, where the receipt could not be written; `why` is "" where it was."""
        return replace(self, reason=f"{self.reason} {why}".strip(), unanswered=True) if why else self


class PartlyTakenError(EnvironmentProblem):
    """The stick or this computer's disk failed in the middle. `taken`: what became of the files before that."""

    def __init__(self, problem: EnvironmentProblem, taken: list[ImportedPackage]) -> None:
        count = sum(one.status == APPLIED for one in taken)
        kept = _("{count} packages were taken in before that and stay; the others are as they were.")
        hint = _("Then take in the same folder again: what was taken in is known and is not counted twice.")
        super().__init__(
            problem.message, kept=kept.format(count=count), hint=f"{problem.hint} {hint}".strip(), code=problem.code,
        )  # fmt: skip
        self.taken = taken


@dataclass(frozen=True)
class Answer:
    """A result, and the unit a receipt goes to, if one does."""

    result: ImportedPackage
    receipt_to: str = ""
    refused: Certificate | None = None  # a computer that was refused and asks again: it is told so
    closed: bytes = b""  # a computer that was closed and is not stolen: it is told so


def taken_result(name: str, unit: str, taken: Taken) -> ImportedPackage:
    """What a package that was taken in brought, with what the officer must know of it."""
    status = QUARANTINED if taken.forks else APPLIED
    return ImportedPackage(
        name, status, taken.new, taken.changed, taken.duplicates, taken.conflicts, " ".join(_notes(unit, taken)),
        sender=unit, word="fork" if taken.forks else "", files=taken.files, denouncers=taken.denouncers,
    )  # fmt: skip


def _notes(unit: str, taken: Taken) -> list[str]:
    """What an officer must know, the gravest first."""
    closed = [package_note(unit, taken.closed)] if taken.closed is not None else []
    forks = [reason_of("fork", sender=unit)] if taken.forks else []
    return [*closed, *forks, *_of_copies(taken), *_of_records(taken), *filter(None, [roster_note(taken.roster)])]


def _of_copies(taken: Taken) -> list[str]:
    """Offices that go on as another computer, this one among them."""
    again = _("{unit} goes on as a new copy of its data: restored, copied to another computer or gone back in time. Ask"
              " there whether that is right; nothing that was handed over is lost.")  # fmt: skip
    notes = [again.format(unit=unit) for unit in dict.fromkeys(taken.again)]
    if taken.rolled_back:
        notes.append(
            _("This data folder had gone back in time; it goes on as a new computer of the office, and its own"
              " changes come back from the other office.")
        )  # fmt: skip
    return notes


def _of_records(taken: Taken) -> list[str]:
    """What is otherwise with the records than their numbers say."""
    notes = []
    if taken.differs:
        notes.append(
            _("Both offices hold the same changes but show them differently: run “danvan rebuild” at both"
              " and export again.")
        )  # fmt: skip
    if taken.later:
        notes.append(_("{count} records wait in part for a newer version of the program.").format(count=taken.later))
    if taken.denouncers:
        left = _("In {count} denunciations it said who denounces: that was left out, it is neither kept nor shown.")
        notes.append(left.format(count=taken.denouncers))
    return notes
