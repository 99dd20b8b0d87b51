"""A paper says nothing its record denies; its number is the book's, and one letter in two formats is one paper."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from danvan_desktop.app import letter_checks, number_books
from danvan_desktop.app.letters import LetterWanted, doubts, letter, write
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store

pytestmark = pytest.mark.usefixtures("vietnamese")
ON = date(2026, 9, 20)
COMPLAINT: dict[str, Any] = {
    "unit": "80305", "type": "khieu_nai", "received_on": date(2026, 8, 3), "petitioner_name": "NGUYỄN VĂN BA",
    "petitioner_gender": "nam", "summary_redacted": "Khiếu nại việc thu hồi đất", "petitioner_kind": "ca_nhan",
}  # fmt: skip


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def _wanted(store: Store, kind: str, **values: Any) -> LetterWanted:
    with store.batch(officer="A") as batch:
        sent = {"state": "da_chuyen"} if kind == "reminder" else {}
        row = batch.new("petition", COMPLAINT | sent | values)
    return LetterWanted(kind, "petition", row, ON)


def _said(store: Store, wanted: LetterWanted) -> str:
    with closing(pypdfium2.PdfDocument(letter(store, wanted, "A"))) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


@pytest.mark.parametrize("kind", ["kn_accept", "propose_accept"])
@pytest.mark.parametrize("values", [{"in_competence": False}, {"state": "ngoai_tham_quyen"}, {"eligible": False}])
def test_nothing_is_accepted_on_paper_that_was_found_outside_or_not_eligible(
    store: Store, kind: str, values: dict[str, Any]
) -> None:
    with pytest.raises(UserError) as refused:
        letter(store, _wanted(store, kind, **values), "A")
    assert refused.value.kept
    assert letter(store, _wanted(store, kind, in_competence=True, eligible=True), "A")


@pytest.mark.parametrize("kind", ["kn_accept", "propose_accept"])
@pytest.mark.parametrize("state", ["khong_thu_ly", "khong_du_dk", "da_luu"])
def test_what_was_refused_is_not_accepted_on_paper(store: Store, kind: str, state: str) -> None:
    with pytest.raises(UserError):
        letter(store, _wanted(store, kind, state=state), "A")


def test_a_reminder_of_what_was_never_sent_is_told_and_of_what_is_answered_refused(store: Store) -> None:
    with pytest.raises(UserError):
        letter(store, _wanted(store, "reminder", reply_on=ON), "A")
    unsent: list[dict[str, Any]] = [{"state": "cho_thu_ly"}, {"state": "da_thu_ly", "in_competence": True}]
    for values in unsent:
        wanted = _wanted(store, "reminder", **values)
        assert doubts(store, wanted)
        assert letter(store, wanted, "A")
    sent: list[dict[str, Any]] = [
        {}, {"state": None, "doc_on": date(2026, 8, 20)}, {"state": "dong", "action": "chuyen_don"},
    ]  # fmt: skip
    for values in sent:
        assert not doubts(store, _wanted(store, "reminder", **values))
    told = replace(_wanted(store, "reminder", state=None), extra={"doc_on": "12/8/2026"})
    assert "12/8/2026" in _said(store, told)


@pytest.mark.parametrize("kind", ["kn_reject", "not_eligible"])
def test_what_was_accepted_is_not_refused_on_paper(store: Store, kind: str) -> None:
    reasons: dict[str, Any] = {"reject_reason": "het_thoi_hieu", "ineligible_reason": "khong_ro"}
    accepted: list[dict[str, Any]] = [{"state": "dang_xac_minh"}, {"accepted_on": date(2026, 8, 5)}]
    for values in accepted:
        with pytest.raises(UserError):
            letter(store, _wanted(store, kind, **values, **reasons), "A")


def test_what_is_eligible_is_not_called_otherwise(store: Store) -> None:
    with pytest.raises(UserError):
        letter(store, _wanted(store, "not_eligible", eligible=True), "A")


@pytest.mark.parametrize(("kind", "field"), letter_checks.REASONS.items())
def test_a_paper_that_refuses_asks_for_its_reason_by_name(store: Store, kind: str, field: str) -> None:
    wanted = _wanted(store, kind)
    assert field in doubts(store, wanted)
    assert letter(store, wanted, "A")  # with a blank, to be filled in by hand
    assert not doubts(store, replace(wanted, extra={field: "đã giải quyết rồi"}))
    assert "vì: đã giải quyết rồi" in _said(store, replace(wanted, extra={field: "đã giải quyết rồi"}))


def test_the_decision_of_extension_says_till_when_and_why(store: Store) -> None:
    values: dict[str, Any] = {
        "type": "to_cao", "petitioner_name": None, "petitioner_gender": None, "accepted_on": date(2026, 8, 5),
        "in_competence": True, "state": "dang_xac_minh", "register_no": "2",
        "complex_grounds": ("nhieu_noi_dung",),
    }  # fmt: skip
    said = _said(store, replace(_wanted(store, "tc_extend", **values), redacted=True))
    assert "TC-2026-0002," in said
    assert "Lý do gia hạn: …" not in said
    assert re.search(r"đến hết ngày \d+/\d+/2026", said)
    decided = _wanted(store, "tc_extend", **values, extended_to=date(2026, 10, 1), extension_no="5/QĐ")
    assert "đến hết ngày 01/10/2026" in _said(store, replace(decided, redacted=True))


def test_that_one_sender_appoints_representatives_is_told(store: Store) -> None:
    for values in ({"people_count": 1}, {}):
        assert doubts(store, _wanted(store, "group_rep", **values))
    assert not doubts(store, _wanted(store, "group_rep", people_count=7))
    assert "gồm 7 người" in _said(store, _wanted(store, "group_rep", people_count=7))
    assert letter(store, replace(_wanted(store, "group_rep"), extra={"people": "6"}), "A")


def test_what_is_ours_is_settled_by_the_head_of_our_organ_unless_another_is_named(store: Store) -> None:
    head = "thuộc thẩm quyền giải quyết của Chủ tịch Ủy ban nhân dân xã Thạnh An"
    assert head in _said(store, _wanted(store, "kn_accept"))
    proposed = _said(store, _wanted(store, "propose_accept"))
    assert head in proposed
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân xã Thạnh An" in proposed
    store.settings.set("organ.signer_post", "")
    assert head in _said(store, _wanted(store, "kn_accept"))
    assert "giải quyết của Trưởng phòng" in _said(store, _wanted(store, "kn_accept", handled_by="Trưởng phòng"))


def test_the_term_for_accepting_is_never_called_the_term_for_settling(store: Store) -> None:
    due = {"due_on": date(2026, 8, 12)}
    before = _wanted(store, "kn_accept", state="cho_thu_ly", **due)
    assert "thời hạn giải quyết" not in _said(store, before)
    after = _wanted(store, "kn_accept", state="da_thu_ly", accepted_on=date(2026, 8, 5), **due)
    assert "thời hạn giải quyết đến hết ngày 12/8/2026" in _said(store, after)


def test_a_letter_that_brought_it_is_told_with_its_day(store: Store) -> None:
    brought: dict[str, Any] = {"forwarded_by": "Báo Dân", "fwd_no": "12/CV", "fwd_on": date(2026, 8, 1)}
    assert "theo văn bản số 12/CV ngày 01/8/2026" in _said(store, _wanted(store, "propose_accept", **brought))


def test_who_gets_a_copy_is_written_large_and_nothing_is_said_twice(store: Store) -> None:
    assert "- Ông NGUYỄN VĂN BA" in _said(store, _wanted(store, "transfer", competent_body="Sở Xây dựng"))
    assert "khiếu nại về việc thu hồi đất" in _said(store, _wanted(store, "poa"))
    decided = _wanted(store, "poa", summary_redacted="Khiếu nại quyết định số 5")
    assert "khiếu nại về quyết định số 5" in _said(store, decided)


def test_words_that_trail_off_keep_their_dots(store: Store) -> None:
    assert "Trình bày…" in _said(store, _wanted(store, "propose_accept", summary_redacted="Trình bày ..."))


def test_an_unknown_word_is_refused_with_those_the_paper_has(store: Store) -> None:
    with pytest.raises(UserError, match="bogus") as refused:
        letter(store, replace(_wanted(store, "reminder"), extra={"bogus": "1"}), "A")
    assert "answer_by" in refused.value.hint


@pytest.mark.parametrize("number", ["abc/x/@", "0", "1/2", "-3", "12345678"])
def test_a_number_that_is_none_is_refused(store: Store, tmp_path: Path, number: str) -> None:
    with pytest.raises(UserError, match=re.escape(number)):
        write(store, replace(_wanted(store, "reminder"), number=number), tmp_path / "a.pdf", "A")
    assert not list(tmp_path.iterdir())


def test_a_file_named_for_another_format_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="PDF"):
        write(store, _wanted(store, "reminder"), tmp_path / "a.txt", "A")
    assert not list(tmp_path.iterdir())


def test_a_paper_is_not_dated_years_ahead() -> None:
    letter_checks.check_day(date(2026, 12, 1), ON.replace(month=11))
    with pytest.raises(UserError, match="01/01/2031"):
        letter_checks.check_day(date(2031, 1, 1), ON)


def test_the_same_letter_for_pdf_and_for_word_is_one_paper(store: Store, tmp_path: Path) -> None:
    wanted = replace(_wanted(store, "reminder"), number="01")
    first = write(store, wanted, tmp_path / "a.pdf", "A")
    assert not doubts(store, replace(wanted, number="1"))
    again = write(store, replace(wanted, format="docx", number="1"), tmp_path / "a.docx", "A")
    assert again == first
    (filed,) = store.records("paper", [first])
    assert (filed.values["paper_no"], filed.values["formats"]) == ("1", "PDF, DOCX")
    assert number_books.twice(store, "CV", 2026) == {}


def test_a_number_another_paper_has_is_told_before_and_listed_after(store: Store, tmp_path: Path) -> None:
    rows = [write(store, replace(_wanted(store, "reminder"), number="1"), tmp_path / "a.pdf", "A")]
    other = replace(_wanted(store, "reminder"), number="01")
    assert "20/09/2026" in doubts(store, other)
    rows.append(write(store, other, tmp_path / "b.pdf", "A"))
    assert number_books.twice(store, "CV", 2026) == {"1": rows}
    write(store, replace(other, number=""), tmp_path / "c.pdf", "A")
    assert [one.next for one in number_books.listed(store, 2026) if one.key.kind == "CV"] == [3]
