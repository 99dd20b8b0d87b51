"""Fixtures of the sweeps over forms and windows: one office for the whole file, each language in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop import i18n
from danvan_desktop.gui.theme import style
from tests.gui import form_desk

LANGUAGES = ("vi", "en", i18n.PSEUDO)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[form_desk.FormDesk]:
    """An office with a desk; pages look at it and leave it as it is."""
    made = form_desk.new_desk(tmp_path_factory.mktemp("office"))
    yield made
    form_desk.close(made)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Vietnamese, English and the longer pseudo-language, in the light face."""
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    i18n.set_language(request.param)
    style.apply(qapp, "light")
    yield request.param
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)
