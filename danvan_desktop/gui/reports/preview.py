"""The real pages on the screen: the same bytes the printer gets, drawn off the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from danvan_desktop.documents.preview import POINTS_AN_INCH, PageImage, PageSize
from danvan_desktop.gui.widgets import column, framed, label, row, tool
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk

FIT_PAGE, FIT_WIDTH = 0, -1
_ZOOMS = (FIT_PAGE, FIT_WIDTH, 50, 75, 100, 125, 150, 200, 300)
_KEPT = 24  # pictures of pages
_MARGIN = 12
_INCH_ON_SCREEN = 96.0


class PageView(QWidget):
    """One page at a time, turned and enlarged; `failed` when the pages cannot be drawn."""

    turned = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._pdf, self._sizes = desk, b"", list[PageSize]()
        self._page, self._zoom, self._task = 0, FIT_PAGE, 0
        self._pictures: dict[tuple[int, float], QPixmap] = {}
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paper.setAccessibleName(_("Printed page"))
        self.area = QScrollArea()
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setProperty("role", "paper")
        self.area.viewport().setProperty("role", "paper")
        self.paper.setProperty("role", "paper")
        self.before = tool("chevron-left", _("Page before"), lambda: self.turn(-1))
        self.after = tool("chevron-right", _("Next page"), lambda: self.turn(1))
        self.number = label("")
        self.smaller = tool("zoom-out", _("Smaller"), lambda: self.zoom(-1))
        self.larger = tool("zoom-in", _("Larger"), lambda: self.zoom(1))
        self.scale = label("", "cap")
        foot = framed(row(self.before, self.number, self.after, None, self.scale, self.smaller, self.larger,
                          gap=4, margins=(8, 0, 8, 0)), "foot")  # fmt: skip
        foot.setFixedHeight(34)
        self.setLayout(column((self.area, 1), foot, gap=0))
        self.setMinimumSize(QSize(240, 240))
        self._say()

    def show_pdf(self, pdf: bytes, sizes: list[PageSize]) -> None:
        """Show these pages; the page looked at stays when it still stands."""
        self._pdf, self._sizes = pdf, sizes
        self._pictures.clear()
        self._page = min(self._page, max(len(sizes) - 1, 0))
        self._draw()

    def say(self, text: str) -> None:
        """Words instead of a page."""
        self.paper.setPixmap(QPixmap())
        self.paper.setText(text)

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    def turn(self, step: int) -> None:
        """Turn pages."""
        self.show_page(self._page + step)

    def show_page(self, page: int) -> None:
        """Show a page by its number from 0."""
        if 0 <= page < len(self._sizes) and page != self._page:
            self._page = page
            self.area.verticalScrollBar().setValue(0)
            self._draw()
            self.turned.emit(page)

    def zoom(self, step: int) -> None:
        """Larger or smaller, from the whole page to 300 %."""
        at = _ZOOMS.index(self._zoom) + step
        if 0 <= at < len(_ZOOMS):
            self._zoom = _ZOOMS[at]
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.turn(step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        if self._zoom <= 0:
            self._draw()

    def _draw(self) -> None:
        self._say()
        if not self._sizes:
            return
        key = (self._page, self._scale())
        if key in self._pictures:
            self._show(self._pictures[key])
            return
        from danvan_desktop.documents.preview import render

        pdf, (page, scale) = self._pdf, key
        if self._task:
            self._desk.cancel(self._task)
        self._task = self._desk.read(
            self, lambda _store, _progress: (pdf, key, render(pdf, page, scale)), self._on_drawn, self._on_failed
        )

    def _scale(self) -> float:
        """Pixels of the screen for a point of the page, rounded so that a small resize draws nothing new."""
        size, ratio = self._sizes[self._page], self.devicePixelRatioF()
        room = self.area.viewport().size()
        wide = max(room.width() - 2 * _MARGIN, 80) / size.width
        high = max(room.height() - 2 * _MARGIN, 80) / size.height
        fits = {FIT_PAGE: min(wide, high), FIT_WIDTH: wide}
        chosen = fits.get(self._zoom, self._zoom / 100 * _INCH_ON_SCREEN / POINTS_AN_INCH)
        return float(round(chosen * ratio, 3))

    def _on_drawn(self, drawn: tuple[bytes, tuple[int, float], PageImage]) -> None:
        pdf, key, image = drawn
        if pdf is not self._pdf:
            return
        if len(self._pictures) >= _KEPT:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[key] = _pixmap(image, self.devicePixelRatioF())
        if key == (self._page, self._scale()):
            self._show(self._pictures[key])
        else:
            self._draw()

    def _on_failed(self, _error: BaseException) -> None:
        self.say(_("The page cannot be shown."))

    def _show(self, picture: QPixmap) -> None:
        self.paper.setPixmap(picture)

    def _say(self) -> None:
        count = len(self._sizes)
        self.number.setText(_("Page {page} of {count}").format(page=self._page + 1, count=count) if count else "")
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < count)
        named = {FIT_PAGE: _("Whole page"), FIT_WIDTH: _("Page width")}
        self.scale.setText(named.get(self._zoom, f"{self._zoom}%"))
        self.smaller.setEnabled(self._zoom != _ZOOMS[0])
        self.larger.setEnabled(self._zoom != _ZOOMS[-1])


def _pixmap(image: PageImage, ratio: float) -> QPixmap:
    picture = QImage(image.data, image.width, image.height, image.stride, QImage.Format.Format_Grayscale8)
    made = QPixmap.fromImage(picture)
    made.setDevicePixelRatio(ratio)
    return made
