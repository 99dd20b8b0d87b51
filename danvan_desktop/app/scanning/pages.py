"""Scanned pages as one file: a picture of one page, a PDF of several; attached with a caption."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.app import attachments
from danvan_desktop.documents import scans
from danvan_desktop.documents.pictures import PictureError
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store


def kept_page(data: bytes, resolution: int) -> bytes:
    """A page as the scanner gave it, as JPEG of the same sharpness. EnvironmentProblem when it is no picture."""
    try:
        return scans.page(data, resolution)
    except PictureError as error:
        raise EnvironmentProblem(
            _("The page came damaged from the scanner."), kept=_("Pages scanned before are kept."),
            hint=_("Scan this page again."),
        ) from error  # fmt: skip


def as_file(pages: Sequence[bytes]) -> bytes:
    """The bytes of the file that pages of `kept_page` become. Raises UserError without a page."""
    if not pages:
        raise UserError(_("No page was scanned."), kept=_("Nothing was added."))
    return pages[0] if len(pages) == 1 else scans.pdf(pages)


def attach(store: Store, type_name: str, row: bytes, pages: Sequence[bytes], caption: str, officer: str) -> bytes:
    """Attach scanned pages to a record as one file; returns its id. Raises UserError, the pages still yours."""
    return attachments.add(store, type_name, row, as_file(pages), "", caption, officer, keep_original=True)
