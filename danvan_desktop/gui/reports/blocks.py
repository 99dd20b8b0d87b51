"""The blocks a section of a report is written in: words, sentences the program says, a table, words of last time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from danvan_desktop.app.report_tables import Counted
from danvan_desktop.gui.reports.figure_text import FigureText
from danvan_desktop.gui.reports.figure_text import Told as Says
from danvan_desktop.gui.reports.table_view import ReportTable
from danvan_desktop.gui.widgets import button, column, icon_label, label, restyle, row, tool
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.reports.content import Part, TableAt, Told, Words


class BlockFrame(QFrame):
    """A framed block: what it is, its tools, its body. The one typed in has the accent's frame."""

    edited = Signal()
    figure_opened = Signal(str)
    focused = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, icon: str, caption: str, body: QWidget, tools: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setProperty("role", "pick")
        self.setProperty("on", "false")
        self.caption = label(caption, "cap")
        head = row(icon_label(icon, size=14), self.caption, None, *tools, gap=4)
        self.setLayout(column(head, body, gap=2, margins=(10, 4, 6, 6)))

    def part(self) -> Part | None:
        """What is kept of it; None for a block that is only offered."""
        return None

    def lines(self) -> list[Part]:
        """What is kept of it, a line of words each."""
        part = self.part()
        return [] if part is None else [part]

    def show_on(self, on: bool) -> None:
        """Show that this is the block worked in."""
        if self.property("on") != ("true" if on else "false"):
            restyle(self, on="true" if on else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def _remove_tool(self, name: str) -> QToolButton:
        return tool("x", name, self.removed.emit)


class WordsBlock(BlockFrame):
    """A paragraph of the officer."""

    def __init__(self, says: Says, text: str) -> None:
        self.words = FigureText(says)
        self.words.setAccessibleName(_("Words of the section"))
        self.words.setPlaceholderText(_("Type here; “+ Figure” puts a live figure where the cursor stands."))
        self.words.set_text(text)
        super().__init__("file-text", "", self.words, [label(_("double click a figure to see its list"), "cap")])
        self.layout().itemAt(0).layout().addWidget(self._remove_tool(_("Take the paragraph out")))  # type: ignore[union-attr]
        self.words.edited.connect(self._on_edited)
        self.words.focused.connect(self.focused)
        self.words.figure_opened.connect(self.figure_opened)
        self._say()

    def part(self) -> Part:
        """The words."""
        return Words(self.words.text())

    def lines(self) -> list[Part]:
        """Every line a paragraph of its own."""
        return [Words(line) for line in self.words.text().split("\n")]

    def _on_edited(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        count = self.words.figures()
        live = ngettext("{count} live figure", "{count} live figures", count).format(count=count)
        self.caption.setText(f"{_('Paragraph')}, {live}" if count else _("Paragraph"))


class ToldBlock(BlockFrame):
    """The sentences the program says by itself; they can be taken over as words (`texts`), or left out."""

    taken_over = Signal()

    def __init__(self, says: Says, texts: Sequence[str], seen: Sequence[str], *, removable: bool = True) -> None:
        body = QWidget()
        self.texts = list(texts)
        shown = []
        for text in seen:
            words = FigureText(says, fixed=True)
            words.setAccessibleName(_("Sentences made by the program"))
            words.set_text(text)
            shown.append(words)
        body.setLayout(column(*shown, gap=2))
        edit = button(_("Change the words"), kind="link")
        super().__init__("hash", _("Sentences from the figures"), body, [edit])
        edit.clicked.connect(self.taken_over)
        if removable:
            self.layout().itemAt(0).layout().addWidget(self._remove_tool(_("Leave the sentences out")))  # type: ignore[union-attr]
        for words in shown:
            words.focused.connect(self.focused)
            words.figure_opened.connect(self.figure_opened)

    def part(self) -> Part:
        """Where they stand."""
        return Told()


class TableBlock(BlockFrame):
    """A table made from the lists."""

    def __init__(self, name: str, title: str, counted: Counted | None) -> None:
        self._name = name
        body: QWidget
        if counted is None:
            body = label(_("Being counted…"), "muted")
        elif not counted.table.rows:
            body = label(_("Nothing in this period: the table is not printed."), "muted")
        else:
            body = ReportTable(counted.table, counted.codes)
            body.setAccessibleName(title)
            body.figure_opened.connect(self._on_figure)
        super().__init__("table-2", _("Table from the lists") + f": {title}", body)
        self.layout().itemAt(0).layout().addWidget(self._remove_tool(_("Take the table out")))  # type: ignore[union-attr]

    def part(self) -> Part:
        """Which table."""
        return TableAt(self._name)

    def _on_figure(self, code: str) -> None:
        self.figure_opened.emit(code)


class DraftBlock(BlockFrame):
    """The words of the report before, with this period's figures, until they are taken or refused."""

    taken = Signal()
    refused = Signal()

    def __init__(self, says: Says, text: str, name: str) -> None:
        words = FigureText(says, fixed=True)
        words.setAccessibleName(_("Words of the last report"))
        words.set_text(text)
        take, refuse = button(_("Use as a draft"), kind="link"), button(_("Not this time"), kind="link")
        super().__init__("history", _("From the report of {name}").format(name=name), words, [take, refuse])
        take.clicked.connect(self.taken)
        refuse.clicked.connect(self.refused)
        words.figure_opened.connect(self.figure_opened)
