"""A small form over a page: a row of a child grid, or what a step asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.app.form_state import FormState
from danvan_desktop.domain.record_type import Section
from danvan_desktop.gui.forms.record_form import RecordForm
from danvan_desktop.gui.widgets import ask, button, column, fit_screen, label, row
from danvan_desktop.gui.widgets.holders import scrolled
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class RowDialog(QDialog):
    """Fields in a window of their own; Ctrl+Enter takes them, Esc asks when something was typed."""

    def __init__(  # noqa: PLR0913  what a dialog shows
        self, desk: Desk, state: FormState, title: str, *, sections: Sequence[Section] | None = None,
        take: str = "", must: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.state, self._must = state, must
        self.left = False  # somebody left it; a lock only ends its loop
        self.form = RecordForm(desk, state, sections, numbered=False)
        holder = QWidget()
        holder.setLayout(column(self.form, margins=(0, 0, 12, 0)))
        self.take = button(take or _("Take over"), "check", "primary", _("Ctrl+Enter"), self.accept)
        leave = button(_("Cancel"), slot=self.reject)
        buttons = row(None, leave, self.take)
        self.setLayout(
            column(label(title, "h2"), (scrolled(holder, across=True), 1), buttons, gap=12, margins=(16, 16, 16, 16))
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        QShortcut(QKeySequence("Ctrl+S"), self, self.accept)
        fit_screen(self, 820, min(self.form.sizeHint().height() + 150, 560))
        if name := self.form.first_field():
            self.form.editors[name].setFocus()

    def accept(self) -> None:
        """Take what was typed, when nothing stands that must be mended."""
        self.form.collect()
        self.form.see_all()
        wrong = [problem for problem in self.state.errors() if problem.field in self.form.fields]
        if wrong and self._must:
            self.form.jump(wrong[0].field)
            return
        super().accept()

    def reject(self) -> None:
        """Leave; what was typed is not thrown away without asking."""
        self.form.collect()
        if self.state.dirty:
            choices = {"stay": _("Stay"), "drop": _("Discard")}
            if ask(self, self.windowTitle(), _("What you typed here is not taken over yet."), choices) != "drop":
                return
        self.left = True
        super().reject()
