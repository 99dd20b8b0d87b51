"""The petition's window: terms beside the main one, the withdrawal's dialog, the words of a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.gui.forms import page_for
from danvan_desktop.gui.windows import petition_steps
from danvan_desktop.gui.windows.paper_dialog import PaperDialog
from danvan_desktop.gui.windows.petition import PetitionPage
from danvan_desktop.gui.windows.withdraw_dialog import WithdrawDialog
from danvan_desktop.storage.reading import Record
from tests.gui import form_desk
from tests.gui.form_desk import TODAY, FormDesk

DECIDED: dict[str, Any] = {
    "state": "da_co_ket_qua", "result": "sai", "result_no": "12/QĐ", "received_on": date(2026, 9, 1),
    "accepted_on": date(2026, 9, 3), "resolved_on": date(2026, 10, 12), "result_on": date(2026, 10, 12),
}  # fmt: skip


def item_of(desk: FormDesk, **more: Any) -> Record:
    found = desk.reader.get("petition", form_desk.saved(desk, "petition", form_desk.petition(**more)))
    assert found is not None
    return found


def opened(desk: FormDesk, qtbot: QtBot, height: int = 696, **more: Any) -> PetitionPage:
    page = page_for(desk, "petition", item_of(desk, **more).id)
    assert isinstance(page, PetitionPage)
    qtbot.addWidget(page)
    page.resize(1366, height)
    page.show()
    return page


# --- terms beside
def test_letters_still_to_be_sent_stand_under_the_main_term(desk: FormDesk, qtbot: QtBot) -> None:
    beside = opened(desk, qtbot, **DECIDED).glance.beside
    assert [one.rule.id for one in beside.shown] == ["B3", "B8", "B4", "B7"]
    assert all(row.isVisible() for row in beside._rows)
    assert not beside.more.isVisible()


def test_in_a_low_window_the_first_is_shown_and_the_others_unfold(desk: FormDesk, qtbot: QtBot) -> None:
    beside = opened(desk, qtbot, height=560, **DECIDED).glance.beside
    assert [row.isVisible() for row in beside._rows] == [True, False, False, False]
    beside.more.click()
    assert all(row.isVisible() for row in beside._rows)
    beside.more.click()
    assert sum(row.isVisible() for row in beside._rows) == 1


def test_where_nothing_else_is_due_no_room_is_taken(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, state="dang_xac_minh", accepted_on=date(2026, 10, 6))
    assert page.glance.beside.isHidden()
    assert page.glance.certainty.isHidden()


def test_a_term_over_an_unconfirmed_day_off_is_marked(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, state="da_thu_ly", accepted_on=date(2026, 10, 6))
    page.form.type_text("state", "Chờ thụ lý")
    page.glance.show_values(
        {**page.state.values, "state": "cho_thu_ly", "received_on": date(2026, 11, 18)}, None, TODAY
    )
    assert not page.glance.certainty.isHidden()


# --- withdrawal
def dialog_for(desk: FormDesk, qtbot: QtBot, **more: Any) -> WithdrawDialog:
    dialog = WithdrawDialog(desk, item_of(desk, **{"state": "dang_xac_minh", "accepted_on": TODAY, **more}))
    qtbot.addWidget(dialog)
    return dialog


def test_the_withdrawal_says_what_follows_before_it_is_written(desk: FormDesk, qtbot: QtBot) -> None:
    dialog = dialog_for(desk, qtbot)
    assert "03/GQKN" in dialog.follows.text.text()
    dialog.part.setChecked(True)
    assert "03/GQKN" not in dialog.follows.text.text()
    assert desk.reader.get("petition", dialog.item.id).values["withdrawn"] is None  # type: ignore[union-attr]


def test_minutes_are_offered_only_where_minutes_are_taken(desk: FormDesk, qtbot: QtBot) -> None:
    dialog = dialog_for(desk, qtbot)
    assert dialog.print.isEnabled()
    dialog.letter.setChecked(True)
    assert not dialog.print.isEnabled()
    assert dialog.do.isEnabled()


def test_a_day_that_cannot_be_read_writes_nothing_and_stays_typed(desk: FormDesk, qtbot: QtBot) -> None:
    dialog = dialog_for(desk, qtbot)
    dialog.contents.setPlainText("Lối đi chung")
    dialog.on.type_text("31/2")
    dialog.accept()
    assert (dialog.saved, dialog.on.text(), dialog.contents.toPlainText()) == (None, "31/2", "Lối đi chung")


def test_a_petition_withdrawn_in_its_window_ends_and_can_be_taken_back(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, state="dang_xac_minh", accepted_on=TODAY)
    assert page._item is not None
    step = next(one for one in page.open_steps(page._item) if one.name == petition_steps.WITHDRAW)

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, WithdrawDialog)
        dialog.accept()

    QTimer.singleShot(0, fill)
    page._on_move(step)
    assert page._item.values["state"] == "dinh_chi"
    undo = desk.shell.said[-1][1]
    assert undo is not None
    undo()
    found = desk.reader.get("petition", page._item.id)
    assert found is not None
    assert found.values["state"] == "dang_xac_minh"
    assert desk.failures == []


def test_a_settled_petition_offers_no_withdrawal(desk: FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, **DECIDED)
    assert page._item is not None
    assert petition_steps.WITHDRAW not in {one.name for one in page.open_steps(page._item)}


# --- words of a paper
def papers(desk: FormDesk, qtbot: QtBot, kind: str, item: Record | None = None) -> PaperDialog:
    dialog = PaperDialog(desk, item or item_of(desk), kind=kind)
    qtbot.addWidget(dialog)
    return dialog


def test_the_blanks_of_a_paper_are_fields_and_go_onto_it(desk: FormDesk, qtbot: QtBot) -> None:
    dialog = papers(desk, qtbot, "reminder")
    line = dialog.fields.controls["answer_by"]
    assert isinstance(line, QLineEdit)
    line.setText(" 30/10/2026 ")
    assert dialog.wanted("docx").extra == {"answer_by": "30/10/2026"}
    dialog.reject()


def test_words_typed_for_a_paper_are_there_when_it_is_opened_again(desk: FormDesk, qtbot: QtBot) -> None:
    item = item_of(desk)
    dialog = papers(desk, qtbot, "reminder", item)
    dialog.fields.controls["answer_by"].setText("30/10")  # type: ignore[union-attr]
    dialog.list.setCurrentRow(0)  # another paper: its own words
    assert "answer_by" not in dialog.fields.controls
    dialog.reject()
    again = papers(desk, qtbot, "reminder", item)
    assert again.fields.typed()["answer_by"] == "30/10"
    again.reject()


def test_the_page_of_a_denunciation_is_not_shown_before_identities_are_removed(
    desk: FormDesk, qtbot: QtBot
) -> None:  # fmt: skip
    secret = item_of(desk, type="to_cao", petitioner_name=None, petitioner_address=None, petitioner_phone=None,
                     petitioner_kind=None)  # fmt: skip
    dialog = papers(desk, qtbot, "transfer", secret)
    dialog.page.setVisible(True)
    dialog._preview()
    assert dialog.page.pages == 0
    dialog.redacted.setChecked(True)
    qtbot.waitUntil(lambda: dialog.page.pages == 1, timeout=10_000)
