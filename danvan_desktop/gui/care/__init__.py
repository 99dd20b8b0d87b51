"""Care: backups, rescue, failures in their boxes, crashes, training. Loaded piece by piece: the start stays short."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_desktop.gui.care.backup_page import BackupPage
    from danvan_desktop.gui.care.backup_work import CareClock, make_backup
    from danvan_desktop.gui.care.exit import on_exit
    from danvan_desktop.gui.care.failure import FailureBox, show_failure
    from danvan_desktop.gui.care.rescue import rescue_folder
    from danvan_desktop.gui.care.training_banner import TrainingBanner
    from danvan_desktop.gui.care.update_page import UpdatePage

_PLACES = {
    "BackupPage": "backup_page", "CareClock": "backup_work", "make_backup": "backup_work", "on_exit": "exit",
    "FailureBox": "failure", "show_failure": "failure", "rescue_folder": "rescue",
    "TrainingBanner": "training_banner", "UpdatePage": "update_page",
}  # fmt: skip

__all__ = [
    "BackupPage", "CareClock", "FailureBox", "TrainingBanner", "UpdatePage", "make_backup", "on_exit", "rescue_folder",
    "show_failure",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
