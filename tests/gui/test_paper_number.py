"""The number of a paper in the window: what is none is said at once, and so is one that another paper has."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.app import letters
from danvan_desktop.gui.reports import leaving
from danvan_desktop.gui.windows.paper_dialog import PaperDialog
from tests.gui.form_desk import FormDesk
from tests.gui.test_petition_window import item_of, papers


def _said(dialog: PaperDialog, number: str) -> str:
    dialog.number.setText(number)
    dialog.number.editingFinished.emit()
    return dialog.number.accessibleDescription()


def test_a_number_that_is_none_or_another_has_is_told_under_it(desk: FormDesk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = papers(desk, qtbot, "reminder", item_of(desk, state="da_chuyen"))
    assert _said(dialog, "7") == ""
    assert _said(dialog, "abc/x/@")
    other = item_of(desk, state="da_chuyen")
    wanted = letters.LetterWanted("reminder", "petition", other.id, desk.today().replace(day=1), number="07")
    letters.write(desk.store, wanted, tmp_path / "a.pdf", "A")
    assert _said(dialog, "7")
    dialog.reject()


def test_the_same_paper_for_pdf_and_then_for_word_is_filed_once(
    desk: FormDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "ask_path", lambda *given: tmp_path / f"a.{given[-1]}")
    dialog = papers(desk, qtbot, "reminder", item_of(desk, state="da_chuyen"))
    dialog._on_next()
    number = dialog.number.text()
    dialog._save("pdf")
    assert dialog.number.text() == number
    dialog._save("docx")
    rows = [row for (row,) in desk.store.conn.execute("SELECT id FROM v_paper").fetchall()]
    assert [one.values["formats"] for one in desk.store.records("paper", rows)] == ["PDF, DOCX"]
    dialog.reject()
