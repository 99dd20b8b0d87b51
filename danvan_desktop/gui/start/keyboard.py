"""What the keyboard is set to, as far as the system says: Caps Lock."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

_VK_CAPITAL = 0x14


def caps_lock() -> bool | None:
    """Whether Caps Lock is on; None where the system does not say."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(_VK_CAPITAL) & 1)
    lamps = [lamp for lamp in _lamps() if lamp.exists()]
    if lamps:
        return any(_lit(lamp) for lamp in lamps)
    return _x11_caps()


@lru_cache(maxsize=1)
def _lamps() -> tuple[Path, ...]:
    """Lamps of the keyboards, in sysfs; also right under Wayland."""
    return tuple(Path("/sys/class/leds").glob("*capslock/brightness"))


def _lit(lamp: Path) -> bool:
    try:
        return lamp.read_text("ascii").strip() not in {"", "0"}
    except OSError:
        return False


@lru_cache(maxsize=1)
def _x11() -> tuple[Any, Any] | None:
    from PySide6.QtGui import QGuiApplication

    name = ctypes.util.find_library("X11")
    if name is None or QGuiApplication.platformName() != "xcb":
        return None
    library = ctypes.CDLL(name)
    library.XOpenDisplay.restype = ctypes.c_void_p
    display = library.XOpenDisplay(None)
    return (library, ctypes.c_void_p(display)) if display else None


def _x11_caps() -> bool | None:
    found = _x11()
    if found is None:
        return None
    library, display = found
    lamps = ctypes.c_uint(0)
    library.XkbGetIndicatorState(display, 0x0100, ctypes.byref(lamps))
    return bool(lamps.value & 1)
