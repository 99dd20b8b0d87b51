"""The banner over a training office: nobody takes its figures for real."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from danvan_desktop.gui.widgets import icon_label, label, row
from danvan_desktop.i18n import _

HEIGHT = 26


class TrainingBanner(QFrame):
    """One line, always in sight, in another colour than anything of a real office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "training")
        self.setFixedHeight(HEIGHT)
        text = _("TRAINING BOOK – these figures are not real")
        self.setAccessibleName(text)
        rest = _("Pages bear “TẬP HUẤN”, packages are refused by real offices. Try whatever you like.")
        mark = icon_label("graduation-cap", "warn", 16)
        self.setLayout(row(mark, label(text, "strong", "warn"), label(rest, "muted"), None, margins=(12, 0, 12, 0)))
