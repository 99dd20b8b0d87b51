"""The row above a list that says what hides rows; nobody is to think records have vanished."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from danvan_desktop.app.listing import Listing
from danvan_desktop.app.listing.sentences import by_field, figure_sentence, sentence
from danvan_desktop.gui.widgets import Chip, button, icon_label, label
from danvan_desktop.i18n import _, ngettext

SEARCH, FIGURE = "*search", "*figure"
MOST, LONGEST = 4, 42


class ChipRow(QWidget):
    """One chip a condition, how many rows they hide, and a way to take all of them away."""

    removed = Signal(str)  # field, SEARCH or FIGURE
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # many chips widen no window
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._chips: list[Chip] = []
        self._row.addWidget(icon_label("funnel", "accent"))
        self._row.addWidget(label(_("Filtered by:"), "muted"))
        self._all = button(_("Remove all conditions"), kind="link", slot=self.cleared.emit)
        self._more = label("", "cap")
        self._row.addWidget(self._more)
        self._row.addWidget(self._all)
        self._row.addStretch(1)
        self.hidden_rows = label("", "cap")
        self._row.addWidget(self.hidden_rows)
        self.hide()

    def show_listing(self, listing: Listing) -> None:
        """Show what hides rows in a list."""
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        if listing.figure:
            self._add(FIGURE, figure_sentence(listing))
        for name, conditions in by_field(listing.conditions).items():
            self._add(name, sentence(listing.record, conditions))
        if listing.search.strip():
            self._add(SEARCH, _("Search: by the words typed"))
        for chip in self._chips[MOST:]:
            chip.hide()
        left = len(self._chips) - MOST
        self._more.setText(_("and {count} more").format(count=left) if left > 0 else "")
        self._more.setVisible(left > 0)
        self.hidden_rows.clear()
        self.setVisible(bool(self._chips))

    def _add(self, name: str, text: str) -> None:
        chip = Chip(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
        chip.setToolTip(text)
        chip.removed.connect(lambda: self.removed.emit(name))
        self._chips.append(chip)
        self._row.insertWidget(1 + len(self._chips), chip)

    def show_hidden(self, many: int) -> None:
        """Say how many rows the conditions hide."""
        text = ngettext("{count} row hidden by the filter", "{count} rows hidden by the filter", many)
        number = f"{many:,}".replace(",", ".")
        self.hidden_rows.setText(text.format(count=number) if many else "")
