"""What is said of a unit that was just taken in or refused, for the tab and the page of the roster."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.app.roster_refuse import RefusedUnit
from danvan_desktop.handoff.accepting import Accepted
from danvan_desktop.i18n import _


def asked_why(owner: QWidget, name: str) -> str:
    """Ask why a unit is refused; "" where it is not after all."""
    from danvan_desktop.gui.handover.refuse_dialog import RefuseDialog

    dialog = RefuseDialog(name, owner)
    agreed, reason = dialog.exec(), dialog.reason
    dialog.deleteLater()
    return reason if agreed else ""


def refused(made: RefusedUnit) -> tuple[str, str]:
    """What is said of a unit that was just refused."""
    text = _("{count} packages of it are kept as they came.").format(count=made.kept)
    if made.receipt is not None:
        text += " " + _("The receipt {name} on the stick tells its computer; send it back.").format(
            name=made.receipt.name
        )
    return _("{unit} is refused.").format(unit=made.certificate.unit.name), text


def taken_in(accepted: Accepted) -> tuple[str, str]:
    """What is said of a unit that was just taken in."""
    text = _("{count} packages that waited were taken in.").format(count=len(accepted.packages))
    if accepted.receipt is not None:
        name = accepted.receipt.name
        text += " " + _("Its certificate is in the receipt {name} on the stick; send it back.").format(name=name)
    else:
        text += " " + _("Its certificate goes with the next package for it.")
    return _("{unit} is taken in.").format(unit=accepted.certificate.unit.name), text
