"""Moving rows to the bin: the reason is asked where it must be given, and a way back stands at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from danvan_desktop.app import recycle
from danvan_desktop.app.saving import Saved
from danvan_desktop.app.undo import undo
from danvan_desktop.domain.text import clean
from danvan_desktop.gui.widgets import Field, button, column, label, row
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class ReasonDialog(QDialog):
    """How many rows go to the bin, and why."""

    def __init__(self, many: int, *, needed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needed = needed
        self.setWindowTitle(_("Move to the bin"))
        self.setMinimumWidth(440)
        said = ngettext("Move this row to the bin?", "Move these {count} rows to the bin?", many).format(count=many)
        self.line = QLineEdit()
        self.field = Field(_("&Reason"), self.line, required=needed)
        text = label(_("They can be brought back from the bin at any time."), "muted", wrap=True)
        ok = button(_("Move to the bin"), icon="trash-2", kind="danger", slot=self._on_ok)
        ok.setDefault(True)
        buttons = row(None, button(_("Cancel"), slot=self.reject), ok)
        self.setLayout(column(label(said, "h2", wrap=True), text, self.field, buttons, margins=(16, 16, 16, 16)))
        self.line.setFocus()

    @property
    def reason(self) -> str:
        """What was typed."""
        return clean(self.line.text())

    def _on_ok(self) -> None:
        QGuiApplication.inputMethod().commit()
        if self._needed and not self.reason:
            self.field.show_problem(_("Say why: the history keeps it."))
            self.line.setFocus()
            return
        self.accept()


def remove_rows(
    desk: Desk, type_name: str, rows: Sequence[bytes], parent: QWidget, removed: Callable[[], object] | None = None
) -> None:  # fmt: skip
    """Ask, then move the rows to the bin; `removed` is called when they lie there."""
    dialog = ReasonDialog(len(rows), needed=recycle.reason_needed(type_name), parent=parent)
    agreed, reason = dialog.exec(), dialog.reason
    dialog.deleteLater()
    if not agreed:
        return

    def done(saved: Saved) -> None:
        text = ngettext("{count} row moved to the bin.", "{count} rows moved to the bin.", len(rows))
        group = saved.group
        if removed is not None:
            removed()
        desk.say(text.format(count=len(rows)), (lambda: bring_back(desk, type_name, group)) if group else None)
        desk.saved(type_name)

    desk.write(
        parent,
        lambda store, _progress: recycle.remove(store, type_name, rows, officer=desk.officer, reason=reason),
        done, title=_("Moving to the bin"),
    )  # fmt: skip


def bring_back(desk: Desk, type_name: str, group: str | bytes) -> None:
    """Undo the removal."""

    def done(many: int) -> None:
        desk.say(ngettext("{count} row brought back.", "{count} rows brought back.", many).format(count=many))
        desk.saved(type_name)

    desk.write(desk, lambda store, _progress: undo(store, group, officer=desk.officer), done, title=_("Bringing back"))
