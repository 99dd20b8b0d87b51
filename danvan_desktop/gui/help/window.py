"""The help window: contents or what was found on the left, the page on the right. It never blocks the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSplitter, QVBoxLayout, QWidget

from danvan_desktop import i18n
from danvan_desktop.app import help as helping
from danvan_desktop.app.help.cards import START
from danvan_desktop.app.help.saving import file_name, save_pdf
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.help.contents import Contents
from danvan_desktop.gui.help.page_view import PageView
from danvan_desktop.gui.widgets import button, fit_screen, framed, row, tell, tool
from danvan_desktop.i18n import _


def _tongue() -> str:
    """The language of the cards: they are written in two."""
    return "vi" if i18n.language() == "vi" else "en"


class HelpWindow(QWidget):
    """Contents, search, page, back; prints the page or the whole handbook as PDF."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Help"))
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        fit_screen(self, 980, 640)
        self.topic = ""
        self._passed: list[str] = []
        self.contents = Contents(_tongue(), self)
        self.page = PageView(self)
        self.back = tool("arrow-left", _("Back"), self.go_back)
        self.search = QLineEdit(placeholderText=_("Search the help, accents are not needed"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search the help"))
        self.search.setToolTip(self.search.placeholderText())
        self.search.setProperty("elides", True)
        self._lay_out()
        self.search.textChanged.connect(self.contents.find_later)
        self.search.returnPressed.connect(self.contents.open_first)
        self.contents.chosen.connect(self.open)
        self.page.anchorClicked.connect(self._on_link)
        self._keys()

    def open(self, topic: str) -> None:
        """Show a page; the one before is kept for Back."""
        topic = helping.resolve(topic)
        if topic == self.topic:
            return
        if self.topic:
            self._passed.append(self.topic)
        self._show(topic)

    def go_back(self) -> None:
        """Show the page before."""
        if self._passed:
            self._show(self._passed.pop())

    def print_page(self) -> None:
        """Print the page shown, or write it as PDF."""
        self._print(self.page.title, helping.page_pdf(self.topic or START, _tongue()))

    def print_booklet(self) -> None:
        """Print the whole handbook, or write it as PDF."""
        self._print(_("Dân Vận Desktop handbook"), helping.booklet(_tongue()))

    def _show(self, topic: str) -> None:
        self.topic = topic
        self.page.show_card(helping.card(topic, _tongue()))
        self.contents.mark(topic)
        self.back.setEnabled(bool(self._passed))
        if not self.search.hasFocus():
            self.page.setFocus()

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == "help":
            self.open(url.path())

    def _print(self, name: str, data: bytes) -> None:
        """Through the preview of every other paper; before an office is open there is only the file."""
        desk = getattr(self.parentWidget(), "desk", None)
        if desk is None:
            self._save(name, data)
            return
        from danvan_desktop.gui.reports import PreviewDialog

        PreviewDialog(desk, data, name, file_name(name).removesuffix(".pdf"), self).exec()

    def _save(self, name: str, data: bytes) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save PDF"), file_name(name), "PDF (*.pdf)")
        if not chosen:
            return
        try:
            save_pdf(Path(chosen), data)
        except DanvanError as error:
            tell(self, _("Not saved"), error.text())

    def _lay_out(self) -> None:
        self.search.setMaximumWidth(360)
        start = tool("book-open", _("Contents"), lambda: self.open(START))
        page = button(_("Print this page…"), "printer", slot=self.print_page)
        book = button(_("Print the handbook…"), "printer", slot=self.print_booklet)
        head = framed(row(self.back, start, 8, (self.search, 1), None, page, book, margins=(8, 6, 8, 6)), "bar")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.contents)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([290, 690])
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(head)
        lay.addWidget(split, 1)

    def _keys(self) -> None:
        for keys, slot in (("Esc", self.close), ("Alt+Left", self.go_back), ("Ctrl+F", self.search.setFocus)):
            QShortcut(QKeySequence(keys), self, slot)
