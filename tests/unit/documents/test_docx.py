"""The Word file: what Word and checkers of office documents look for."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from danvan_desktop.documents.docx import register_docx, to_docx, write_docx
from danvan_desktop.documents.model import Document, GroupRow, Header, Paragraph, Register, Signature, TotalRow

HOSTILE = '<b> & </w:t> "x"'


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def all_text(data: bytes) -> str:
    return "\n".join("".join(node.itertext()) for node in opened(data).element.body.iter(qn("w:p")))


def test_one_font_for_all_scripts_and_vietnamese_spelling(full_document: Document) -> None:
    normal = opened(to_docx(full_document)).styles["Normal"].element.rPr
    fonts = normal.rFonts
    assert [fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")] == ["Times New Roman"] * 4
    assert not [name for name in fonts.attrib if "heme" in name]
    assert normal.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_page_number_is_a_field_hidden_on_first_pages_and_restarted_in_annexes(full_document: Document) -> None:
    word = opened(to_docx(full_document))
    assert " PAGE " in "".join(word.sections[0].header.paragraphs[0]._p.itertext())
    assert all(section.different_first_page_header_footer for section in word.sections)
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in word.sections]
    assert starts[0] is None
    assert [start.get(qn("w:start")) for start in starts[1:]] == ["1", "1"]
    assert all(len(section._sectPr.findall(qn("w:pgNumType"))) <= 1 for section in word.sections)


def test_by_the_state_rule_annex_pages_run_on(document: Callable[..., Document], full_document: Document) -> None:
    word = opened(to_docx(document(Paragraph("Một."), side="state", annexes=full_document.annexes)))
    assert all(section._sectPr.find(qn("w:pgNumType")) is None for section in word.sections)
    assert [section.different_first_page_header_footer for section in word.sections] == [True, False, False]


def test_annexes_lie_in_sections_of_their_own(full_document: Document) -> None:
    sections = opened(to_docx(full_document)).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]
    assert sections[0].left_margin.mm == pytest.approx(30, abs=0.1)


def test_table_rows_are_not_split_and_heads_repeat(full_document: Document) -> None:
    tables = opened(to_docx(full_document)).tables
    figures = next(table for table in tables if "Địa bàn" in table._tbl.xml)
    rows = figures._tbl.findall(qn("w:tr"))
    assert len(rows) == 2 + 70 + 1
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    heads = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert heads == [True, True] + [False] * 71


def test_grid_and_cells_have_the_same_fixed_widths(full_document: Document) -> None:
    for table in opened(to_docx(full_document)).tables:
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        for row in table._tbl.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            if len(cells) == len(grid):
                widths = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in cells]
                assert widths == pytest.approx(grid, abs=2)


def test_the_rule_under_the_title_is_a_line_shape(full_document: Document) -> None:
    assert part(to_docx(full_document)).count("<v:line") == 1


def test_the_signature_stays_with_the_last_paragraph(full_document: Document) -> None:
    word = opened(to_docx(replace(full_document, annexes=())))
    last = next(paragraph for paragraph in word.paragraphs if paragraph.text == "Trên đây là báo cáo.")
    assert last.paragraph_format.keep_with_next
    signature = word.tables[-1]
    assert signature._tbl.findall(qn("w:tr"))[0].trPr.find(qn("w:cantSplit")) is not None
    assert "H’Kim Hoa Byă" in signature.cell(0, 1).text


def test_signs_of_markup_control_characters_and_decomposed_text_are_harmless(
    document: Callable[..., Document], table: Callable[..., Any]
) -> None:
    text = unicodedata.normalize("NFD", "Nguyễn") + HOSTILE + "\x0b\x00"
    sign = Signature(text, text, text, (text,))
    made = to_docx(
        document(
            Paragraph(text),
            table(2, text),
            Paragraph(text),
            header=Header(text, text, text, text, text, None),
            signature=sign,
            watermark=text,
        )
    )
    assert all_text(made).count("Nguyễn" + HOSTILE) >= 4
    assert "\x00" not in part(made)


def test_a_header_without_values_has_marked_blanks(document: Callable[..., Document]) -> None:
    text = all_text(to_docx(document(Paragraph("Một."), header=Header(), signature=Signature()))).replace("\u00a0", " ")
    assert "(cơ quan ban hành)" in text
    assert "(họ và tên)" in text


def test_a_register_keeps_groups_totals_and_line_breaks(register: Callable[..., Register]) -> None:
    def rows() -> Iterator[Any]:
        yield GroupRow("Quý I")
        for n in range(500):
            yield (str(n), "H’Kim", "dòng một\ndòng hai", "")
        yield TotalRow(("", "Cộng", "500", ""))

    word = opened(register_docx(register(watermark="NHÁP"), rows()))
    table = word.tables[-1]
    assert len(table._tbl.findall(qn("w:tr"))) == 503
    rows_there = table._tbl.findall(qn("w:tr"))
    assert len(rows_there[1].findall(qn("w:tc"))) == 1
    assert "dòng một\ndòng hai" in [cell.text for cell in table.rows[2].cells]


def test_a_word_file_is_written_whole(document: Callable[..., Document], tmp_path: Path) -> None:
    write_docx(document(Paragraph("Một.")), tmp_path / "a.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
