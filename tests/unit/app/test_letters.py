"""Papers as an officer gets them: filled, numbered, filed on the record, and never a denouncer's name."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from danvan_desktop import records
from danvan_desktop.app.letters import LetterWanted, letter, write
from danvan_desktop.errors import UserError
from danvan_desktop.reports import letters
from danvan_desktop.reports.letter_facts import LetterInput, rep_rule
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.store import Store

ON = date(2026, 9, 20)
SENDER: dict[str, Any] = {"petitioner_name": "Lê Văn Bảy", "petitioner_gender": "nam", "petitioner_address": "Ấp 3"}
MATTER: dict[str, Any] = {
    "summary_redacted": "đề nghị xem xét lối đi chung", "competent_body": "Phòng Kinh tế", "petition_no": "15",
    "handled_by": "Chủ tịch UBND xã", "accepted_on": date(2026, 8, 10), "due_on": date(2026, 9, 9),
}  # fmt: skip


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def _record(store: Store, type_name: str = "petition", **values: Any) -> bytes:
    given: dict[str, Any] = {"unit": "80305"}
    if type_name != "reception_session":
        given["received_on"] = date(2026, 8, 3)
    with store.batch(officer="A") as batch:
        return batch.new(type_name, given | values)


def _complaint(store: Store, **values: Any) -> LetterWanted:
    return LetterWanted("transfer", "petition", _record(store, type="khieu_nai", **SENDER, **MATTER, **values), ON)


def _text(data: bytes) -> str:
    with closing(pypdfium2.PdfDocument(data)) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in opened).split())


def _words_of_docx(data: bytes) -> str:
    opened = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in opened.paragraphs), *cells]).split())


def test_a_forwarded_complaint_says_who_what_where_and_by_which_law(store: Store) -> None:
    said = _text(letter(store, replace(_complaint(store), number="7"), "Đỗ Thị Hoa"))
    for words in (
        "PHIẾU CHUYỂN ĐƠN", "Số: 07/PC-UBND", "Kính gửi: Phòng Kinh tế", "ông Lê Văn Bảy", "đơn khiếu nại số 15",
        "lối đi chung", "Luật Khiếu nại số 02/2011/QH13", "136/2025/QH15", "Nguyễn Thị Hồng",
    ):  # fmt: skip
        assert words in said


def test_a_paper_dated_before_july_2026_names_the_law_as_it_was(store: Store) -> None:
    said = _text(letter(store, replace(_complaint(store), on=date(2026, 6, 30)), "A"))
    assert "02/2011/QH13" in said
    assert "136/2025" not in said


def test_pdf_and_docx_say_the_same(store: Store) -> None:
    wanted = _complaint(store)
    told = _words_of_docx(letter(store, replace(wanted, format="docx"), "A"))
    said = _text(letter(store, wanted, "A"))
    for words in ("Kính gửi: Phòng Kinh tế", "ông Lê Văn Bảy", "đề nghị xem xét lối đi chung"):
        assert words in told
        assert words in said


@pytest.mark.parametrize("kind", letters.kinds(), ids=lambda kind: kind.id)
@pytest.mark.parametrize("side", ["state", "party"])
def test_every_paper_is_one_page_for_an_empty_record_and_says_where_to_write_by_hand(
    store: Store, kind: letters.LetterKind, side: str
) -> None:
    store.settings.set("organ.side", side)
    least: dict[str, dict[str, Any]] = {
        "petition": {"type": (kind.types or ("khieu_nai",))[0]}, "reception": {"kind": "khieu_nai"},
        "reception_session": {"session_on": date(2026, 8, 5)},
    }  # fmt: skip
    said_first: dict[str, dict[str, Any]] = {  # else it would deny what the record says, or refuse without a reason
        "reminder": {"state": "da_chuyen"}, "kn_reject": {"reject_reason": "het_thoi_hieu"},
        "not_eligible": {"ineligible_reason": "khong_ro"},
    }  # fmt: skip
    given = {**least[kind.record], **said_first.get(kind.id, {})}
    wanted = LetterWanted(kind.id, kind.record, _record(store, kind.record, **given), ON, redacted=True)
    data = letter(store, wanted, "Đỗ Thị Hoa")
    with closing(pypdfium2.PdfDocument(data)) as opened:
        assert len(opened) == 1
    said = _text(data)
    assert "{" not in said
    assert "………" in said or kind.id == "propose_accept"  # the office alone says all of that one
    assert not set(said) & {"\u25a1", "\ufffd"}


DENUNCIATION_PAPERS = [k.id for k in letters.kinds() if k.record == "petition" and (not k.types or "to_cao" in k.types)]


@pytest.mark.parametrize("kind", DENUNCIATION_PAPERS)
def test_no_paper_on_a_denunciation_names_its_sender(store: Store, kind: str) -> None:
    row = _record(store, type="to_cao", **MATTER, content="Tôi là Trần Khuất", register_no="7")
    secret = dict.fromkeys(("petitioner_name", "petitioner_address", "representative_name"), "Trần Khuất")
    item = store.get("petition", row)
    assert item is not None
    item.values.update(secret)
    given = LetterInput(item, "UBND xã", ON, "Đỗ Thị Hoa")
    document = letters.letter_document(kind, given, _organ(store))
    said = " ".join([*(block.text for block in document.blocks if hasattr(block, "text")), document.title.subject])
    assert "Khuất" not in said + " ".join(signer.name for signer in document.signers)


def _organ(store: Store) -> Any:
    from danvan_desktop.reports.organ import organ_from

    return organ_from(store.settings)


def test_a_denunciation_is_known_by_its_code(store: Store) -> None:
    row = _record(store, type="to_cao", register_no="7", **MATTER)
    said = _text(letter(store, LetterWanted("tc_accept_notice", "petition", row, ON, redacted=True), "A"))
    assert "TC-2026-0007" in said


def test_a_paper_on_a_denunciation_waits_for_the_tick_that_identities_are_removed(store: Store, tmp_path: Path) -> None:
    wanted = LetterWanted("transfer", "petition", _record(store, type="to_cao", **MATTER), ON)
    with pytest.raises(UserError) as refused:
        write(store, wanted, tmp_path / "p.pdf", "A")
    assert "--redacted" in refused.value.hint
    assert not list(tmp_path.iterdir())


def test_a_paper_written_is_filed_on_the_record_with_the_next_number_of_its_book(store: Store, tmp_path: Path) -> None:
    wanted = replace(_complaint(store), number="")
    rows = [write(store, wanted, tmp_path / f"{n}.pdf", "A") for n in range(2)]
    filed = store.records("paper", rows)
    assert [item.values["paper_no"] for item in filed] == ["1", "2"]
    assert {item.values["petition"] for item in filed} == {wanted.row}
    assert filed[0].values["paper_kind"] == "transfer"
    assert filed[0].values["target_org"] == "Phòng Kinh tế"
    assert "Số: 02/PC-UBND" in _text((tmp_path / "1.pdf").read_bytes())


def test_each_kind_of_paper_counts_in_its_own_book(store: Store, tmp_path: Path) -> None:
    wanted = replace(_complaint(store), number="")
    write(store, wanted, tmp_path / "a.pdf", "A")
    row = write(store, replace(wanted, kind="guidance"), tmp_path / "b.pdf", "A")
    assert store.records("paper", [row])[0].values["paper_no"] == "1"


def test_without_a_number_the_place_for_it_stays_open(store: Store) -> None:
    assert "/PC-UBND" in _text(letter(store, _complaint(store), "A"))


def test_a_paper_that_does_not_fit_the_record_is_refused_with_those_that_do(store: Store) -> None:
    wanted = replace(_complaint(store), kind="tc_accept")
    with pytest.raises(UserError) as refused:
        letter(store, wanted, "A")
    assert "guidance" in refused.value.hint


@pytest.mark.parametrize(
    ("people", "words"), [(4, "không bắt buộc"), (5, "1 hoặc 2"), (10, "1 hoặc 2"), (11, "không quá 5")]
)
def test_the_rule_of_five_and_ten_for_representatives(people: int, words: str) -> None:
    assert words in rep_rule(people, rule_files.table("templates/letters")["words"])


SENT: dict[str, Any] = {"state": "cho_phuc_dap", "doc_on": date(2026, 8, 12), "due_rule": "B2"}


def test_the_reminder_never_calls_another_body_late_by_our_own_term(store: Store) -> None:
    ours = _complaint(store, **SENT, due_moved=MATTER["due_on"])
    said = _text(letter(store, replace(ours, kind="reminder"), "A"))
    assert "quá thời hạn" not in said
    assert "chưa nhận được thông báo kết quả giải quyết sau 39 ngày kể từ ngày chuyển đơn" in said
    ours = _complaint(store, extended_to=MATTER["due_on"], **SENT, due_moved=date(2026, 9, 1))
    assert "quá thời hạn" not in _text(letter(store, replace(ours, kind="reminder"), "A"))


def test_the_reminder_counts_the_days_after_a_term_that_was_set_once_it_was_sent(store: Store) -> None:
    theirs = _complaint(store, **SENT, due_moved=date(2026, 8, 20))
    said = _text(letter(store, replace(theirs, kind="reminder"), "A"))
    assert "đã quá thời hạn giải quyết 11 ngày" in said


def test_a_citizens_paper_has_the_national_title_and_no_organ_also_for_a_party_office(store: Store) -> None:
    store.settings.set("organ.side", "party")
    said = _text(letter(store, replace(_complaint(store), kind="poa"), "A"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "ĐẢNG CỘNG SẢN" not in said


def test_every_kind_of_paper_printed_can_be_filed() -> None:
    choices = {choice.code for choice in records.get("paper").field("paper_kind").choices}
    assert {kind.id for kind in letters.kinds()} <= choices
