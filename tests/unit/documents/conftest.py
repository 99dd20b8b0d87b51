"""Builders of documents and readers of finished pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdf
import pypdfium2
import pytest

from danvan_desktop.documents.model import (
    Align,
    Annex,
    Block,
    Column,
    Document,
    Header,
    Heading,
    Paragraph,
    Register,
    Signature,
    Table,
    Title,
)
from danvan_desktop.documents.profiles import profile_for

MAY_2026 = date(2026, 6, 5)
SENTENCE = "Hệ thống dân vận cấp ủy đã bám sát chức năng, nhiệm vụ được giao, nâng cao hiệu quả công tác. "
COLUMNS = (
    Column(("TT",), 12, Align.CENTER),
    Column(("Địa bàn",), 60),
    Column(("Số mô hình theo lĩnh vực", "Kinh tế"), 30, Align.CENTER),
    Column(("Số mô hình theo lĩnh vực", "Văn hóa - xã hội"), 30, Align.CENTER),
    Column(("Tổng số",), 30, Align.RIGHT),
)


class Pages:
    """A finished PDF as text and as boxes of letters; x and y in points from the top left."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self.texts = [page.extract_text() for page in self.reader.pages]

    def __len__(self) -> int:
        return len(self.texts)

    def size(self, page: int) -> tuple[float, float]:
        box = self.reader.pages[page].mediabox
        return float(box.width), float(box.height)

    def boxes(self, page: int) -> list[tuple[str, float, float, float, float]]:
        """Letter, left, top, right, bottom of every visible letter."""
        opened = pypdfium2.PdfDocument(self.data)
        sheet = opened[page]
        text = sheet.get_textpage()
        height = sheet.get_height()
        found = []
        for place in range(text.count_chars()):
            letter = text.get_text_range(place, 1)
            left, bottom, right, top = text.get_charbox(place)
            if letter.strip():
                found.append((letter, left, height - top, right, height - bottom))
        for closing in (text, sheet, opened):
            closing.close()
        return found

    def lines(self, page: int) -> list[str]:
        return [line.strip() for line in self.texts[page].split("\n") if line.strip()]

    def top_number(self, page: int) -> str:
        """What stands in the upper 15 mm of a page."""
        return "".join(letter for letter, _l, top, _r, _b in self.boxes(page) if top < 42)

    def fonts(self) -> set[str]:
        names: set[str] = set()
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            for font in resources.get_object().get("/Font", {}).values():
                names.add(str(font.get_object()["/BaseFont"]))
        return names

    def page_of(self, text: str) -> int:
        return next(place for place, page in enumerate(self.texts) if text in page)


@pytest.fixture
def pages() -> Callable[[bytes], Pages]:
    return Pages


@pytest.fixture
def table() -> Callable[..., Table]:
    def build(count: int, text: str = "xã Ea Kao", **more: Any) -> Table:
        rows = tuple((str(n), text, str(n * 3), str(n * 2), str(n * 5)) for n in range(1, count + 1))
        return Table(COLUMNS, rows, **more)

    return build


@pytest.fixture
def document() -> Callable[..., Document]:
    def build(*blocks: Block, side: Any = "party", on: date = MAY_2026, **more: Any) -> Document:
        header = Header("Tỉnh ủy Đắk Lắk", "Ban Tuyên giáo và Dân vận", "5", "BC/BTGDVTU", "Đắk Lắk", on)
        signature = Signature("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "H’Kim Hoa Byă", ("Như trên", "Lưu Ban"))
        settings = {"header": header, "signature": signature, "title": Title("Báo cáo", "kết quả năm 2026"), **more}
        return Document(profile=profile_for(side, on), blocks=blocks, **settings)

    return build


@pytest.fixture
def register() -> Callable[..., Register]:
    def build(**more: Any) -> Register:
        columns = (
            Column(("TT",), 12, Align.CENTER),
            Column(("Họ và tên",), 45),
            Column(("Nội dung",), 120),
            Column(("Ghi chú",), 30),
        )
        return Register(profile_for("party", MAY_2026), Title("Sổ theo dõi đơn"), columns, **more)

    return build


@pytest.fixture
def full_document(document: Callable[..., Document], table: Callable[..., Table]) -> Document:
    annexes = (
        Annex("Biểu số liệu", (table(60),), "I", "Kèm theo Báo cáo số 05-BC/BTGDVTU", landscape=True),
        Annex("Danh sách", (Paragraph("Danh sách này có 3 người."),), "II"),
    )
    return document(
        Heading(1, "I- KẾT QUẢ"),
        Paragraph(SENTENCE * 3),
        Heading(2, "1. Theo địa bàn"),
        table(70, unit_line="Đơn vị tính: mô hình", total=("", "Cộng", "1", "2", "3")),
        Paragraph("Trên đây là báo cáo."),
        annexes=annexes,
    )
