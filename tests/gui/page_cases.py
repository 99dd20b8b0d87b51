"""A case for every page and dialog of the program, by room: what the sweeps of layout look at."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from PySide6.QtWidgets import QDialog

import danvan_desktop.gui
from danvan_desktop.gui.page import Page
from tests.gui.cases import handover, lists, program, records, reports
from tests.gui.cases.place import Maker

ROOMS = (program, lists, reports, records, handover)
PAGES: dict[str, Maker] = {name: maker for room in ROOMS for name, maker in room.PAGES.items()}
DIALOGS: dict[str, Maker] = {name: maker for room in ROOMS for name, maker in room.DIALOGS.items()}
BASES = {"Page", "_Dialog", "PairsPage"}


def program_classes() -> set[str]:
    """Names of all pages and dialogs of the program; a new one is found by itself."""
    found = set()
    for module in pkgutil.walk_packages(danvan_desktop.gui.__path__, "danvan_desktop.gui."):
        for name, kind in vars(importlib.import_module(module.name)).items():
            ours = inspect.isclass(kind) and kind.__module__ == module.name
            if ours and issubclass(kind, QDialog | Page):
                found.add(name)
    return found


def covered() -> Iterator[str]:
    """Class names that have a case."""
    for name in (*PAGES, *DIALOGS):
        yield name.split(" ", maxsplit=1)[0]
