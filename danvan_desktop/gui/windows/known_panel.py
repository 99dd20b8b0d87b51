"""Beside the visit being typed: who came before, whether it is about the same matter, and the keys of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from danvan_desktop.app.reception_day import Known, seen_before
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.forms.elided import ElidedLabel
from danvan_desktop.gui.widgets import Panel, button, column, icon_label, key_cap, label, row, rule
from danvan_desktop.gui.widgets.texts import empty
from danvan_desktop.i18n import N_, _, ngettext

WAIT_MS, ICONS = 400, {"petition": "mail", "reception": "clipboard-list"}
KEYS = (
    ("Enter", N_("next field")), ("Shift+Enter", N_("new line")), ("Shift+Tab", N_("field before")),
    ("F4", N_("open the list")), ("Ctrl+D", N_("as in the visit above")), ("Ctrl+;", N_("this day, this time")),
    ("Ctrl+Enter", N_("save, next visitor")), ("Esc", N_("leave, asks first")), ("F1", N_("help on this field")),
)  # fmt: skip


def counted(found: Sequence[Known]) -> str:
    """“Tiếp 2 lần, có 1 đơn.”"""
    visits = sum(known.type_name == "reception" for known in found)
    petitions = len(found) - visits
    parts = []
    if visits:
        parts.append(ngettext("{count} earlier visit", "{count} earlier visits", visits).format(count=visits))
    if petitions:
        parts.append(ngettext("{count} petition", "{count} petitions", petitions).format(count=petitions))
    return ", ".join(parts)


class KnownPanel(QWidget):
    """Looked up while the name is typed. `joined` gives the record that is about the same matter."""

    joined = Signal(object)
    met = Signal(int)  # how many records of that name there are

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._name, self._number = desk, "", 0
        self._asked: list[Known] = []  # not answered yet
        self._found = column(gap=6, margins=(12, 8, 12, 10))
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        keys = column(gap=4, margins=(12, 8, 12, 10))
        for key, words in KEYS:
            cap = key_cap(key)
            cap.setFixedWidth(84)
            keys.addLayout(row(cap, (ElidedLabel(_(words)), 1)))
        self.question = self._make_question()
        seen = column(self._found, self.question, gap=0)
        self.keys = Panel(_("Keys"), keys, "keyboard")
        self.setLayout(column(Panel(_("Came before"), seen, "user"), self.keys, None))
        self._show([])

    def _make_question(self) -> QWidget:
        self._about = ElidedLabel("", "cap")
        self._told = label("", "strong", "ok", wrap=True)
        self.yes = button(_("Yes, &link it"), "link", slot=self._on_yes)
        self.no = button(_("Another &matter"), slot=self._on_no)
        for made in (self.yes, self.no):
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the stops of the form are not interrupted
        self._ask_line = QWidget()
        self._ask_line.setLayout(
            column(label(_("The same matter?"), "strong"), self._about, row(self.yes, self.no, None), gap=4)
        )
        under = QWidget()
        under.setLayout(column(rule(), self._ask_line, self._told, gap=6, margins=(12, 0, 12, 10)))
        return under

    # --- looking
    def look_for(self, name: str) -> None:
        """Look a name up when the typing rests; an empty one clears the panel."""
        if name == self._name:
            return
        self._name = name
        if name:
            self._wait.start()
        else:
            self.stop()
            self._show([])

    def stop(self) -> None:
        """Look for nothing any more."""
        self._wait.stop()
        self._desk.cancel(self._number)

    def _ask(self) -> None:
        name = self._name
        self._desk.cancel(self._number)
        self._number = self._desk.read(self, lambda store, _progress: seen_before(store, name), self._show)

    def _show(self, found: list[Known]) -> None:
        empty(self._found)
        if found:
            self._found.addWidget(label(counted(found), "strong", wrap=True))
        for known in found:
            self._found.addLayout(self._line(known))
        if not found:
            text = (
                _("Nobody of this name yet.") if self._name else _("Type a name to see earlier visits and petitions.")
            )
            self._found.addWidget(label(text, "muted", wrap=True))
        self._asked = list(found)
        self._told.setText("")
        self._say_question()
        self.met.emit(len(found))

    def _line(self, known: Known) -> QHBoxLayout:
        link = button(_("Open"), kind="link", slot=lambda: self._desk.open_record(known.type_name, known.hit.row))
        link.setAccessibleName(_("Open: {title}").format(title=known.hit.title))
        link.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        text = ElidedLabel(" · ".join(part for part in (known.hit.title, known.hit.detail) if part))
        return row(icon_label(ICONS.get(known.type_name, "mail")), (text, 1), link)

    # --- the same matter?
    def _say_question(self) -> None:
        self._ask_line.setVisible(bool(self._asked))
        self._told.setVisible(bool(self._told.text()))
        self.question.setVisible(bool(self._asked or self._told.text()))
        if self._asked:
            self._about.say(self._asked[0].hit.title)

    def say_joined(self, text: str) -> None:
        """The visit belongs to a case now; or, with an empty text, to none."""
        self._told.setText(text)
        self._say_question()

    def _on_yes(self) -> None:
        known, self._asked = self._asked[0], []
        self.joined.emit(known)

    def _on_no(self) -> None:
        self._asked = self._asked[1:]
        self._say_question()
