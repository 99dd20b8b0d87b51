"""Names at the doors of the window: what is asked before they leave, and what a passer-by reads of a denunciation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import access_log, denouncers, disclosure
from danvan_desktop.app.listing import Listing, export
from danvan_desktop.domain.masking import Level
from danvan_desktop.domain.text import fold
from danvan_desktop.gui.forms import becoming_secret
from danvan_desktop.gui.forms.form_page import FormPage
from danvan_desktop.gui.lists import save_list
from danvan_desktop.gui.lists.list_page import ListPage
from danvan_desktop.gui.people.settings_page import SettingsPage
from danvan_desktop.gui.record import retention_dialog
from danvan_desktop.gui.record.retention_dialog import RetentionDialog
from danvan_desktop.gui.reports.disclosing import DisclosureDialog, _ContentDialog
from danvan_desktop.gui.reports.register_dialog import RegisterDialog
from danvan_desktop.i18n import _
from tests.gui import form_desk

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]
NAME, SUMMARY = "Phạm Thị Chim Yến", "Tố cáo thu tiền sai"


def _petition(desk: form_desk.FormDesk, **values: Any) -> bytes:
    unit = desk.store.unit.code
    given: dict[str, Any] = {
        "unit": unit, "received_on": date(2026, 7, 2), "type": "to_cao", "register_no": "7", "register_year": 2026,
    }  # fmt: skip
    with desk.store.batch(officer=form_desk.LAN) as batch:
        return batch.new("petition", {**given, **values})


def _answering(asked: list[str], answer: str | None) -> Callable[..., str | None]:
    """Whoever answers every question so; what was asked is kept."""

    def ask(_parent: QWidget, _title: str, text: str, _choices: dict[str, str]) -> str | None:
        asked.append(text)
        return answer

    return ask


def _denunciation(desk: form_desk.FormDesk) -> bytes:
    return _petition(
        desk, content=f"Tôi là {NAME}", note=NAME, summary_redacted=SUMMARY, state="moi_tiep_nhan",
        due_on=form_desk.TODAY,
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["back", "destroy", None])
def test_a_complaint_becomes_a_denunciation_only_after_the_question(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    row = _petition(desk, type="khieu_nai", petitioner_name=NAME)
    asked: list[str] = []
    monkeypatch.setattr(becoming_secret, "ask", _answering(asked, answer))
    page = FormPage(desk, "petition", row, {})
    qtbot.addWidget(page)
    page.form.type_value("type", "to_cao")
    assert page.save() is (answer == "destroy")
    assert len(asked) == 1
    assert NAME not in asked[0]
    item = desk.store.get("petition", row)
    assert item is not None
    wanted = ("to_cao", None) if answer == "destroy" else ("khieu_nai", NAME)
    assert (item.values["type"], item.values["petitioner_name"]) == wanted
    assert denouncers.left(desk.store) == []
    if answer != "destroy":
        page.drafts.drop()


@pytest.mark.parametrize("answer", ["back", "destroy"])
def test_the_question_names_the_texts_that_name_somebody_too_and_they_are_veiled(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    said = f"Đơn của {NAME}"
    row = _petition(desk, type="khieu_nai", petitioner_name=NAME, summary_redacted=said, content=said)
    unit = desk.store.unit.code
    with desk.store.batch(officer=form_desk.LAN) as batch:
        task = batch.new("follow_up", {"unit": unit, "petition": row, "source_kind": "don_thu", "content": said})
    asked: list[str] = []
    monkeypatch.setattr(becoming_secret, "ask", _answering(asked, answer))
    page = FormPage(desk, "petition", row, {})
    qtbot.addWidget(page)
    page.form.type_value("note", "PHAM THI CHIM YEN")  # typed in the same save
    page.form.type_value("type", "to_cao")
    page.save()
    shown = {name: page.form.editors[name].value() for name in ("summary_redacted", "content", "note")}
    assert [label in asked[0] for label in ("Tóm tắt", "Nội dung", "Ghi chú", "Theo dõi")] == [True] * 4
    item, child = desk.store.get("petition", row), desk.store.get("follow_up", task)
    assert item is not None
    assert child is not None
    gone = answer == "destroy"
    assert child.values["content"] == ("Đơn của (…)" if gone else said)
    assert item.values["content"] == item.values["summary_redacted"] == child.values["content"]
    assert item.values.get("note") == ("(…)" if gone else None)
    assert "chim yen" in fold(str(shown)) or gone
    assert not gone or "chim yen" not in fold(str(shown))
    if not gone:
        page.drafts.drop()


def test_a_list_with_a_denunciation_leaves_its_content_only_by_the_tick(
    desk: form_desk.FormDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _denunciation(desk)
    page = ListPage(desk, "petition")
    qtbot.addWidget(page)
    codes = export.denunciations(desk.reader, Listing("petition"))
    assert codes == ["TC-2026-0007"]
    for tick in (False, True):

        def accept(dialog: DisclosureDialog, tick: bool = tick) -> int:
            dialog.choice.content.setChecked(tick)
            return 1

        monkeypatch.setattr(DisclosureDialog, "exec", accept)
        going = save_list.ask_going(page, codes)
        assert going is not None
        columns = ["petitioner_name", "summary_redacted", "content"]
        export.export(desk.office, desk.store, Listing("petition"), columns, tmp_path / "a.csv", going=going)
        text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
        assert ("TC-2026-0007" in text, SUMMARY in text, NAME in text) == (True, tick, False)
    left = access_log.lines(desk.store, acts=("denunciation_left",))
    assert len(left) == 1
    monkeypatch.setattr(DisclosureDialog, "exec", lambda _dialog: 0)
    assert save_list.ask_going(page, codes) is None


def test_the_register_asks_how_names_stand_and_names_the_denunciations(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    from danvan_desktop.domain.periods import year

    _denunciation(desk)
    dialog = RegisterDialog(desk, year(2026))
    qtbot.addWidget(dialog)
    assert "TC-2026-0007" in dialog.disclosing.said.text.text()
    assert (dialog.wanted("pdf").names, dialog.wanted("pdf").denunciations) == ("full", False)
    dialog.disclosing.names.setCurrentIndex(1)
    dialog.disclosing.content.setChecked(True)
    assert (dialog.wanted("pdf").names, dialog.wanted("pdf").denunciations) == ("masked", True)


def test_the_office_settles_the_level_that_every_door_proposes(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    assert page.names.value() == disclosure.BY_KIND
    page.names.names.setCurrentIndex(page.names.names.findData("code"))
    assert page.keep()
    assert disclosure.level(desk.store, disclosure.REGISTER) is Level.CODE
    assert disclosure.level(desk.store, disclosure.LIST, "full") is Level.FULL
    page.close()


def test_without_the_tick_the_button_stays_shut(qtbot: QtBot) -> None:
    dialog = _ContentDialog("Đơn tố cáo", "TC-2026-0007")
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    dialog.content.setChecked(True)
    assert dialog.go.isEnabled()


def test_several_files_go_by_one_question_and_the_number_of_the_minutes(
    desk: form_desk.FormDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in ("1", "2", "3"):
        _petition(desk, type="khieu_nai", petition_no=number, received_on=date(2024, 2, 1), state="da_luu",
                  processed_on=date(2024, 2, 2), petitioner_name="Trần Thị Hoa")  # fmt: skip
    dialog = RetentionDialog(desk)
    qtbot.addWidget(dialog)
    shown: list[str] = []
    monkeypatch.setattr(RetentionDialog, "_preview", lambda _self, data, name: shown.append(f"{name} {data[:4]!r}"))
    asked: list[str] = []
    monkeypatch.setattr(retention_dialog, "ask", _answering(asked, "destroy"))
    first = dialog.table.item(0, 0)
    assert first is not None
    first.setCheckState(Qt.CheckState.Unchecked)
    assert len(dialog.ticked()) == 2
    assert not dialog.gone.isEnabled()
    dialog.decision.setText("Biên bản 05/BB")
    dialog.gone.click()
    assert len(asked) == 1
    assert "05/BB" in asked[0]
    assert shown == ["bien-ban-tieu-huy b'%PDF'"]
    assert len(dialog.lines) == 1


def _words(widget: QWidget) -> list[str]:
    """What titles, tips and readers for the blind tell of a page, and what its tables show without being opened."""
    told: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        told += [one.windowTitle(), one.toolTip(), one.statusTip(), one.whatsThis(), one.accessibleName(),
                 one.accessibleDescription()]  # fmt: skip
        told += [one.itemText(place) for place in range(one.count())] if isinstance(one, QComboBox) else []
        told += [one.text()] if isinstance(one, QCheckBox) else []
        told += _cells(one.model()) if isinstance(one, QAbstractItemView) and one.model() is not None else []
    return told


def _cells(model: QAbstractItemModel) -> list[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
             Qt.ItemDataRole.StatusTipRole)  # fmt: skip
    places = [model.index(row, column) for row in range(min(model.rowCount(), 20)) for column in
              range(model.columnCount())]  # fmt: skip
    return [str(model.data(place, role) or "") for place in places for role in roles]


@pytest.mark.parametrize("page", ["list", "overview"])
def test_a_passer_by_reads_no_name_in_lists_titles_tips_and_names_for_readers(
    desk: form_desk.FormDesk, qtbot: QtBot, page: str
) -> None:
    from danvan_desktop.gui.overview import OverviewPage

    _denunciation(desk)
    made: QWidget = ListPage(desk, "petition") if page == "list" else OverviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.show()
    if isinstance(made, ListPage):
        made.show_listing(Listing("petition"))
        qtbot.waitUntil(lambda: _("(secret)") in " ".join(_words(made)))
    qtbot.wait(400)
    assert [text for text in _words(made) if "chim yen" in fold(text)] == []


def test_the_appendix_of_models_asks_how_individuals_stand(desk: form_desk.FormDesk, qtbot: QtBot) -> None:
    from danvan_desktop.app import report_editor
    from danvan_desktop.app.report_texts import ReportKey
    from danvan_desktop.domain.periods import year
    from danvan_desktop.gui.reports.annex import AnnexPanel

    with desk.store.batch(officer=form_desk.LAN) as batch:
        row = batch.new("model", {"unit": desk.store.unit.code, "name": "Mô hình", "holder_kind": "ca_nhan",
                                  "holder_name": "Lê Thị Mơ", "first_year": 2026})  # fmt: skip
        batch.new("model_year", {"model": row, "year": 2026, "unit": desk.store.unit.code})
    key = ReportKey("annual", year(2026), None)
    report = report_editor.open_report(desk.reader, key, form_desk.TODAY, {})
    node = next(
        node for top in report_editor.outline(report, {}) for node in (top, *top.children) if node.key == "annex.models"
    )
    panel = AnnexPanel(report, node, off=False, text="{{=names:code}}")
    qtbot.addWidget(panel)
    assert panel.names.currentData() == "code"
    said: list[str] = []
    panel.edited.connect(said.append)
    panel.names.setCurrentIndex(panel.names.findData("masked"))
    with qtbot.waitSignal(panel.reload_wanted):
        panel.names.activated.emit(panel.names.currentIndex())
    panel.printed.setChecked(False)
    assert said == ["{{=names:masked}}", "{{=off}}"]
