"""The unit's recovery code: 139 random bits on paper as three lines of four groups of four digits.

The last two digits of each line are check digits (ISO 7064 MOD 97-10 over line number and digits), so that a
slip of the pen, two digits exchanged or two lines exchanged are found, and the line is named.
"""

from __future__ import annotations

import re
import secrets

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

LINES = 3
_WIDTH = 16
_PAYLOAD = _WIDTH - 2
_SEPARATORS = re.compile(r"[\s\-‐‑–—_.,:/|]+")
_LOOKALIKES = str.maketrans("OoIlL", "00111")


def new_code() -> str:
    """A new code as it is printed: lines of groups."""
    number = f"{secrets.randbelow(10 ** (_PAYLOAD * LINES)):0{_PAYLOAD * LINES}d}"
    lines = (number[start : start + _PAYLOAD] for start in range(0, len(number), _PAYLOAD))
    return "\n".join(_grouped(part + _check(place, part)) for place, part in enumerate(lines, start=1))


def read_code(typed: str) -> str:
    """The digits of a code typed back, with or without blanks, dashes and line breaks.

    Raises UserError that names the line that is wrong.
    """
    lines = _lines(typed)
    for place, line in enumerate(lines, start=1):
        if len(line) != _WIDTH:
            raise _wrong(place, _("it has {have} digits instead of {want}").format(have=len(line), want=_WIDTH))
        if line[_PAYLOAD:] != _check(place, line[:_PAYLOAD]):
            raise _wrong(place, _("a digit is wrong or two are exchanged"))
    return "".join(line[:_PAYLOAD] for line in lines)


def _lines(typed: str) -> list[str]:
    rows = [row for row in (_digits(row) for row in typed.splitlines()) if row]
    if len(rows) == LINES:
        return rows
    digits = "".join(rows)
    if len(digits) != LINES * _WIDTH:
        raise UserError(
            _("The recovery code has {want} digits; {have} were typed.").format(want=LINES * _WIDTH, have=len(digits)),
            hint=_("Type the three lines of the recovery sheet from left to right."),
        )
    return [digits[start : start + _WIDTH] for start in range(0, len(digits), _WIDTH)]


def _digits(row: str) -> str:
    bare = _SEPARATORS.sub("", row.translate(_LOOKALIKES))
    if not all(ch.isascii() and ch.isdigit() for ch in bare):
        raise UserError(
            _("The recovery code consists of digits only."),
            hint=_("Type the three lines of the recovery sheet from left to right."),
        )
    return bare


def _grouped(line: str) -> str:
    return " ".join(line[start : start + 4] for start in range(0, _WIDTH, 4))


def _check(place: int, payload: str) -> str:
    return f"{98 - int(f'{place}{payload}00') % 97:02d}"


def _wrong(place: int, why: str) -> UserError:
    return UserError(
        _("Line {line} of the recovery code is not right: {why}.").format(line=place, why=why),
        hint=_("Compare this line with the recovery sheet and type it again."),
    )
