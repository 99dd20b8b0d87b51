"""The petition's window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from danvan_desktop.app.editing import Saved
from danvan_desktop.app.petition_link import link_reception
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.form_page import FormPage

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class PetitionPage(FormPage):
    """A petition; one taken at a visit is linked to it by its first save."""

    def __init__(
        self, desk: Desk, row: bytes | None = None, values: Mapping[str, Value] | None = None,
        *, reception: bytes | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._reception = reception
        super().__init__(desk, "petition", row, values, parent)

    def _after(self, saved: Saved) -> None:
        if self._reception is not None:
            link_reception(self.desk.store, self._reception, saved.row, officer=self.desk.officer)
            self._reception = None
        super()._after(saved)
