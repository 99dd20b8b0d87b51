"""A step of a record: what it needs is asked in a small form, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.app import step_form
from danvan_desktop.domain.record_type import RecordType, Section, Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.row_dialog import RowDialog
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


def ask_for_step(
    desk: Desk, record_type: RecordType, item: Record, step: Transition, parent: QWidget
) -> dict[str, Value] | None:  # fmt: skip
    """What the step needs, typed by the officer; None when it was not made."""
    state = step_form.form_of(record_type, item, step.target, desk.today())
    if not state.asked:
        return {}
    title = _("Move on to: {state}").format(state=_(step.label))
    sections = [Section(N_("For this step"), state.asked)]
    dialog = RowDialog(desk, state, title, sections=sections, take=_("Move on"), parent=parent)
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return state.said() if done else None
