"""A request begun in the window: from a record, with a change proposed, and from a figure; by two real offices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover, requests
from danvan_desktop.app.figure_compare import compared
from danvan_desktop.app.request_start import of_figure, of_record
from danvan_desktop.domain.periods import Period
from danvan_desktop.gui.handover.request_dialog import RequestDialog
from danvan_desktop.gui.handover.requests_page import RequestsPage
from danvan_desktop.gui.record.related_panel import RelatedPanel
from tests.gui.handover.pair import Pair
from tests.gui.handover_desk import TestDesk, desk_of

YEAR, BEFORE = Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    for package in handover.export(made.commune.store, "66", made.stick):
        handover.import_path(made.province.store, Path(package.file))
    yield made
    for office in (made.commune, made.second, made.province):
        office.close()


@pytest.fixture
def province(pair: Pair) -> Iterator[TestDesk]:
    with desk_of(pair.province) as desk:
        yield desk


def shown(desk: TestDesk, pair: Pair, qtbot: QtBot) -> RequestDialog:
    dialog = RequestDialog(desk, *of_record(desk.store, "petition", pair.row))
    qtbot.addWidget(dialog)
    return dialog


def test_a_question_about_a_record_goes_to_its_owner_and_nobody_else(
    pair: Pair, province: TestDesk, qtbot: QtBot
) -> None:
    dialog = shown(province, pair, qtbot)
    assert dialog.units.code == "25920"
    assert not dialog.units.isEnabled()
    dialog.go.click()
    assert not dialog.problem.isHidden(), "a request without a word was written"
    dialog.text.setPlainText("Đã họp thôn chưa?")
    dialog.go.click()
    [written] = requests.listed(province.store)
    assert (written.kind, written.other, written.about.row) == ("hoi", "25920", pair.row)


def test_a_change_is_proposed_by_picking_a_field_and_the_owner_takes_it_over(
    pair: Pair, province: TestDesk, qtbot: QtBot
) -> None:
    dialog = shown(province, pair, qtbot)
    assert dialog.fields is not None
    names = [str(dialog.fields.pick.itemData(place)) for place in range(dialog.fields.pick.count())]
    assert "people_count" in names
    assert not {"petitioner_name", "petitioner_address", "content", "unit"} & set(names)
    dialog.proposes.setChecked(True)
    dialog.text.setPlainText("Đơn có bảy người ký")
    dialog.go.click()
    assert not dialog.problem.isHidden()
    dialog.fields.add("people_count")
    dialog.fields.editors["people_count"].set_value(7)
    dialog.go.click()
    for package in handover.export(province.store, "25920", pair.stick):
        handover.import_path(pair.commune.store, Path(package.file))
    [asked] = requests.listed(pair.commune.store)
    requests.accept(pair.commune.store, asked.row, officer="A", today=province.today())
    found = pair.commune.store.get("petition", pair.row)
    assert found is not None
    assert found.values["people_count"] == 7


def test_a_figure_is_returned_with_its_code_period_and_value(pair: Pair, province: TestDesk, qtbot: QtBot) -> None:
    line = next(one for one in compared(province.store, YEAR, BEFORE) if one.now.code == "D04")
    dialog = RequestDialog(province, of_figure(line, YEAR), line.now.label)
    qtbot.addWidget(dialog)
    assert dialog.text.toPlainText()
    dialog.units.search.setText("ea drang")
    assert dialog.units.code == "25920"
    dialog.go.click()
    [written] = requests.listed(province.store)
    about = written.about
    assert (written.kind, about.figure, about.start, about.end) == ("so_lieu", "D04", YEAR.first, YEAR.last)
    assert about.value == line.now.shown()


def test_a_question_about_nothing_entered_here_is_asked_of_a_unit_found_without_accents(
    pair: Pair, province: TestDesk, qtbot: QtBot
) -> None:
    dialog = RequestDialog(province, requests.About())
    qtbot.addWidget(dialog)
    dialog.units.search.setText("hà nội")
    assert not dialog.go.isEnabled()
    dialog.units.search.setText("xa ea drang")
    dialog.text.setPlainText("Khi nào họp giao ban?")
    dialog.go.click()
    assert [(one.kind, one.other) for one in requests.listed(province.store)] == [("khac", "25920")]


def test_every_record_has_the_way_to_ask_beside_it(pair: Pair, province: TestDesk, qtbot: QtBot) -> None:
    panel = RelatedPanel(province)
    qtbot.addWidget(panel)
    panel.show_record("petition", None)
    assert not panel.ask.isEnabled()
    panel.show_record("petition", pair.row)
    assert panel.ask.isEnabled()


def test_the_answer_to_a_returned_figure_begins_with_the_own_number_and_stands_beside_the_provinces_copy(
    pair: Pair, province: TestDesk, qtbot: QtBot
) -> None:
    about = requests.About(figure="D04", start=YEAR.first, end=YEAR.last, value="7")
    row = requests.ask(
        province.store, "25920", "so_lieu", "Chưa khớp", officer="A", today=province.today(), about=about
    )  # fmt: skip
    for package in handover.export(province.store, "25920", pair.stick):
        handover.import_path(pair.commune.store, Path(package.file))
    with desk_of(pair.commune) as desk:
        page = RequestsPage(desk)
        qtbot.addWidget(page)
        qtbot.waitUntil(lambda: bool(page.figure.value.text()), timeout=10_000)
        own = page.figure.value.text()
        page.answer.click()
        assert (desk.failures, requests.one(desk.store, row).value_answered) == ([], own)
        for package in handover.export(desk.store, "66", pair.stick):
            handover.import_path(pair.province.store, Path(package.file))
    page = RequestsPage(province)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.figure.isVisible, timeout=10_000)
    said = [made.text() for made in page.figure.findChildren(QLabel)]
    assert {"7", own} <= set(said)
    assert not page.figure.value.isVisible()
