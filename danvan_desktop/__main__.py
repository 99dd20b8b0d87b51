"""Chooses the face: the window, or a command when one is given."""

from __future__ import annotations

import sys


def main() -> int:
    """Entry point of `danvan` and `danvan-desktop`."""
    argv = sys.argv[1:]
    from danvan_desktop import cli

    if cli.wants_window(argv):
        from danvan_desktop.gui.application import run_window

        return run_window(argv)
    return cli.run(argv)


if __name__ == "__main__":
    sys.exit(main())
