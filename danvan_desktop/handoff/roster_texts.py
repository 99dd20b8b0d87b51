"""What the officer must know of a roster that came in a package or a file."""

from __future__ import annotations

from danvan_desktop.handoff.roster_trust import CLOSED_HERE, OTHER_ROOT
from danvan_desktop.i18n import N_, _

_NOTES = {
    OTHER_ROOT: N_(
        "It brought a roster under another root, which was not taken. If the province announced a new root, type its"
        " code: danvan roster trust CODE."
    ),
    CLOSED_HERE: N_(
        "The province no longer recognises this computer. It goes on as a new one: export to the office above and read"
        " the code of this computer out to it."
    ),
}


def roster_note(word: str) -> str:
    """The sentence behind what became of a roster; "" where there is nothing to do."""
    return _(_NOTES[word]) if word in _NOTES else ""
