"""The letter to a late unit: what came last, what it has not answered, blanks where nobody decided."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from docx import Document

from danvan_desktop.app import handover, reminder
from danvan_desktop.app.reminder import Wanted
from danvan_desktop.errors import UserError
from tests.unit.handoff.offices import Offices

TODAY = date.today()  # noqa: DTZ011  packages are dated by this machine's day


@pytest.fixture
def offices() -> Iterator[Offices]:
    opened = Offices()
    yield opened
    opened.close()


def text_of(offices: Offices, name: str, unit: str, **more: object) -> str:
    wanted = Wanted(unit, TODAY + timedelta(days=40), "pdf", **more)  # type: ignore[arg-type]
    data = reminder.reminder(offices[name], wanted)
    found = pypdf.PdfReader(io.BytesIO(data))
    return " ".join(" ".join(page.extract_text() for page in found.pages).split())


def test_it_says_what_came_last_and_how_long_ago(offices: Offices) -> None:
    text = text_of(offices, "D", "25920")
    assert "Kính gửi: Xã Ví dụ" in text
    assert re.search(r"gần nhất của Xã Ví dụ mà .* là gói số \d+, nhận ngày", text)
    assert "đã 40 ngày" in text
    assert "chưa nhận được" not in text


def test_a_unit_nothing_ever_came_from_is_told_so(offices: Offices) -> None:
    offices["D"].conn.execute("DELETE FROM handover_log WHERE way = 'in'")
    text = text_of(offices, "D", "25920")
    assert "chưa nhận được gói dữ liệu dân vận nào" in text
    assert "gần nhất" not in text


def test_packages_of_ours_without_a_receipt_are_named(offices: Offices, tmp_path: Path) -> None:
    [written] = handover.export(offices["D"], "25920", tmp_path, full=True)
    assert f"số {written.number} ngày" in text_of(offices, "D", "25920")
    [result] = handover.import_path(offices["C1"], Path(written.file))
    assert result.status == "applied"
    for receipt in tmp_path.glob("*.receipt.danvan"):
        handover.import_path(offices["D"], receipt)
    assert "chưa có biên nhận" not in text_of(offices, "D", "25920")


def test_the_day_is_a_blank_until_somebody_sets_it(offices: Offices) -> None:
    assert "trước ngày ……" in text_of(offices, "D", "25920")
    due = TODAY + timedelta(days=50)
    assert f"/{due.year}" in text_of(offices, "D", "25920", due=due)
    with pytest.raises(UserError):
        text_of(offices, "D", "25920", due=TODAY)


@pytest.mark.parametrize(("name", "unit"), [("C1", "750"), ("C1", "25920"), ("D", "99"), ("P", "25920")])
def test_a_reminder_goes_to_a_unit_right_below_only(offices: Offices, name: str, unit: str) -> None:
    with pytest.raises(UserError):
        text_of(offices, name, unit)


@pytest.mark.parametrize("side", ["party", "state"])
def test_the_letter_as_word_file_has_subject_and_number_of_its_side(offices: Offices, side: str) -> None:
    for name, text in (("side", side), ("symbol", "BTGDVTU"), ("name", "Ban Tuyên giáo và Dân vận")):
        offices["D"].settings.set(f"organ.{name}", text)
    data = reminder.reminder(offices["D"], Wanted("25920", TODAY, "docx"))
    word = Document(io.BytesIO(data))
    head = " ".join(cell.text for row in word.tables[0].rows for cell in row.cells).replace("\u00a0", " ")
    assert ("về việc đôn đốc" if side == "party" else "V/v đôn đốc") in " ".join(head.split())
    assert ("CV/BTGDVTU" in head) == (side == "party")
    assert any("Kính gửi" in paragraph.text for paragraph in word.paragraphs)


def test_the_format_follows_the_name() -> None:
    assert reminder.format_of(Path("a.DOCX")) == "docx"
    with pytest.raises(UserError):
        reminder.format_of(Path("a.txt"))


@pytest.mark.parametrize(("side", "kept"), [("party", "Lưu Ban Tuyên giáo và Dân vận."), ("state", "Lưu: VT.")])
def test_who_keeps_a_copy_is_said_in_the_words_of_its_side(offices: Offices, side: str, kept: str) -> None:
    for name, text in (("side", side), ("name", "Ban Tuyên giáo và Dân vận")):
        offices["D"].settings.set(f"organ.{name}", text)
    assert kept in " ".join(text_of(offices, "D", "25920").split())


def test_a_name_typed_as_it_stands_in_the_head_does_not_shout_in_the_text(offices: Offices) -> None:
    offices["D"].settings.set("organ.name", "BAN TIẾP CÔNG DÂN TỈNH")
    text = " ".join(text_of(offices, "D", "25920").split())
    assert text.count("BAN TIẾP CÔNG DÂN TỈNH") == 1
