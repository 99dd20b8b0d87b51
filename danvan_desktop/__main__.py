"""Chooses the face: the window, or a command when one is given."""

from __future__ import annotations

import sys

from danvan_desktop.faces import has_screen, wants_window


def main() -> int:
    """Entry point of `danvan` and `danvan-desktop`."""
    argv = sys.argv[1:]
    if wants_window(argv) and has_screen():
        from danvan_desktop.gui.application import run_window

        return run_window(argv)
    from danvan_desktop import cli

    return cli.no_screen() if wants_window(argv) else cli.run(argv)


if __name__ == "__main__":
    sys.exit(main())
