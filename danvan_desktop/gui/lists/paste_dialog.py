"""Rows from Excel as they would be taken in, bad cells marked in their place; nothing is saved before it is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QTableView, QWidget

from danvan_desktop.app.import_preview import BAD, SAME, Preview
from danvan_desktop.app.listing import paste
from danvan_desktop.app.undo import IMPORT
from danvan_desktop.gui.lists.remove_rows import bring_back
from danvan_desktop.gui.widgets import Note, button, column, fit_screen, label, row
from danvan_desktop.gui.widgets.cells import dress, fit_heads
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class PasteDialog(QDialog):
    """The preview of pasted rows."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from danvan_desktop.gui.sheet_import.preview_model import PreviewModel

        self.setWindowTitle(_("Paste rows from Excel"))
        fit_screen(self, 900, 520)
        self.model = PreviewModel()
        self.model.show_preview(preview)
        self.table = QTableView()
        self.table.setModel(self.model)
        dress(self.table)
        fit_heads(self.table)
        self.table.setColumnHidden(0, True)  # all good rows are taken
        self.table.setAccessibleName(_("Rows from Excel"))
        many, counts = len(preview.takeable()), preview.counts()
        said = ngettext("{count} row can be taken in.", "{count} rows can be taken in.", many).format(count=many)
        self.ok = button(_("Take in the good rows"), kind="primary", slot=self.accept)
        self.ok.setEnabled(many > 0)
        notes: list[QWidget] = []
        if counts[BAD]:
            text = ngettext("{count} row has a bad cell and stays out.", "{count} rows have bad cells and stay out.",
                            counts[BAD]).format(count=counts[BAD])  # fmt: skip
            notes.append(Note("warn", "triangle-alert", text, _("Mend them in Excel and paste again.")))
        if counts[SAME]:
            text = ngettext("{count} row is here already and stays out.", "{count} rows are here already and stay out.",
                            counts[SAME]).format(count=counts[SAME])  # fmt: skip
            notes.append(Note("info", "info", text))
        foot = row(None, button(_("Cancel"), slot=self.reject), self.ok)
        self.setLayout(column(label(said, "h2"), *notes, (self.table, 1), foot, margins=(16, 16, 16, 16)))

    @classmethod
    def begin(cls, desk: Desk, type_name: str, columns: Sequence[str], parent: QWidget) -> None:
        """Read the clipboard, show the preview, save what is agreed to."""
        text = QGuiApplication.clipboard().text()

        def show(preview: Preview) -> None:
            dialog = cls(preview, parent)
            agreed = dialog.exec()
            dialog.deleteLater()
            if agreed:
                _save(desk, type_name, preview, parent)

        desk.write(
            parent, lambda store, _progress: paste.read(store, type_name, text, columns, desk.today()), show,
            title=_("Reading the clipboard"),
        )  # fmt: skip


def _save(desk: Desk, type_name: str, preview: Preview, parent: QWidget) -> None:
    many = len(preview.takeable())

    def done(number: int) -> None:
        text = ngettext("{count} row taken in.", "{count} rows taken in.", many).format(count=many)
        desk.say(text, lambda: bring_back(desk, type_name, f"{IMPORT}{number}"))
        desk.saved(type_name)

    desk.write(
        parent, lambda store, _progress: paste.save(store, preview, desk.officer), done, title=_("Taking in rows")
    )
