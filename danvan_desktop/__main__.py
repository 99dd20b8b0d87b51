"""Chooses the face: the window, or a command when one is given."""

from __future__ import annotations

import sys

from danvan_desktop import __version__
from danvan_desktop.faces import LOOK_INTO, has_screen, wants_window
from danvan_desktop.launch import other_version


def main() -> int:
    """Entry point of `danvan` and `danvan-desktop`; a newer version put beside this one by an update takes over."""
    other = other_version(__version__)
    if other is not None:
        return other()
    argv = sys.argv[1:]
    if argv == [LOOK_INTO]:
        from danvan_desktop.documents import decode_child

        return decode_child.main()
    if wants_window(argv) and has_screen():
        from danvan_desktop.gui.application import run_window

        return run_window(argv)
    from danvan_desktop import cli

    return cli.no_screen() if wants_window(argv) else cli.run(argv)


if __name__ == "__main__":
    sys.exit(main())
