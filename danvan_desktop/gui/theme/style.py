"""Putting a theme on: Fusion, QPalette and the style sheet of ui/themes/desk.qss."""

from __future__ import annotations

import string
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from danvan_desktop import assets
from danvan_desktop.gui.theme import icons, palette

BASE_PX = 13
ROW, CONTROL, HEAD, FILTER = 28, 30, 30, 30  # heights in logical pixels
DRAWERS_BELOW = 1200  # logical width under which side panels become drawers
_IMAGES = ("chevron", "tick", "branch_open", "branch_closed", "sort_up", "clear")
_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "window", _Role.Base: "surface", _Role.AlternateBase: "stripe", _Role.Text: "text",
    _Role.WindowText: "text", _Role.ButtonText: "text", _Role.Button: "surface", _Role.Highlight: "select",
    _Role.HighlightedText: "text", _Role.PlaceholderText: "text3", _Role.Link: "accent", _Role.Mid: "line",
    _Role.Dark: "edge", _Role.Light: "surface", _Role.Accent: "accent", _Role.ToolTipBase: "text",
    _Role.ToolTipText: "surface",
}  # fmt: skip


def system_theme() -> str:
    """What the system asks for: high contrast where Windows has it on, else dark or light."""
    hints = QGuiApplication.styleHints()
    access = getattr(hints, "accessibility", lambda: None)()  # Qt 6.10 and later
    if access is not None and access.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, theme: str = "light", *, training: bool = False) -> None:
    """Make every window of `app` look like `theme` from now on; "auto" is what the system asks for."""
    theme = system_theme() if theme == "auto" else theme
    theme = theme if theme in palette.THEMES else palette.THEMES[0]
    colours = palette.use(theme, training=training)
    images = {name: assets.ui("themes", theme, f"{name}.svg").as_posix() for name in _IMAGES}
    font = base_font()
    sheet = string.Template(assets.ui("themes", "desk.qss").read_text("utf-8")).substitute(
        colours, **images, font=", ".join(f'"{family}"' for family in font.families()), font_size=f"{BASE_PX}px"
    )
    if sheet == app.styleSheet():
        return  # a start asks before unlocking and after it; a sheet put on anew polishes every widget
    icons.forget()
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(sheet)


def base_font() -> QFont:
    """Segoe UI on Windows, Noto Sans elsewhere: both have all Vietnamese letters and figures of one width."""
    wanted = ("Segoe UI", "Noto Sans") if sys.platform == "win32" else ("Noto Sans",)
    families = [family for family in wanted if QFontDatabase.hasFamily(family)]
    font = QFont(families) if families else QFont()
    font.setPixelSize(BASE_PX)
    return font


def _palette() -> QPalette:
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, palette.colour(name))
    for role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, palette.colour("text3"))
    return made
