"""Why a package is not taken in, as a sentence that says what to do. The word travels back in receipts."""

from __future__ import annotations

from danvan_desktop.i18n import N_, _

QUARANTINED, WAITING = "quarantined", "waiting"
_REASONS = {
    "unreadable": N_(
        "The file cannot be opened with this office's key: it is damaged or was sealed for another office."
        " Ask the sending office to export again to {unit}."
    ),
    "not-for-us": N_(
        "The package is for unit {to}, not for {unit}. Hand it on unopened, or ask the sending office to export to"
        " {unit}."
    ),
    "unknown-sender": N_(
        "The sender is not enrolled here. Let {sender} send an enrolment request; the package is kept and"
        " taken in after that."
    ),
    "wrong-signature": N_(
        "A signature in the package does not fit its sender: something was changed on the way."
        " Take nothing from this stick and ask the sending office to export again."
    ),
    "malformed": N_(
        "The package is not built as it should be ({detail}). Nothing was taken from it;"
        " ask the sending office to export again."
    ),
    "too-big": N_("The package is greater than this program reads ({detail}). Ask the sending office to export again."),
    "newer": N_(
        "The package comes from a newer version of the program. It is kept and taken in after this one is updated."
    ),
    "training": N_(
        "The package comes from a training office; its figures are not real. Nothing was taken from it:"
        " throw it away, or read it in the training office."
    ),
    "real": N_(
        "This is a training office and the package holds real figures. Nothing was taken from it:"
        " read it in your real office."
    ),
    "fork": N_(
        "Two different changes of unit {sender} bear the same number: a copy of its data is in use twice."
        " Everything else was taken in; let {sender} stop using the copy and call the office above."
    ),
}


class RefusedError(Exception):
    """A package that is not taken in. `word` is one of the reasons, `sender` its unit as far as it is known."""

    def __init__(self, word: str, *, sender: str = "", to: str = "", detail: str = "") -> None:
        super().__init__(f"{word} {detail}")
        self.word, self.sender, self.to, self.detail = word, sender, to, detail
        self.verified = False  # True once the sender's signature was found good: then a receipt can go back

    @property
    def status(self) -> str:
        """`waiting` for a newer form, else `quarantined`."""
        return WAITING if self.word == "newer" else QUARANTINED

    def text(self, unit: str) -> str:
        """The sentence for the officer of `unit`."""
        return reason(self.word, unit=unit, sender=self.sender, to=self.to, detail=self.detail)


def reason(word: str, *, unit: str = "", sender: str = "", to: str = "", detail: str = "") -> str:
    """The sentence behind a word."""
    return _(_REASONS[word]).format_map({"unit": unit, "sender": sender or "?", "to": to or "?", "detail": _(detail)})
