"""What is done with the official tables: preview and print, save as a workbook, type a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.app.official_tables import OfficialTables
from danvan_desktop.gui.reports import leaving, links
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.gui.desk import Desk


def preview(desk: Desk, parent: QWidget, found: OfficialTables) -> None:
    """The pages as they will be printed; an upper office has a line for every unit."""
    from danvan_desktop.app import official_pages
    from danvan_desktop.app.official_tables import tables
    from danvan_desktop.storage.store import Store

    on, name = desk.today(), found.name

    def work(store: Store, _progress: object) -> bytes:
        by_unit = store.unit.level != "commune"
        whole = tables(store, found.set.id, name, by_unit=True) if by_unit else found
        return official_pages.pdf(store, whole, on)

    def show(data: bytes) -> None:
        from danvan_desktop.gui.reports.preview_dialog import PreviewDialog

        dialog = PreviewDialog(desk, data, _("Official tables"), links.file_name(f"bieu {found.label}"), parent)
        dialog.exec()
        dialog.deleteLater()

    desk.read(parent, work, show)


def save_workbook(desk: Desk, parent: QWidget, found: OfficialTables) -> None:
    """A sheet for each table, numbers as numbers."""
    from danvan_desktop.app import official_pages

    name = links.file_name(f"bieu {found.label}")
    leaving.save_by(
        desk, parent, _("Save workbook"), name, "xlsx",
        lambda path: official_pages.write(desk.store, found, path, desk.today()),
    )  # fmt: skip


def type_cell(desk: Desk, found: OfficialTables, table: str, number: int) -> None:
    """Open the form of a typed cell, its place filled in."""
    desk.new_record(
        "table_cell",
        {
            "table_set": found.set.id, "table_name": table, "cell": str(number), "cell_kind": "nhap_tay",
            "period_from": found.period.first, "period_to": found.period.last,
        },
    )  # fmt: skip
