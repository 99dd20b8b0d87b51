"""Every generated form in Vietnamese, English and a 40 % longer language: nothing cut, named, in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.forms.quick_entry import QuickPage
from danvan_desktop.gui.page import Page
from tests.gui import form_desk, layout_check
from tests.gui.layout_desk import desk, language

__all__ = ["desk", "language"]
BIGGEST = sorted(records.ALL, key=lambda record: -len(record.fields))[:5]
ROOM = (1366, 624)
DRAWERS = (1093, 500)  # 1366×768 at 125 %


def faults(page: Page, qtbot: QtBot, size: tuple[int, int]) -> list[str]:
    """What the checker finds on a page of that size."""
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    found = layout_check.everything(page)
    if page.minimumSizeHint().width() > size[0] or page.minimumSizeHint().height() > size[1]:
        found.append(f"does not fit: needs {page.minimumSizeHint().toTuple()}")
    page.release()
    page.close()
    page.deleteLater()
    return found


@pytest.mark.parametrize("name", [record.name for record in records.ALL])
def test_no_form_has_a_cut_word_or_a_nameless_control(
    name: str, desk: form_desk.FormDesk, language: str, qtbot: QtBot
) -> None:
    page = FormPage(desk, name)
    page.form.see_all()
    assert faults(page, qtbot, ROOM) == []


@pytest.mark.parametrize("name", [record.name for record in BIGGEST])
def test_the_biggest_forms_fit_a_screen_of_125_percent(
    name: str, desk: form_desk.FormDesk, language: str, qtbot: QtBot
) -> None:
    page = FormPage(desk, name)
    page.form.see_all()
    assert faults(page, qtbot, DRAWERS) == []


def test_a_saved_petition_with_problems_fits(desk: form_desk.FormDesk, language: str, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition(people_count=7))
    page = FormPage(desk, "petition", row)
    page.form.type_text("written_on", "31/02")
    page.form.check()
    assert faults(page, qtbot, DRAWERS) == []


@pytest.mark.parametrize("name", ["reception", "petition", "event", "award", "model_year"])
def test_quick_entry_fits(name: str, desk: form_desk.FormDesk, language: str, qtbot: QtBot) -> None:
    assert faults(QuickPage(desk, name), qtbot, DRAWERS) == []


def test_the_checker_sees_what_is_cut(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

    holder = QWidget()
    qtbot.addWidget(holder)
    QPushButton("&Một nút dài hơn chỗ của nó", holder).setFixedWidth(40)
    QRadioButton("&Mời", holder).setGeometry(0, 60, 200, 20)
    holder.resize(300, 200)
    holder.show()
    found = "\n".join(layout_check.everything(holder))
    assert "QPushButton" in found
    assert "mnemonic M is given 2 times" in found
