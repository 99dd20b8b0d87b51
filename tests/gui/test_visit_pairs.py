"""Visits of one matter in the window: the pairs of a year, side by side, decided with a key and taken back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.windows.visit_pairs_page import VisitPairsPage
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk, petition
from tests.unit.app.desks import reception

WAIT = 8_000


def test_a_visit_is_put_into_the_case_of_a_petition_and_taken_out_again(desk: FormDesk, qtbot: QtBot) -> None:
    given = petition(state="moi_tiep_nhan")
    first = form_desk.saved(desk, "petition", given)
    came = reception(
        received_on=date(2026, 10, 12), visitor_name=given["petitioner_name"], kind=given["type"],
        visitor_address=given["petitioner_address"], summary_redacted=given["summary_redacted"],
    )  # fmt: skip
    visit = form_desk.saved(desk, "reception", came)
    page = VisitPairsPage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    page.show()
    qtbot.waitUntil(lambda: len(page.pairs) == 1, timeout=WAIT)
    assert (page.pairs[0].first, page.pairs[0].later) == (first, visit)
    assert str(given["petitioner_name"]) not in page.model.item(0, 0).text() + page.model.item(0, 1).text()
    assert page.lines.rowCount() > 3
    page.same.setFocus()
    qtbot.keyClick(page.same, Qt.Key.Key_Space)  # type: ignore[no-untyped-call]
    assert desk.failures == []
    one, other = desk.store.get("petition", first), desk.store.get("reception", visit)
    assert one is not None
    assert other is not None
    assert one.values["case"] == other.values["case"] is not None
    assert page.pairs == []
    assert not page.same.isEnabled()
    _said, undo = desk.shell.said[-1]
    assert undo is not None
    undo()
    page.refresh()
    qtbot.waitUntil(lambda: len(page.pairs) == 1, timeout=WAIT)
    page.apart.click()
    page.refresh()
    qtbot.wait(600)
    assert page.pairs == []
