"""What other pages lend the lists. The window puts its own functions here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.listing import Listing
    from danvan_desktop.gui.desk import Desk

Printing = Callable[["Desk", "Listing"], None]
PRINT: list[Printing] = []  # the report page adds how a register is previewed and printed


def print_register(desk: Desk, listing: Listing) -> None:
    """Preview and print the register behind a list."""
    if not PRINT:
        raise UserError(
            _("The register is printed on the page Reports."), hint=_("Open Reports and choose the register there.")
        )
    PRINT[-1](desk, listing)
