"""A withdrawal as an officer writes it down: its letter or minutes, what follows from it, the paper that is printed."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from danvan_desktop.app import letters, undo, withdrawal
from danvan_desktop.app.letters import LetterWanted
from danvan_desktop.app.withdrawal import Withdrawal
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.records.petition_states import BEFORE_ACCEPTANCE, IN_SETTLEMENT
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, TODAY, UNIT, save

BY: dict[str, Any] = {"officer": LAN, "today": TODAY}
pytestmark = pytest.mark.usefixtures("english")


def petition(store: Store, **more: Value) -> Record:
    row = save(store, "petition", {
        "unit": UNIT.code, "received_on": date(2026, 11, 2), "accepted_on": date(2026, 11, 5), "type": "khieu_nai",
        "state": "dang_xac_minh", "summary_redacted": "Mức bồi thường, lối đi chung", **more,
    }).row  # fmt: skip
    return read(store, row)


def read(store: Store, row: bytes) -> Record:
    found = store.get("petition", row)
    assert found is not None
    return found


def papers(store: Store, item: Record) -> list[Record]:
    rows = journal_reading.linking(store.conn, store.types["paper"], "petition", item.id, limit=9)
    return [one for one in store.records("paper", rows) if not one.deleted]


def text_of(data: bytes) -> str:
    with closing(pypdfium2.PdfDocument(data)) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


def test_what_is_withdrawn_in_part_stands_on_the_paper_of_that_day(store: Store) -> None:
    item = petition(store)
    wanted = Withdrawal(whole=False, on=date(2026, 11, 20), contents="Lối đi chung", reason="Đã thỏa thuận")
    withdrawal.write(store, item.id, wanted, **BY)
    (paper,) = papers(store, item)
    assert (paper.values["paper_kind"], paper.values["signed_on"]) == ("withdrawal", date(2026, 11, 20))
    assert paper.values["note"] == "Nội dung rút: Lối đi chung\nLý do rút: Đã thỏa thuận"
    assert paper.values["came_in"] is False
    assert read(store, item.id).values["due_on"] == item.values["due_on"]  # the rest keeps its term


def test_undo_takes_the_state_and_the_paper_back_at_once(store: Store) -> None:
    item = petition(store)
    saved = withdrawal.write(store, item.id, Withdrawal(whole=True, on=TODAY), **BY)
    undo.undo(store, saved.group or "", officer=LAN)
    assert read(store, item.id).values["state"] == "dang_xac_minh"
    assert papers(store, item) == []


def test_the_minutes_are_printed_with_what_was_written_down_and_filed_once(store: Store, tmp_path: Path) -> None:
    item = petition(store, petitioner_name="Lê Văn Bảy")
    withdrawal.write(store, item.id, Withdrawal(True, TODAY, contents="Mức bồi thường", reason="Tự nguyện"), **BY)
    wanted = LetterWanted("withdrawal", "petition", item.id, TODAY)
    page = text_of(letters.letter(store, wanted, LAN))
    assert "Nội dung rút: Mức bồi thường." in page
    assert "Lý do rút: Tự nguyện." in page
    letters.write(store, wanted, tmp_path / "bb.pdf", LAN)
    (paper,) = papers(store, item)
    assert str(paper.values["template"]).startswith("letters/")
    assert "Mức bồi thường" in str(paper.values["note"])


def test_a_letter_of_the_sender_is_filed_as_one_that_came(store: Store) -> None:
    item = petition(store)
    withdrawal.write(store, item.id, Withdrawal(True, TODAY, by_letter=True), **BY)
    assert [paper.values["came_in"] for paper in papers(store, item)] == [True]
    assert withdrawal.minutes_of(store, item.id) is None


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2026, 11, 23)])
def test_a_day_before_receipt_or_after_today_is_refused_and_nothing_is_written(store: Store, on: date) -> None:
    item = petition(store)
    with pytest.raises(UserError):
        withdrawal.write(store, item.id, Withdrawal(whole=True, on=on), **BY)
    assert (read(store, item.id).values["state"], papers(store, item)) == ("dang_xac_minh", [])


def test_it_is_said_beforehand_what_a_withdrawal_does_to_state_term_and_tables(store: Store) -> None:
    item = petition(store)
    whole = " ".join(withdrawal.consequences(store, item, whole=True, on=TODAY))
    part = " ".join(withdrawal.consequences(store, item, whole=False, on=TODAY))
    assert "22/11/2026" in whole
    assert "03/GQKN" in whole
    assert "Being verified" in part
    assert "07/12/2026" in part  # thirty days from acceptance end on a weekend


@pytest.mark.parametrize("state", sorted({*BEFORE_ACCEPTANCE, *IN_SETTLEMENT}))
def test_a_petition_not_yet_settled_is_withdrawn_in_part_and_then_as_a_whole(store: Store, state: str) -> None:
    item = petition(store, state=state)
    withdrawal.write(store, item.id, Withdrawal(whole=False, on=TODAY), **BY)
    assert read(store, item.id).values["state"] == state
    withdrawal.write(store, item.id, Withdrawal(whole=True, on=TODAY), **BY)
    assert read(store, item.id).values["state"] == "dinh_chi"
    assert withdrawal.refused(store, read(store, item.id), whole=False)


@pytest.mark.parametrize("state", ["da_co_ket_qua", "da_chuyen", "dong"])
def test_what_is_settled_or_passed_on_says_why_it_is_no_longer_withdrawn(store: Store, state: str) -> None:
    assert "settled" in withdrawal.refused(store, petition(store, state=state), whole=False)
