"""Every page and dialog as a scaled screen shows it: what cannot be reached there, as JSON.

    python -m tests.gui.scaled FOLDER [--pictures FOLDER] [NAME…]

Qt reads the scale at the start (QT_SCALE_FACTOR, or the screen's own), so this runs as a process of its own. A page
stands in the window, which fills what the task bar leaves of the screen; a dialog is shown as the program shows it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.gui.application import make_application
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.page import Page
from tests.gui import form_desk, layout_check
from tests.gui.cases.place import Place
from tests.gui.page_cases import DIALOGS, PAGES
from tests.gui.test_every_page import end, settle

TITLE = 28  # logical pixels of a window's frame


def show_page(place: Place, window: MainWindow, name: str) -> Iterator[QWidget]:
    """A page in the window."""
    page = PAGES[name](place)
    assert isinstance(page, Page)
    window.stack().push(page)
    page.refresh()
    settle(place)
    yield window
    window.stack().pop()
    settle(place)


def show_dialog(place: Place, name: str) -> Iterator[QWidget]:
    """A dialog by itself."""
    dialog = DIALOGS[name](place)
    dialog.show()
    settle(place)
    yield dialog
    end(dialog)
    settle(place)


def faults(shown: QWidget) -> list[str]:
    """What cannot be reached, cut words, and a window that is larger than the screen."""
    cut = [fault for fault in layout_check.cut_texts(shown) if not fault.startswith("tab out of sight")]  # tabs roll
    found = [*layout_check.unreachable(shown), *cut]
    room = QGuiApplication.primaryScreen().availableGeometry()
    if shown.width() > room.width() or shown.height() > room.height() - TITLE:
        found.append(f"{shown.size().toTuple()} is more than the screen {room.size().toTuple()} has")
    return found


def main() -> int:
    """Look at all and print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("names", nargs="*")
    args = parser.parse_intermixed_args()
    make_application()
    place = Place(form_desk.new_desk(args.folder), args.folder)
    place.fill()
    window = MainWindow(form_desk.new_office(args.folder / "window"))
    room = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(room.width(), room.height() - TITLE)
    window.show()
    settle(place)
    told: dict[str, list[str]] = {}
    for name in args.names or (*PAGES, *DIALOGS):
        try:
            for shown in show_page(place, window, name) if name in PAGES else show_dialog(place, name):
                told[name] = faults(shown)
                if args.pictures is not None:
                    shown.grab().save(str(args.pictures / f"{name.replace(' ', '-')}.png"))
        except Exception as error:  # noqa: BLE001  the others are looked at all the same
            told[name] = [repr(error)]
    ratio = QApplication.primaryScreen().devicePixelRatio()
    print(json.dumps({"ratio": ratio, "screen": room.size().toTuple(), "found": told}, ensure_ascii=False))
    window.release()
    place.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
