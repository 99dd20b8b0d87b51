"""Running text with live figures in it: each figure is one thing that is typed around, never into."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from danvan_desktop.gui.theme.palette import colour
from danvan_desktop.i18n import _
from danvan_desktop.reports.content import FIGURE, token

_ATOM = QTextFormat.ObjectTypes.UserObject.value + 7
_CODE = QTextFormat.Property.UserProperty.value + 1
_FORM = _CODE + 1
_SHOWN = _CODE + 2
_CHARACTER = "\ufffc"
_PAD = 3
Told = Callable[[str, str], str]  # the figure of a code in a form


class FigureAtom(QPyTextObject):
    """Draws a live figure: bold, underlined and tinted, so that colour alone says nothing."""

    def intrinsicSize(self, doc: QTextDocument, _position: int, style: QTextFormat) -> QSizeF:  # noqa: D102  Qt's name
        metrics = QFontMetricsF(_bold(doc))
        wide = metrics.horizontalAdvance(str(style.property(_SHOWN))) + 2 * _PAD
        room = doc.textWidth() - 4 * _PAD  # a list of parts may be longer than a line
        return QSizeF(min(wide, room) if room > 0 else wide, metrics.height())

    def drawObject(  # noqa: D102  Qt's name
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, _position: int, style: QTextFormat
    ) -> None:
        painter.save()
        painter.fillRect(rect.adjusted(1, 0, -1, 0), colour("select"))
        painter.setFont(_bold(doc))
        painter.setPen(colour("accent"))
        inner = QRectF(rect).adjusted(_PAD, 0, -_PAD, 0)
        shown = QFontMetricsF(_bold(doc)).elidedText(
            str(style.property(_SHOWN)), Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _bold(doc: QTextDocument) -> QFont:
    font = QFont(doc.defaultFont())
    font.setWeight(QFont.Weight.DemiBold)
    font.setUnderline(True)
    return font


class FigureText(QTextEdit):
    """A paragraph or several, as high as its words; `text()` is what is kept, with "{{D04}}" for a figure."""

    figure_opened = Signal(str)
    edited = Signal()
    focused = Signal()

    def __init__(self, told: Told, parent: QWidget | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self._told, self._loading = told, False
        self._atom = FigureAtom(self)
        self.document().documentLayout().registerHandler(_ATOM, self._atom)
        self.document().setDocumentMargin(2)
        self.setAcceptRichText(False)
        self.setReadOnly(fixed)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(
            "QTextEdit { border: none; background: transparent; padding: 0; }"
        )  # its block has the frame
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.textChanged.connect(self._on_text_changed)

    # --- the words
    def set_text(self, text: str) -> None:
        """Show words with their figures."""
        self._loading = True
        self.clear()
        cursor = self.textCursor()
        self._insert(cursor, text)
        self.document().clearUndoRedoStacks()
        self._loading = False
        self._on_size_changed()

    def text(self) -> str:
        """The words with tokens for their figures."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            line, walk = "", block.begin()
            while not walk.atEnd():
                fragment = walk.fragment()
                line += self._said(fragment.text(), fragment.charFormat())
                walk += 1
            lines.append(line.replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(lines)

    def insert_figure(self, code: str, form: str = "") -> None:
        """Put a live figure where the cursor stands."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        if before and not before[-1].isspace() and before[-1] not in "(“":
            cursor.insertText(" ")
        self._insert_atom(cursor, code, form)
        self.setTextCursor(cursor)

    def figures(self) -> int:
        """How many live figures stand here."""
        return len(FIGURE.findall(self.text()))

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        end = 0
        plain = QTextCharFormat()
        for place in FIGURE.finditer(text):
            cursor.insertText(text[end : place.start()], plain)
            self._insert_atom(cursor, place.group(1), place.group(2) or "")
            end = place.end()
        cursor.insertText(text[end:], plain)

    def _insert_atom(self, cursor: QTextCursor, code: str, form: str) -> None:
        style = QTextCharFormat()
        style.setObjectType(_ATOM)
        style.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBottom)
        style.setProperty(_CODE, code)
        style.setProperty(_FORM, form)
        style.setProperty(_SHOWN, self._told(code, form))
        style.setToolTip(_("Double click opens the list behind it (F4)."))
        cursor.insertText(_CHARACTER, style)
        cursor.setCharFormat(QTextCharFormat())

    def _said(self, text: str, style: QTextCharFormat) -> str:
        if style.objectType() != _ATOM:
            return text.replace(_CHARACTER, "")
        return token(str(style.property(_CODE)), str(style.property(_FORM) or "")) * text.count(_CHARACTER)

    # --- a figure opens its list
    def figure_at(self, position: int) -> str:
        """The code of the figure at a place of the text, empty for words."""
        cursor = QTextCursor(self.document())
        for place in (position + 1, position):
            if 0 < place < self.document().characterCount():
                cursor.setPosition(place)
                style = cursor.charFormat()
                if style.objectType() == _ATOM:
                    return str(style.property(_CODE))
        return ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102  Qt's name
        code = self.figure_at(self.cursorForPosition(event.position().toPoint()).position())
        if code:
            self.figure_opened.emit(code)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        code = self.figure_at(self.textCursor().position()) if event.key() == Qt.Key.Key_F4 else ""
        if code:
            self.figure_opened.emit(code)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # moves the block
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: D102  Qt's name
        code = self.figure_at(self.cursorForPosition(event.pos()).position())
        menu = self.createStandardContextMenu()
        if code:
            menu.addSeparator()
            action = menu.addAction(_("Open the list behind the figure"))
            action.triggered.connect(lambda _checked=False: self.figure_opened.emit(code))
        menu.exec(event.globalPos())
        menu.deleteLater()

    # --- copy and paste keep figures alive
    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: D102  Qt's name
        cursor, data = self.textCursor(), QMimeData()
        taken = FigureText(self._told)
        target = taken.textCursor()
        target.insertFragment(cursor.selection())
        data.setText(taken.text())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: D102  Qt's name
        if source.hasText():
            cursor = self.textCursor()
            cursor.removeSelectedText()
            self._insert(cursor, source.text().replace("\r\n", "\n"))

    # --- its height is that of its words
    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(300, self._needed())

    def _needed(self) -> int:
        return int(self.document().size().height()) + 4

    def _on_size_changed(self, _size: object = None) -> None:
        if self.height() != self._needed():
            self.setFixedHeight(self._needed())

    def _on_text_changed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def focusInEvent(self, event: object) -> None:  # noqa: D102  Qt's name
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.focused.emit()
