"""What a failure is called, its picture and the next act: one table for the window's failure boxes."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.handoff.imported import ImportedPackage
from danvan_desktop.i18n import N_, _
from danvan_desktop.log import fingerprint


@dataclass(frozen=True)
class Kind:
    """Picture and title of one kind of failure; `hint` is said in the window where the error's own names commands."""

    icon: str
    title: str
    hint: str = ""


OTHER_MISTAKE = Kind("circle-alert", N_("Not done"))
OTHER_TROUBLE = Kind("triangle-alert", N_("The computer is in the way"))
KINDS = {
    "passphrase": Kind(
        "key-round", N_("Wrong passphrase"),
        N_("Try again; accents and capitals do not matter. If it is lost, choose “Forgotten passphrase” and type the"
           " recovery code of your office."),
    ),
    "disk-full": Kind("hard-drive", N_("The disk is full")),
    "read-only": Kind("folder-lock", N_("This place cannot be written to")),
    "damaged": Kind(
        "heart-pulse", N_("The data file is damaged"),
        N_("Stop entering records. Close the program and open it again: the rescue page then leads you step by step."),
    ),
    "stick-gone": Kind("unplug", N_("The stick or drive is gone")),
    "not-for-us": Kind("mail-question", N_("A package for another office")),
    "newer": Kind("circle-arrow-up", N_("A package of a newer version")),
    "unknown-sender": Kind("user-round-x", N_("An unknown sender")),
    "workbook-open": Kind("file-spreadsheet", N_("The workbook is open in Excel")),
    "workbook-protected": Kind("file-lock", N_("The workbook has a password")),
    "font": Kind(
        "type", N_("A font is missing"),
        N_("Ask whoever looks after the computer to install Times New Roman or Liberation Serif. Until then save as"
           " Word."),
    ),
    "word-missing": Kind("file-type-2", N_("No Word on this computer")),
    "wrong-signature": Kind("shield-x", N_("The package was changed on the way")),
    "unreadable": Kind("package-x", N_("The package cannot be opened")),
    "malformed": Kind("package-x", N_("The package is not as it should be")),
    "too-big": Kind("package-x", N_("The package is too big")),
    "large": Kind("package-open", N_("More at once than comes in unasked")),
    "fork": Kind("git-compare", N_("A copy of the data is in use twice")),
    "training": Kind("graduation-cap", N_("Training, not real")),
    "real": Kind("graduation-cap", N_("Real, not training")),
    "busy": Kind("hourglass", N_("In use elsewhere")),
    "backup-damaged": Kind("archive-x", N_("This backup is damaged")),
    "newer-data": Kind("circle-arrow-up", N_("Data of a newer version")),
}  # fmt: skip


# refusals that say what happened, what was kept and what to do in a sentence each
_THREE_SENTENCES = {
    "unreadable", "not-for-us", "unknown-sender", "wrong-signature", "malformed", "too-big", "large", "newer", "fork",
}  # fmt: skip


def kind_of(error: DanvanError) -> Kind:
    """The kind by the error's code, else by whose fault it is."""
    other = OTHER_MISTAKE if isinstance(error, UserError) else OTHER_TROUBLE
    return KINDS.get(error.code, other)


def hint_of(error: DanvanError) -> str:
    """What to do, in words of the window."""
    own = KINDS[error.code].hint if error.code in KINDS else ""
    return _(own) if own else error.hint


def support_code(error: DanvanError) -> str:
    """A short word to read out on the telephone: the kind, else where it happened; nothing of a record."""
    return f"DV-{error.code.upper()}" if error.code else f"DV-{fingerprint(error)}"


def full_text(error: DanvanError) -> str:
    """Everything the box says, to be copied into a letter or a message."""
    parts = [_(kind_of(error).title), error.message, error.kept, hint_of(error), support_code(error)]
    return "\n".join(part for part in parts if part)


def package_failure(package: ImportedPackage) -> DanvanError | None:
    """A package that was not taken in as an error like any other; None for one that was."""
    if not package.word:
        return None
    what, *rest = package.reason.split(". ", 2 if package.word in _THREE_SENTENCES else 1)
    kept = f"{rest[0]}." if len(rest) == 2 else _("The package is kept apart here; your records are unchanged.")
    ended = what if what.endswith(".") else f"{what}."
    return EnvironmentProblem(ended, kept=kept, hint=rest[-1] if rest else "", code=package.word)
