"""Steps of a petition with a window of their own: splitting, withdrawal, the second complaint, denouncing again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from danvan_desktop.app import begun_round, next_round, split, withdrawal
from danvan_desktop.domain.record_type import RecordType, Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import tell
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.gui.desk import Desk

BESIDE = "second_round_beside"  # the first complaint is overdue: it stays to be settled, and a second begins


WITHDRAW = "withdraw"


def withdraw_step(desk: Desk, item: Record) -> list[Transition]:
    """The step of withdrawing, where a petition can be withdrawn as a whole or in part."""
    if withdrawal.refused(desk.reader, item, whole=False):
        return []
    return [Transition(WITHDRAW, N_("Withdrawal…"), str(item.values.get("state")), withdrawal.ENDED)]


def withdraw(desk: Desk, item: Record, parent: QWidget) -> bool:
    """Ask what is withdrawn, write it, print the minutes where they are wanted. Whether it was written."""
    from danvan_desktop.gui.forms.form_draft import offer_undo
    from danvan_desktop.gui.windows.paper_dialog import show_papers
    from danvan_desktop.gui.windows.withdraw_dialog import WithdrawDialog

    dialog = WithdrawDialog(desk, item, parent)
    dialog.exec()
    saved, minutes = dialog.saved, dialog.minutes
    dialog.deleteLater()
    if saved is None:
        return False
    offer_undo(desk, withdrawal.TYPE, saved.group, _("The withdrawal is written down."))
    desk.saved(withdrawal.TYPE)
    now = desk.reader.get(withdrawal.TYPE, item.id) if minutes else None
    if now is not None:
        show_papers(desk, now, parent, withdrawal.KIND)
    return True


def overdue_step(
    record: RecordType, values: Mapping[str, Value], steps: list[Transition], today: date
) -> list[Transition]:
    """The second round where it is open though the first complaint has no such step from its state."""
    target, state = next_round.SECOND, values.get("state")
    known = any(step.target == target for step in steps) or not next_round.overdue(values, today)
    if known or not isinstance(state, str) or next_round.closed(record.name, values, target, today):
        return []
    return [Transition(BESIDE, N_("Second complaint (the first is overdue)"), state, target)]


def split_petition(desk: Desk, item: Record, parent: QWidget) -> bool:
    """Ask for the parts and split. Whether it was."""
    from danvan_desktop.gui.windows.split_dialog import SplitDialog

    dialog = SplitDialog(desk, item, parent)
    dialog.exec()
    made = dialog.made
    dialog.deleteLater()
    if made is None:
        return False
    desk.saved(split.TYPE)
    if made.names_denouncer:
        tell(parent, _("Split the petition"), _(split.STILL_NAMED))
    return True


def begin_round(desk: Desk, item: Record, parent: QWidget) -> None:
    """Open the petition of the next round, filled in and not yet saved."""
    from danvan_desktop.gui.windows.petition import PetitionPage

    try:
        values = begun_round.first_values(desk.store, item.id, officer=desk.officer, today=desk.today())
    except DanvanError as error:
        desk.fail(error, parent)
        return
    desk.saved("case")
    desk.push(PetitionPage(desk, None, values))
