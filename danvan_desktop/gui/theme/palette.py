"""The palettes of ui/themes/palettes.json, and the one in use."""

from __future__ import annotations

import json
from functools import lru_cache

from PySide6.QtGui import QColor

from danvan_desktop import assets

THEMES = ("light", "dark", "contrast")
TRAINING = {"light": "#8A3B12", "dark": "#F0A070", "contrast": "#7A2A00"}  # accent of a training office
_TRAINING_SOFT = {"light": ("#F8EAE2", "#F2D9CA"), "dark": ("#3D2A1F", "#4D3323")}  # its soft ground and selection

_in_use: dict[str, str] = {}


@lru_cache(maxsize=1)
def palettes() -> dict[str, dict[str, str]]:
    """All palettes: theme → name → "#rrggbb"."""
    found: dict[str, dict[str, str]] = json.loads(assets.ui("themes", "palettes.json").read_text("utf-8"))
    return found


def use(theme: str, *, training: bool = False) -> dict[str, str]:
    """Make a theme the one in use; a training office gets another accent. Returns its colours."""
    _in_use.clear()
    _in_use.update(palettes()[theme if theme in THEMES else THEMES[0]])
    if training:
        accent = TRAINING[theme]
        if theme in _TRAINING_SOFT:
            _in_use.update(zip(("accent_soft", "select"), _TRAINING_SOFT[theme], strict=True))
        _in_use.update(accent=accent, accent_hover=accent, accent_down=accent, focus=accent, chart_b=accent)
    return dict(_in_use)


def code(name: str) -> str:
    """The colour of a name as "#rrggbb"; a code given as name is its own colour."""
    if not _in_use:
        use(THEMES[0])
    return _in_use.get(name, name)


def colour(name: str) -> QColor:
    """The colour of a name in the theme in use."""
    return QColor(code(name))
