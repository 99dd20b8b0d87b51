"""What the officer must know of a roster that came in a package or a file."""

from __future__ import annotations

from datetime import date

from danvan_desktop.handoff.dissolved import REASON as MERGED
from danvan_desktop.handoff.roster_close import REASONS
from danvan_desktop.handoff.roster_trust import CLOSED_HERE, OTHER_ROOT
from danvan_desktop.handoff.roster_union import EVERYTHING
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.roster_tables import Closing

_NOTES = {
    OTHER_ROOT: N_(
        "It brought a roster under another root, which was not taken. If the province announced a new root, type its"
        " code: danvan roster trust CODE."
    ),
    CLOSED_HERE: N_(
        "The province no longer recognises this computer. It goes on as a new one: export to the office above and read"
        " the code of this computer out to it. What was saved here after the last change the province had is kept and"
        " does not count for now: ask the province to let it count."
    ),
}


def roster_note(word: str) -> str:
    """The sentence behind what became of a roster; "" where there is nothing to do."""
    return _(_NOTES[word]) if word in _NOTES else ""


def closed_on(closing: Closing) -> str:
    """When a computer was closed and why: "22/11/2026: computer stolen or lost"."""
    day = f"{date.fromisoformat(closing.day):%d/%m/%Y}" if closing.day else "?"
    return f"{day}: {_(REASONS.get(closing.reason, closing.reason))}"


def package_note(unit: str, closing: Closing) -> str:
    """What the officer must know of a package that a closed computer wrote."""
    text = _("Computer {number} of unit {unit} was closed on {when}.").format(
        number=closing.replica.hex(), unit=unit, when=closed_on(closing)
    )
    if closing.at < EVERYTHING:
        text += " " + _("What it saved after its change number {at} is kept and does not count.").format(at=closing.at)
    if closing.reason == "stolen":
        return text + " " + _("Ask {unit} at once who handed this file over.").format(unit=unit)
    if closing.reason == MERGED:
        return text + " " + _("It is told so by the receipt. What it still has goes to the unit that took its place.")
    return text + " " + _("It is told so by the receipt: it goes on under a new number and asks to be taken in again.")


def asks_again_note(closing: Closing) -> str:
    """What the officer must know before he takes in a computer that was closed."""
    text = _("This is no new computer: it, or a copy of it, was closed here on {when}.").format(when=closed_on(closing))
    if closing.reason == "stolen":
        return text + " " + _("Do not take it in before you have spoken to the head of that office.")
    if closing.reason == MERGED:
        return text + " " + _("Take it in only if the unit goes on after all; then it stands in the roster again.")
    return text


def closed_line(closing: Closing) -> str:
    """What was done, in one sentence."""
    number = closing.replica.hex()
    if closing.at >= EVERYTHING:
        return _("Computer {replica} is closed; all it wrote counts, and nothing is sealed to it any more.").format(
            replica=number
        )
    text = _("Computer {replica} is closed at its change number {at}; later ones are kept and do not count.")
    return text.format(replica=number, at=closing.at)
