"""The commands: the same use cases as the window, for scripts, tests and rescue."""

from danvan_desktop.cli.run import no_screen, run

__all__ = ["no_screen", "run"]
