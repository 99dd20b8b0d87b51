"""The bar above a form: how many errors and warnings, each a link to its field."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from danvan_desktop.app.form_state import bare_sentence
from danvan_desktop.domain.problem import ERROR, Problem
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import button, column, icon_label, key_cap, label, restyle, row
from danvan_desktop.gui.widgets.fields import ICONS, TONES
from danvan_desktop.i18n import _, ngettext

_SHOWN = 6


def counted(errors: int, warnings: int) -> str:
    """ "2 errors, 1 warning"."""
    parts = []
    if errors:
        parts.append(ngettext("{count} error", "{count} errors", errors).format(count=errors))
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
    return ", ".join(parts)


class ProblemBar(QFrame):
    """Hidden while nothing is wrong. `chosen` names the field to go to."""

    chosen = Signal(str)

    def __init__(self, record_type: RecordType) -> None:
        super().__init__()
        self._type = record_type
        self.setProperty("role", "note")
        self.count = label("", "strong")
        self.kept = label(_("a draft is kept anyway"), "cap")
        self._links = QWidget()
        self._grid = QGridLayout(self._links)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        left = column(self.count, self.kept, None, gap=2)
        self.setLayout(row(left, (self._links, 1), gap=16, margins=(12, 6, 12, 6)))
        self._now: list[Problem] = []
        self.hide()

    def tell(self, problems: list[Problem]) -> None:
        """Show these problems."""
        if problems == self._now:
            return
        self._now = problems
        self.setVisible(bool(problems))
        errors = sum(problem.severity == ERROR for problem in problems)
        tone = "danger" if errors else "warn"
        self.count.setText(counted(errors, len(problems) - errors))
        self.kept.setVisible(bool(errors))
        restyle(self, tone=tone)
        restyle(self.count, tone=tone)
        self.setAccessibleName(self.count.text())
        self._fill(problems)

    def _fill(self, problems: list[Problem]) -> None:
        while self._grid.count():
            if (item := self._grid.takeAt(0)) is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = problems if len(problems) <= _SHOWN else problems[: _SHOWN - 1]
        for place, problem in enumerate(shown):
            self._grid.addWidget(_wrapped(self._line(problem)), place // 2, place % 2)
        hint: QHBoxLayout = row(key_cap("F8"), label(self._rest(len(problems) - len(shown)), "cap"), None, gap=6)
        self._grid.addWidget(_wrapped(hint), len(shown) // 2, len(shown) % 2)

    @staticmethod
    def _rest(more: int) -> str:
        if more:
            return ngettext("to the next, and {count} more", "to the next, and {count} more", more).format(count=more)
        return _("to the next place to mend")

    def _line(self, problem: Problem) -> QHBoxLayout:
        field = self._type.field(problem.field)
        link: QPushButton = button(_(field.label).replace("&", "&&"), kind="link")
        link.setAccessibleDescription(problem.text)
        link.setProperty("goes_to", problem.field)
        link.clicked.connect(self._on_link)
        text = ElidedLabel(bare_sentence(problem, field))
        return row(icon_label(ICONS[problem.severity], TONES[problem.severity], 14), link, (text, 1), gap=6)

    def _on_link(self) -> None:
        link = self.sender()
        if isinstance(link, QPushButton):
            self.chosen.emit(str(link.property("goes_to")))


def _wrapped(layout: QHBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made
