"""The petition's window where a step makes other petitions, and its people; the reception desk's receiving body."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.app import editing, parties
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.windows import petition_steps
from danvan_desktop.gui.windows.petition import PetitionPage
from danvan_desktop.gui.windows.reception_desk import ReceptionDesk
from danvan_desktop.gui.windows.split_dialog import SplitDialog
from tests.gui import form_desk
from tests.gui.form_desk import TODAY, FormDesk


def opened(desk: FormDesk, qtbot: QtBot, people: tuple[dict[str, Any], ...] = (), **more: Any) -> PetitionPage:
    values = form_desk.petition(**{"type": "khieu_nai", **more})
    row = editing.save(
        desk.store, "petition", None, values, before={}, officer=desk.officer, today=TODAY,
        children={parties.PARTY: [ChildEdit(None, one) for one in people]},
    ).row  # fmt: skip
    page = page_for(desk, "petition", row)
    assert isinstance(page, PetitionPage)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.show()
    return page


def step_to(page: PetitionPage, target: str) -> Any:
    assert page._item is not None
    return next(step for step in page._read()[2].open if step.target == target)


def test_a_split_in_the_window_makes_the_parts(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, type="nhieu_noi_dung", state="dang_phan_loai")

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SplitDialog)
        for line, summary in zip(dialog.lines, ("Mức bồi thường", "Lối đi chung"), strict=True):
            line.summary.setText(summary)
        dialog.accept()

    QTimer.singleShot(0, fill)
    page._on_move(step_to(page, "tach_don"))
    assert page._item is not None
    assert page._item.values["state"] == "tach_don"
    assert len(desk.store.search("petition", "loi di chung")) == 1
    assert desk.failures == []


def test_a_split_with_too_little_said_stays_open_with_what_was_typed(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, type="nhieu_noi_dung", state="dang_phan_loai")
    assert page._item is not None
    dialog = SplitDialog(desk, page._item)
    qtbot.addWidget(dialog)
    dialog.lines[0].summary.setText("Mức bồi thường")
    dialog.accept()
    assert (dialog.made, len(desk.failures), dialog.lines[0].summary.text()) == (None, 1, "Mức bồi thường")


def test_an_overdue_complaint_offers_the_second_round_and_stays_to_be_settled(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, state="dang_xac_minh", accepted_on=date(2026, 8, 3), received_on=date(2026, 8, 1),
                  resolved_on=None, result=None)  # fmt: skip
    step = step_to(page, "lan_hai")
    assert step.name == petition_steps.BESIDE
    page._on_move(step)
    assert desk.failures == []
    (second,) = desk.shell.pushed
    assert isinstance(second, PetitionPage)
    assert second.state.values["round"] == "lan_hai"
    assert page._item is not None
    first = desk.reader.get("petition", page._item.id)
    assert first is not None
    assert (first.values["state"], second.state.values["original"]) == ("dang_xac_minh", first.id)
    qtbot.addWidget(second)


def test_a_decided_complaint_moves_on_and_the_second_opens(desk: FormDesk, qtbot: QtBot) -> None:
    decided: dict[str, Any] = {"result": "sai", "result_no": "12/QĐ", "resolved_on": date(2026, 10, 1)}
    days: dict[str, Any] = {
        "received_on": date(2026, 9, 1),
        "accepted_on": date(2026, 9, 3),
        "result_on": date(2026, 10, 1),
    }
    page = opened(desk, qtbot, state="da_co_ket_qua", **days, **decided)
    page._on_move(step_to(page, "lan_hai"))
    assert page._item is not None
    assert page._item.values["state"] == "lan_hai"
    assert desk.shell.pushed[0].state.values["decision_no"] == "12/QĐ"  # type: ignore[attr-defined]
    qtbot.addWidget(desk.shell.pushed[0])


def test_over_the_people_stands_what_the_rule_of_representatives_asks(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, people_count=7)
    assert "7" in page.body.rule_note.text()
    quiet = opened(desk, qtbot, people_count=1)
    assert quiet.body.rule_note.isHidden()


def test_carrying_out_is_folded_until_something_is_decided(desk: FormDesk, qtbot: QtBot) -> None:
    def folded(page: PetitionPage) -> bool:
        place = next(n for n, part in enumerate(page.form.sections) if "in_force_on" in part.fields)
        return page.form.boxes[place].body.isHidden()

    assert folded(opened(desk, qtbot, state="moi_tiep_nhan", resolved_on=None, result=None))
    assert not folded(opened(desk, qtbot, state="da_co_ket_qua", resolved_on=TODAY, result="sai"))


def test_the_desk_keeps_the_body_it_receives_for_and_shows_the_partys_term(desk: FormDesk, qtbot: QtBot) -> None:
    page = page_for(desk, "reception")
    assert isinstance(page, ReceptionDesk)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.show()
    assert page.party_term.isHidden()
    page.body.show_code("cap_uy")
    page.body.picked.emit("cap_uy")
    assert not page.party_term.isHidden()
    assert not page.entry.dirty
    for name, text in (("visitor_name", "Lê Văn Tám"), ("kind", "Kiến nghị"), ("content", "Sửa đường")):
        page.entry.form.type_text(name, text)
    page.save_and_next()
    ids = desk.store.search("reception", "le van tam")
    assert desk.store.records("reception", ids)[0].values["receiving_body"] == "cap_uy"
    assert page.entry.state.values["receiving_body"] == "cap_uy"
    assert not page.party_term.isHidden()
