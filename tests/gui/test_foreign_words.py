"""What another office typed is shown as it was typed: no picture is fetched, nothing is made bold."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from danvan_desktop.gui.widgets.texts import plain_tip

WORDS = ["<img src='//10.0.0.9/x.png'>", "Xã <b>An</b> & <i>Bình</i>", "hai\n<dòng>", "a < b", "bình thường"]


@pytest.mark.parametrize("words", WORDS)
def test_a_tooltip_shows_foreign_words_as_they_were_typed(words: str) -> None:
    shown = QTextDocument()
    if plain_tip(words) == words:
        assert "<" not in words
        return
    shown.setHtml(plain_tip(words))
    assert shown.toPlainText() == words
    assert "<img" not in plain_tip(words)
