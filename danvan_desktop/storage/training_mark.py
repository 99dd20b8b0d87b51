"""The mark of a training office: its figures are not real, its pages and packages say so."""

from __future__ import annotations

from danvan_desktop.storage.settings import Settings

SETTING = "office.training"
UNIT = "tap-huan"  # beginning of the code of a training unit, so that a package's name says it too


def is_training(settings: Settings) -> bool:
    """Whether this data folder was made for training."""
    return settings.get(SETTING) == "1"


def mark(settings: Settings) -> None:
    """Make it one, for ever: nothing takes the mark away."""
    settings.set(SETTING, "1")
