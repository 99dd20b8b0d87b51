"""Words, figures and tables are put into a section of a report, saved, kept and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.app import report_drafts
from danvan_desktop.app.report_texts import save_texts, texts
from danvan_desktop.gui.reports import ReportPage
from danvan_desktop.gui.reports.blocks import DraftBlock, TableBlock, ToldBlock, WordsBlock
from danvan_desktop.gui.reports.editor import ReportEditor
from danvan_desktop.gui.reports.figure_text import FigureText
from danvan_desktop.gui.reports.section import SectionPage
from tests.gui.reports.report_desk import KEY, LAN, WAIT, ReportDesk, opened, type_words


def middle(editor: ReportEditor) -> SectionPage:
    shown = editor.middle.currentWidget()
    assert isinstance(shown, SectionPage)
    return shown


def words_of(editor: ReportEditor, place: int = 0) -> FigureText:
    found = [block for block in middle(editor).blocks if isinstance(block, WordsBlock)]
    return found[place].words


def press(target: QWidget, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, how))


# --- writing
def test_words_typed_in_a_section_stand_on_the_real_page_and_are_saved(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    editor = opened(page, qtbot)
    middle(editor).add_words()
    type_words(words_of(editor), "Đã tham mưu cấp ủy ban hành 12 văn bản; tiếp nhận ")
    middle(editor).insert_figure("D04")
    assert words_of(editor).text() == "Đã tham mưu cấp ủy ban hành 12 văn bản; tiếp nhận {{D04}}"
    before = editor._asked
    qtbot.waitUntil(lambda: editor._asked > before, timeout=WAIT)
    assert editor.typed
    editor.save()
    assert texts(desk.store, KEY)["iii_1"].startswith("Đã tham mưu cấp ủy ban hành 12 văn bản; tiếp nhận {{D04}}")
    assert editor.typed == {}
    [(said, undo)] = desk.shell.said
    assert said
    assert undo is not None
    undo()
    assert texts(desk.store, KEY) == {}


def test_a_double_click_on_a_figure_opens_the_list_behind_it(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danvan_desktop.gui.reports import links

    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(links, "open_list", lambda _desk, code, period, *_rest: asked.append((code, period.first.year)))
    save_texts(desk.store, KEY, {"iii_1": "{{D05.ratio}} đơn"}, officer=LAN)
    editor = opened(page, qtbot)
    target = words_of(editor)
    assert target.toPlainText() == "\ufffc đơn"
    QTest.mouseDClick(target.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert asked == [("D05.ratio", 2019)]
    target.moveCursor(QTextCursor.MoveOperation.Start)
    press(target, Qt.Key.Key_F4)
    assert len(asked) == 2


def test_a_figure_is_deleted_whole_and_survives_copy_and_paste(qtbot: QtBot) -> None:
    shown = FigureText(lambda _code, _form: "59/71 (83,1%)")
    qtbot.addWidget(shown)
    shown.set_text("Đạt {{D05.ratio}}")
    shown.selectAll()
    data = shown.createMimeDataFromSelection()
    assert data.text() == "Đạt {{D05.ratio}}"
    shown.moveCursor(QTextCursor.MoveOperation.End)
    press(shown, Qt.Key.Key_Backspace)
    assert shown.text() == "Đạt "
    shown.insertFromMimeData(data)
    assert shown.text() == "Đạt Đạt {{D05.ratio}}"
    assert shown.figures() == 1


def test_the_programs_sentences_become_words_whose_figures_stay_alive(page: ReportPage, qtbot: QtBot) -> None:
    editor = opened(page, qtbot, "ii_2_don")
    [told] = [block for block in middle(editor).blocks if isinstance(block, ToldBlock)]
    told.taken_over.emit()
    assert not [block for block in middle(editor).blocks if isinstance(block, ToldBlock)]
    assert "{{D04}}" in words_of(editor).text()
    assert editor.typed["ii_2_don"].endswith("{{=no-auto}}")


def test_a_table_is_put_in_counted_and_moved(page: ReportPage, qtbot: QtBot) -> None:
    editor = opened(page, qtbot, "ii_2_don")
    middle(editor).add_table("don_theo_loai")
    qtbot.waitUntil(lambda: "don_theo_loai" in editor.report.tables, timeout=WAIT)
    told, table = middle(editor).blocks
    assert isinstance(told, ToldBlock)
    assert isinstance(table, TableBlock)
    press(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.typed["ii_2_don"] == "{{=table:don_theo_loai}}\n{{=auto}}"


def test_the_words_of_the_year_before_are_offered_with_this_years_figures(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    save_texts(desk.store, KEY.before, {"iii_1": "Nhận {{D04}} đơn."}, officer=LAN)
    editor = opened(page, qtbot)
    [draft] = middle(editor).findChildren(DraftBlock)
    [offered] = draft.findChildren(FigureText)
    assert editor.report.facts.told("D04") == "6"
    assert offered.isReadOnly()
    draft.taken.emit()
    assert words_of(editor).text() == "Nhận {{D04}} đơn."
    assert editor.typed["iii_1"].startswith("Nhận {{D04}} đơn.")


def test_words_not_saved_stand_there_again_after_a_crash_and_discarding_means_discarding(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    report_drafts.keep(desk.store, KEY, {"iii_1": "Gõ dở khi mất điện"}, officer=LAN)
    editor = opened(page, qtbot)
    assert words_of(editor).text() == "Gõ dở khi mất điện"
    assert texts(desk.store, KEY) == {}
    editor._on_discard()
    assert report_drafts.waiting(desk.store, KEY, officer=LAN) is None
    qtbot.waitUntil(lambda: not [b for b in middle(editor).blocks if isinstance(b, WordsBlock)], timeout=WAIT)


def test_words_are_kept_while_typing_goes_on_without_a_pause(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    middle(editor).add_words()
    editor._draft.setInterval(150)
    for letter in "không nghỉ tay":
        type_words(words_of(editor), letter)
        qtbot.wait(30)
    kept = report_drafts.waiting(desk.store, KEY, officer=LAN)
    assert kept is not None
    assert any("không ngh" in text for text in kept.texts.values())


def test_saving_leaves_the_cursor_where_it_was(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    desk.changed.connect(page.refresh)
    middle(editor).add_words()
    target = words_of(editor)
    type_words(target, "Đã tham")
    editor.save()
    before = editor.report
    qtbot.waitUntil(lambda: editor.report is not before, timeout=WAIT)
    assert words_of(editor) is target
    type_words(target, " mưu")
    editor.save()
    assert texts(desk.store, KEY)["iii_1"].startswith("Đã tham mưu")


def test_leaving_a_report_saves_its_words(page: ReportPage, desk: ReportDesk, qtbot: QtBot) -> None:
    editor = opened(page, qtbot)
    middle(editor).add_words("Đã tham mưu.")
    middle(editor)._on_edited()
    editor.leave()
    assert page.editor is None
    assert "Đã tham mưu." in texts(desk.store, KEY)["iii_1"]
    qtbot.waitUntil(lambda: page.home.table.rowCount() == 1, timeout=WAIT)


def test_recipients_and_signer_are_written_beside_the_last_words(
    page: ReportPage, desk: ReportDesk, qtbot: QtBot
) -> None:
    from danvan_desktop.gui.reports.signing import SigningPanel

    editor = opened(page, qtbot, "closing")
    [panel] = middle(editor).findChildren(SigningPanel)
    panel.recipients.setPlainText("Thường trực Huyện ủy")
    panel.post.setPlainText("TRƯỞNG BAN")
    panel.name.setText("Nguyễn Thị Ký")
    panel._on_keep()
    assert editor.typed == {"recipients": "Thường trực Huyện ủy"}
    assert desk.store.settings.get("organ.signer_post") == "TRƯỞNG BAN"
