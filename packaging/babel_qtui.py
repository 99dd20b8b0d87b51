"""Babel extractor for Qt Designer .ui files: every <string> that is not marked notr="true"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax import handler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.sax import make_parser

Found = tuple[int, None, str, list[str]]


class _Strings(handler.ContentHandler):
    """Collects line, text and the translator's notes of each string."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self._where: Locator | None = None
        self._text: list[str] | None = None
        self._line = 0
        self._notes: list[str] = []

    def setDocumentLocator(self, locator: Locator) -> None:
        self._where = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if name == "string" and attrs.get("notr") != "true":
            self._text = []
            self._line = (self._where.getLineNumber() or 0) if self._where else 0
            self._notes = [note for note in (attrs.get("comment"), attrs.get("extracomment")) if note]

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)

    def endElement(self, name: str) -> None:
        if name == "string" and self._text is not None:
            text = "".join(self._text)
            if text.strip():
                self.found.append((self._line, None, text, self._notes))
            self._text = None


def extract(fileobj: BinaryIO, keywords: object, comment_tags: object, options: object) -> Iterator[Found]:
    """Babel's entry point: the strings of one .ui file."""
    sink = _Strings()
    parser = make_parser()
    parser.setContentHandler(sink)
    parser.parse(fileobj)
    yield from sink.found
