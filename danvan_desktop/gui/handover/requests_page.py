"""Requests between offices and dossiers handed on: what waits here, its words, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QTableView, QWidget

from danvan_desktop.app import people, request_figures, requests, transfer
from danvan_desktop.app.request_figures import FigureSides
from danvan_desktop.app.request_view import Request
from danvan_desktop.app.transfer_view import Standing
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.handover.figure_sides import FigureCompare
from danvan_desktop.gui.handover.lines import clear, scrolled
from danvan_desktop.gui.handover.requests_model import Line, fill, told
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.widgets import Panel, button, column, label, row, show_if, tool
from danvan_desktop.gui.widgets.cells import dress, fit_heads
from danvan_desktop.i18n import _

L = TypeVar("L", bound=Line)
FIGURE = "so_lieu"
_WIDTHS = (130, 130, 150, 92, 0, 130)


class RequestsPage(Page):
    """Pushed over the hand-over tab."""

    help_topic = "handover"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = _("Requests and dossiers")
        self.lines: list[Line] = []
        self.model = QStandardItemModel(0, len(_WIDTHS))
        self.table = QTableView()
        self.table.setModel(self.model)
        dress(self.table)
        self.table.setAccessibleName(self.title)
        self._count = label("", "muted")
        self.ask = button(_("Ask a unit…"), "send", slot=self._on_ask)
        head = row(tool("arrow-left", _("Back"), desk.pop), label(self.title, "h1"), self._count, None, self.ask)
        panel = Panel(self.title, self.table, "list")
        panel.head.hide()
        self.setLayout(column(head, (row((panel, 7), (self._side(), 4), gap=8), 1), margins=(12, 8, 12, 8)))
        self.setFocusProxy(self.table)
        self.table.activated.connect(self._on_open)
        self.refresh()

    def _side(self) -> QWidget:
        self._words = QWidget()
        self._words.setLayout(column(gap=6))
        self.figure = FigureCompare()
        self.answer_text = QPlainTextEdit()
        self.answer_text.setPlaceholderText(_("Answer or reason; do not name citizens"))
        self.answer_text.setAccessibleName(_("Answer"))
        self.answer_text.setTabChangesFocus(True)
        self.answer_text.setFixedHeight(72)
        self.answer = button(_("&Answer"), "send", "primary", slot=self._on_answer)
        self.accept = button(_("A&ccept"), "check", "primary", slot=self._on_accept)
        self.take = button(_("&Take over"), "check", "primary", slot=self._on_take)
        self.refuse = button(_("&Refuse"), "circle-x", slot=self._on_refuse)
        self.again = button(_("&Send again…"), "send", slot=self._on_again)
        self.close_it = button(_("&Done, close"), "check", slot=self._on_close)
        self.open_it = button(_("Open the record"), kind="link", slot=self._on_open)
        acts = row(self.answer, self.accept, self.take, self.close_it, self.refuse, self.again, None)
        inside = column(
            self._words, row(self.open_it, None), self.figure, 4, self.answer_text, acts, None, margins=(12, 8, 12, 8)
        )  # fmt: skip
        return Panel(_("Chosen"), scrolled(inside), "file-text")

    # --- what is shown
    def refresh(self) -> None:
        """Read them again; the line that was chosen stays chosen."""
        store, at = self.desk.store, self.table.currentIndex().row()
        found: list[Line] = [*transfer.listed(store), *requests.listed(store)]
        self.lines = sorted(found, key=lambda line: not line.waits)
        fill(self.model, self.lines)
        for place, width in enumerate(_WIDTHS):
            if width:
                self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        fit_heads(self.table)
        waiting = sum(line.waits for line in self.lines)
        self._count.setText(_("{count} wait for this office").format(count=waiting))
        self.table.selectionModel().currentRowChanged.connect(self._show)
        if self.lines:
            self.table.selectRow(min(max(at, 0), len(self.lines) - 1))
        self._show()

    @property
    def current(self) -> Line | None:
        """The line chosen."""
        at = self.table.currentIndex().row()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def _show(self) -> None:
        clear(self._words)
        line, layout = self.current, self._words.layout()
        if layout is None:
            return
        for name, text in told(line) if line else [("", _("There are no requests and no dossiers."))]:
            if name:
                layout.addWidget(label(name, "cap"))
            layout.addWidget(label(text, wrap=True))
        self.answer_text.clear()
        request = line if isinstance(line, Request) else None
        asked, offered = bool(request and request.waits and not request.ours), bool(line and not request and line.waits)
        show_if(self.answer, asked and not (request and request.proposed))
        show_if(self.accept, asked and bool(request and request.proposed))
        show_if(self.take, offered)
        show_if(self.refuse, asked or offered)
        show_if(self.answer_text, asked or offered)
        show_if(self.again, self._goes_again(line))
        show_if(self.close_it, bool(request and request.ours and request.state != "da_dong"))
        show_if(self.open_it, bool(self._target()))
        self._show_figure(request, asks=asked and bool(request and request.kind == FIGURE))

    def _show_figure(self, request: Request | None, *, asks: bool) -> None:
        """Count the figure beside the window; a request chosen meanwhile has its own."""
        self.figure.show_nothing(asks=asks)
        if request is None or not request.about.figure:
            return

        def shown(found: FigureSides | None) -> None:
            if isinstance(self.current, Request) and self.current.row == request.row:
                self.figure.show_sides(found, asks=asks)

        self.desk.read(self, lambda store, _progress: request_figures.sides(store, request), shown)

    def _target(self) -> tuple[str, bytes] | None:
        """The record behind the line, where it is here."""
        line = self.current
        if isinstance(line, Standing):
            return ("petition", line.petition) if line.title else None
        return (line.about.type_name, line.about.row) if line and line.about_title else None

    # --- acts
    def _on_ask(self) -> None:
        """A request about nothing that is entered here; about a record or a figure it begins there."""
        from danvan_desktop.gui.handover.request_dialog import RequestDialog

        dialog = RequestDialog(self.desk, requests.About(), parent=self)
        if dialog.exec():
            self.refresh()
        dialog.deleteLater()

    def _on_open(self) -> None:
        if target := self._target():
            self.desk.open_record(*target)

    @property
    def _by(self) -> dict[str, Any]:
        return {"officer": self.desk.officer, "today": self.desk.today()}

    def _on_answer(self) -> None:
        value = self.figure.value.text()
        self._do(lambda line, text: requests.answer(self.desk.store, line.row, text, value=value, **self._by), Request)

    def _on_accept(self) -> None:
        self._do(lambda line, text: requests.accept(self.desk.store, line.row, text=text, **self._by), Request)

    def _on_take(self) -> None:
        line = self.current
        missing = transfer.lacking(self.desk.store, line.petition) if isinstance(line, Standing) else []
        if missing and not self._take_hollow(missing):
            return

        def take(one: Standing, text: str) -> None:
            transfer.accept(self.desk.store, one.petition, text=text, incomplete=bool(missing), **self._by)

        self._do(take, Standing)

    def _take_hollow(self, missing: list[str]) -> bool:
        """Ask before a dossier is taken over of which not everything has come."""
        from danvan_desktop.gui.widgets.questions import ask

        text = _("Of this dossier not everything has come yet: {what}.").format(what="; ".join(missing))
        hint = _("What is missing is asked for with your next package until it is here, also after you took it over.")
        return ask(self, _("Take the dossier over?"), f"{text} {hint}",
                   {"wait": _("Wait for the rest"), "take": _("Take it over all the same")}) == "take"  # fmt: skip

    def _goes_again(self, line: Line | None) -> bool:
        """A dossier this office handed on: its stick may be lost, also after the other took it over."""
        if not isinstance(line, Standing) or not line.ours or not people.may(self.desk.office, "export"):
            return False
        known = transfer.sent_before(self.desk.store, line.petition)
        return known is not None and known.id == line.transfer

    def _on_again(self) -> None:
        from danvan_desktop.gui.handover.transfer_dialog import TransferDialog

        line = self.current
        if isinstance(line, Standing):
            dialog = TransferDialog(self.desk, line.petition, self)
            if dialog.exec():
                self.refresh()
            dialog.deleteLater()

    def _on_close(self) -> None:
        self._do(lambda line, _text: requests.close(self.desk.store, line.row, officer=self.desk.officer), Request)

    def _on_refuse(self) -> None:
        if isinstance(self.current, Standing):
            self._do(lambda line, text: transfer.refuse(self.desk.store, line.petition, text, **self._by), Standing)
        else:
            self._do(lambda line, text: requests.refuse(self.desk.store, line.row, text, **self._by), Request)

    def _do(self, act: Callable[[L, str], object], kind: type[L]) -> None:
        QGuiApplication.inputMethod().commit()
        line = self.current
        if not isinstance(line, kind):
            return
        try:
            act(line, self.answer_text.toPlainText())
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        self.desk.saved("")
        self.desk.say(_("Saved. {unit} learns of it with the next package.").format(unit=line.other_name))
        self.refresh()
