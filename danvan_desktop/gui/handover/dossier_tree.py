"""What would leave with a dossier: record by record, what is open, what leaves unmasked, what stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from danvan_desktop.app.dossier import Dossier, Part
from danvan_desktop.gui.theme import icons
from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.gui.widgets.texts import plain_tip
from danvan_desktop.i18n import _

_OPEN = Qt.ItemDataRole.UserRole
_WIDTH = 420


class DossierTree(QTreeWidget):
    """Two columns: the record or the kind of fields, and which they are. No values stand here."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels([_("Record"), _("What leaves")])
        self.setAccessibleName(_("What leaves with the dossier"))
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setColumnWidth(0, _WIDTH)
        self.header().setStretchLastSection(True)

    def show_dossier(self, found: Dossier | None) -> None:
        """Show one; None empties the list."""
        self.clear()
        for part in found.parts if found else ():
            self.addTopLevelItem(_record(part))
        for place in range(self.topLevelItemCount()):
            if (record := self.topLevelItem(place)) is not None:
                record.setExpanded(True)
                for kind in (record.child(at) for at in range(record.childCount())):
                    if kind is not None:
                        kind.setExpanded(kind.data(0, _OPEN) is True)


def _record(part: Part) -> QTreeWidgetItem:
    how = _("changes hands") if part.handed_on else _("goes along to be read")
    made = QTreeWidgetItem([part.title or part.label, how])
    made.setToolTip(0, plain_tip(made.text(0)))
    named = (*part.named, *([_("The file itself")] if part.file else []))
    for caption, names, icon, tone in (
        (_("Leaves unmasked"), named, "eye", "danger"), (_("Stays here"), part.kept, "lock", "ok"),
        (_("Open fields"), part.open, "file-text", "text2"),
    ):  # fmt: skip
        if names:
            made.addChild(_group(caption, names, icon, tone))
    font = made.font(0)
    font.setBold(True)
    made.setFont(0, font)
    return made


def _group(caption: str, names: Sequence[str], icon: str, tone: str) -> QTreeWidgetItem:
    """A kind of fields with a line for each; open fields are many and lie folded."""
    made = QTreeWidgetItem([f"{caption} ({len(names)})", ", ".join(names)])
    made.setIcon(0, icons.icon(icon, tone))
    made.setForeground(0, colour(tone))
    made.setToolTip(1, plain_tip(made.text(1)))
    made.setData(0, _OPEN, tone != "text2")
    for name in names:
        made.addChild(QTreeWidgetItem([name]))
    return made
