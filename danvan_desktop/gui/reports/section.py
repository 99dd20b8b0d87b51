"""One section of a report in the middle of the editor: its heading, its blocks, and what changed in its figures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.app import report_editor as editing
from danvan_desktop.app.report_editor import Node, OpenReport
from danvan_desktop.app.report_lock import KEEP, NEW, Change
from danvan_desktop.app.report_tables import table_specs
from danvan_desktop.gui.reports.blocks import BlockFrame, DraftBlock, TableBlock, ToldBlock, WordsBlock
from danvan_desktop.gui.reports.pick_figure import FigurePicker
from danvan_desktop.gui.widgets import Note, button, column, framed, icon_label, label, row
from danvan_desktop.i18n import _, ngettext
from danvan_desktop.reports.content import Part, TableAt, Told, Words, parts, text_of


class SectionPage(QScrollArea):
    """The blocks of one section. `edited` tells key and text after every change."""

    edited = Signal(str, str)
    figure_opened = Signal(str)
    tables_needed = Signal()
    moves_wanted = Signal(object)
    decided = Signal(object, str)

    def __init__(self, report: OpenReport, node: Node, text: str) -> None:
        super().__init__()
        self.report, self.node, self._text = report, node, text
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.blocks: list[BlockFrame] = []
        self._room = QWidget()
        self._lay = QVBoxLayout(self._room)
        self._lay.setContentsMargins(10, 8, 10, 8)
        self._lay.setSpacing(6)
        self.setWidget(self._room)
        self._room.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._fill()

    # --- showing
    def _fill(self) -> None:
        self._empty()
        changed = editing.section_changes(self.report, self.node.template, self._text)
        if changed:
            self._lay.addWidget(self._change_note(changed[0], len(changed) - 1))
        self._lay.addWidget(_heading(self.node.title))
        found = parts(self._text) if self._in_outline else self._framing(self._text)
        for part in found:
            self._add_part(part)
        self._offer_draft(found)
        self._lay.addWidget(self._tools())
        self._lay.addStretch(1)

    def _empty(self) -> None:
        self.blocks = []
        while self._lay.count():
            item = self._lay.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _framing(self, text: str) -> tuple[Part, ...]:
        """The first and last words: the officer's instead of the program's."""
        own = tuple(Words(line) for line in text.split("\n") if line.strip())
        return own or (Told(),)

    @property
    def _in_outline(self) -> bool:
        """False for the first and the last words, which have a form of their own."""
        return self.node.template is not None

    def _add_part(self, part: Part, at: int | None = None) -> None:
        block = self._block(part)
        if block is not None:
            self._put(block, at)

    def _put(self, block: BlockFrame, at: int | None) -> None:
        block.figure_opened.connect(self.figure_opened)
        block.edited.connect(self._on_edited)
        block.focused.connect(lambda block=block: self._on_focused(block))
        block.removed.connect(lambda block=block: self._on_removed(block))
        block.moved.connect(lambda step, block=block: self._on_moved(block, step))
        place = len(self.blocks) if at is None else at
        where = self._lay.count() if at is None else self._place(at)
        self._lay.insertWidget(where, block)
        self.blocks.insert(place, block)

    def _place(self, at: int) -> int:
        """Where in the layout the block of that number belongs."""
        if at < len(self.blocks):
            return self._lay.indexOf(self.blocks[at])
        return self._lay.indexOf(self.blocks[-1]) + 1 if self.blocks else self._lay.count() - 2

    def _block(self, part: Part) -> BlockFrame | None:
        if isinstance(part, Words):
            return WordsBlock(self._says, part.text)
        if isinstance(part, TableAt):
            spec = table_specs().get(part.name)
            return TableBlock(part.name, spec["title"], self.report.tables.get(part.name)) if spec else None
        told = self._told()
        if not told:
            return None
        template = self.node.template
        shown = told if template is None else editing.told(self.report, template, spread=True)
        block = ToldBlock(self._says, told, shown, removable=self._in_outline)
        block.taken_over.connect(lambda: self._on_taken_over(block))
        return block

    def _told(self) -> tuple[str, ...]:
        if self.node.template is not None:
            return editing.told(self.report, self.node.template)
        said = editing.opening_words(self.report, self.node.key)
        return (said,) if said else ()

    def _says(self, code: str, form: str) -> str:
        return editing.said_figure(self.report, code, form)

    def _offer_draft(self, found: tuple[Part, ...]) -> None:
        earlier = self.report.earlier.get(self.node.key, "")
        words = "\n".join(part.text for part in parts(earlier) if isinstance(part, Words)) if earlier else ""
        if not words or any(isinstance(part, Words) for part in found) or not self._in_outline:
            return
        block = DraftBlock(self._says, words, self.report.earlier_name)
        block.taken.connect(lambda: self._on_draft_taken(block, words))
        block.refused.connect(block.hide)
        block.figure_opened.connect(self.figure_opened)
        self._lay.addWidget(block)

    def _change_note(self, change: Change, more: int) -> Note:
        title = _("The figure changed after it was reported: reported {before}, now {now}").format(
            before=change.before, now=change.now
        )
        actions = [
            button(_("See what came and went"), slot=lambda: self.moves_wanted.emit(change)),
            button(_("Use the new number"), slot=lambda: self.decided.emit(change, NEW)),
            button(_("Keep {before}, with a note").format(before=change.before),
                   slot=lambda: self.decided.emit(change, KEEP)),
        ]  # fmt: skip
        others = ngettext("{count} more in this part", "{count} more in this part", more).format(count=more)
        said = f"{change.label} ({others})" if more else change.label
        return Note("warn", "triangle-alert", title, said, actions)

    def add_below(self, widget: QWidget) -> None:
        """Something more under the blocks."""
        self._lay.insertWidget(self._lay.count() - 1, widget)

    # --- adding
    def _tools(self) -> QWidget:
        holder = QWidget()
        self.add_words_button = button(_("Para&graph"), "plus", slot=self.add_words)
        self.add_figure_button = button(_("&Figure"), "plus", slot=self.add_figure)
        pieces: list[QPushButton] = [self.add_words_button, self.add_figure_button]
        if self._in_outline:
            self.add_table_button = button(_("&Table"), "plus", slot=self._on_table_menu)
            pieces.append(self.add_table_button)
            if self._told() and not any(isinstance(block, ToldBlock) for block in self.blocks):
                pieces.append(button(_("S&entences"), "plus", slot=self._on_told_back))
        holder.setLayout(row(*pieces, None, label(_("Alt+↑ ↓ moves a block"), "cap"), gap=8))
        return holder

    def add_words(self, text: str = "") -> WordsBlock:
        """A new paragraph, before the program's sentences when it is the first."""
        at = len(self.blocks)
        if at == 1 and isinstance(self.blocks[0], ToldBlock):
            at = 0 if self._in_outline else 1
        block = WordsBlock(self._says, text)
        self._put(block, at)
        block.words.setFocus()
        self._on_focused(block)
        return block

    def add_figure(self) -> None:
        """A figure where the cursor stands, in a new paragraph when it stands in none."""
        target = next((b for b in self.blocks if isinstance(b, WordsBlock) and b.property("on") == "true"), None)
        picker = FigurePicker(list(self.report.figures.values()), self)
        if picker.exec() and (chosen := picker.chosen()):
            self.insert_figure(*chosen, target)
        picker.deleteLater()

    def insert_figure(self, code: str, form: str = "", target: WordsBlock | None = None) -> None:
        """Put a figure into a paragraph."""
        block = target or next((b for b in reversed(self.blocks) if isinstance(b, WordsBlock)), None)
        block = block or self.add_words()
        block.words.insert_figure(code, form)
        block.words.setFocus()

    def add_table(self, name: str) -> None:
        """A table at the end of the section."""
        self._add_part(TableAt(name), len(self.blocks))
        self._on_edited()
        self.tables_needed.emit()

    def _on_table_menu(self) -> None:
        menu = QMenu(self)
        for name, spec in table_specs().items():
            menu.addAction(spec["title"]).triggered.connect(lambda _checked=False, name=name: self.add_table(name))
        menu.exec(self.add_table_button.mapToGlobal(QPoint(0, self.add_table_button.height())))
        menu.deleteLater()

    # --- changing
    def text(self) -> str:
        """The section as it is kept."""
        found = [part for block in self.blocks for part in block.lines()]
        if not self._in_outline:
            return "\n".join(part.text.strip() for part in found if isinstance(part, Words) and part.text.strip())
        if not any(isinstance(part, Told) for part in found) and not self._told():
            found.append(Told())  # nothing is said here anyhow: its place needs no mark
        return text_of(found)

    def _on_edited(self) -> None:
        if (text := self.text()) != self._text:
            self._text = text
            self.edited.emit(self.node.key, text)

    def _on_focused(self, block: BlockFrame) -> None:
        for other in self.blocks:
            other.show_on(other is block)

    def _on_removed(self, block: BlockFrame) -> None:
        self.blocks.remove(block)
        block.hide()
        self._lay.removeWidget(block)
        block.deleteLater()
        self._rewrite()

    def _on_moved(self, block: BlockFrame, step: int) -> None:
        at = self.blocks.index(block) + step
        if not 0 <= at < len(self.blocks):
            return
        where = self._lay.indexOf(self.blocks[at])
        self._lay.insertWidget(where, block)
        self.blocks.remove(block)
        self.blocks.insert(at, block)
        self._on_edited()

    def _on_taken_over(self, block: ToldBlock) -> None:
        """The program's sentences become the officer's words; their figures stay alive."""
        at, texts = self.blocks.index(block), block.texts
        self.blocks.remove(block)
        block.hide()
        self._lay.removeWidget(block)
        block.deleteLater()
        for place, text in enumerate(texts):
            self._add_part(Words(text), at + place)
        self._rewrite()

    def _on_draft_taken(self, block: DraftBlock, words: str) -> None:
        block.hide()
        self.add_words(words)
        self._on_edited()

    def _on_told_back(self) -> None:
        self._add_part(Told(), len(self.blocks))
        self._rewrite()

    def _rewrite(self) -> None:
        """After a block went or came the tools under the blocks are others."""
        self._on_edited()
        self._fill()


def _heading(title: str) -> QFrame:
    mark = row(icon_label("heading", size=14), label(_("Heading"), "cap"), None, gap=6)
    return framed(column(mark, label(title, "strong", wrap=True), gap=2, margins=(10, 5, 10, 6)), "pick", on="false")
