"""Secrets on paper: three lines of four groups of four digits, the last two of each line check digits.

The check digits (ISO 7064 MOD 97-10 over line number and digits) find a slip of the pen, two digits exchanged and
two lines exchanged, and name the line. Each kind of sheet begins its line numbers elsewhere, so that one kind
typed in place of another is found too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.text import in_fours

LINES = 3
WIDTH = 16
PAYLOAD = WIDTH - 2
DIGITS = LINES * PAYLOAD
_SEPARATORS = re.compile(r"[\s\-‐‑–—_.,:/|]+")
_LOOKALIKES = str.maketrans("OoIlL", "00111")


class DigitError(ValueError):
    """What was typed is no sheet. `kind`: letters, count (of the whole), length (of `line`) or check (of `line`)."""

    def __init__(self, kind: str, *, line: int = 0, have: int = 0) -> None:
        super().__init__(kind)
        self.kind, self.line, self.have = kind, line, have


@dataclass(frozen=True)
class DigitSheet:
    """One kind of sheet; `first` is the number its first line counts as."""

    first: int

    def printed(self, payload: str) -> str:
        """42 digits as they are printed: lines of groups."""
        lines = (payload[start : start + PAYLOAD] for start in range(0, DIGITS, PAYLOAD))
        return "\n".join(_grouped(part + self.check(place, part)) for place, part in enumerate(lines))

    def read(self, typed: str) -> str:
        """The 42 digits of what was typed, with or without blanks, dashes and line breaks. Raises DigitError."""
        lines = _lines(typed)
        for place, line in enumerate(lines):
            if len(line) != WIDTH:
                raise DigitError("length", line=place + 1, have=len(line))
            if line[PAYLOAD:] != self.check(place, line[:PAYLOAD]):
                raise DigitError("check", line=place + 1)
        return "".join(line[:PAYLOAD] for line in lines)

    def check(self, place: int, payload: str) -> str:
        """The check digits of a line, the first line being 0."""
        return f"{98 - int(f'{self.first + place}{payload}00') % 97:02d}"


def digits_of(row: str) -> str:
    """The digits of one row; letters that look like digits are taken for them. Raises DigitError for others."""
    bare = _SEPARATORS.sub("", row.translate(_LOOKALIKES))
    if not all(ch.isascii() and ch.isdigit() for ch in bare):
        raise DigitError("letters")
    return bare


def _lines(typed: str) -> list[str]:
    rows = [row for row in map(digits_of, typed.splitlines()) if row]
    if len(rows) == LINES:
        return rows
    digits = "".join(rows)
    if len(digits) != LINES * WIDTH:
        raise DigitError("count", have=len(digits))
    return [digits[start : start + WIDTH] for start in range(0, len(digits), WIDTH)]


def _grouped(line: str) -> str:
    return in_fours(line[:WIDTH])
