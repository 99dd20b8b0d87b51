"""Every page and dialog in Vietnamese, English and a 40 % longer language: nothing cut, named, in reading order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from danvan_desktop import i18n
from danvan_desktop.gui.main_window import MainWindow
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.theme import style
from tests.gui import form_desk, layout_check
from tests.gui.cases.place import Maker, Place
from tests.gui.page_cases import BASES, DIALOGS, PAGES, covered, program_classes

LANGUAGES = ("vi", "en", "pseudo")
WINDOWS = ((1366, 696), (1093, 620), (911, 512))  # at 100, 125 and 150 % of a screen of 1366×768
SCREEN = (1093, 580)  # of a dialog at 125 %, less the title and the task bar
AROUND = 44 + 28  # head and status bar of the window
SCROLLED = ("tab out of sight", "does not fit")  # where the window is narrow: tab bars and pages are scrolled there
ROOMY = 1200
SAMPLE = ("OverviewPage", "ListTab", "ReceptionDesk", "FailureBox")
MOST = 3.0  # seconds a page may read


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("pages")
    made = Place(form_desk.new_desk(home), home)
    made.fill()
    yield made
    made.close()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    yield from _looking(qapp, request.param, "light")


@pytest.fixture(params=("dark", "contrast"))
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    yield from _looking(qapp, i18n.DEFAULT_LANGUAGE, request.param)


def _looking(app: QApplication, language: str, theme: str) -> Iterator[str]:
    sheet, palette, font = app.styleSheet(), app.palette(), app.font()
    i18n.set_language(language)
    style.apply(app, theme)
    yield language
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
    app.setStyleSheet(sheet)
    app.setPalette(palette)
    app.setFont(font)


def settle(place: Place) -> None:
    """Until nothing is read any more and the layout stands."""
    until = time.monotonic() + MOST
    quiet = 0
    while quiet < 4 and time.monotonic() < until:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        quiet = 0 if any(desk.tasks._running for desk in place.desks) else quiet + 1
        time.sleep(0.002)


def faults(shown: QWidget, place: Place, size: tuple[int, int]) -> list[str]:
    """What is wrong at one size. The window scrolls a page that is too high; a dialog must fit the screen."""
    shown.resize(*size)
    settle(place)
    found = layout_check.everything(shown)
    needs = shown.minimumSizeHint().expandedTo(shown.minimumSize())
    if needs.width() > size[0] or (not isinstance(shown, Page) and needs.height() > SCREEN[1]):
        found.append(f"does not fit: needs {needs.toTuple()}")
    fits = i18n.language() != i18n.PSEUDO and size[0] >= ROOMY
    return [f"{size[0]}×{size[1]}: {fault}" for fault in found if fits or not fault.startswith(SCROLLED)]


def check(make: Maker, place: Place, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    shown = make(place)
    shown.resize(*sizes[0])
    shown.show()
    if isinstance(shown, Page):
        shown.refresh()
    settle(place)
    found = [fault for size in sizes for fault in faults(shown, place, size)]
    end(shown)
    settle(place)
    assert not place.desk.failures
    return found


def end(shown: QWidget) -> None:
    """Take a page or dialog away without a question."""
    if isinstance(shown, Page):
        shown.release()
    shown.hide()
    if isinstance(shown, QDialog) and hasattr(shown, "reject"):
        QDialog.reject(shown)
    shown.deleteLater()


def test_every_page_and_dialog_of_the_program_has_a_case() -> None:
    assert program_classes() - set(covered()) - BASES == set()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_at_any_text_size(name: str, place: Place, language: str) -> None:
    windows = WINDOWS[:2] if language == i18n.PSEUDO else WINDOWS
    sizes = tuple((width, height - AROUND) for width, height in windows)
    found = check(PAGES[name], place, sizes)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", DIALOGS)
def test_no_dialog_has_a_fault(name: str, place: Place, language: str) -> None:
    opened = DIALOGS[name](place)
    opened.show()
    settle(place)
    size = (min(opened.width(), SCREEN[0]), min(opened.height(), SCREEN[1]))
    found = check(lambda _place: opened, place, (size,))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SAMPLE)
def test_other_themes_change_no_layout(name: str, place: Place, theme: str) -> None:
    found = check((PAGES | DIALOGS)[name], place, ((1093, 548),))
    assert not found, "\n".join(found)


def test_the_window_itself_has_no_fault(place: Place, language: str, tmp_path: Path) -> None:
    office = form_desk.new_office(tmp_path)
    window = MainWindow(office)
    window.show()
    found = []
    for size in WINDOWS[:2] if language == i18n.PSEUDO else WINDOWS:
        window.resize(*size)
        for _turn in range(8):
            settle(place)
        around = layout_check.everything(window)
        found += [f"{size[0]}×{size[1]}: {fault}" for fault in around]
        found += [] if window.width() == size[0] else [f"the window stays {window.width()} wide"]
    window.release()
    window.hide()
    window.deleteLater()
    settle(place)
    office.close()
    assert not found, "\n".join(found)
