"""The three families of errors, by whose fault they are. Texts are ready to show, in the user's language."""

from __future__ import annotations

_ENDS = ".:!?…"


class DanvanError(Exception):
    """Base of every error this program raises on purpose.

    `message` says what happened, `kept` what was kept, `hint` what to do; all are ready to show.
    `code` is a short word by which the window finds a picture and a helper the place; it may be empty.
    `exit_code` is what a command ends with: 2 for bad input, 1 for a failure.
    """

    exit_code = 1

    def __init__(self, message: str, *, kept: str = "", hint: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
        self.hint = hint
        self.code = code

    @property
    def advice(self) -> str:
        """What was kept and what to do, in one line; may be empty."""
        return " ".join(part for part in (self.kept, self.hint) if part)

    def text(self) -> str:
        """Message, what was kept and what to do, as one paragraph."""
        parts = [part for part in (self.message, self.kept, self.hint) if part]
        ended = [part if part[-1] in _ENDS else f"{part}." for part in parts[:-1]]
        return " ".join([*ended, *parts[-1:]])


class UserError(DanvanError):
    """The input is wrong; the user can mend it. Exit code 2."""

    exit_code = 2


class EnvironmentProblem(DanvanError):
    """The machine is in the way: disk full, read-only, damaged file, no permission. Exit code 1."""


class BugError(DanvanError):
    """We are wrong. Never shown without its traceback in the log. Exit code 1."""
