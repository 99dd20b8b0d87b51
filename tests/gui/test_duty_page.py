"""The page of the heads' reception days, and the lines of the overview that open it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app.duty_card import DutyCard, Head
from danvan_desktop.gui.overview.duty_lines import DutyLines
from danvan_desktop.gui.overview.duty_page import DutyPage
from danvan_desktop.gui.reports import leaving
from tests.gui import form_desk
from tests.gui.form_desk import TODAY, FormDesk


def session(desk: FormDesk, day: date, **more: Any) -> bytes:
    return form_desk.saved(desk, "reception_session", {
        "unit": "24538", "session_on": day, "mode": "dinh_ky_thu_truong", "receiving_body": "ubnd",
        "state": "du_kien", "host_name": "Nguyễn Thị Hồng", **more,
    })  # fmt: skip


def opened(desk: FormDesk, qtbot: QtBot) -> DutyPage:
    page = DutyPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.schedule is not None, timeout=10_000)
    return page


def days(page: DutyPage) -> list[str]:
    return [page._days.item(place, 0).text() for place in range(page._days.rowCount())]


def test_a_month_shows_its_days_and_how_the_heads_stand(desk: FormDesk, qtbot: QtBot) -> None:
    session(desk, date(2026, 10, 8), state="da_tiep")
    session(desk, date(2026, 10, 29))
    session(desk, date(2026, 11, 12))
    page = opened(desk, qtbot)
    assert days(page) == ["08/10/2026", "29/10/2026"]
    assert "1/2" in page._rules.item(0, 2).text()
    page._step(1)
    qtbot.waitUntil(lambda: days(page) == ["12/11/2026"], timeout=10_000)


def test_a_quarter_shows_all_its_days_whatever_month_was_chosen(desk: FormDesk, qtbot: QtBot) -> None:
    session(desk, date(2026, 10, 8))
    session(desk, date(2026, 12, 17))
    page = opened(desk, qtbot)
    page._step(1)
    page.span.setCurrentIndex(1)
    qtbot.waitUntil(lambda: days(page) == ["08/10/2026", "17/12/2026"], timeout=10_000)
    assert page.when.text() == "Q4/2026"


def test_a_day_that_cannot_be_posted_in_time_is_warned_of(desk: FormDesk, qtbot: QtBot) -> None:
    session(desk, date(2026, 10, 16))
    page = opened(desk, qtbot)
    assert not page.warning.isHidden()
    assert "16/10/2026" in page.warning.text.text()


def test_posting_is_written_down_once_and_taken_back(desk: FormDesk, qtbot: QtBot) -> None:
    row = session(desk, date(2026, 10, 29))
    page = opened(desk, qtbot)
    page.posted.click()
    assert desk.reader.get("reception_session", row).values["announced_on"] == TODAY  # type: ignore[union-attr]
    undo = desk.shell.said[-1][1]
    assert undo is not None
    undo()
    assert desk.reader.get("reception_session", row).values.get("announced_on") is None  # type: ignore[union-attr]


def test_the_schedule_is_saved_for_word(
    desk: FormDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    session(desk, date(2026, 10, 29))
    page = opened(desk, qtbot)
    monkeypatch.setattr(leaving, "ask_path", lambda *_args: tmp_path / "lich.docx")
    page.word.click()
    assert (tmp_path / "lich.docx").read_bytes()[:2] == b"PK"
    assert desk.failures == []


def test_the_overviews_lines_show_each_head_and_lead_to_the_page(qtbot: QtBot) -> None:
    lines = DutyLines()
    qtbot.addWidget(lines)
    lines.show_card(None)
    assert lines.isHidden()
    lines.show_card(DutyCard((Head("UBND", 1, 2, "missing", "một ngày"),), "Niêm yết", late=True))
    assert not lines.isHidden()
    with qtbot.waitSignal(lines.opened):
        lines.more.click()
