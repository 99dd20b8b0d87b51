"""Saving a list as a workbook or as CSV, beside the window."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from danvan_desktop.app.listing.export import export
from danvan_desktop.domain.text import fold
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.lists.list_page import ListPage

_KINDS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)"}


def save_list(page: ListPage, form: str) -> None:
    """Ask where, then write all rows with the columns shown."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(_(page.record.plural))).strip("-")
    name = f"{stem}-{page.desk.today():%Y-%m-%d}.{form}"
    file, _kind = QFileDialog.getSaveFileName(page, _("Save the list"), name, _KINDS[form])
    if file:
        write_list(page, Path(file).with_suffix(f".{form}"))


def write_list(page: ListPage, path: Path) -> None:
    """Write the list to a file."""
    desk, listing, columns = page.desk, page.listing, page.grid.columns()

    def work(store: Store, progress: Progress) -> int:
        return export(desk.office, store, listing, columns, path, progress.step)

    def done(many: int) -> None:
        text = ngettext("{count} row saved in {file}.", "{count} rows saved in {file}.", many)
        desk.say(text.format(count=many, file=path.name))

    desk.write(page, work, done, title=_("Saving the list"))
