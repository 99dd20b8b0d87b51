"""Draws the few pictures a style sheet needs as files, in the colours of each theme: run after palettes change.

Usage: python packaging/theme_images.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = {
    "chevron": ("chevron-down", "text2", "2"), "tick": ("check", "on_accent", "3"),
    "branch_open": ("chevron-down", "text2", "2"), "branch_closed": ("chevron-right", "text2", "2"),
    "sort_up": ("chevron-up", "text2", "2"), "clear": ("x", "text2", "2"),
}  # fmt: skip


def main() -> None:
    """Write ui/themes/<theme>/*.svg."""
    themes = json.loads((ROOT / "ui/themes/palettes.json").read_text("utf-8"))
    for theme, colours in themes.items():
        folder = ROOT / "ui/themes" / theme
        folder.mkdir(exist_ok=True)
        for name, (icon, colour, width) in IMAGES.items():
            svg = (ROOT / "resources/icons/lucide" / f"{icon}.svg").read_text("utf-8")
            svg = re.sub(r'stroke-width="[\d.]+"', f'stroke-width="{width}"', svg)
            (folder / f"{name}.svg").write_text(svg.replace("currentColor", colours[colour]), "utf-8")


if __name__ == "__main__":
    main()
