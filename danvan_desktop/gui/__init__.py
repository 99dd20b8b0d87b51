"""The window: the only place with Qt."""

from __future__ import annotations

import sys

from PySide6 import QtCore


def _spare_sources() -> None:
    """Keep PySide6 from reading the source of every module imported after it.

    It looks there whether a module switches on optional snake_case names. Ours never do, and two hundred sources
    are 15 ms and 4 MiB of a start. Looked for by name and left alone where a version has it otherwise.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _takes_no_feature  # type: ignore[union-attr]


def _takes_no_feature(_module: object) -> bool:
    return False


_spare_sources()
__all__ = ["QtCore"]
