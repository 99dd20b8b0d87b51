"""Words typed for one paper: only what would be a blank is asked for, it is kept while typed, and it is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import drafts, letters, paper_words
from danvan_desktop.app.letters import LetterWanted
from danvan_desktop.reports.letters import blank_words, kinds
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN
from tests.unit.app.test_letters import SENDER
from tests.unit.app.test_withdrawal import text_of

TODAY = date(2026, 9, 20)
FROM_RECORD = {"officer", "who", "who_cap", "received_on", "code"}  # blanks the program can always fill


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def record(store: Store, type_name: str, **values: Any) -> Record:
    with store.batch(officer=LAN) as batch:
        row = batch.new(type_name, {"unit": "80305", "received_on": date(2026, 9, 1), **values})
    found = store.get(type_name, row)
    assert found is not None
    return found


def asked(store: Store, item: Record, kind: str, **more: Any) -> list[str]:
    wanted = LetterWanted(kind, item.type_name, item.id, TODAY, **more)
    return [word.name for word in paper_words.asked(store, item, wanted, LAN)]


@pytest.mark.parametrize("kind", [kind.id for kind in kinds()])
def test_every_blank_of_every_paper_has_a_field_or_comes_from_the_record(kind: str) -> None:
    assert set(blank_words(kind)) <= FROM_RECORD | set(paper_words.LABELS)


def test_an_appointment_asks_for_hour_day_and_place_and_prints_them(store: Store) -> None:
    visit = record(store, "reception", visitor_name="Lê Văn Bảy", summary_redacted="lối đi chung", host_name="Hồng")
    assert asked(store, visit, "appointment") == ["meet_time", "meet_on", "meet_place"]
    words = paper_words.tidy({"meet_time": " 8 giờ 30 ", "meet_on": "25/9/2026", "meet_place": ""})
    wanted = LetterWanted("appointment", "reception", visit.id, TODAY, extra=words)
    assert "Thời gian: 8 giờ 30 ngày 25/9/2026." in text_of(letters.letter(store, wanted, LAN))


def test_what_the_record_says_is_not_asked_for_again(store: Store) -> None:
    item = record(store, "petition", type="khieu_nai", summary_redacted="lối đi", competent_body="Phòng Kinh tế",
                  doc_on=date(2026, 9, 2), **SENDER)  # fmt: skip
    assert asked(store, item, "reminder") == ["answer_by"]


def test_of_a_denunciation_no_person_is_asked_for(store: Store) -> None:
    item = record(store, "petition", type="to_cao", summary_redacted="nhận tiền")
    for kind in letters.kinds_for(item):
        assert not {"representative", "content", "request"} & set(asked(store, item, kind.id))


def test_what_was_typed_for_a_paper_is_there_again_until_it_is_saved_or_emptied(store: Store) -> None:
    item = record(store, "petition", type="khieu_nai")
    paper_words.keep(store, item.id, "reminder", {"answer_by": "30/9", "target": ""}, officer=LAN)
    assert paper_words.kept(store, item.id, "reminder", officer=LAN) == {"answer_by": "30/9"}
    assert paper_words.kept(store, item.id, "transfer", officer=LAN) == {}
    assert paper_words.kept(store, item.id, "reminder", officer="Hòa") == {}
    assert drafts.waiting(store, LAN) == []  # no draft of the record itself
    paper_words.keep(store, item.id, "reminder", {"answer_by": " "}, officer=LAN)
    assert paper_words.kept(store, item.id, "reminder", officer=LAN) == {}


def test_a_saved_paper_leaves_no_draft(store: Store, tmp_path: Path) -> None:
    item = record(store, "petition", type="khieu_nai", state="da_chuyen", **SENDER)
    paper_words.keep(store, item.id, "reminder", {"answer_by": "30/9"}, officer=LAN)
    letters.write(store, LetterWanted("reminder", "petition", item.id, TODAY), tmp_path / "a.pdf", LAN)
    paper_words.drop(store, item.id, "reminder", officer=LAN)
    assert paper_words.kept(store, item.id, "reminder", officer=LAN) == {}
