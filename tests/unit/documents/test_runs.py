"""What stands inside a paragraph of a paper: blanks to write on, the label before a name, the number of an article."""

from __future__ import annotations

import io
from contextlib import closing
from datetime import date
from typing import Any

import docx
import pypdfium2
import pytest

from danvan_desktop.documents.docx import to_docx
from danvan_desktop.documents.model import Document, Header, Paragraph, Title
from danvan_desktop.documents.pdf import to_pdf
from danvan_desktop.documents.profiles import Side, profile_for
from danvan_desktop.documents.runs import blank_at_end

ON = date(2026, 9, 20)
BLANK = "……………"


def page(side: Side, *blocks: Paragraph, about: str = "") -> Document:
    header = Header(parent="Tỉnh ủy", organ="Ban", number="7", symbol="CV/BTG", place="Mẫu", date=ON, about=about)
    return Document(profile_for(side, ON), header, Title("" if about else "Biên bản", ""), blocks)


def text_of(document: Document) -> str:
    with closing(pypdfium2.PdfDocument(to_pdf(document))) as opened:
        return str(opened[0].get_textpage().get_text_range())


def paragraph(document: Document, begins: str) -> Any:
    return next(p for p in docx.Document(io.BytesIO(to_docx(document))).paragraphs if p.text.startswith(begins))


def test_a_blank_at_the_end_is_a_line_to_write_on_and_no_typed_dots() -> None:
    document = page("party", Paragraph(f"Tham gia tiếp: {BLANK}."), Paragraph(f"{BLANK} {BLANK}"))
    assert "Tham gia tiếp:" in text_of(document)
    assert "…" not in text_of(document)
    [stop] = paragraph(document, "Tham gia").paragraph_format.tab_stops
    assert stop.leader is not None
    assert paragraph(document, "Tham gia").text.endswith("\t")


def test_a_blank_inside_a_sentence_stays_where_it_is() -> None:
    assert blank_at_end(Paragraph(f"hồi {BLANK} ngày 03/8/2026")) == (f"hồi {BLANK} ngày 03/8/2026", False)
    for said in ("Đã xong.", "các ấp 1, 2, 3…"):
        assert blank_at_end(Paragraph(said)) == (said, False)


@pytest.mark.parametrize(("side", "label"), [("party", True), ("state", False)])
def test_whom_it_goes_to_stands_upright_and_the_party_sets_the_label_in_italics(side: Side, label: bool) -> None:
    runs = paragraph(page(side, Paragraph("Kính gửi: Đảng ủy xã", "addressee")), "Kính gửi").runs
    assert [(run.text, bool(run.italic)) for run in runs] == [("Kính gửi:", label), (" Đảng ủy xã", False)]


def test_the_number_of_an_article_is_bold_and_a_ground_of_the_party_begins_with_a_dash() -> None:
    blocks = Paragraph("Điều 1. Thụ lý tố cáo."), Paragraph("Căn cứ Luật Tố cáo;", "basis")
    first, rest = paragraph(page("state", *blocks), "Điều 1").runs
    assert (first.text, first.bold, bool(rest.bold)) == ("Điều 1.", True, False)
    assert "- Căn cứ" not in text_of(page("state", *blocks))
    assert "- Căn cứ Luật Tố cáo;" in text_of(page("party", *blocks))


@pytest.mark.parametrize(("side", "said"), [("party", "về việc đôn đốc"), ("state", "V/v đôn đốc")])
def test_what_a_letter_is_about_begins_as_its_side_writes_it(side: Side, said: str) -> None:
    assert said in text_of(page(side, Paragraph("x"), about="đôn đốc")).replace("\xa0", " ")
