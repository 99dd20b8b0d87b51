"""A model with its years: saved together, taken away and brought back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import recycle
from danvan_desktop.app.undo import undo
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.lists.remove_rows import ReasonDialog
from danvan_desktop.gui.windows.model import ModelPage
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk
from tests.gui.windows.on_the_desk import live, shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def a_model(desk: FormDesk) -> bytes:
    row = form_desk.saved(desk, "model", {"unit": "24538", "name": "Tuyến đường hoa", "first_year": 2025})
    form_desk.saved(desk, "model_year", {
        "model": row, "unit": "24538", "year": 2025, "money_people": 45_000_000, "leader": "Huỳnh Minh Nga",
    })  # fmt: skip
    return row


def test_a_further_year_is_saved_with_its_model_and_copies_from_the_year_before(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    form = page.body.years.add_year()
    assert (form.year(), form.state.values["registration_kind"]) == (2026, "duy_tri")
    form.form.jump("money_people")
    page.copy_above()
    form.form.type_text("money_state", "5 triệu")
    assert "50.000.000" in form.sum.text()
    assert page.save()
    years = {item["year"]: item for item in live(desk, "model_year")}
    assert years[2026]["money_people"] == 45_000_000
    assert years[2026]["model"] == page.state.row
    assert not page.dirty


def test_a_new_model_is_saved_together_with_its_first_year(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", None, {"name": "Hàng rào xanh"}), ModelPage, qtbot)
    page.body.years.add_year()
    assert page.save()
    (year,) = live(desk, "model_year")
    assert (year["registration_kind"], year["model"]) == ("dang_ky_moi", page.state.row)


def test_a_year_with_an_error_is_brought_up_and_nothing_is_saved(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    form = page.body.years.add_year()
    form.form.type_text("money_state", "abc")
    page.body.years.setCurrentIndex(0)
    assert not page.save()
    assert page.body.years.current() is form
    assert len(live(desk, "model_year")) == 1


def _says(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    """The reason dialog, answered."""

    def exec_(dialog: ReasonDialog) -> int:
        dialog.line.setText(reason)
        return 1

    monkeypatch.setattr(ReasonDialog, "exec", exec_)


def test_a_year_goes_to_the_bin_with_its_reason_and_comes_back_beside_what_is_typed(
    desk: FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    typed = page.body.years.add_year()
    typed.form.type_text("leader", "Trần Đức Hòa")
    page.body.years.setCurrentIndex(0)
    _says(monkeypatch, "Ghi nhầm năm")
    page.body.years.remove_button.click()
    qtbot.waitUntil(lambda: page.body.years.count() == 1, timeout=5000)
    [gone] = recycle.binned(desk.store, "model_year")
    assert gone.reason == "Ghi nhầm năm"
    undo(desk.store, "last", officer=desk.officer)
    page.refresh()
    assert [form.year() for form in page.body.years.forms] == [2025, 2026]
    assert page.body.years.forms[1].state.values["leader"] == "Trần Đức Hòa"


def test_a_year_never_saved_is_taken_away_without_a_question(desk: FormDesk, qtbot: QtBot) -> None:
    page = shown(page_for(desk, "model", a_model(desk)), ModelPage, qtbot)
    page.body.years.add_year()
    page.body.years.remove_button.click()
    assert [form.year() for form in page.body.years.forms] == [2025]
    assert not page.dirty
    assert recycle.binned(desk.store, "model_year") == []


def test_the_draft_of_a_model_keeps_its_years(desk: FormDesk, qtbot: QtBot) -> None:
    row = a_model(desk)
    page = shown(page_for(desk, "model", row), ModelPage, qtbot)
    page.body.years.add_year().form.type_text("leader", "Trần Đức Hòa")
    page.drafts.keep()
    again = shown(page_for(desk, "model", row), ModelPage, qtbot)
    again.left_draft.go_on.click()
    assert [form.year() for form in again.body.years.forms] == [2025, 2026]
    assert again.save()
    assert {item["leader"] for item in live(desk, "model_year")} == {"Huỳnh Minh Nga", "Trần Đức Hòa"}
