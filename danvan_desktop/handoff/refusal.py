"""Why a package is not taken in, as a sentence that says what to do. The word travels back in receipts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from danvan_desktop.i18n import N_, _

if TYPE_CHECKING:
    from danvan_desktop.handoff.certificates import Certificate

NO_KEY = "No matching keys"  # what pyrage says where a file is whole as far as can be told, and for other keys
SEALED, ELSEWHERE = "sealed", "elsewhere"  # sentences for two sorts of "unreadable"; the word stays that one
QUARANTINED, WAITING, NEW_UNIT, REFUSED_UNIT = "quarantined", "waiting", "new-unit", "refused-unit"
_REASONS = {
    "unreadable": N_(
        "The file cannot be opened with the keys of this computer: it is damaged, it was sealed for another office, or"
        " its sender does not know this computer of {unit} yet. It is kept as it came and nothing was taken from it."
        " Where this computer is new, first send that office the newest roster, by a package (danvan export --to) or as"
        " a file (danvan roster export -o); once it has taken that in, let it export again to {unit}."
    ),
    SEALED: N_(
        "This package is not sealed for this computer. Most likely it is for another unit, which takes it in itself:"
        " leave the file where it lies. It is kept as it came and nothing was taken from it. If it should be for"
        " {unit}: its sender does not know this computer yet, or the file was damaged on the way. Then first send that"
        " office the newest roster, by a package (danvan export --to) or as a file (danvan roster export -o); once it"
        " has taken that in, let it export again to {unit}."
    ),
    ELSEWHERE: N_(
        "This package is for another unit, as it seems: what {sender} has for {unit} lay beside it and was opened."
        " Nothing was taken from it; leave the file where it lies, that unit takes it from there. You need do nothing."
        " Only where {unit} misses something of {sender}, the file may have been damaged, or sealed before {sender}"
        " knew this computer: then ask for another export to {unit}."
    ),
    "not-for-us": N_(
        "The package is for unit {to}, not for {unit}. It is kept as it came and nothing was taken from it."
        " Hand it on unopened, or ask the sending office to export to {unit}."
    ),
    "unknown-sender": N_(
        "The sender {sender} is not enrolled here. The package is kept and taken in by itself once it is."
        " Where {sender} itself is known, it is a new computer of it: take the newest roster in, by the next package of"
        " the office above or as a file. Else let {sender} send an enrolment request."
    ),
    NEW_UNIT: N_(
        "{sender} asks to be taken in. Compare its code with the office by telephone or letter, then take it in under"
        " “New units”, or type: danvan roster add {sender}. The package is kept and taken in then."
    ),
    REFUSED_UNIT: N_(
        "{sender} asked to be taken in and was refused here ({detail}). The package is kept as it came and nothing was"
        " taken from it. If the refusal was a mistake, take it back under “New units”, or type: danvan roster unrefuse"
        " {sender}."
    ),
    "wrong-signature": N_(
        "A signature in the package does not fit its sender: something was changed on the way. It is kept as it came"
        " and nothing was taken from it. Use nothing else from this stick and ask the sending office to export again."
    ),
    "malformed": N_(
        "The package is not built as it should be ({detail}). It is kept as it came and nothing was taken from it."
        " Ask the sending office to export again."
    ),
    "too-big": N_(
        "The package is greater than this program reads ({detail}). It is noted and nothing was taken from it."
        " Ask the sending office to export again in smaller parts: danvan export --max-part-mb 16."
    ),
    "large": N_(
        "Unit {sender} brings more at once than comes in unasked ({detail}). The package is kept whole and nothing was"
        " taken from it yet. Ask {sender} whether it is right, then try it once more under “Kept apart”, or type:"
        " danvan quarantine retry ID (danvan quarantine names the ID)."
    ),
    "newer": N_(
        "The package comes from a newer version of the program. It is kept whole and taken in by itself after this one"
        " is updated. Update the program; nothing needs to be sent again."
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
        " Everything else was taken in and both changes are kept. Let {sender} stop using the copy and call the office"
        " above."
    ),
}


class RefusedError(Exception):
    """A package that is not taken in. `word` is one of the reasons, `sender` its unit as far as it is known."""

    def __init__(self, word: str, *, sender: str = "", to: str = "", detail: str = "") -> None:
        super().__init__(f"{word} {detail}")
        self.word, self.sender, self.to, self.detail = word, sender, to, detail
        self.asks: Certificate | None = None  # the unknown computer whose first package this is
        self.also = ""  # one more sentence for the officer, of who asks
        self.verified = False  # True once the sender's signature was found good: then a receipt can go back

    @property
    def sealed(self) -> bool:
        """Whether it is sealed for keys that are not here, and nothing else is known against it."""
        return self.word == "unreadable" and self.detail == NO_KEY

    @property
    def status(self) -> str:
        """`waiting` for a newer program or our word, `new-unit` until its sender is taken in, else `quarantined`."""
        return {"newer": WAITING, "large": WAITING, NEW_UNIT: NEW_UNIT}.get(self.word, QUARANTINED)

    def asks_by(self, asked: Certificate | None) -> None:
        """An unknown sender that may be taken in is a new unit, not a stranger."""
        if asked is not None and self.word == "unknown-sender":
            self.asks, self.word, self.sender = asked, NEW_UNIT, asked.unit.code

    def refuse_unit(self, why: str) -> None:
        """That computer was refused before, for this reason."""
        self.word, self.detail = REFUSED_UNIT, why

    def as_text(self) -> str:
        """What was read of the package, to be kept; before it is judged, for that is asked anew each time."""
        asks = self.asks.text if self.asks is not None else ""
        return json.dumps([self.word, self.sender, self.to, self.detail, self.verified, asks])

    def text(self, unit: str) -> str:
        """The sentence for the officer of `unit`."""
        sort = SEALED if self.sealed else self.word
        said = reason(sort, unit=unit, sender=self.sender, to=self.to, detail=self.detail)
        return f"{said} {self.also}".strip()


def reason(word: str, *, unit: str = "", sender: str = "", to: str = "", detail: str = "") -> str:
    """The sentence behind a word."""
    return _(_REASONS[word]).format_map({"unit": unit, "sender": sender or "?", "to": to or "?", "detail": _(detail)})
