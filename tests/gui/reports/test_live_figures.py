"""The figures of a period beside those before, found by words, over the office's own months."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.reports import ReportPage
from danvan_desktop.gui.reports.pick_figure import FigurePicker
from tests.gui.reports.report_desk import WAIT, ReportDesk, opened, type_words


def test_the_figures_of_the_period_stand_beside_those_before_and_open_their_lists(
    page: ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.gui.reports import links

    asked: list[str] = []
    monkeypatch.setattr(links, "open_list", lambda _desk, code, *_rest: asked.append(code))
    page.show_part(1)
    qtbot.waitUntil(lambda: page.figures.model.rowCount() > 0, timeout=WAIT)
    model = page.figures.model
    shown = {model.index(r, 0).data(): [model.index(r, c).data() for c in range(8)] for r in range(model.rowCount())}
    assert shown["D04"][4:] == ["6", "0", "+6", ""]
    assert shown["D05.ratio"][4] == "5/6 (83,3%)"
    assert "B01" not in shown
    page.figures.zeros.setChecked(True)
    assert "B01" in {model.index(r, 0).data() for r in range(model.rowCount())}
    page.figures.table.activated.emit(model.index(0, 0))
    assert asked == [model.index(0, 0).data()]


def test_a_figure_is_found_by_words_without_accents(page: ReportPage, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    picker = FigurePicker(list(editor.report.figures.values()))
    qtbot.addWidget(picker)
    picker.show()
    type_words(picker.search, "ty le giai quyet don tiep nhan")
    qtbot.waitUntil(lambda: 0 < picker.table.rowCount() < 5, timeout=WAIT)
    picker.form.setCurrentIndex(1)
    assert picker.chosen() == ("D05.ratio", "ratio")


def test_the_offices_cut_day_moves_the_months_of_both_pickers(page: ReportPage, desk: ReportDesk) -> None:
    from danvan_desktop.app.report_settings import cut

    page.home.cut.setCurrentIndex(page.home.cut.findData(14))
    page.home._on_cut()
    assert cut(desk.store) == 14
    period = page.home.picker.period()
    assert period is not None
    assert (period.first.day, period.last.day) == (15, 14)
