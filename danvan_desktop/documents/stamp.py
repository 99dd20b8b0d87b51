"""A word that every page of this program bears, whatever its document asks for.

A program has one office open; a page of a training office that somebody forgot to mark would pass for a real one.
"""

from __future__ import annotations

_word = ""


def use(word: str) -> None:
    """The word from now on; empty for none."""
    global _word  # noqa: PLW0603  one program has one office open
    _word = word


def on_page(own: str) -> str:
    """What stands across a page: the word of the office before the document's own."""
    return _word or own
