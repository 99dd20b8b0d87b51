"""A case in its form, with merging it into another one, and taking that apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.app import case_merge, people
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.forms.form_draft import offer_undo
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.widgets import button, show_if
from danvan_desktop.gui.windows.merge_dialog import merge_cases
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from danvan_desktop.domain.values import Value
    from danvan_desktop.gui.desk import Desk


class CasePage(FormPage):
    """A case; one that was merged says so by its state and can be split off again."""

    def __init__(
        self, desk: Desk, row: bytes | None = None, values: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        told = _("Everything of this case goes to another one")
        self.merge = button(_("Merge…"), "git-compare", tip=told, slot=self._on_merge)
        self.split = button(_("Split again"), "undo-2", tip=_("What went over comes back"), slot=self._on_split)
        super().__init__(desk, "case", row, values, parent)
        self.header.beside_moves(self.merge)
        self.header.beside_moves(self.split)

    def _say(self) -> None:
        super()._say()
        may = self._item is not None and not self.locked and people.may(self.desk.office, "process")
        gone = self._item is not None and self._item.values.get("state") == case_merge.GONE
        show_if(self.merge, may and not gone)
        show_if(self.split, may and gone)

    def _on_merge(self) -> None:
        if self._item is None or (self.dirty and not self.save()):
            return
        if merge_cases(self.desk, self._item.id, None, self):
            self.refresh()

    def _on_split(self) -> None:
        if self._item is None or (self.dirty and not self.save()):
            return
        try:
            group = case_merge.unmerge(
                self.desk.store, self._item.id, officer=self.desk.officer, today=self.desk.today()
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        offer_undo(self.desk, "case", group, _("The merger was taken back."))
        self.desk.saved("case")
        self.refresh()
