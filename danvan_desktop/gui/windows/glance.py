"""A petition at a glance: days left, whose turn it is, what belongs to it; and its road at the left of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from danvan_desktop.app.links import Related
from danvan_desktop.app.petition_terms import CERTAIN, CERTAINTIES, beside_of, certainty_of
from danvan_desktop.app.road import Due, Road, Stop, due
from danvan_desktop.app.term_words import own_and_law
from danvan_desktop.app.terms import law, preview
from danvan_desktop.domain.record_type import Transition
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import StateLabel, button, column, framed, icon_label, label, row, show_if
from danvan_desktop.gui.widgets.texts import empty
from danvan_desktop.gui.windows.terms_beside import TermsBeside
from danvan_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from danvan_desktop.gui.desk import Desk

_LINKS = {"reception": "clipboard-list", "case": "folder-open", "follow_up": "list-checks", "petition": "mail"}
MOST_LINKS, MOST_DONE, STEP_WIDTH = 3, 4, 146
_NO_DUE = Due("", "clock", "text2")


class Glance(QFrame):
    """One line above the form, and under it what else is due by a day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "panel")
        self.due = StateLabel()
        self.turn = ElidedLabel()
        self.papers = StateLabel()
        self._links = row(gap=4)
        self.why = ElidedLabel(role="cap")
        turn = row(icon_label("user"), (self.turn, 1), gap=6)
        self.certainty, self.beside = StateLabel(), TermsBeside()
        line = row(self.due, 8, (self.why, 3), self.certainty, 8, (turn, 2), self._links, self.papers)
        self.setLayout(column(line, self.beside, gap=2, margins=(12, 4, 12, 4)))
        self.setMinimumHeight(36)

    def show_values(self, typed: Mapping[str, Value], before: Mapping[str, Value] | None, today: date) -> None:
        """Show the due date as a save would set it, why it is that day, and whose turn it is."""
        values, term = preview(self._desk.reader, typed, before, self._desk.officer)
        said = due(values, today) or _NO_DUE
        none_said = _("No due date yet") if term else _("No term is running")
        self.why.say(" – ".join(filter(None, (own_and_law(term, _), term.sentence()))) if term else "")
        self.why.setVisible(term is not None)
        certainty = certainty_of(term)
        self.certainty.show_state("circle-help", _(CERTAINTIES[certainty]), "warn")
        show_if(self.certainty, certainty != CERTAIN)
        self.beside.show_terms(beside_of(law(self._desk.reader), values), today)
        self.due.show_state(said.icon, said.text or none_said, said.tone)
        who = [str(values[name]) for name in ("handled_by", "officer_in_charge") if values.get(name)]
        self.turn.say(_("With: {who}").format(who=", ".join(who)) if who else _("Nobody is named who settles it"))

    def show_related(self, found: Sequence[Related], papers: int) -> None:
        """Show ways to the visits and the case, and how many papers there are."""
        while (item := self._links.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        known = [other for other in found if other.type_name in _LINKS][:MOST_LINKS]
        for other in known:
            self._links.addWidget(self._link(other))
        text = ngettext("{count} paper", "{count} papers", papers).format(count=papers) if papers else ""
        self.papers.show_state("paperclip" if papers else "", text)
        show_if(self.papers, bool(papers))

    def _link(self, other: Related) -> QPushButton:
        text = other.title if len(other.title) <= 24 else other.title[:23] + "…"
        made = button(
            text.replace("&", "&&"), _LINKS[other.type_name], "link", other.title,
            lambda: self._desk.open_record(other.type_name, other.row),
        )  # fmt: skip
        made.setAccessibleName(_("Open: {title}").format(title=other.title))
        return made


class RoadPanel(QWidget):
    """Steps done, the state now, and the steps open now, each a button. `chosen` gives the step."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=4, margins=(10, 6, 8, 8))
        self.setLayout(
            column(label(_("Road of the petition"), "strong"), self._lines, None, gap=0, margins=(10, 4, 0, 0))
        )
        self.steps: list[QPushButton] = []

    def show_road(self, road: Road) -> None:
        """Show another road."""
        empty(self._lines)
        self.steps = []
        hidden = len(road.done) - MOST_DONE
        if hidden > 0:
            text = ngettext("{count} earlier step", "{count} earlier steps", hidden).format(count=hidden)
            self._lines.addLayout(row(icon_label("list", "text3"), (ElidedLabel(text, "cap"), 1), gap=6))
        for stop in road.done[-MOST_DONE:]:
            self._lines.addLayout(self._line(stop, "circle-check", "ok"))
        if road.now is not None:
            self._lines.addLayout(self._line(road.now, "circle-dot", "accent", role="strong"))
        for step in road.open:
            self.steps.append(self._step(step))
            self._lines.addLayout(row(icon_label("circle", "text3"), (self.steps[-1], 1), gap=6))

    @staticmethod
    def _line(stop: Stop, icon: str, tone: str, role: str = "") -> QHBoxLayout:
        day = f"{stop.since:%d/%m}" if stop.since is not None else ""
        text = ElidedLabel(stop.label, role)
        when = label(day, "cap")
        when.setToolTip(f"{stop.since:%d/%m/%Y}" if stop.since is not None else "")
        return row(icon_label(icon, tone), (text, 1), when, gap=6)

    def _step(self, step: Transition) -> QPushButton:
        made = button(_(step.label).replace("&", "&&"), kind="link", tip=_("Move on to: {state}").format(
            state=_(step.label)), slot=lambda: self.chosen.emit(step))  # fmt: skip
        made.setAccessibleName(_("Move on to: {state}").format(state=_(step.label)))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setProperty("elides", True)
        room = made.fontMetrics().elidedText(_(step.label), Qt.TextElideMode.ElideRight, STEP_WIDTH)
        made.setText(room.replace("&", "&&"))
        made.setStyleSheet("text-align: left;")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made


def beside(parts: QWidget, road: QWidget) -> QWidget:
    """Parts of the form, and under them its road."""
    return framed(column(8, parts, (road, 1), gap=4, margins=(1, 1, 1, 1)), "panel")
