"""Why a new unit is refused: its packages stay kept, its computer is told, the refusal can be taken back."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from danvan_desktop.app.roster_refuse import MOST_REASON
from danvan_desktop.domain.text import clean
from danvan_desktop.gui.widgets import Field, button, column, label, row
from danvan_desktop.i18n import _


class RefuseDialog(QDialog):
    """Modal; `name` is the unit that asks."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Refuse a new unit"))
        self.setMinimumWidth(480)
        said = label(_("Refuse {name}?").format(name=name), "h2", wrap=True)
        what = _("Its packages stay kept as they came and nothing of them is taken in. Its computer is told so by a"
                 " receipt, without the reason. The refusal can be taken back.")  # fmt: skip
        text = label(what, "muted", wrap=True)
        self.line = QLineEdit()
        self.line.setMaxLength(MOST_REASON)
        self.field = Field(_("&Reason"), self.line, required=True)
        ok = button(_("Refuse this unit"), "circle-slash", "danger", slot=self._on_ok)
        ok.setDefault(True)
        buttons = row(None, button(_("Cancel"), slot=self.reject), ok)
        self.setLayout(column(said, text, self.field, buttons, margins=(16, 16, 16, 16)))
        self.line.setFocus()

    @property
    def reason(self) -> str:
        """What was typed."""
        return clean(self.line.text())

    def _on_ok(self) -> None:
        QGuiApplication.inputMethod().commit()
        if not self.reason:
            self.field.show_problem(_("Say why: it stands here and in the access log."))
            self.line.setFocus()
            return
        self.accept()
