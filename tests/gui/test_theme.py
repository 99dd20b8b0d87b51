"""The look: text can be read in every theme, every icon named is there, colours follow the theme."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop import assets
from danvan_desktop.gui.theme import icons, palette, style

TEXTS = ("text", "text2", "text3", "accent", "danger", "warn", "ok", "info")
ON_SOFT = ("danger", "warn", "ok", "info", "accent")


def luminance(code: str) -> float:
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", palette.THEMES)
def test_text_stands_out_from_every_ground_it_lies_on(theme: str) -> None:
    colours = palette.palettes()[theme]
    for ground in ("window", "surface", "sunken", "stripe"):
        for name in TEXTS:
            if name == "text3" and ground == "sunken":
                continue  # only hints on white fields
            assert contrast(colours[name], colours[ground]) >= 4.5, (theme, name, ground)
    for name in ON_SOFT:
        assert contrast(colours[name], colours[f"{name}_soft"]) >= 4.5, (theme, name)
    assert contrast(colours["on_accent"], colours["accent"]) >= 4.5
    assert contrast(colours["text"], colours["select"]) >= 4.5


@pytest.mark.parametrize("theme", palette.THEMES)
def test_edges_of_controls_can_be_seen(theme: str) -> None:
    colours = palette.palettes()[theme]
    for ground in ("window", "surface"):
        assert contrast(colours["edge"], colours[ground]) >= 3, (theme, ground)
        assert contrast(colours["focus"], colours[ground]) >= 3, (theme, ground)


@pytest.mark.parametrize("theme", palette.THEMES)
def test_a_training_office_has_another_accent_that_can_be_read(theme: str) -> None:
    real, trained = dict(palette.use(theme)), palette.use(theme, training=True)
    assert trained["accent"] != real["accent"]
    assert contrast(trained["accent"], trained["surface"]) >= 4.5
    assert contrast(trained["on_accent"], trained["accent"]) >= 4.5
    palette.use("light")


def test_putting_a_theme_on_draws_icons_anew(qapp: QApplication) -> None:
    style.apply(qapp, "light")
    light = icons.pixmap("check", "text").toImage()
    style.apply(qapp, "dark")
    assert icons.pixmap("check", "text").toImage() != light
    assert palette.code("surface") == palette.palettes()["dark"]["surface"]
    style.apply(qapp, "light")


def test_every_theme_names_the_same_colours_and_the_icons_have_their_licence() -> None:
    names = {theme: set(colours) for theme, colours in palette.palettes().items()}
    assert names["light"] == names["dark"] == names["contrast"]
    assert "ISC" in assets.resource("icons", "lucide", "LICENSE").read_text("utf-8")
