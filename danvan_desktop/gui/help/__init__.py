"""The help window and the ways to it."""

from danvan_desktop.gui.help.topics import show_help, topic_of
from danvan_desktop.gui.help.window import HelpWindow

__all__ = ["HelpWindow", "show_help", "topic_of"]
