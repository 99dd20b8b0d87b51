"""One page of help, from its Markdown; nothing is loaded from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from danvan_desktop.app.help import Card
from danvan_desktop.i18n import _

_MARGIN = 24
_LINE = 135  # per cent of the line's own height
_TITLE_PX = 18
_KEYS_WIDTH = 150


class PageView(QTextBrowser):
    """Shows one card; links are told by `anchorClicked`, never followed by Qt itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.setOpenLinks(False)
        self.setAccessibleName(_("Page of help"))
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is fetched, whatever a page names."""
        return None

    def show_card(self, card: Card) -> None:
        """Show a page from its beginning."""
        self.title = card.title
        document = self.document()
        document.setMarkdown(card.markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        document.setDocumentMargin(_MARGIN)
        self._space_out(document)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_out(self, document: QTextDocument) -> None:
        """Markdown's own look is cramped: lines apart, the title our size, links underlined, tables without grid."""
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _soften(frame)
        block = document.begin()
        while block.isValid():
            _set_apart(block)
            if block.blockFormat().headingLevel() == 1:
                _set_title(block)
            else:
                _underline_links(block)
            block = block.next()


def _set_apart(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    in_table = cursor.currentTable() is not None
    spaced = QTextBlockFormat()
    spaced.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    spaced.setTopMargin(0 if in_table else 3 if block.textList() is not None else 8)
    spaced.setBottomMargin(0 if in_table else 3)
    cursor.mergeBlockFormat(spaced)


def _set_title(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    font = QFont(block.document().defaultFont())
    font.setPixelSize(_TITLE_PX)
    font.setWeight(QFont.Weight.DemiBold)
    form.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
    cursor.setCharFormat(form)


def _underline_links(block: QTextBlock) -> None:
    """Colour alone does not say that something can be pressed."""
    links = []
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        if fragment.charFormat().isAnchor():
            links.append((fragment.position(), fragment.length()))
        pieces += 1
    form = QTextCharFormat()
    form.setFontUnderline(True)
    for start, length in links:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)


def _soften(table: QTextTable) -> None:
    form = table.format()
    form.setBorder(0)
    form.setCellPadding(3)
    form.setCellSpacing(0)
    first = QTextLength(QTextLength.Type.FixedLength, _KEYS_WIDTH)
    form.setColumnWidthConstraints([first, QTextLength()])
    table.setFormat(form)
    if not any(table.cellAt(0, column).firstCursorPosition().block().text() for column in range(table.columns())):
        table.removeRows(0, 1)
