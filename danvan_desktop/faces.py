"""Which face is asked for. Looked at before anything else is imported: the window starts without the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

LOOK_INTO = "look-into-attachments"  # this program as the limited process that decodes what came from elsewhere


def wants_window(argv: Sequence[str]) -> bool:
    """True when no command is named, only where the data lies: then the window opens."""
    words = iter(argv)
    for word in words:
        if word in {"--data-dir", "--passphrase-file"}:
            next(words, None)
        elif word != "--training" and not word.startswith(("--data-dir=", "--passphrase-file=")):
            return False
    return True


def has_screen() -> bool:
    """Whether a window can be shown; Qt would abort without a word where it cannot."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
