"""Rút đơn: whole or part, the day, by letter or minutes, what is withdrawn; what follows is said before it is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from danvan_desktop.app import withdrawal
from danvan_desktop.app.lists import record_type
from danvan_desktop.app.saving import Saved
from danvan_desktop.app.typed import UnreadableError
from danvan_desktop.app.withdrawal import Withdrawal
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.widgets import Field, Note, button, column, fit_screen, framed, label, restyle, row
from danvan_desktop.i18n import _
from danvan_desktop.storage.reading import Record

if TYPE_CHECKING:
    from danvan_desktop.gui.desk import Desk


class WithdrawDialog(QDialog):
    """Writes the withdrawal when accepted; `saved` says what was written, `minutes` whether minutes are wanted now."""

    def __init__(self, desk: Desk, item: Record, parent: QWidget | None = None) -> None:
        from danvan_desktop.gui.forms.editors import editor_for

        super().__init__(parent)
        self.desk, self.item = desk, item
        self.saved: Saved | None = None
        self.minutes = False
        self.setWindowTitle(_("The petition is withdrawn"))
        self.whole, self.part = (
            QRadioButton(_("As a &whole: the petition ends")),
            QRadioButton(_("In &part: the rest goes on")),
        )
        self.letter, self.taken = (
            QRadioButton(_("The sender asked for &it in a letter")),
            QRadioButton(_("&Minutes are taken of it")),
        )
        self._groups = [_group(self, self.whole, self.part), _group(self, self.letter, self.taken)]
        kind = record_type(withdrawal.TYPE)
        self.on = editor_for(desk, kind, kind.field("ended_on"))
        self.on.set_value(desk.today())
        self.on_field = Field(_("D&ay of the withdrawal"), self.on)
        self.contents, self.reason = QPlainTextEdit(), QLineEdit()
        self.contents.setTabChangesFocus(True)
        self.contents.setPlaceholderText(_("which contents of the petition, without identities"))
        self.contents.setMinimumHeight(60)
        self.reason.setPlaceholderText(_("optional, without identities"))
        self.follows = Note("info", "info", "")
        self._lay_out()
        self._connect()
        fit_screen(self, 720, 500)

    def _lay_out(self) -> None:
        self.do = button(_("Write &down the withdrawal"), "check", "primary", _("Ctrl+Enter"), self.accept)
        self.print = button(_("Write down, print the minutes…"), "file-text", slot=self._with_minutes)
        acts = framed(row(None, self.print, self.do, button(_("Cancel"), slot=self.reject),
                          margins=(12, 8, 12, 8)), "bar")  # fmt: skip
        choices = row((_said(_("What is withdrawn"), self.whole, self.part), 1),
                      (_said(_("By letter or minutes"), self.taken, self.letter), 1), gap=16)  # fmt: skip
        days = row((self.on_field, 4), (Field(_("&Reason"), self.reason), 8), gap=12)
        body = column(
            choices, days, (Field(_("C&ontents withdrawn"), self.contents), 1), self.follows, gap=12,
            margins=(16, 14, 16, 12),
        )  # fmt: skip
        self.setLayout(column((body, 1), acts, gap=0))

    def _connect(self) -> None:
        for choice in (self.whole, self.part, self.letter, self.taken):
            choice.toggled.connect(self._say)
        self.on.changed.connect(self._say)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        whole = not withdrawal.refused(self.desk.reader, self.item, whole=True)
        self.whole.setEnabled(whole)
        (self.whole if whole else self.part).setChecked(True)
        self.taken.setChecked(True)
        self.setTabOrder(self.on, self.reason)
        (self.whole if whole else self.part).setFocus()

    # --- what follows
    def _say(self) -> None:
        why = withdrawal.refused(self.desk.reader, self.item, whole=self.whole.isChecked())
        day = self._day()
        ready = not why and day is not None
        lines = [why] if why else withdrawal.consequences(
            self.desk.reader, self.item, whole=self.whole.isChecked(), on=day or self.desk.today()
        )  # fmt: skip
        self.follows.say(_("What follows"), "\n".join(f"• {line}" for line in lines))
        tone = "warn" if why or withdrawal.cautions(self.item) else "info"
        restyle(self.follows, tone=tone)
        restyle(self.follows.title, tone=tone)
        self.do.setEnabled(ready)
        self.print.setEnabled(ready and self.taken.isChecked())

    def _day(self) -> date | None:
        try:
            found = self.on.value()
        except UnreadableError as error:
            self.on_field.show_problem(error.sentence)
            return None
        self.on_field.clear_problem()
        return found if isinstance(found, date) else None

    def wanted(self) -> Withdrawal:
        """What is typed now."""
        return Withdrawal(
            self.whole.isChecked(), self._day() or self.desk.today(), self.letter.isChecked(),
            self.contents.toPlainText(), self.reason.text(),
        )  # fmt: skip

    # --- writing
    def _with_minutes(self) -> None:
        self.minutes = True
        self.accept()
        self.minutes = self.saved is not None

    def accept(self) -> None:
        """Write it down; what was typed stays where it was refused."""
        if self._day() is None:
            self.on.setFocus()
            return
        try:
            self.saved = withdrawal.write(
                self.desk.store, self.item.id, self.wanted(), officer=self.desk.officer, today=self.desk.today()
            )
        except DanvanError as error:
            self.desk.fail(error, self)
            return
        super().accept()


def _group(parent: QDialog, *choices: QRadioButton) -> QButtonGroup:
    """Radio buttons of which one holds; side by side with others they would all be one choice."""
    made = QButtonGroup(parent)
    for choice in choices:
        made.addButton(choice)
    return made


def _said(caption: str, *choices: QRadioButton) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(caption, "label"), *choices, gap=4))
    for choice in choices:
        choice.setAccessibleName(f"{caption}: {choice.text().replace('&', '')}")
    return made
