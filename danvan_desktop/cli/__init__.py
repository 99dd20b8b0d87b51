"""The commands: the same use cases as the window, for scripts, tests and rescue."""

from danvan_desktop.cli.run import run, wants_window

__all__ = ["run", "wants_window"]
