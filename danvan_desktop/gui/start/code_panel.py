"""The recovery code: shown in groups, put on paper, typed back from the paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from danvan_desktop.app.recovery import same_code, wrong_line
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.start.recovery_sheet import print_sheet, save_sheet
from danvan_desktop.gui.widgets import Field, Panel, StateLabel, button, column, label, row
from danvan_desktop.i18n import _

_COVER = "••••"


class CodePanel(QWidget):
    """`confirmed` is told once what was typed back is the code. While it is typed the code is covered."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code, self._unit = "", ""
        self._rows: list[QLabel] = []
        self._code_box = column(gap=6, margins=(16, 12, 16, 12))
        self.cover = button(_("&Show the code again"), "eye", slot=self._uncover)
        self.cover.hide()
        printed = button(_("P&rint the sheet"), "printer", slot=self._on_print)
        saved = button(_("Save as P&DF…"), "file-text", slot=self._on_save)
        self.done = StateLabel()
        self.lines = [QLineEdit() for _place in range(3)]
        self.fields = []
        captions = (_("Line &1 of the code"), _("Line &2"), _("Line &3"))
        for caption, line in zip(captions, self.lines, strict=True):
            line.setMaxLength(40)
            line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # digits: Unikey need not hold them
            line.textChanged.connect(self._on_typed)
            self.fields.append(Field(caption, line))
        body = column(self._code_box, row(printed, saved, self.cover, self.done, None, margins=(16, 0, 16, 12)))
        back = label(_("Now type it back from the paper:"), "strong")
        self.setLayout(column(Panel(_("Recovery code"), body, "key-round"), 4, back, row(*self.fields, gap=12)))

    def show_code(self, code: str, unit_name: str) -> None:
        """Show a new code."""
        self._code, self._unit = code, unit_name
        for place, text in enumerate(code.splitlines(), start=1):
            shown = label(text, "figure")
            shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            shown.setAccessibleName(_("Line {number}: {text}").format(number=place, text=text))
            self._rows.append(shown)
            self._code_box.addLayout(row(label(f"{place}.", "muted"), shown, None, gap=16))

    @property
    def code(self) -> str:
        """The code shown."""
        return self._code

    def typed(self) -> str:
        """What was typed back."""
        return "\n".join(line.text() for line in self.lines)

    def forget(self) -> None:
        """Take the code off the screen and out of the widgets."""
        self._code = ""
        for shown in self._rows:
            shown.setText(_COVER)
            shown.setAccessibleName("")
        for line in self.lines:
            line.clear()

    def _uncover(self) -> None:
        self.cover.hide()
        for shown, text in zip(self._rows, self._code.splitlines(), strict=True):
            shown.setText(text)

    def _on_typed(self) -> None:
        if not self._code:
            return
        if self.typed().strip() and not self.cover.isVisible():
            self.cover.show()
            for shown in self._rows:
                shown.setText("  ".join([_COVER] * 4))
        for place, field in enumerate(self.fields, start=1):
            problem = wrong_line(place, self.lines[place - 1].text(), self._code)
            field.show_problem(problem) if problem else field.clear_problem()
        if same_code(self.typed(), self._code):
            QTimer.singleShot(0, self, self.confirm)  # the line has to be through with its last key

    def wrong(self) -> QLineEdit | None:
        """The first line that is not yet as on the paper."""
        for place, line in enumerate(self.lines, start=1):
            if not line.text().strip() or wrong_line(place, line.text(), self._code):
                return line
        return None

    def lines_have_focus(self) -> bool:
        """Whether the cursor is in one of the lines."""
        return any(line.hasFocus() for line in self.lines)

    def confirm(self) -> None:
        """Tell that the code was typed back, once; nothing happens while it was not."""
        if not self._code or self.lines[0].isReadOnly() or not same_code(self.typed(), self._code):
            return
        for line in self.lines:
            line.setReadOnly(True)
        self.confirmed.emit()

    def _on_print(self) -> None:
        try:
            self._say(print_sheet(self._unit, self._code))
        except DanvanError as error:
            self.done.show_state("circle-alert", error.text(), "danger")

    def _on_save(self) -> None:
        self._say(save_sheet(self, self._unit, self._code))

    def _say(self, text: str) -> None:
        if text:
            self.done.show_state("circle-check", text, "ok")
