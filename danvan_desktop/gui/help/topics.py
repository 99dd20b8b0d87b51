"""From the place an officer stands at to the page of help for it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.app import help as helping
from danvan_desktop.app.help.cards import START
from danvan_desktop.gui.help.window import HelpWindow

PROPERTY = "help_topic"


def topic_of(widget: QWidget | None, otherwise: str = START) -> str:
    """The topic of the nearest parent that names one, as attribute or as dynamic property; else `otherwise`."""
    while widget is not None:
        named = widget.property(PROPERTY) or getattr(widget, PROPERTY, "")
        if isinstance(named, str) and named:
            return helping.resolve(named)
        widget = widget.parentWidget()
    return helping.resolve(otherwise)


def show_help(parent: QWidget | None, topic: str = "") -> HelpWindow:
    """Bring up the one help window beside the work; without a topic at the place that has the focus."""
    wanted = helping.resolve(topic) if topic else topic_of(QApplication.focusWidget() or parent)
    window = _window(parent)
    window.open(wanted)
    window.show()
    window.activateWindow()
    return window


def _window(parent: QWidget | None) -> HelpWindow:
    """The help window of this main window, made at its first use."""
    owner = parent.window() if parent is not None else None
    if isinstance(owner, HelpWindow):
        return owner
    found = owner.findChild(HelpWindow) if owner is not None else None
    return found if isinstance(found, HelpWindow) else HelpWindow(owner)
