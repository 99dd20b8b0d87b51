"""A request begins: about a record or a figure, to a unit found by a few letters, in words, with a change proposed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from danvan_desktop import records
from danvan_desktop.app import request_start, requests
from danvan_desktop.app.request_view import About
from danvan_desktop.app.saving import Values
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.handover.propose_fields import ProposeFields
from danvan_desktop.gui.handover.unit_pick import UnitPick
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, label, row, show_if
from danvan_desktop.i18n import _

if TYPE_CHECKING:
    from danvan_desktop.app.figure_compare import Compared
    from danvan_desktop.domain.periods import Period
    from danvan_desktop.gui.desk import Desk

ASK, FIGURE, CHANGE, OTHER = "hoi", "so_lieu", "sua_doi", "khac"


class RequestDialog(QDialog):
    """Accepted once the request is written; `row` is its id."""

    def __init__(
        self, desk: Desk, about: About, told: str = "", owner: str = "", parent: QWidget | None = None
    ) -> None:
        from danvan_desktop.gui.forms import editor_for

        super().__init__(parent)
        self._desk, self._about = desk, about
        self.row = b""
        self.setWindowTitle(_("Return a figure") if about.figure else _("Ask a unit"))
        self.setMinimumWidth(640)
        self.units = UnitPick(desk.store, request_start.askable)
        self.value = QLineEdit(about.value)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(72)
        if about.figure:
            self.text.setPlainText(_("This figure does not agree yet, please check it."))
        kind = records.get("request")
        self.due = editor_for(desk, kind, kind.field("due_on"))
        self.proposes = QCheckBox(_("&Propose a change of the record"))
        item = desk.store.get(about.type_name, about.row) if about.row else None
        self.fields = ProposeFields(desk, about.type_name, dict(item.values)) if item and owner else None
        self.problem = Note("danger", "circle-alert", "")
        self.problem.hide()
        self.go = button(_("&Write the request"), "send", "primary", slot=self.write)
        self._lay_out(told)
        if owner:
            self.units.choose(owner)
        self.units.chosen.connect(self._look)
        self.proposes.toggled.connect(self._on_proposes)
        self._look()
        fit_screen(self)

    def _lay_out(self, told: str) -> None:
        about = self._about
        period = f"{about.start:%d/%m/%Y} – {about.end:%d/%m/%Y}" if about.start and about.end else ""
        what = " · ".join(filter(None, (told, about.figure, period)))
        value = Field(_("&Value reported"), self.value)
        show_if(value, bool(about.figure))
        show_if(self.proposes, self.fields is not None)
        self._holder = QWidget()
        self._holder.setLayout(column(*([self.fields] if self.fields else [])))
        self._holder.hide()
        words = Field(_("&Question or remark (no names of citizens)"), self.text)
        subject = label(what, "strong", wrap=True)
        show_if(subject, bool(what))
        self.setLayout(column(
            label(self.windowTitle(), "h2"), subject, Field(_("&To unit"), self.units),
            row((value, 1), (Field(_("&Answer by"), self.due), 1), gap=12), words, self.proposes, (self._holder, 1),
            self.problem, label(_("It goes with the next package; the answer comes back by package."), "cap"),
            row(None, button(_("Cancel"), slot=self.reject), self.go), gap=8, margins=(16, 16, 16, 16),
        ))  # fmt: skip

    def _look(self) -> None:
        self.go.setEnabled(bool(self.units.code))
        if not self.units.code and not self.units.list.count() and not self.units.search.text():
            self.problem.say(_("No unit above or below is known here yet."),
                             _("It becomes known with the roster of the province or by enrolment."))  # fmt: skip
            self.problem.show()

    def _on_proposes(self, on: bool) -> None:
        self._holder.setVisible(on)
        fit_screen(self)

    def write(self) -> None:
        """Write the request; stay with a sentence when it cannot be."""
        QGuiApplication.inputMethod().commit()
        proposed: Values | None = {}
        if self.fields is not None and self.proposes.isChecked():
            proposed = self.fields.proposed()
        if proposed is None:
            return
        a, due = self._about, self.due.value()
        about = About(a.type_name, a.row, a.figure, a.start, a.end, self.value.text().strip(), proposed)
        kind = CHANGE if proposed else FIGURE if a.figure else ASK if a.row else OTHER
        try:
            if self.proposes.isChecked() and not proposed:
                self._say(_("No field has another value yet."), "")
                return
            self.row = requests.ask(
                self._desk.store, self.units.code, kind, self.text.toPlainText().strip(), officer=self._desk.officer,
                today=self._desk.today(), about=about, due_on=due if isinstance(due, date) else None,
            )  # fmt: skip
        except DanvanError as error:
            self._say(error.message, error.advice)
            return
        self._desk.saved("request")
        self._desk.say(_("The request is written; it goes with the next package."))
        self.accept()

    def _say(self, text: str, hint: str) -> None:
        self.problem.say(text, hint)
        self.problem.show()
        fit_screen(self)


def ask_about(desk: Desk, type_name: str, row: bytes, parent: QWidget) -> None:
    """Begin a request about a record."""
    dialog = RequestDialog(desk, *request_start.of_record(desk.store, type_name, row), parent)
    dialog.exec()
    dialog.deleteLater()


def return_figure(desk: Desk, line: Compared, period: Period, parent: QWidget) -> None:
    """Begin a request about a figure."""
    dialog = RequestDialog(desk, request_start.of_figure(line, period), line.now.label, "", parent)
    dialog.exec()
    dialog.deleteLater()
