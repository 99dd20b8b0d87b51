"""Duplicates in the window: the note over a petition's form, and the page of pairs worked by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app import case_merge, duplicate_links
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.windows.case import CasePage
from danvan_desktop.gui.windows.decided_panel import DecidedPanel
from danvan_desktop.gui.windows.duplicates_page import DuplicatesPage
from danvan_desktop.gui.windows.merge_dialog import MergeDialog
from danvan_desktop.gui.windows.petition import PetitionPage
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk, petition

WAIT = 8_000


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
    assert page.twins.split.isVisible()  # it says of which petition it is a duplicate now, and offers the way back
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


# --- merging and taking back
def _cases(desk: FormDesk, *rows: bytes) -> list[bytes]:
    made = [form_desk.saved(desk, "case", {"unit": "24538", "code": f"VV {n}"}) for n in range(len(rows))]
    with desk.store.batch(officer=desk.officer) as batch:
        for row, case in zip(rows, made, strict=True):
            batch.edit("petition", row, {"case": case})
    return made


def _case_of(desk: FormDesk, row: bytes) -> object:
    found = desk.reader.get("petition", row)
    return found.values["case"] if found else None


def _merging(check: Callable[[MergeDialog], None]) -> None:
    """What the officer does in the dialog that is about to come up."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MergeDialog)
        check(dialog)
        dialog.accept()

    QTimer.singleShot(0, act)


def test_a_duplicate_says_of_which_petition_and_is_split_again(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    duplicate_links.link(desk.store, late, first, officer=desk.officer, today=desk.today())
    page = PetitionPage(desk, late)
    _shown(page, qtbot)
    assert page.twins.isVisible()
    assert "0068/2026" in page.twins.told.whole
    assert not page.twins.copy.isVisible()
    page.twins.split.click()
    assert desk.failures == []
    assert _state(desk, late) == "moi_tiep_nhan"
    assert page.state.values["state"] == "moi_tiep_nhan"


def test_two_likely_petitions_of_two_cases_have_their_cases_merged_after_a_look(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    kept, gone = _cases(desk, first, late)
    page = PetitionPage(desk, late)
    _shown(page, qtbot)
    qtbot.waitUntil(page.twins.isVisible, timeout=WAIT)
    assert page.twins.merge.isVisible()
    _merging(lambda dialog: _says(dialog, 1))
    page.twins.merge.click()
    assert _case_of(desk, late) == kept
    undo = desk.shell.said[-1][1]
    assert undo is not None
    undo()
    assert _case_of(desk, late) == gone


def _says(dialog: MergeDialog, count: int) -> None:
    assert dialog.list.count() == count
    assert "Thành" not in " ".join(dialog.list.item(at).text() for at in range(count))


def test_the_page_of_pairs_merges_cases_too(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    page = DuplicatesPage(desk)
    _shown(page, qtbot)
    qtbot.waitUntil(lambda: len(page.pairs) == 1, timeout=WAIT)
    assert not page.merge.isEnabled()
    kept, _gone = _cases(desk, first, late)
    page._show()
    assert page.merge.isEnabled()
    _merging(lambda dialog: _says(dialog, 1))
    page.merge.click()
    assert _case_of(desk, late) == kept
    assert not page.merge.isEnabled()


def _has(panel: DecidedPanel, count: int) -> bool:
    return len(panel.decisions) == count


def test_what_was_decided_is_listed_and_taken_back_one_by_one(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    other = form_desk.saved(desk, "petition", petition(petition_no="0090/2026", petitioner_name="Lê Tám"))
    by = {"officer": desk.officer, "today": desk.today()}
    duplicate_links.link(desk.store, late, first, **by)  # type: ignore[arg-type]
    duplicate_links.dismiss(desk.store, other, first, **by)  # type: ignore[arg-type]
    one, two = _cases(desk, other, form_desk.saved(desk, "petition", petition(petition_no="0091/2026")))
    case_merge.merge(desk.store, one, two, **by)  # type: ignore[arg-type]
    page = DuplicatesPage(desk)
    _shown(page, qtbot)
    page.parts.setCurrentIndex(1)
    panel = page.decided
    for left in (3, 2, 1):
        qtbot.waitUntil(partial(_has, panel, left), timeout=WAIT)
        panel.back.click()
    qtbot.waitUntil(lambda: panel.decisions == [], timeout=WAIT)
    assert desk.failures == []
    assert (_state(desk, late), _case_of(desk, other)) == ("moi_tiep_nhan", one)
    assert not panel.back.isEnabled()


def test_a_case_is_merged_from_its_own_page_and_split_again_there(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    kept, gone = _cases(desk, first, late)
    page = page_for(desk, "case", gone)
    assert isinstance(page, CasePage)
    _shown(page, qtbot)
    assert page.merge.isVisible()
    _merging(lambda dialog: dialog.into.type_value(kept))
    page.merge.click()
    assert page.state.values["state"] == "da_nhap"
    assert page.split.isVisible()
    assert not page.merge.isVisible()
    page.split.click()
    assert _case_of(desk, late) == gone
    assert desk.failures == []


def test_without_a_target_or_into_itself_nothing_is_merged(desk: FormDesk, qtbot: QtBot) -> None:
    first, late = _two(desk)
    _kept, gone = _cases(desk, first, late)
    dialog = MergeDialog(desk, gone)
    qtbot.addWidget(dialog)
    assert not dialog.do.isEnabled()
    dialog.into.type_value(gone)
    assert not dialog.do.isEnabled()
    dialog.accept()
    assert (len(desk.failures), dialog.merged, _case_of(desk, late)) == (1, None, gone)
