"""The head of a form: the way back, what the record is called, its state, the steps open now, save."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from danvan_desktop.domain.record_type import Transition
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import StateLabel, button, key_cap, row
from danvan_desktop.i18n import _

_DIRECT = 1  # more steps than this go into a menu

_DONE = frozenset({
    "da_co_ket_qua", "thi_hanh_xong", "dong", "da_tiep", "da_ket_thuc", "da_ra_thong_bao", "luu_ho_so", "da_xong",
    "da_trao", "da_luu",
})  # fmt: skip
_STOPPED = frozenset({"khong_du_dk", "khong_thu_ly", "dinh_chi", "tu_choi", "vang_mat", "huy", "trung"})


def state_look(code: str) -> tuple[str, str]:
    """Icon and tone of a state: done, stopped, or under way."""
    if code in _DONE:
        return "circle-check", "ok"
    return ("circle-x", "text2") if code in _STOPPED else ("hourglass", "text2")


class TitleLabel(ElidedLabel):
    """The title takes the room it needs and is cut before the buttons are."""


class FormHeader(QWidget):
    """`moved` tells which step was chosen."""

    moved = Signal(object)

    def __init__(self, back: Callable[[], object], save: Callable[[], object], drawer: QWidget) -> None:
        super().__init__()
        self.back = button(_("List"), "chevron-left", "quiet", _("Back (Esc)"), back)
        self.title = TitleLabel("", "h1")
        self.state = StateLabel()
        self.unsaved = StateLabel("pencil", _("not saved"), "warn")
        self.save = button(_("Save"), "save", "primary", _("Ctrl+S"), save)
        self.papers = button(_("Papers…"), "file-text", tip=_("Make a paper for this record"))
        self.papers.hide()
        self._moves: QHBoxLayout = row(gap=8)
        self._menu: QMenu | None = None
        self._steps: tuple[Transition, ...] = ()
        self.setLayout(
            row(
                self.back, (self.title, 1), self.state, self.unsaved, 8, self.papers, self._moves,
                self.save, key_cap("Ctrl+S"), drawer,
            )
        )  # fmt: skip
        self.unsaved.hide()

    def beside_moves(self, widget: QWidget) -> None:
        """Put a button of the record's own window before the steps."""
        line = self.layout()
        if isinstance(line, QHBoxLayout):
            line.insertWidget(line.indexOf(self._moves), widget)

    def say_state(self, code: str, text: str) -> None:
        """Show the state the record is in."""
        icon, tone = state_look(code)
        self.state.show_state(icon if text else "", text, tone)

    def offer(self, steps: Sequence[Transition]) -> None:
        """Show only the steps that are open now."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        while (item := self._moves.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if 0 < len(steps) <= _DIRECT:
            self._moves.addWidget(self._step_button(steps[0]))
        elif steps:
            self._moves.addWidget(self._menu_button(steps))

    def _step_button(self, step: Transition) -> QPushButton:
        made = button("→ " + _(step.label))
        made.setAccessibleName(_("Move on to: {state}").format(state=_(step.label)))
        made.setProperty("step", step.name)
        made.clicked.connect(self._on_step)
        return made

    def _menu_button(self, steps: Sequence[Transition]) -> QPushButton:
        made = button(_("Move on") + " ▾", tip=_("The steps open now"))
        made.setAccessibleName(_("Move on"))
        made.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0; }")
        menu = QMenu(made)
        for step in steps:
            action = menu.addAction(_(step.label).replace("&", "&&"))
            action.setData(step.name)
        menu.triggered.connect(lambda action: self._chosen(str(action.data())))
        made.setMenu(menu)
        self._menu = menu
        return made

    def _on_step(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self._chosen(str(sender.property("step")))

    def _chosen(self, name: str) -> None:
        for step in self._steps:
            if step.name == name:
                self.moved.emit(step)
                return
