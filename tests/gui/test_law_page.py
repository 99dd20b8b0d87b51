"""Terms in the window: the page of rules and days off, the due date while a petition is typed, the morning list."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.app import editing
from danvan_desktop.app.overview import overview
from danvan_desktop.domain.values import Value
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.overview import groups
from danvan_desktop.gui.overview.law_page import LawPage
from danvan_desktop.gui.overview.tasks import TaskTable
from danvan_desktop.gui.widgets import questions
from danvan_desktop.gui.widgets.cells import STATE_ROLE
from danvan_desktop.gui.windows.petition import PetitionPage
from danvan_desktop.storage import rules
from tests.conftest import ROOT
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
D = date


def letter(**more: Value) -> dict[str, Value]:
    return {**form_desk.petition(state="moi_tiep_nhan", received_on=D(2026, 10, 1), written_on=None), **more}


def page_of(desk: FormDesk, qtbot: QtBot) -> LawPage:
    page = LawPage(desk)
    qtbot.addWidget(page)
    page.refresh()
    return page


def test_every_rule_stands_there_and_uncertain_ones_are_marked_in_words(desk: FormDesk, qtbot: QtBot) -> None:
    model = page_of(desk, qtbot).rules.model()
    last = model.columnCount() - 1
    found = [(model.index(row, 0).data(), model.index(row, last).data()) for row in range(model.rowCount())]
    assert len(found) == len(rules.deadline_rules().rules)
    assert ("B2", "chắc chắn") in found
    assert ("D2", "cần kiểm tra") in found
    marks = {model.index(row, last).data(STATE_ROLE)[0] for row in range(model.rowCount())}
    assert marks == {"circle-check", "triangle-alert"}


def test_a_newer_calendar_is_taken_in_and_the_moved_day_is_said(desk: FormDesk, qtbot: QtBot, tmp_path: Path) -> None:
    typed = letter(received_on=D(2026, 11, 18))
    row = editing.save(
        desk.store, "petition", None, typed, before={}, officer=desk.officer, today=D(2026, 11, 20)
    ).row  # fmt: skip
    table = json.loads((ROOT / "resources/law/vn_calendar.json").read_text(encoding="utf-8"))
    for item in table["days"]:
        item["kind"] = "le" if item["date"] == "2026-11-24" else item["kind"]
    file = tmp_path / "lich.json"
    file.write_text(json.dumps({**table, "version": "2099-01-01"}), encoding="utf-8")
    page = page_of(desk, qtbot)
    page.take_file(file)
    qtbot.waitUntil(lambda: not page.said.isHidden(), timeout=10_000)
    assert "27/11/2026 → 30/11/2026" in page.said.text.text()
    assert "2099-01-01" in page.version.text()
    item = desk.store.get("petition", row)
    assert item is not None
    assert item.values["due_on"] == D(2026, 11, 30)


def test_a_file_that_is_no_calendar_is_told_and_changes_nothing(desk: FormDesk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    page = page_of(desk, qtbot)
    page.take_file(tmp_path / "x.json")
    qtbot.waitUntil(lambda: bool(desk.failures), timeout=10_000)
    assert page.said.isHidden()
    assert rules.calendar(desk.store.settings).version == rules.calendar().version


def test_the_due_date_and_its_reason_are_told_while_a_petition_is_typed(desk: FormDesk, qtbot: QtBot) -> None:
    page = page_for(desk, "petition")
    assert isinstance(page, PetitionPage)
    qtbot.addWidget(page)
    page.form.type_value("received_on", D(2026, 9, 3))
    page.form.type_value("type", "khieu_nai")
    assert "14/09/2026" in page.glance.due._text.text()
    assert "03/09/2026" in page.glance.why.whole
    page.form.type_value("received_on", D(2026, 9, 10))
    assert "21/09/2026" in page.glance.due._text.text()
    assert page.state.values.get("due_on") is None, "only a save writes it"
    page.release()


def test_a_saved_due_date_does_not_make_the_form_dirty(desk: FormDesk, qtbot: QtBot) -> None:
    page = page_for(desk, "petition", form_desk.saved(desk, "petition", letter()))
    assert isinstance(page, PetitionPage)
    qtbot.addWidget(page)
    assert not page.dirty
    page.form.type_value("received_on", D(2026, 9, 10))
    assert page.save()
    assert page.state.values["due_on"] == D(2026, 9, 21)
    assert not page.dirty
    page.release()


def test_the_morning_list_has_groups_for_what_others_have_and_tells_why(desk: FormDesk, qtbot: QtBot) -> None:
    form_desk.saved(desk, "petition", letter(received_on=D(2026, 10, 1)))
    form_desk.saved(desk, "petition", letter(state="cho_phuc_dap", doc_on=D(2026, 10, 4)))
    form_desk.saved(desk, "petition", letter(state="da_chuyen", doc_on=D(2026, 10, 2)))
    table = TaskTable()
    qtbot.addWidget(table)
    table.show_overview(overview(desk.store, desk.today()))
    model = table.model()
    first = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert [text for text in first if " – " in text] == [
        "Quá hạn – 1 việc", "Đang chờ phúc đáp – 1 việc", "Đang ở cơ quan khác – 1 việc"
    ]  # fmt: skip
    assert "Đã 10 ngày" in first
    assert "01/10/2026" in str(model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    for name in ("waiting_reply", "elsewhere"):
        assert groups.listing(name, desk.today()).title


def test_what_a_calendar_takes_from_a_confirmed_year_is_shown_before_it_is_taken_in(
    desk: FormDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = json.loads((ROOT / "resources/law/vn_calendar.json").read_text(encoding="utf-8"))
    table["days"] = [day for day in table["days"] if day["date"] not in {"2026-01-02", "2026-01-10"}]
    file = tmp_path / "lich.json"
    file.write_text(json.dumps({**table, "version": "2099-01-01"}), encoding="utf-8")
    asked: list[str] = []
    answers = iter(("keep", "take"))

    def ask(_parent: object, _title: str, text: str, _choices: object) -> str:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(questions, "ask", ask)
    page = page_of(desk, qtbot)
    page.take_file(file)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=10_000)
    assert "02/01/2026" in asked[0]
    assert "10/01/2026" in asked[0]
    assert rules.calendar(desk.store.settings).version == rules.calendar().version
    page.take_file(file)
    qtbot.waitUntil(lambda: not page.said.isHidden(), timeout=10_000)
    assert rules.calendar(desk.store.settings).version == "2099-01-01"
