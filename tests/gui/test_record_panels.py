"""Beside a record: history, links, the bin, and the drafts offered again, on a real encrypted office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import drafts, recycle
from danvan_desktop.errors import UserError
from danvan_desktop.gui.record import (
    DraftRestoreDialog,
    HistoryPanel,
    RecycleBinPage,
    RelatedPanel,
    draft_dialog,
    history_panel,
    offer_drafts,
)
from danvan_desktop.gui.record.when import said, short_name
from danvan_desktop.i18n import _
from tests.gui.record_desk import OFFICER, UNIT, PlainDesk, opened_desk, save, visit
from tests.unit.app.desks import reception


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PlainDesk]:
    with opened_desk(tmp_path) as made:
        yield made


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


# --- history
def test_the_history_shows_who_what_it_was_and_what_it_became(desk: PlainDesk, qtbot: QtBot) -> None:
    row = visit(desk, host_name="Lan")
    save(desk, "reception", {"host_name": "Mai <b>"}, row, reason="ghi nhầm")
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("reception", row)
    shown = texts(panel)
    assert "<s>Lan</s>" in shown
    assert "<b>Mai &lt;b&gt;</b>" in shown
    assert "ghi nhầm" in shown
    assert "P.T.N. Lan" in shown


def test_the_history_can_keep_to_the_field_being_typed_in(desk: PlainDesk, qtbot: QtBot) -> None:
    row = visit(desk, host_name="Lan")
    save(desk, "reception", {"host_name": "Mai"}, row)
    save(desk, "reception", {"doc_no": "12/TB"}, row)
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("reception", row)
    panel.set_field("host_name")
    assert "12/TB" in texts(panel)
    panel._only.click()
    assert "12/TB" not in texts(panel)
    assert "<s>Lan</s>" in texts(panel)
    panel.set_field("request")
    assert "Mai" not in texts(panel)


def test_what_became_secret_is_masked_in_the_history_too(desk: PlainDesk, qtbot: QtBot) -> None:
    row = visit(desk)
    save(desk, "reception", {"visitor_name": None, "visitor_address": None, "kind": "to_cao"}, row)
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("reception", row)
    assert "Thành" not in texts(panel)
    assert _("(secret)") in texts(panel)


def test_a_save_is_undone_from_the_history(desk: PlainDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    row = visit(desk, host_name="Lan")
    save(desk, "reception", {"host_name": "Mai"}, row)
    monkeypatch.setattr(history_panel, "ask", lambda *_given: "undo")
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("reception", row)
    with qtbot.waitSignal(desk.changed):
        panel.findChildren(QToolButton)[0].click()
    item = desk.reader.get("reception", row)
    assert item is not None
    assert item.values["host_name"] == "Lan"
    panel.findChildren(QToolButton)[-1].click()  # the making of the record, to which nothing has been changed now
    assert not desk.failures
    assert recycle.count(desk.store, "reception") == 1


def test_an_undo_that_is_refused_says_so(desk: PlainDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    row = visit(desk)
    save(desk, "reception", {"host_name": "Mai"}, row)
    monkeypatch.setattr(history_panel, "ask", lambda *_given: "undo")
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("reception", row)
    panel.findChildren(QToolButton)[-1].click()
    [failure] = desk.failures
    assert isinstance(failure, UserError)


# --- links
def test_linked_records_stand_at_both_ends_and_enter_opens_one(desk: PlainDesk, qtbot: QtBot) -> None:
    case = save(desk, "case", {"unit": UNIT, "code": "VV0012"})
    row = visit(desk, case=case, register_no="0198")
    panel = RelatedPanel(desk)
    qtbot.addWidget(panel)
    panel.show_record("case", case)
    assert panel.count == 1
    [tree] = panel.findChildren(QTreeWidget)
    panel.show()
    head = tree.topLevelItem(0)
    assert head is not None
    line = head.child(0)
    assert line is not None
    tree.setCurrentItem(line)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert desk.opened == [("reception", row)]
    panel.show_record("reception", row)
    assert panel.count == 1
    panel.show_record("case", None)
    assert panel.count == 0


# --- the bin
def test_records_come_back_from_the_bin_and_the_bar_undoes_it(desk: PlainDesk, qtbot: QtBot) -> None:
    rows = [visit(desk, register_no=str(number)) for number in range(3)]
    recycle.remove(desk.store, "reception", rows, officer=OFFICER, reason="nhập trùng")
    page = RecycleBinPage(desk, "reception")
    qtbot.addWidget(page)
    page.show()
    assert page.model.rowCount() == 3
    assert not page.restore_button.isEnabled()
    page.table.selectAll()
    QTest.mouseClick(page.restore_button, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 0
    assert recycle.count(desk.store, "reception") == 0
    assert desk.shell.undo is not None
    desk.shell.undo()
    assert page.model.rowCount() == 3


# --- drafts
def test_drafts_are_offered_with_their_differences_and_discard_means_discard(
    desk: PlainDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    row = visit(desk, register_no="0198")
    item = desk.store.get("reception", row)
    assert item is not None
    drafts.keep(desk.store, "k", "reception", row, {**item.values, "request": "Đo lại"}, item.values, OFFICER)
    drafts.keep(desk.store, "n", "reception", None, reception(), {}, OFFICER)
    dialog = DraftRestoreDialog(desk, drafts.waiting(desk.store, OFFICER))
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(1)
    assert dialog.model.rowCount() == 1
    assert [dialog.model.item(0, place).text() for place in (1, 2)] == ["", "Đo lại"]
    assert "Thành" not in dialog.windowTitle()
    dialog._on_open()
    assert dialog.chosen is not None
    assert isinstance(dialog.chosen, drafts.Draft)
    assert dialog.chosen.row == row
    monkeypatch.setattr(draft_dialog, "ask", lambda *_given: "keep")
    dialog.list.setCurrentRow(0)
    dialog._on_discard()
    assert len(drafts.waiting(desk.store, OFFICER)) == 2
    monkeypatch.setattr(draft_dialog, "ask", lambda *_given: "discard")
    dialog._on_discard()
    assert [draft.row for draft in drafts.waiting(desk.store, OFFICER)] == [row]


def test_nothing_is_asked_when_there_is_no_draft(desk: PlainDesk) -> None:
    assert not offer_drafts(desk, desk.shell.window, lambda draft: pytest.fail(str(draft)))


def test_times_and_names_are_said_in_short() -> None:
    now = datetime(2026, 11, 22, 9, 41, tzinfo=UTC).astimezone()
    today = now.date()
    assert f"{now:%H:%M}" in said(now, today)
    assert said(now - timedelta(days=1), today) != said(now, today)
    assert said(now, date(2027, 5, 1)).startswith("22/11/2026")
    assert short_name("Phạm Thị Ngọc Lan") == "P.T.N. Lan"
    assert short_name("Trần Đức Hòa") == "Trần Đức Hòa"
