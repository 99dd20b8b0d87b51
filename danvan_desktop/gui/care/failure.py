"""A failure in its box: picture, what happened, what was kept, what to do, a code for the telephone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QPushButton, QWidget

from danvan_desktop.app import failures
from danvan_desktop.errors import BugError, DanvanError
from danvan_desktop.gui.widgets import button, column, framed, icon_label, label, row
from danvan_desktop.i18n import _

WIDTH = 520


class FailureBox(QDialog):
    """Shows one DanvanError. `actions` is name → words of buttons besides “Close”; the chosen name is in `chosen`."""

    def __init__(
        self, error: DanvanError, parent: QWidget | None = None, actions: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(parent)
        self.chosen: str | None = None
        self._text = failures.full_text(error)
        kind = failures.kind_of(error)
        self.setWindowTitle(_(kind.title))
        self.head = label(_(kind.title), "h1", wrap=True)
        self.said = _selectable(error.message)
        tone = "danger" if error.code in {"damaged", "wrong-signature", "fork", "backup-damaged"} else "warn"
        picture = framed(column(icon_label(kind.icon, tone, 40), margins=(11, 11, 11, 11)), "note", tone=tone)
        picture.setFixedSize(64, 64)
        pieces = [self.head, self.said]
        body = column(*pieces, gap=6)
        for icon, tone, caption, text in (
            ("shield-check", "ok", _("What was kept"), error.kept),
            ("arrow-right", "accent", _("What to do"), failures.hint_of(error)),
        ):
            if text:
                body.addLayout(_told(icon, tone, caption, text))
        top = row(column(picture, None), (body, 1), gap=16, margins=(20, 20, 20, 16))
        foot = framed(self._foot(error, actions or {}), "foot")
        foot.setMinimumWidth(WIDTH)  # wider where the buttons have more to say
        whole = column(top, foot, gap=0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)  # the box is as high as its sentences
        self.setLayout(whole)
        self._first.setFocus()

    def _foot(self, error: DanvanError, actions: Mapping[str, str]) -> QHBoxLayout:
        self.code = _selectable(failures.support_code(error), "cap")
        self.code.setToolTip(_("Read this out when you ask for help; it says nothing of your records."))
        self.copy = button(_("&Copy"), "copy", "quiet", tip=_("Copy these sentences and the code"), slot=self._on_copy)
        made = [self._action(name, words, first=not place) for place, (name, words) in enumerate(actions.items())]
        self.close_button = button(_("C&lose"), kind="" if actions else "primary", slot=self.reject)
        self.close_button.setDefault(not actions)
        self._first = made[0] if made else self.close_button
        return row(self.code, self.copy, None, *made, self.close_button, margins=(16, 10, 16, 10))

    def _action(self, name: str, words: str, *, first: bool) -> QPushButton:
        made = button(words, kind="primary" if first else "", slot=lambda: self._on_action(name))
        made.setObjectName(name)
        made.setDefault(first)
        return made

    def _on_action(self, name: str) -> None:
        self.chosen = name
        self.accept()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copy.setText("\u2009" + _("Copied to the clipboard"))


def show_failure(
    error: BaseException, parent: QWidget | None = None, actions: Mapping[str, str] | None = None
) -> str | None:
    """Say what went wrong; returns the name of the action chosen. What is no known failure goes to the crash dialog."""
    if not isinstance(error, DanvanError) or isinstance(error, BugError):
        from danvan_desktop.gui.care import crash

        crash.report(error, parent)
        return None
    box = FailureBox(error, parent, actions)
    box.exec()
    return box.chosen


def _selectable(text: str, role: str = "") -> QLabel:
    made = label(text, role, wrap=role != "cap")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _told(icon: str, tone: str, caption: str, text: str) -> QHBoxLayout:
    mark = column(icon_label(icon, tone), None, margins=(0, 10, 0, 0))
    words = column(label(caption, "label"), _selectable(text), gap=2, margins=(0, 8, 0, 0))
    return row(mark, (words, 1), gap=8)
