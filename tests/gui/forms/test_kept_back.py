"""What of a record is open to whom: conditions, who denounces, another office's, its steps."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.app import drafts, editing
from danvan_desktop.app.steps import asked_for
from danvan_desktop.gui.forms.editor import Lock
from danvan_desktop.gui.forms.row_dialog import RowDialog
from tests.gui import form_desk
from tests.gui.forms.typed import of, opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_condition_brings_and_takes_fields(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    assert page.form.fields["decision_no"].isHidden()
    page.form.type_value("type", "khieu_nai")
    assert not page.form.fields["decision_no"].isHidden()
    page.form.type_text("decision_no", "214/QĐ-UBND")
    page.form.type_value("type", "phan_anh")
    assert not page.form.fields["decision_no"].isHidden()  # what stands there is not lost sight of


def test_who_denounces_cannot_be_typed_saved_or_drafted(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, "petition")
    page.form.type_text("petitioner_name", "Người Tố Cáo")
    page.form.type_value("type", "to_cao")
    editor = page.form.editors["petitioner_name"]
    assert editor.lock is Lock.SECRET
    assert "Người" not in editor.main.property("text")
    page.drafts.keep()
    assert all(draft.values.get("petitioner_name") is None for draft in drafts.waiting(desk.store, desk.officer))
    assert page.save()
    assert of(desk, "petition", page.state.row)["petitioner_name"] is None


def test_a_value_kept_elsewhere_is_said_to_be_and_stays_as_it_is(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    desk.store.destroy_values("petition", row, ["petitioner_name"])
    page = opened(desk, qtbot, "petition", row)
    editor = page.form.editors["petitioner_name"]
    assert editor.lock is Lock.WITHHELD
    page.form.type_text("village", "Thôn 5")
    assert page.save()
    item = desk.store.get("petition", row)
    assert item is not None
    assert item.withheld == {"petitioner_name"}


def test_another_offices_record_is_only_read(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition())
    monkeypatch.setattr(editing, "locked", lambda *_given: "Hồ sơ của đơn vị 25921.")
    page = opened(desk, qtbot, "petition", row)
    assert not page.header.save.isEnabled()
    assert {editor.lock for editor in page.form.editors.values()} == {Lock.READ_ONLY}
    assert not page.save()


def test_the_state_of_a_saved_record_moves_only_by_its_steps(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = form_desk.saved(desk, "petition", form_desk.petition(state="da_thu_ly", accepted_on=date(2026, 10, 6)))
    page = opened(desk, qtbot, "petition", row)
    assert page.form.editors["state"].lock is Lock.READ_ONLY
    item = desk.store.get("petition", row)
    assert item is not None
    steps = {step.target: step for step in editing.open_moves(desk.store, page.record_type, item, "xu_ly")}
    assert set(steps) == {"dang_xac_minh", "da_co_ket_qua", "dinh_chi", "chuyen_co_quan_dieu_tra"}
    assert asked_for(page.record_type, item, "da_co_ket_qua") == [
        "resolved_on", "result", "result_no", "result_on",
    ]  # fmt: skip

    def typed(dialog: RowDialog) -> int:
        dialog.form.type_text("result_no", "31/QĐ-UBND")
        dialog.accept()
        assert dialog.result() != QDialog.DialogCode.Accepted, "a decision says what was decided"
        dialog.form.type_text("result", "Sai")
        dialog.accept()
        return QDialog.DialogCode(dialog.result())

    monkeypatch.setattr(RowDialog, "exec", typed)
    page.header.moved.emit(steps["da_co_ket_qua"])
    stored = of(desk, "petition", row)
    assert (stored["state"], stored["resolved_on"], stored["result_no"]) == (
        "da_co_ket_qua", form_desk.TODAY, "31/QĐ-UBND",
    )  # fmt: skip
