"""What of citizens leaves, chosen where it leaves: how names are shown, and the tick for a denunciation's content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from danvan_desktop.app import disclosure
from danvan_desktop.app.disclosure import LEVELS, Disclosure
from danvan_desktop.domain.masking import Level
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, label, row
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class DisclosureChoice(QWidget):
    """A level for names; where denunciations are among the records, a tick that says what of them would leave."""

    changed = Signal()

    def __init__(self, level: str, codes: Sequence[str] = ()) -> None:
        super().__init__()
        self.names = QComboBox()
        for code, words in LEVELS.items():
            self.names.addItem(_(words), str(code))
        self.names.setCurrentIndex(self.names.findData(level))
        self.content = QCheckBox(_("I have looked: identities are removed, their content &may leave"))
        self.said = Note("warn", "shield-alert", _("Denunciations: the code leaves, their content does not"))
        self.show_codes(codes)
        self.names.currentIndexChanged.connect(self.changed)
        self.content.toggled.connect(self.changed)
        self.setLayout(column(Field(_("&Names of citizens"), self.names), self.said, self.content, None, gap=6))

    def show_codes(self, codes: Sequence[str]) -> None:
        """The denunciations that are among the records now; another set wants another look."""
        self.codes = list(codes)
        self.content.setChecked(False)
        self.content.setVisible(bool(codes))
        self.said.setVisible(bool(codes))
        if codes:
            self.said.say(_("Denunciations: the code leaves, their content does not"), ticked(codes))

    def going(self) -> Disclosure:
        """What is chosen now."""
        return Disclosure(Level(self.names.currentData()), self.content.isChecked(), list(self.codes))


def ticked(codes: Sequence[str]) -> str:
    """What the tick lets out, in a sentence."""
    return _("With the tick: {what}").format(what=disclosure.what_leaves(codes))


class DisclosureDialog(QDialog):
    """Asked before a list leaves; `going` says what was chosen."""

    def __init__(
        self, title: str, what: str, level: str, codes: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.choice = DisclosureChoice(level, codes)
        self.go = button(_("&Go on"), "download", "primary", slot=self.accept)
        self.go.setDefault(True)
        acts = row(None, button(_("Cancel"), slot=self.reject), self.go)
        self.setLayout(
            column(label(title, "h2"), label(what, wrap=True), self.choice, None, 8, acts, margins=(16, 16, 16, 16))
        )
        fit_screen(self)

    def going(self) -> Disclosure:
        """What is chosen now."""
        return self.choice.going()


def confirm_content(desk: Desk, title: str, text: str, parent: QWidget) -> bool:
    """The tick before a denunciation's content leaves by a door that has nothing else to choose."""
    dialog = _ContentDialog(title, text, parent)
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()


class _ContentDialog(QDialog):
    """The tick, then the button."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.content = QCheckBox(_("I have looked: identities are removed, their content &may leave"))
        self.go = button(_("&Go on"), "download", "primary", slot=self.accept)
        self.go.setEnabled(False)
        self.content.toggled.connect(self.go.setEnabled)
        note = Note("warn", "shield-alert", title, text)
        acts = row(None, button(_("Cancel"), slot=self.reject), self.go)
        self.setLayout(column(note, self.content, 8, acts, margins=(16, 16, 16, 16)))
        fit_screen(self)
