"""Chooses the face: the window, or a command when one is given."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Entry point of `danvan` and `danvan-desktop`."""
    argv = sys.argv[1:]
    from danvan_desktop import cli

    if not cli.wants_window(argv):
        return cli.run(argv)
    if not has_screen():
        return cli.no_screen()
    from danvan_desktop.gui.application import run_window

    return run_window(argv)


def has_screen() -> bool:
    """Whether a window can be shown; Qt would abort without a word where it cannot."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
