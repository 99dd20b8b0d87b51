"""A dossier handed on and a request answered, by the windows of two real offices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.app import handover, ownership, requests, transfer
from danvan_desktop.gui.handover.requests_page import RequestsPage
from danvan_desktop.gui.handover.transfer_dialog import TransferDialog
from danvan_desktop.gui.widgets import questions
from danvan_desktop.gui.windows.petition import PetitionPage
from tests.gui.handover.pair import Pair
from tests.gui.handover_desk import TestDesk, desk_of


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    for office in (made.commune, made.second, made.province):
        office.close()


@pytest.fixture
def commune(pair: Pair) -> Iterator[TestDesk]:
    with desk_of(pair.commune) as desk:
        yield desk


@pytest.fixture
def province(pair: Pair) -> Iterator[TestDesk]:
    with desk_of(pair.province) as desk:
        yield desk


def shown(dialog: TransferDialog) -> str:
    """All words of the preview."""
    found = dialog.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive, 0)
    return "\n".join(f"{item.text(0)} {item.text(1)}" for item in found)


def test_the_dialog_shows_what_leaves_and_writes_a_file_only_the_receiver_opens(
    pair: Pair, commune: TestDesk, province: TestDesk, qtbot: QtBot
) -> None:
    dialog = TransferDialog(commune, pair.row)
    qtbot.addWidget(dialog)
    dialog.units.search.setText("dak lak")
    assert dialog.units.code == "66"
    assert dialog.write.isEnabled()
    words = shown(dialog)
    assert "Họ và tên người gửi" in words
    assert "Nguyễn Văn Kín" not in words
    dialog.editors["letter_no"].set_value("12/CV-XA")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.write_to(pair.stick)
    assert dialog.sent is not None
    assert ownership.locked(commune.store, commune.store.types["petition"], pair.row)
    handover.import_path(province.store, Path(dialog.sent.packages[0].file))
    found = province.store.get("petition", pair.row)
    assert found is not None
    assert found.values["petitioner_name"] == "Nguyễn Văn Kín"
    page = RequestsPage(province)
    qtbot.addWidget(page)
    assert page.take.isVisibleTo(page)
    page.take.click()
    assert province.failures == []
    assert transfer.listed(province.store)[0].state == "da_nhan"
    assert ownership.locked(province.store, province.store.types["petition"], pair.row) == ""


def test_a_dossier_that_came_hollow_is_taken_over_after_a_question(
    pair: Pair, province: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = transfer.send(pair.commune.store, pair.row, "66", pair.stick, officer="Lan", today=province.today())
    handover.import_path(province.store, Path(sent.packages[0].file))
    province.store.conn.execute("DELETE FROM vault")
    answers, asked = ["wait", "take"], list[str]()

    def ask(_parent: object, _title: str, text: str, _choices: object) -> str:
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(questions, "ask", ask)
    page = RequestsPage(province)
    qtbot.addWidget(page)
    for state in ("cho_nhan", "da_nhan"):
        page.take.click()
        assert transfer.listed(province.store)[0].state == state
    assert "Họ và tên người gửi" in asked[0]
    assert "Kín" not in asked[0]
    assert province.failures == []


def test_a_word_that_fits_no_unit_says_so_and_nothing_can_be_written(
    pair: Pair, commune: TestDesk, qtbot: QtBot
) -> None:
    dialog = TransferDialog(commune, pair.row)
    qtbot.addWidget(dialog)
    dialog.units.search.setText("hà nội")
    assert dialog.units.code == ""
    assert not dialog.write.isEnabled()
    assert dialog.tree.topLevelItemCount() == 0


def test_the_petitions_window_offers_it_until_the_dossier_is_gone(pair: Pair, commune: TestDesk, qtbot: QtBot) -> None:
    page = PetitionPage(commune, pair.row)
    qtbot.addWidget(page)
    assert page.hand_on.isVisibleTo(page)
    transfer.send(commune.store, pair.row, "66", pair.stick, officer="Lan", today=commune.today())
    again = PetitionPage(commune, pair.row)
    qtbot.addWidget(again)
    assert again.locked
    assert again.hand_on.isVisibleTo(again), "a lost stick: the dossier can be written again"
    again_dialog = TransferDialog(commune, pair.row)
    qtbot.addWidget(again_dialog)
    assert again_dialog.units.code == "66"
    assert not again_dialog.units.isEnabled()


def test_a_dossier_taken_over_whose_stick_with_values_was_lost_is_sent_again_from_the_window(
    pair: Pair, commune: TestDesk, province: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    said = {"officer": "Lan", "today": commune.today()}
    transfer.send(commune.store, pair.row, "66", tmp_path / "lost", **said)  # type: ignore[arg-type]
    for package in handover.export(commune.store, "66", pair.stick):  # the changes come by the everyday stick
        handover.import_path(province.store, Path(package.file))
    transfer.accept(province.store, pair.row, officer="B", today=province.today(), incomplete=True)
    for package in handover.export(province.store, "25920", pair.stick):
        handover.import_path(commune.store, Path(package.file))
    page = PetitionPage(commune, pair.row)
    qtbot.addWidget(page)
    assert not page.hand_on.isVisibleTo(page)
    assert page.hand_again.isVisibleTo(page)
    waiting = RequestsPage(commune)
    qtbot.addWidget(waiting)
    assert waiting.again.isVisibleTo(waiting)
    dialog = TransferDialog(commune, pair.row)
    qtbot.addWidget(dialog)
    assert dialog.units.code == "66"
    assert not dialog.editors["letter_no"].isVisibleTo(dialog), "the letter that went is not written anew"
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.write_to(tmp_path / "second")
    assert dialog.sent is not None
    handover.import_path(province.store, Path(dialog.sent.packages[0].file))
    found = province.store.get("petition", pair.row)
    assert found is not None
    assert found.values["petitioner_name"] == "Nguyễn Văn Kín"
    theirs = PetitionPage(province, pair.row)
    qtbot.addWidget(theirs)
    assert not theirs.hand_again.isVisibleTo(theirs)


def test_a_request_is_answered_on_the_page(pair: Pair, commune: TestDesk, province: TestDesk, qtbot: QtBot) -> None:
    asked = requests.ask(
        province.store, "25920", "so_lieu", "Số này chưa khớp", officer="B", today=province.today(),
        about=requests.About(figure="petitions.received", value="12"),
    )  # fmt: skip
    for package in handover.export(province.store, "25920", pair.stick):
        handover.import_path(commune.store, Path(package.file))
    page = RequestsPage(commune)
    qtbot.addWidget(page)
    assert page.answer.isVisibleTo(page)
    assert not page.accept.isVisibleTo(page)
    page.answer.click()
    assert len(commune.failures) == 1, "an empty answer was taken"
    page.answer_text.setPlainText("Đã sửa thành 13")
    page.answer.click()
    assert requests.one(commune.store, asked).answer == "Đã sửa thành 13"
    assert not page.answer.isVisibleTo(page)


def test_a_proposed_change_is_accepted_with_one_click(
    pair: Pair, commune: TestDesk, province: TestDesk, qtbot: QtBot
) -> None:
    for package in handover.export(commune.store, "66", pair.stick):
        handover.import_path(province.store, Path(package.file))
    about = requests.About("petition", pair.row, proposed={"people_count": 7})
    requests.ask(province.store, "", "sua_doi", "Bảy người ký", officer="B", today=province.today(), about=about)
    for package in handover.export(province.store, "25920", pair.stick):
        handover.import_path(commune.store, Path(package.file))
    page = RequestsPage(commune)
    qtbot.addWidget(page)
    page.accept.click()
    assert commune.failures == []
    assert commune.store.get("petition", pair.row).values["people_count"] == 7  # type: ignore[union-attr]
