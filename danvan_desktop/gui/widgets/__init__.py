"""The small pieces every page is made of."""

from danvan_desktop.gui.widgets.fields import Field, FieldGrid
from danvan_desktop.gui.widgets.frames import Chip, Note, Panel, SideSplit, StateLabel, framed
from danvan_desktop.gui.widgets.questions import ask, tell
from danvan_desktop.gui.widgets.screen_fit import fit_screen
from danvan_desktop.gui.widgets.texts import (
    PushButton,
    button,
    column,
    icon_label,
    key_cap,
    label,
    restyle,
    row,
    rule,
    show_if,
    tool,
)

__all__ = [
    "Chip", "Field", "FieldGrid", "Note", "Panel", "PushButton", "SideSplit", "StateLabel", "ask", "button", "column",
    "fit_screen", "framed", "icon_label", "key_cap", "label", "restyle", "row", "rule", "show_if", "tell", "tool",
]  # fmt: skip
