"""Keeps PySide6 from reading the source of every module that is imported after it.

Shiboken looks for the word PySide6 in each module's source, to know whether `from __feature__ import …` may concern
it. That opened 160 files at a start, took a tenth of its time and kept their lines in memory. This program uses no
`__feature__`, so each module is said to be an ordinary user of PySide6.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import PySide6.QtCore  # noqa: F401  shibokensupport comes with it

_ASKED = "_mod_uses_pyside"


def read_no_sources() -> None:
    """Answer for every module without looking; where Shiboken no longer asks, nothing is done."""
    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, _ASKED):
        setattr(feature, _ASKED, _uses_pyside)


def _uses_pyside(_module: ModuleType) -> bool:
    return True
