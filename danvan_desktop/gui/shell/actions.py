"""The menu of the window and its keys: each entry goes to one page or does one thing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QProcess
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.app import shortcuts
from danvan_desktop.gui.desk import Desk
from danvan_desktop.gui.theme.icons import icon
from danvan_desktop.i18n import N_, _

KEYED = frozenset(shortcut.name for shortcut in shortcuts.ALL)


@dataclass(frozen=True)
class Entry:
    """One line of the menu; its keys stand in app.shortcuts. An entry without a label is a line between groups."""

    name: str = ""
    icon: str = ""
    label: str = ""


ENTRIES = (
    Entry("import_sheet", "file-spreadsheet", N_("Take in an Excel &register…")),
    Entry("bin", "trash-2", N_("Recycle &bin")),
    Entry("refresh", "refresh-cw", N_("Re&fresh")),
    Entry(),
    Entry("backup", "hard-drive", N_("Backup and re&store…")),
    Entry("update", "circle-arrow-up", N_("&Updates…")),
    Entry("law", "scale", N_("Rules and ter&ms…")),
    Entry("people", "users", N_("&Officers and roles…")),
    Entry("access_log", "shield-check", N_("&Access log…")),
    Entry("settings", "settings", N_("Se&ttings…")),
    Entry(),
    Entry("help", "circle-help", N_("&Help")),
    Entry("shortcuts", "keyboard", N_("&Keys")),
    Entry("training", "graduation-cap", N_("Trai&ning office…")),
    Entry(),
    Entry("lock", "lock", N_("&Lock")),
    Entry("quit", "log-out", N_("E&xit")),
)


def fill_menu(menu: QMenu, window: QWidget, doing: Callable[[str], None]) -> None:
    """Put the entries into a menu; their keys work in the whole window."""
    for entry in ENTRIES:
        if not entry.label:
            menu.addSeparator()
            continue
        action = QAction(_(entry.label), window)
        action.setObjectName(entry.icon)
        if entry.name in KEYED:
            action.setShortcuts([QKeySequence(keys) for keys in shortcuts.keys(entry.name)])
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


def _update(desk: Desk) -> None:
    from danvan_desktop.gui.care import UpdatePage

    desk.push(UpdatePage(desk))


def _law(desk: Desk) -> None:
    from danvan_desktop.gui.overview.law_page import LawPage

    desk.push(LawPage(desk))


def _duplicates(desk: Desk) -> None:
    from danvan_desktop.gui.windows.duplicates_page import DuplicatesPage

    desk.push(DuplicatesPage(desk))


def _visit_pairs(desk: Desk) -> None:
    from danvan_desktop.gui.windows.visit_pairs_page import VisitPairsPage

    desk.push(VisitPairsPage(desk))


def _duty(desk: Desk) -> None:
    from danvan_desktop.gui.overview.duty_page import DutyPage

    desk.push(DutyPage(desk))


def _people(desk: Desk) -> None:
    from danvan_desktop.gui.people import OfficersPage

    desk.push(OfficersPage(desk))


def _access_log(desk: Desk) -> None:
    from danvan_desktop.gui.people import AccessLogPage

    desk.push(AccessLogPage(desk))


def _training(desk: Desk) -> None:
    """In a window of its own: two offices are never open in one."""
    QProcess.startDetached(sys.executable, ["-m", "danvan_desktop", "--training"])
    desk.say(_("The training office opens in a window of its own."))


def _settings(desk: Desk) -> None:
    from danvan_desktop.gui.people import SettingsPage

    page = SettingsPage(desk)
    page.applied.connect(desk.preferences_changed)
    desk.push(page)


_PAGES: dict[str, Callable[[Desk], None]] = {
    "import_sheet": _import_sheet, "bin": _bin, "backup": _backup, "people": _people, "access_log": _access_log,
    "update": _update, "law": _law, "duplicates": _duplicates, "visit_pairs": _visit_pairs, "duty": _duty,
    "settings": _settings, "training": _training,
}  # fmt: skip
