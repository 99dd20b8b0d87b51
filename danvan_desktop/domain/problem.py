"""One thing wrong with a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from danvan_desktop.domain.values import Value
from danvan_desktop.i18n import _

Severity: TypeAlias = Literal["error", "warning"]
Values: TypeAlias = Mapping[str, Value]
ERROR: Severity = "error"
WARNING: Severity = "warning"


@dataclass(frozen=True)
class Problem:
    """`field` where it is, `code` for ever, `severity` "error" or "warning", `text` for the user."""

    field: str
    code: str
    severity: Severity
    text: str


def warning(field: str, code: str, text: str) -> Problem:
    """A warning whose text is translated here."""
    return Problem(field, code, WARNING, _(text))


def error(field: str, code: str, text: str) -> Problem:
    """An error whose text is translated here."""
    return Problem(field, code, ERROR, _(text))
