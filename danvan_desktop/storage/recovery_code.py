"""The unit's recovery code: 139 random bits on paper as three lines of four groups of four digits (digit_sheet)."""

from __future__ import annotations

import secrets

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.digit_sheet import DIGITS, LINES, WIDTH, DigitError, DigitSheet

_SHEET = DigitSheet(first=1)


def new_code() -> str:
    """A new code as it is printed: lines of groups."""
    return _SHEET.printed(f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}")


def read_code(typed: str) -> str:
    """The digits of a code typed back, with or without blanks, dashes and line breaks.

    Raises UserError that names the line that is wrong.
    """
    try:
        return _SHEET.read(typed)
    except DigitError as error:
        raise _explained(error) from None


def _explained(error: DigitError) -> UserError:
    if error.kind == "letters":
        return UserError(
            _("The recovery code consists of digits only."),
            hint=_("Type the three lines of the recovery sheet from left to right."),
        )
    if error.kind == "count":
        return UserError(
            _("The recovery code has {want} digits; {have} were typed.").format(want=LINES * WIDTH, have=error.have),
            hint=_("Type the three lines of the recovery sheet from left to right."),
        )
    why = _("a digit is wrong or two are exchanged")
    if error.kind == "length":
        why = _("it has {have} digits instead of {want}").format(have=error.have, want=WIDTH)
    return UserError(
        _("Line {line} of the recovery code is not right: {why}.").format(line=error.line, why=why),
        hint=_("Compare this line with the recovery sheet and type it again."),
    )
