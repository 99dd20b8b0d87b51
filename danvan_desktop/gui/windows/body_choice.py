"""For which body a visit is received, beside the title of the visit; chosen once, it stays for the next visitors."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from danvan_desktop.i18n import _
from danvan_desktop.records.choices import RECEIVING_BODIES

ROOM = 18  # letters the closed box has room for


class BodyChoice(QComboBox):
    """The receiving bodies; no stop of the keyboard's way through the visit. `picked` gives the code, None for none."""

    picked = Signal(object)

    def __init__(self, code: object = None) -> None:
        super().__init__()
        self.addItem(_("Body not said"), None)
        for choice in RECEIVING_BODIES:
            self.addItem(_(choice.label), choice.code)
        self.setAccessibleName(_("Received for which body"))
        self.setToolTip(_("Received for which body"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(ROOM)
        self.show_code(code)
        self.activated.connect(lambda _place: self.picked.emit(self.currentData()))

    def show_code(self, code: object) -> None:
        """Show a body without saying that it was picked."""
        self.setCurrentIndex(max(self.findData(code), 0))
