"""The question before a record that names people becomes a denunciation: destroy the names, or go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from danvan_desktop.app import denouncers
from danvan_desktop.app.form_state import FormState
from danvan_desktop.app.saving import Saved
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.gui.widgets import ask
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.gui.desk import Desk

BACK, DESTROY = "back", "destroy"


def save_asking(
    desk: Desk, record: RecordType, state: FormState, write: Callable[[], Saved], parent: QWidget
) -> Saved | None:  # fmt: skip
    """Save; where it becomes a denunciation ask first, for its names are destroyed. None: back to the form."""
    found = denouncers.becoming(desk.store, record, state.row, state.values)
    if found is None or state.row is None:
        return write()
    choices = {BACK: _("Back to the form"), DESTROY: _("Destroy the names and save")}
    if ask(parent, _("This becomes a denunciation"), found.sentence(), choices) != DESTROY:
        return None
    return denouncers.save_as_denunciation(desk.office, state, write)
