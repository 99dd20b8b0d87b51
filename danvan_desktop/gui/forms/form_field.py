"""A field of a form with its editor, and the part of a form they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from danvan_desktop.domain.problem import Problem
from danvan_desktop.gui.forms import layout
from danvan_desktop.gui.forms.editor import Editor
from danvan_desktop.gui.forms.line import plain_enter
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.gui.widgets import Field, FieldGrid, column, label, row, rule
from danvan_desktop.i18n import _


class FormField(Field):
    """Caption, editor and what is wrong with it."""

    def __init__(self, editor: Editor, *, required: bool = False, stop: int | None = None) -> None:
        caption = _(editor.field.label)
        super().__init__(caption.replace("&", "&&"), editor, required, stop)
        self.caption = caption
        self.editor = editor
        self.setProperty("help_topic", editor.property("help_topic"))
        self._required = required
        self._shown: tuple[str, str] | None = None

    def require(self, required: bool) -> None:
        """Show or hide the star."""
        if required != self._required:
            self._required = required
            self.mark_required(required)

    def tell(self, problem: Problem | None, text: str = "") -> None:
        """Show what is wrong, or nothing; what is shown already is left alone."""
        wanted = (text or problem.text, problem.severity) if problem is not None else None
        if wanted == self._shown:
            return
        self._shown = wanted
        if wanted is None:
            self.clear_problem()
            self.editor.set_problem("")
        else:
            self.show_problem(*wanted)
            self.editor.set_problem(*wanted)

    def wanted_span(self) -> int:
        """How many of the twelve columns it needs."""
        return layout.wanted_span(self.editor.field, self.minimumSizeHint().width())


class FilledGrid(FieldGrid):
    """Twelve columns that can be laid out anew when a field comes or goes."""

    def __init__(self) -> None:
        super().__init__(layout.GAP)
        self._now: list[list[layout.Place]] = []

    def arrange(self, fields: Sequence[FormField]) -> None:
        """Lay the fields out; the others of this grid are hidden."""
        places = [layout.Place(f.editor.field.name, f.wanted_span(), layout.grows(f.editor.field)) for f in fields]
        lines = layout.rows(places)
        if lines == self._now:
            return
        self._now = lines
        by_name = {f.editor.field.name: f for f in fields}
        for field in self.findChildren(FormField):
            self._grid.removeWidget(field)
            field.setVisible(field in fields)
        self._row, self._at = 1, 0
        for line in lines:
            for place in line:
                self.add(by_name[place.name], place.span)
                by_name[place.name].setVisible(True)
            self.new_row()


class FoldButton(QToolButton):
    """Folds a part with Space or a click. Enter goes on: whoever types from paper is not stopped by heads."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("passed_by", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if plain_enter(event):
            self.focusNextPrevChild(True)
        else:
            super().keyPressEvent(event)


class SectionBox(QWidget):
    """A part of the form under a head that folds it."""

    folded = Signal(bool)

    def __init__(self, title: str, body: QWidget, extra: QWidget | None = None, *, first: bool = False) -> None:
        super().__init__()
        self.body = body
        self._fold = FoldButton()
        self._fold.setIcon(icon("chevron-down"))
        self._fold.setAccessibleName(_("Fold or unfold: {part}").format(part=title))
        self._fold.setToolTip(_("Fold or unfold"))
        self._fold.clicked.connect(self.turn)
        self.title = label(title, "h2")
        pieces = [] if extra is None else [extra]
        lines = [] if first else [rule()]
        self.setLayout(column(*lines, row(self._fold, self.title, None, *pieces, gap=4), body, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def turn(self) -> None:
        """Fold or unfold."""
        self.unfold(self.body.isHidden())

    def unfold(self, open_it: bool = True) -> None:
        """Show what stands under the head, or only the head."""
        self.body.setVisible(open_it)
        self._fold.setIcon(icon("chevron-down" if open_it else "chevron-right"))
        self.folded.emit(not open_it)
