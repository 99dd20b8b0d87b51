"""An office with one record, and a window that remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.app.office import Office
from danvan_desktop.storage.passphrase import Cost
from tests.gui.shell_parts import NoOtherPages

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)


class Shell(NoOtherPages):
    """A window that only remembers what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.shown: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_given: None

    def widget(self) -> QWidget | None:
        return None

    def toast(self, text: str, _undo: object) -> None:
        self.said.append(text)

    def show_tab(self, name: str) -> None:
        self.shown.append(name)


def save(office: Office) -> None:
    with office.store.batch(officer="Lê A") as batch:
        batch.new("petition", {"unit": "X1", "content": "Ranh đất"})


def shown(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
