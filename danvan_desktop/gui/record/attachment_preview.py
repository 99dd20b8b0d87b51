"""An attached file shown inside the window, page by page; nothing readable is written anywhere for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from danvan_desktop.app import attachments
from danvan_desktop.app.attachments import Attachment
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.gui.widgets import button, column, fit_screen, label, row, tool
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

WIDTHS = (560, 780, 1100, 1600)
PDF, WORD = ".pdf", ".docx"


class AttachmentPreview(QDialog):
    """Pages, zoom, and the logged way out."""

    def __init__(
        self, desk: Desk, file: Attachment, save_out: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._file = desk, file
        self._page, self._pages, self._zoom = 0, 1, 1
        self.setWindowTitle(_("Attached file"))
        fit_screen(self, 900, 640)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.picture)
        scroll.setAccessibleName(_("Attached file"))
        self._where = label("", "muted")
        self._back = tool("chevron-left", _("Page before"), lambda: self._turn(-1))
        self._on = tool("chevron-right", _("Next page"), lambda: self._turn(1))
        top = row(
            label(file.caption or _("no caption"), "h2"), None, self._back, self._where, self._on, 12,
            tool("zoom-out", _("Smaller"), lambda: self._size(-1)), tool("zoom-in", _("Larger"), lambda: self._size(1)),
        )  # fmt: skip
        foot = row(
            button(_("Save to a file outside…"), "download", slot=save_out), None,
            button(_("Close"), kind="primary", slot=self.accept),
        )  # fmt: skip
        self.setLayout(column(top, (scroll, 1), foot, margins=(16, 12, 16, 16)))
        self._load()

    def _load(self) -> None:
        if self._file.ending == WORD:
            self._shown((b"", 0))
            return
        file, page, width = self._file, self._page, WIDTHS[self._zoom]

        def work(store: Store, _progress: Progress) -> tuple[bytes, int]:
            return attachments.page(store, file, page, width)

        self._desk.read(self, work, self._shown, self._failed)

    def _shown(self, found: tuple[bytes, int]) -> None:
        data, self._pages = found
        made = QPixmap()
        if data and made.loadFromData(data):
            self.picture.setPixmap(made)
        else:
            self.picture.setText(self._no_picture())
        more = self._pages > 1
        for widget in (self._back, self._on, self._where):
            widget.setVisible(more)
        self._where.setText(_("Page {page} of {pages}").format(page=self._page + 1, pages=self._pages))
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < self._pages)

    def _no_picture(self) -> str:
        if self._file.ending == WORD:
            return _("A Word document is not shown here. Save it to a file outside to read it.")
        if not self._file.opens:
            return _("This file came from another computer and cannot be opened: it is damaged or not what it says."
                     " It is kept; ask for it again, or save it to a file outside.")  # fmt: skip
        return _("This file cannot be shown. Save it to a file outside to look at it.")

    def _failed(self, error: BaseException) -> None:
        self._pages = 0
        self.picture.setText(error.text() if isinstance(error, DanvanError) else self._no_picture())

    def _turn(self, step: int) -> None:
        if 0 <= self._page + step < self._pages:
            self._page += step
            self._load()

    def _size(self, step: int) -> None:
        zoom = min(max(self._zoom + step, 0), len(WIDTHS) - 1)
        if zoom != self._zoom:
            self._zoom = zoom
            self._load()
