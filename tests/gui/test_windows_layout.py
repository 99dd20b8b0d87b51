"""The composed windows in Vietnamese, English and a 40 % longer language: nothing cut, named, in reading order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop import records
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.page import Page
from danvan_desktop.gui.windows.designed import parts_of
from tests.gui import form_desk
from tests.gui.form_desk import FormDesk
from tests.gui.layout_desk import desk, language
from tests.gui.test_forms_layout import DRAWERS, ROOM, faults

__all__ = ["desk", "language"]

UI = {
    "petition": "petition", "event": "event", "model": "model", "model_year": "model_year",
    "award_decision": "award", "award_recipient": "award", "reception_desk": "reception",
}  # fmt: skip
WHOLE = ("petition", "event", "model", "model_year")
Opened = Callable[[FormDesk], Page]


def _event(desk: FormDesk) -> Page:
    row = form_desk.saved(desk, "event", {
        "unit": "24538", "title": "Đối thoại với nhân dân", "kind": "doi_thoai", "dialogue_kind": "dinh_ky",
        "start_on": date(2026, 10, 14), "status": "da_moi",
    })  # fmt: skip
    return page_for(desk, "event", row)


def _model(desk: FormDesk) -> Page:
    row = form_desk.saved(desk, "model", {"unit": "24538", "name": "Tuyến đường hoa", "first_year": 2025})
    form_desk.saved(desk, "model_year", {"model": row, "unit": "24538", "year": 2025, "money_people": 45_000_000})
    return page_for(desk, "model_year", None, {"model": row})


def _petition(desk: FormDesk) -> Page:
    row = form_desk.saved(desk, "petition", form_desk.petition(due_on=date(2026, 10, 10), people_count=7))
    return page_for(desk, "petition", row)


def _desk(desk: FormDesk) -> Page:
    return page_for(desk, "reception", None, {"people_count": 6, "result": "nhan_don"})


WINDOWS: dict[str, Opened] = {
    "desk": _desk, "petition": _petition, "event": _event, "model": _model,
    "decision": lambda desk: page_for(desk, "award", None, {"recipient_name": "Chi bộ thôn 5"}),
    "new petition": lambda desk: page_for(desk, "petition"), "new event": lambda desk: page_for(desk, "event"),
    "new model": lambda desk: page_for(desk, "model"),
}  # fmt: skip


@pytest.mark.parametrize("name", WINDOWS)
@pytest.mark.parametrize("size", [ROOM, DRAWERS])
def test_no_composed_window_has_a_cut_word_or_a_nameless_control(
    name: str,
    size: tuple[int, int],
    desk: FormDesk,
    language: str,
    qtbot: QtBot,
) -> None:
    assert faults(WINDOWS[name](desk), qtbot, size) == []


@pytest.mark.parametrize(("ui", "type_name"), UI.items())
def test_a_designer_file_names_fields_once_and_none_that_are_not_there(ui: str, type_name: str) -> None:
    placed = [name for part in parts_of(ui) for name in part.fields]
    assert len(placed) == len(set(placed))
    assert set(placed) <= set(records.get(type_name).by_name)


@pytest.mark.parametrize("ui", WHOLE)
def test_a_whole_form_leaves_no_field_out(ui: str) -> None:
    record = records.get(UI[ui])
    wanted = {name for part in record.form.sections for name in part.fields}
    wanted -= {name for name in wanted if record.field(name).retired or record.field(name).derived}
    wanted -= {record.parent}
    assert {name for part in parts_of(ui) for name in part.fields} == wanted
