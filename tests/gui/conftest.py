"""The desk that pages are opened on; a file whose pages want another one makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui import form_desk
from tests.gui.form_desk import FormDesk


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[FormDesk]:
    """An empty office of a commune."""
    made = form_desk.new_desk(tmp_path)
    yield made
    form_desk.close(made)
