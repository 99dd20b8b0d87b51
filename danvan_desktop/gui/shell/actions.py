"""The menu of the window and its keys: each entry goes to one page or does one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.i18n import N_, _


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `keys` "" for none. An entry without a label is a line between groups."""

    name: str = ""
    icon: str = ""
    label: str = ""
    keys: str = ""


ENTRIES = (
    Entry("import_sheet", "file-spreadsheet", N_("Take in an Excel &register…"), "Ctrl+I"),
    Entry("bin", "trash-2", N_("Recycle &bin")),
    Entry("refresh", "refresh-cw", N_("Re&fresh"), "F5"),
    Entry(),
    Entry("backup", "hard-drive", N_("Backup and re&store…")),
    Entry("people", "users", N_("&Officers and roles…")),
    Entry("access_log", "shield-check", N_("&Access log…")),
    Entry("settings", "settings", N_("Se&ttings…")),
    Entry(),
    Entry("help", "circle-help", N_("&Help"), "F1"),
    Entry("shortcuts", "keyboard", N_("&Keys"), "Ctrl+F1"),
    Entry(),
    Entry("lock", "lock", N_("&Lock"), "Ctrl+L"),
    Entry("quit", "log-out", N_("E&xit"), "Ctrl+Q"),
)


def fill_menu(menu: QMenu, window: QWidget, doing: Callable[[str], None]) -> None:
    """Put the entries into a menu; their keys work in the whole window."""
    for entry in ENTRIES:
        if not entry.label:
            menu.addSeparator()
            continue
        action = QAction(_(entry.label), window)
        action.setObjectName(entry.icon)
        if entry.keys:
            action.setShortcut(QKeySequence(entry.keys))
        action.triggered.connect(lambda _checked=False, name=entry.name: doing(name))
        menu.addAction(action)
        window.addAction(action)
    menu.aboutToShow.connect(lambda: _add_icons(menu))


def _add_icons(menu: QMenu) -> None:
    """Drawn when the menu is first seen: a start has no time for them."""
    for action in menu.actions():
        if action.objectName() and action.icon().isNull():
            action.setIcon(icon(action.objectName()))


def open_page(desk: Desk, name: str) -> None:
    """Open the page an entry names."""
    _PAGES[name](desk)


def _import_sheet(desk: Desk) -> None:
    from danvan_desktop.gui.sheet_import import ImportWizard

    desk.push(ImportWizard(desk))


def _bin(desk: Desk) -> None:
    """The bin of the list shown; from another tab that of the petitions."""
    from danvan_desktop.gui.record import RecycleBinPage

    desk.push(RecycleBinPage(desk, desk.list_type() or "petition"))


def _backup(desk: Desk) -> None:
    from danvan_desktop.gui.care import BackupPage

    desk.push(BackupPage(desk))


def _people(desk: Desk) -> None:
    from danvan_desktop.gui.people import OfficersPage

    desk.push(OfficersPage(desk))


def _access_log(desk: Desk) -> None:
    from danvan_desktop.gui.people import AccessLogPage

    desk.push(AccessLogPage(desk))


def _settings(desk: Desk) -> None:
    from danvan_desktop.gui.people import SettingsPage

    page = SettingsPage(desk)
    page.applied.connect(desk.preferences_changed)
    desk.push(page)


_PAGES: dict[str, Callable[[Desk], None]] = {
    "import_sheet": _import_sheet, "bin": _bin, "backup": _backup, "people": _people, "access_log": _access_log,
    "settings": _settings,
}  # fmt: skip
