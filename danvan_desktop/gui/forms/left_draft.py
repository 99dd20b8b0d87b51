"""The line above a form that says: something typed here earlier was never saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from danvan_desktop.app import drafts
from danvan_desktop.app.drafts import Draft
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.forms.form_draft import DraftKeeper
from danvan_desktop.gui.widgets import button, icon_label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class LeftDraft(QFrame):
    """Hidden where no draft waits; it never stops the typing."""

    def __init__(self, go_on: Callable[[Draft], object]) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("tone", "warn")
        self._go_on = go_on
        self._desk: Desk | None = None
        self._keeper: DraftKeeper | None = None
        self.draft: Draft | None = None
        self._text = ElidedLabel("", "strong", "warn")
        self.go_on = button(_("Go on with the draft"), "pencil", slot=self._on_go_on)
        self.discard = button(_("Discard the draft"), "trash-2", slot=self._on_drop)
        self.setLayout(
            row(icon_label("file-clock", "warn"), (self._text, 1), self.go_on, self.discard, margins=(12, 4, 8, 4))
        )
        self.hide()

    def offer(self, desk: Desk, keeper: DraftKeeper, draft: Draft | None) -> None:
        """Show that a draft waits, if one does; `keeper` keeps what is typed meanwhile apart from it."""
        from danvan_desktop.gui.record.when import said_ms

        if draft is None:
            return
        self._desk, self._keeper, self.draft = desk, keeper, draft
        keeper.take_over(draft.key)
        keeper.lay_over(draft)
        when = said_ms(draft.at_ms, desk.today())
        self._text.say(_("{when}: something was typed in this record and not saved.").format(when=when))
        self.show()

    def _on_go_on(self) -> None:
        self.hide()
        if self.draft is not None:
            self._go_on(self.draft)

    def _on_drop(self) -> None:
        self.hide()
        if self._desk is not None and self._keeper is not None and self.draft is not None:
            drafts.drop(self._desk.store, self.draft.key, self._desk.officer)
            self._keeper.lay_over(None)
            self._keeper.typed()
