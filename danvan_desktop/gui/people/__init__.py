"""People and their settings: officers and roles, the access log, the settings. Loaded piece by piece."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_desktop.gui.people.access_log_page import AccessLogPage
    from danvan_desktop.gui.people.officers_page import OfficersPage, change_passphrase
    from danvan_desktop.gui.people.settings_page import SettingsPage

_PLACES = {
    "AccessLogPage": "access_log_page", "OfficersPage": "officers_page", "SettingsPage": "settings_page",
    "change_passphrase": "officers_page",
}  # fmt: skip

__all__ = ["AccessLogPage", "OfficersPage", "SettingsPage", "change_passphrase"]


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
