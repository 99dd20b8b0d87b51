"""The morning list before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.app import morning_list
from danvan_desktop.app.overview import overview
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.gui.desk import Desk


def show_list(desk: Desk, parent: QWidget) -> None:
    """Preview the list of today; from there it is printed or saved."""
    today = desk.today()

    def show(data: bytes) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        dialog = PreviewDialog(desk, data, _("What is to be done"), morning_list.FILE_NAME, parent)
        dialog.exec()
        dialog.deleteLater()

    desk.read(parent, lambda store, _progress: morning_list.pdf(store, overview(store, today)), show)
