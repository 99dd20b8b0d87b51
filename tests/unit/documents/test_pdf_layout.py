"""What stands where on the pages of a document: every trap of printing.md §4.1 that can be seen without an eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics

from danvan_desktop.documents.fonts import face_name, fonts
from danvan_desktop.documents.model import (
    Annex,
    Document,
    GroupRow,
    Header,
    Heading,
    Paragraph,
    Signature,
    Table,
    Title,
)
from danvan_desktop.documents.pdf import to_pdf, write_pdf
from danvan_desktop.documents.typeset import Gate, balanced, measure, wrap
from danvan_desktop.errors import EnvironmentProblem, UserError

MM = 72 / 25.4
SENTENCE = "Hệ thống dân vận cấp ủy đã bám sát chức năng, nhiệm vụ được giao, nâng cao hiệu quả công tác. "
HOSTILE = ("<b>", '<img src="/etc/passwd"/>', "<khu 3> & Cty A&B <i", "</para>", "a < b > c", "&amp; &#0;")
Build = Callable[..., Document]


def rules(data: bytes, page: int = 0) -> list[tuple[float, float, float]]:
    """Horizontal strokes of a page: left, right, y."""
    import pypdfium2
    from pypdfium2 import raw

    opened = pypdfium2.PdfDocument(data)
    sheet = opened[page]
    found = []
    for item in sheet.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = item.get_bounds()
        if top - bottom < 3:
            found.append((left, right, bottom))
    sheet.close()
    opened.close()
    return found


def test_rule_under_the_party_title_is_as_long_as_the_text_and_centred_under_it(
    document: Build, pages: Callable[[bytes], Any]
) -> None:
    data = to_pdf(document(Paragraph("Nội dung.")))
    fonts()
    length = pdfmetrics.stringWidth("ĐẢNG CỘNG SẢN VIỆT NAM", face_name(bold=True), 15)
    (left, right, _y) = rules(data)[0]
    assert right - left == pytest.approx(length, abs=2.0)  # the bounds of a stroke include its own width
    title = [box for box in pages(data).boxes(0) if box[2] < 80 and box[1] > 118 * MM]
    text_middle = (min(box[1] for box in title) + max(box[3] for box in title)) / 2
    assert (left + right) / 2 == pytest.approx(text_middle, abs=1.5)


def test_no_page_is_left_empty_between_a_heading_and_a_long_table(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(document(Paragraph(SENTENCE), Heading(2, "1. Theo địa bàn"), table(150))))
    first = made.texts[0]
    assert "1. Theo địa bàn" in first
    assert "xã Ea Kao" in first.split("1. Theo địa bàn")[1]
    assert len(made) == 5


@pytest.mark.parametrize("lines", range(20, 36))
def test_a_heading_never_ends_a_page(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any], lines: int
) -> None:
    filler = [Paragraph("Dòng.") for _ in range(lines)]
    made = pages(to_pdf(document(*filler, Heading(1, "I- MỤC"), Heading(2, "1. Tiểu mục"), table(30))))
    page = made.page_of("1. Tiểu mục")
    assert made.page_of("I- MỤC") == page
    assert made.texts[page].split("1. Tiểu mục")[1].count("xã Ea Kao") >= 3


def test_a_row_taller_than_a_page_runs_on_over_pages_and_loses_no_word(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any]
) -> None:
    words = " ".join(f"từ{n}" for n in range(3000))
    made = pages(to_pdf(document(table(1, words), Paragraph("Hết."))))
    assert len(made) >= 4
    assert all(f"từ{n}" in " ".join(made.texts) for n in (0, 1, 1500, 2998, 2999))


def test_neither_helvetica_nor_an_unembedded_font_is_in_the_file(
    full_document: Document, pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(replace(full_document, watermark="DỰ THẢO")))
    assert made.fonts()
    assert all("+" in name for name in made.fonts())
    assert b"Helvetica" not in made.data


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_of_markup_are_harmless_in_every_field(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any], text: str
) -> None:
    header = Header(text, text, text, text, text, None)
    sign = Signature(text, text, text, (text, text))
    made = pages(
        to_pdf(
            document(
                Heading(1, text),
                Paragraph(text),
                table(3, text, unit_line=text, total=(text,) * 5),
                Table(table(1).columns, (GroupRow(text),)),
                Paragraph(text),
                header=header,
                title=Title(text, text),
                signature=sign,
                annexes=(Annex(text, (Paragraph(text),), text, text),),
            )
        )
    )
    squeezed = "".join("".join(made.texts).split())
    assert squeezed.count("".join(text.split())) >= 8


def test_decomposed_text_comes_out_composed(document: Build, pages: Callable[[bytes], Any]) -> None:
    text = "Kiến nghị của Nguyễn Thị Hường ở buôn Akô Dhông"
    made = pages(to_pdf(document(Paragraph(unicodedata.normalize("NFD", text)))))
    assert text in made.texts[0]


def test_letters_without_a_composed_form_are_set_in_the_second_family_and_can_be_copied(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(document(Paragraph("Buôn Kmơ̆ng"), table(1, "Čư̆ M’gar"), Paragraph("Hết."))))
    assert any("Noto" in name for name in made.fonts())
    letters = "".join(letter for letter, *_place in made.boxes(0))
    assert "BuônKmơ̆ng" in letters
    assert "Čư̆M’gar" in letters


def test_a_character_no_font_has_is_named_with_its_text(document: Build) -> None:
    with pytest.raises(UserError) as caught:
        to_pdf(document(Paragraph("Ý kiến 😀 của dân")))
    assert "U+1F600" in caught.value.message
    assert "Ý kiến" in caught.value.message


def test_with_a_list_for_them_missing_characters_print_as_a_mark_and_are_listed_once(
    document: Build, pages: Callable[[bytes], Any]
) -> None:
    missing: list[str] = []
    made = pages(to_pdf(document(Paragraph("Ý kiến 😀"), Paragraph("Ý kiến 😀")), missing))
    assert len(missing) == 1
    assert "Ý kiến (?)" in made.texts[0]


def test_invisible_characters_vanish(document: Build, pages: Callable[[bytes], Any]) -> None:
    made = pages(to_pdf(document(Paragraph("Dân\u200b vận\ufeff kh\u00adéo, liên\u2011kết"))))
    assert "Dân vận khéo, liên-kết" in made.texts[0]


def test_page_numbers_stand_at_the_top_from_page_two_and_each_annex_begins_anew(
    full_document: Document, pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(full_document))
    assert [made.top_number(page) for page in range(len(made))] == ["", "2", "3", "", "2", "3", ""][: len(made)]
    number = next(box for box in made.boxes(1) if box[2] < 42)
    assert number[2] == pytest.approx(10 * MM, abs=1.5)
    assert (number[1] + number[3]) / 2 == pytest.approx((30 + 195) / 2 * MM, abs=0.5)


def test_by_the_state_rule_the_numbers_run_on_through_the_annexes(
    document: Build, pages: Callable[[bytes], Any], table: Callable[..., Table]
) -> None:
    annex = Annex("Biểu", (table(3),), "I", landscape=True)
    made = pages(to_pdf(document(Paragraph("Một."), side="state", annexes=(annex, annex))))
    assert [made.top_number(page) for page in range(len(made))] == ["", "2", "3"]


def test_a_landscape_annex_lies_on_its_side(full_document: Document, pages: Callable[[bytes], Any]) -> None:
    made = pages(to_pdf(full_document))
    turned = [page for page in range(len(made)) if made.size(page)[0] > made.size(page)[1]]
    assert turned == [made.page_of("Phụ lục I\n"), *range(turned[0] + 1, turned[-1] + 1)]
    assert made.size(len(made) - 1)[0] < made.size(len(made) - 1)[1]


def test_everything_stays_within_the_margins(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any]
) -> None:
    long = "https://vidu.vn/" + "x" * 174
    made = pages(to_pdf(document(Paragraph(long), table(40, f"{SENTENCE} {long}"), Paragraph(SENTENCE * 9))))
    for page in range(len(made)):
        for letter, left, top, right, bottom in made.boxes(page):
            assert left >= 30 * MM - 0.5, letter
            assert right <= 195 * MM + 0.8, letter
            assert bottom <= 277 * MM + 0.5, letter
            assert top >= 20 * MM - 0.5 or letter.isdigit()


def test_cells_do_not_run_into_their_neighbours(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(document(table(5, "Ở" * 60 + " chữ"), signature=None)))
    limit = (30 + 12 + 60 * 165 / 162 + 1) * MM
    assert all(right <= limit for letter, _l, _t, right, _b in made.boxes(0) if letter == "Ở")


@pytest.mark.parametrize("count", range(14, 46))
def test_the_signature_is_never_alone_and_never_split(
    document: Build, pages: Callable[[bytes], Any], count: int
) -> None:
    filler = [Paragraph(f"Dòng {n}.") for n in range(count)]
    made = pages(to_pdf(document(*filler, Heading(1, "III- KẾT LUẬN"), Paragraph("Trên đây là báo cáo."))))
    page = made.page_of("Trên đây là báo cáo.")
    assert all(made.page_of(text) == page for text in ("III- KẾT LUẬN", "Nơi nhận:", "K/T TRƯỞNG BAN", "Byă"))


def test_a_closing_paragraph_longer_than_a_page_still_ends_beside_the_signature(
    document: Build, pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(document(Paragraph("Một."), Paragraph(" ".join(f"chữ{n}" for n in range(900))))))
    assert "chữ899" in made.texts[made.page_of("Nơi nhận:")]


def test_recipients_higher_than_a_page_are_said_plainly(document: Build) -> None:
    with pytest.raises(UserError):
        to_pdf(document(Paragraph("Một."), signature=Signature("A", "B", "C", ("Đảng ủy xã",) * 90)))


@pytest.mark.parametrize("count", range(15, 45))
def test_a_table_at_the_end_sends_two_rows_with_the_signature(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any], count: int
) -> None:
    made = pages(to_pdf(document(Paragraph("Một."), table(count))))
    page = made.page_of("K/T TRƯỞNG BAN")
    assert made.page_of("H’Kim Hoa Byă") == page
    assert made.texts[page].count("xã Ea Kao") >= 2


def test_the_head_of_a_table_stands_on_each_of_its_pages(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any]
) -> None:
    made = pages(to_pdf(document(table(120), signature=None)))
    assert len(made) > 2
    assert all("Số mô hình theo lĩnh vực" in text and "Địa bàn" in text for text in made.texts)


@pytest.mark.parametrize("count", range(28, 40))
def test_the_total_row_is_never_alone_on_a_page(
    document: Build, table: Callable[..., Table], pages: Callable[[bytes], Any], count: int
) -> None:
    made = pages(to_pdf(document(table(count, total=("", "Cộng", "1", "2", "3")), signature=None)))
    assert "xã Ea Kao" in made.texts[made.page_of("Cộng")]


@pytest.mark.parametrize("count", range(20, 34))
def test_no_line_of_a_paragraph_stands_alone(document: Build, pages: Callable[[bytes], Any], count: int) -> None:
    marked = " ".join(f"chữ{n}" for n in range(75))
    made = pages(to_pdf(document(*(Paragraph("Dòng.") for _ in range(count)), Paragraph(marked), signature=None)))
    per_page = [sum("chữ" in line for line in made.lines(page)) for page in range(len(made))]
    assert all(lines != 1 for lines in per_page)
    assert sum(per_page) >= 5


def test_two_sided_margins_are_mirrored_on_back_pages(document: Build, pages: Callable[[bytes], Any]) -> None:
    made = pages(to_pdf(document(*(Paragraph(SENTENCE * 3) for _ in range(50)), two_sided=True)))
    lefts = [min(box[1] for box in made.boxes(page)) / MM for page in range(3)]
    assert lefts == pytest.approx([30, 15, 30], abs=1)


def test_a_header_without_values_prints_blanks_that_say_what_belongs_there(
    document: Build, pages: Callable[[bytes], Any]
) -> None:
    text = pages(to_pdf(document(Paragraph("Một."), header=Header(), signature=Signature()))).texts[0]
    for blank in ("(cơ quan cấp trên)", "(cơ quan ban hành)", "ngày …… tháng", "(chức vụ)", "(họ và tên)"):
        assert blank in text
    assert "None" not in text


def test_a_header_part_the_organ_does_not_have_is_left_out(document: Build, pages: Callable[[bytes], Any]) -> None:
    header = Header("", "Tỉnh ủy Đắk Lắk", None, "BC/TU", "Đắk Lắk", None)
    text = pages(to_pdf(document(Paragraph("Một."), header=header))).texts[0]
    assert "cơ quan cấp trên" not in text
    assert "TỈNH ỦY ĐẮK LẮK" in text


@pytest.mark.parametrize(
    ("organ", "place", "expected"),
    [
        ("Ban Tuyên giáo và Dân vận", "Đắk Lắk", ["BAN TUYÊN GIÁO VÀ DÂN VẬN"]),
        ("Đảng ủy phường Buôn Ma Thuột", "Buôn Ma Thuột", ["ĐẢNG ỦY", "PHƯỜNG BUÔN MA THUỘT"]),
        ("Ban Tuyên giáo và Dân vận", "Thành phố Hồ Chí Minh", ["BAN TUYÊN GIÁO", "VÀ DÂN VẬN"]),
    ],
)
def test_a_long_organ_name_breaks_into_two_sensible_lines(
    document: Build, pages: Callable[[bytes], Any], organ: str, place: str, expected: list[str]
) -> None:
    header = Header("Tỉnh ủy", organ, "1", "BC/BTGDVTU", place, document().header.date)
    text = pages(to_pdf(document(Paragraph("Một."), header=header))).texts[0]
    assert all(line in [part.strip() for part in text.split("\n")] for line in expected)


def test_number_date_and_title_follow_the_layout(document: Build, pages: Callable[[bytes], Any]) -> None:
    party = pages(to_pdf(document(Paragraph("Một.")))).texts[0]
    assert "Số\u00a005-BC/BTGDVTU" in party or "Số 05-BC/BTGDVTU" in party
    assert "ngày 05 tháng 6 năm 2026" in party
    assert "-----" in party
    state = pages(to_pdf(document(Paragraph("Một."), side="state"))).texts[0]
    assert "Độc lập - Tự do - Hạnh phúc" in state
    assert "-----" not in state


def test_the_file_carries_title_language_and_creator(document: Build, pages: Callable[[bytes], Any]) -> None:
    made = pages(to_pdf(document(Paragraph("Một."))))
    assert made.reader.metadata.title == "Báo cáo kết quả năm 2026"
    assert made.reader.trailer["/Root"]["/Lang"] == "vi-VN"


def test_a_file_is_written_whole_with_nothing_left_beside_it(document: Build, tmp_path: Path) -> None:
    target = tmp_path / "báo cáo.pdf"
    target.write_bytes(b"old")
    write_pdf(document(Paragraph("Một.")), target)
    assert target.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_that_cannot_be_written_is_said_plainly(document: Build, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        write_pdf(document(Paragraph("Một.")), tmp_path / "không-có" / "a.pdf")


def test_balanced_lines_are_as_few_as_greedy_ones_and_more_even() -> None:
    gate = Gate()
    style = document_style()
    measured = measure(gate, style)
    text = "kết quả xây dựng mô hình, điển hình Dân vận khéo trên địa bàn tỉnh và nhiệm vụ tới"
    greedy, even = wrap(text, 300, measured), balanced(text, 300, measured)
    assert len(greedy) == len(even)
    assert " ".join(even) == text
    assert max(map(measured, even)) <= max(map(measured, greedy))


def document_style() -> Any:
    from danvan_desktop.documents.profiles import profile_named

    return profile_named("DANG_HD05_2026").style("subject")
