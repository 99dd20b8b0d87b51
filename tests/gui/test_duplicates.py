"""Duplicates in the window: the note over a petition's form, and the page of pairs worked by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.page import Page
from danvan_desktop.gui.windows.duplicates_page import DuplicatesPage
from danvan_desktop.gui.windows.petition import PetitionPage
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk, petition

WAIT = 8_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FormDesk]:
    made = form_desk.new_desk(tmp_path)
    yield made
    form_desk.close(made)


def _two(desk: FormDesk) -> tuple[bytes, bytes]:
    first = form_desk.saved(desk, "petition", petition(state="moi_tiep_nhan"))
    again = petition(petition_no="0071/2026", received_on=date(2026, 10, 12), petitioner_name="nguyen van thanh",
                     state="moi_tiep_nhan")  # fmt: skip
    return first, form_desk.saved(desk, "petition", again)


def _shown(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1366, 696)
    page.show()


def _state(desk: FormDesk, row: bytes) -> object:
    found = desk.store.get("petition", row)
    return found.values["state"] if found else None


def test_a_petition_that_came_before_is_told_over_the_form_by_its_number(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    page = PetitionPage(desk, late)
    _shown(page, qtbot)
    qtbot.waitUntil(page.twins.isVisible, timeout=WAIT)
    assert "0068/2026" in page.twins.told.toolTip() + page.twins.told.text()
    page.twins.copy.click()
    assert desk.failures == []
    assert page.state.values["state"] == "trung"
    assert page.state.values["original"] == first
    qtbot.waitUntil(page.twins.isHidden, timeout=WAIT)
    said, undo = desk.shell.said[-1]
    assert said
    assert undo is not None
    undo()
    assert _state(desk, late) == "moi_tiep_nhan"


def test_it_is_told_while_the_petition_is_typed_and_nothing_can_be_decided_before_it_is_saved(
    desk: FormDesk, qtbot: QtBot
) -> None:
    _two(desk)
    page = PetitionPage(desk)
    _shown(page, qtbot)
    assert page.twins.isHidden()
    typed = petition()
    for name in ("petitioner_name", "petitioner_address", "summary_redacted", "type"):
        page.form.type_value(name, typed[name])
    qtbot.waitUntil(page.twins.isVisible, timeout=WAIT)
    assert page.twins.look.isVisible()
    assert not page.twins.copy.isVisible()
    assert not page.twins.apart.isVisible()


def test_what_is_no_duplicate_is_said_once(desk: FormDesk, qtbot: QtBot) -> None:
    _first, late = _two(desk)
    page = PetitionPage(desk, late)
    _shown(page, qtbot)
    qtbot.waitUntil(page.twins.isVisible, timeout=WAIT)
    page.twins.apart.click()
    qtbot.waitUntil(page.twins.isHidden, timeout=WAIT)
    again = PetitionPage(desk, late)
    _shown(again, qtbot)
    qtbot.wait(1_200)
    assert again.twins.isHidden()
    assert _state(desk, late) == "moi_tiep_nhan"


def test_the_page_sets_two_petitions_side_by_side_and_is_worked_by_keys(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    page = DuplicatesPage(desk)
    _shown(page, qtbot)
    qtbot.waitUntil(lambda: len(page.pairs) == 1, timeout=WAIT)
    assert (page.pairs[0].first, page.pairs[0].later) == (first, late)
    assert "Thành" not in page.title
    words = {page.lines.item(at, place).text() for at in range(page.lines.rowCount()) for place in (1, 2)}
    assert {"Nguyễn Văn Thành", "nguyen van thanh"} <= words
    page.table.setFocus()
    assert page.table.currentIndex().row() == 0
    page.copy.setFocus()
    qtbot.keyClick(page.copy, Qt.Key.Key_Space)  # type: ignore[no-untyped-call]
    assert _state(desk, late) == "trung"
    assert page.pairs == []
    assert not page.copy.isEnabled()
    assert desk.failures == []


def test_a_denouncer_is_not_shown_beside_another(desk: FormDesk, qtbot: QtBot) -> None:
    told = petition(type="to_cao", respondent_name="Trần Văn Lợi", petitioner_name=None, petitioner_address=None,
                    petitioner_phone=None, content=None, decision_no=None, state="moi_tiep_nhan")  # fmt: skip
    for number in ("TC-2026-0007", "TC-2026-0009"):
        form_desk.saved(desk, "petition", {**told, "petition_no": number})
    page = DuplicatesPage(desk)
    _shown(page, qtbot)
    qtbot.waitUntil(lambda: len(page.pairs) == 1, timeout=WAIT)
    assert page.pairs[0].codes == ("respondent", "same_text")
    words = " ".join(page.lines.item(at, 1).text() for at in range(page.lines.rowCount()))
    assert "Thành" not in words
    assert "0905" not in words
