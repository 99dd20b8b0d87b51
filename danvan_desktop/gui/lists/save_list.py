"""Saving a list as a workbook or as CSV, beside the window."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from danvan_desktop.app import disclosure
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.listing.export import denunciations, export
from danvan_desktop.domain.record_type import FieldClass
from danvan_desktop.domain.text import fold
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.storage.store import Store

if TYPE_CHECKING:
    from danvan_desktop.gui.lists.list_page import ListPage

_KINDS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)"}


def save_list(page: ListPage, form: str) -> None:
    """Ask how much of persons leaves, then where to; then write all rows with the columns shown."""
    listing = page.listing

    def ask(codes: list[str]) -> None:
        if (going := ask_going(page, codes)) is not None:
            _ask_where(page, form, going)

    page.desk.read(page, lambda store, _progress: denunciations(store, listing), ask)


def ask_going(page: ListPage, codes: list[str]) -> Disclosure | None:
    """What leaves with this list; asked only where a column holds persons or a row is a denunciation."""
    from danvan_desktop.gui.reports.disclosing import DisclosureDialog

    level = disclosure.level(page.desk.reader, disclosure.LIST)
    fields = [page.record.field(name) for name in page.grid.columns()]
    if not codes and not any(field.cls is FieldClass.PERSON for field in fields):
        return Disclosure(level)
    what = _("Columns: {names}.").format(names=", ".join(_(field.label) for field in fields))
    dialog = DisclosureDialog(_("What leaves with the list"), what, level, codes, page)
    accepted = dialog.exec()
    dialog.deleteLater()
    return replace(dialog.going(), codes=[]) if accepted else None


def _ask_where(page: ListPage, form: str, going: Disclosure) -> None:
    stem = re.sub(r"[^a-z0-9]+", "-", fold(_(page.record.plural))).strip("-")
    name = f"{stem}-{page.desk.today():%Y-%m-%d}.{form}"
    file, _kind = QFileDialog.getSaveFileName(page, _("Save the list"), name, _KINDS[form])
    if file:
        write_list(page, Path(file).with_suffix(f".{form}"), going)


def write_list(page: ListPage, path: Path, going: Disclosure | None = None) -> None:
    """Write the list to a file; without `going` names are as the office settled."""
    desk, listing, columns = page.desk, page.listing, page.grid.columns()

    def work(store: Store, progress: Progress) -> int:
        return export(desk.office, store, listing, columns, path, progress.step, going=going)

    def done(many: int) -> None:
        text = ngettext("{count} row saved in {file}.", "{count} rows saved in {file}.", many)
        desk.say(text.format(count=many, file=path.name))

    desk.write(page, work, done, title=_("Saving the list"))
