"""A root sheet typed back from paper: three lines, the check of each beside it; a second sheet where it is a part."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from danvan_desktop.app import roster_root
from danvan_desktop.gui.widgets import Field, StateLabel, column, label, row
from danvan_desktop.i18n import _

LINES = 3


class _Sheet(QWidget):
    """Three lines side by side."""

    changed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.lines = [QLineEdit() for _place in range(LINES)]
        self.marks = [StateLabel() for _place in range(LINES)]
        parts = []
        for place, (line, mark) in enumerate(zip(self.lines, self.marks, strict=True), start=1):
            line.setMaxLength(40)
            line.setPlaceholderText("0000 0000 0000 0000")
            line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # digits: Unikey need not hold them
            line.textChanged.connect(self._on_typed)
            mark.setMinimumHeight(18)
            field = Field(_("Line {number}").format(number=place), line)
            line.setAccessibleName(_("Sheet {sheet}, line {number}").format(sheet=number, number=place))
            parts.append((column(field, row(mark, None), gap=2), 1))
        self.setLayout(row(*parts, gap=12))

    @property
    def typed(self) -> str:
        """The lines as typed; "" while none is."""
        return "\n".join(line.text() for line in self.lines).strip()

    @property
    def right(self) -> bool:
        """Whether each line has its check digits."""
        return all(roster_root.line_state(place, line.text())[0] for place, line in enumerate(self.lines, start=1))

    def _on_typed(self) -> None:
        for place, (line, mark) in enumerate(zip(self.lines, self.marks, strict=True), start=1):
            good, text = roster_root.line_state(place, line.text())
            done = sum(ch.isdigit() for ch in line.text()) >= 16
            icon, tone = ("circle-check", "ok") if good else ("circle-alert", "danger") if done else ("", "text2")
            mark.show_state(icon, text, tone)
        self.changed.emit()


class SheetLines(QWidget):
    """`changed` after every key; the second sheet comes up once the first turns out to be one of three parts."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheets = (_Sheet(1), _Sheet(2))
        self._second = QWidget()
        more = label(_("This is one of three parts. Type any other part too:"), "cap")
        self._second.setLayout(column(more, self.sheets[1], gap=4))
        self._second.hide()
        self.setLayout(column(self.sheets[0], self._second, gap=6))
        self.setFocusProxy(self.sheets[0].lines[0])
        for sheet in self.sheets:
            sheet.changed.connect(self._on_changed)

    @property
    def typed(self) -> list[str]:
        """The sheets typed."""
        return [sheet.typed for sheet in self.sheets if sheet.typed and not sheet.isHidden()]

    @property
    def complete(self) -> bool:
        """Whether what was typed can be tried: one whole sheet, or two parts, each line right."""
        first, second = self.sheets
        return first.right and (self._second.isHidden() or second.right)

    def type(self, sheets: list[str]) -> None:
        """Fill the lines in."""
        for sheet, text in zip(self.sheets, sheets, strict=False):
            for line, part in zip(sheet.lines, text.splitlines(), strict=True):
                line.setText(part)

    def forget(self) -> None:
        """Take what was typed away."""
        for sheet in self.sheets:
            for line in sheet.lines:
                line.clear()

    def _on_changed(self) -> None:
        first = self.sheets[0]
        share = first.right and roster_root.is_share(first.typed)
        if not share:
            for line in self.sheets[1].lines:
                line.blockSignals(True)
                line.clear()
                line.blockSignals(False)
        self._second.setVisible(share)
        self.changed.emit()
