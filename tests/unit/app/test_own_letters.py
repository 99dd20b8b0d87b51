"""A province writes its own papers in Word: made from ours, looked at before use, filled in every office."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from danvan_desktop.app import own_letters
from danvan_desktop.app.letters import LetterWanted, letter
from danvan_desktop.documents import docx_template
from danvan_desktop.errors import UserError
from danvan_desktop.reports import letter_templates, letters
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.rule_files import RuleFile
from danvan_desktop.storage.store import Store

ON = date(2026, 9, 20)
KINDS = pytest.mark.parametrize("kind", letters.kinds(), ids=lambda kind: kind.id)


@pytest.fixture(autouse=True)
def nothing_installed() -> Iterator[None]:
    yield
    rule_files.use([])


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def _text(data: bytes) -> str:
    opened = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in opened.paragraphs), *cells]).split())


def _edited(data: bytes, *more: str) -> bytes:
    opened = docx.Document(io.BytesIO(data))
    for text in more:
        opened.add_paragraph(text)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def _install(kind: letters.LetterKind, data: bytes) -> None:
    table = letter_templates.as_table(kind, data, date(2026, 9, 1), "Quyết định của tỉnh")
    name = f"{letter_templates.PREFIX}{kind.id}"
    rule_files.use([RuleFile(name, json.dumps(table).encode(), "80", 1)])


def _petition(store: Store, **values: Any) -> bytes:
    given: dict[str, Any] = {
        "unit": "80305", "received_on": date(2026, 8, 3), "type": "khieu_nai", "petitioner_name": "Lê Văn Bảy & con",
        "petitioner_gender": "nam", "competent_body": "Phòng Kinh tế", **values,
    }  # fmt: skip
    with store.batch(officer="A") as batch:
        return batch.new("petition", given)


@KINDS
@pytest.mark.parametrize("side", own_letters.SIDES)
def test_the_file_a_province_begins_from_can_be_used_as_it_is(kind: letters.LetterKind, side: str) -> None:
    assert letter_templates.lint(kind, letter_templates.base(kind, side)) == []


def test_an_edited_paper_is_filled_in_an_office_with_the_words_of_the_province(store: Store) -> None:
    kind = own_letters.kind_of("guidance")
    _install(kind, _edited(letter_templates.base(kind, "state"), "Điện thoại hỏi đáp của tỉnh; {{ who_short }}."))
    wanted = LetterWanted("guidance", "petition", _petition(store), ON, "docx", "7")
    said = _text(letter(store, wanted, "A"))
    for words in ("Điện thoại hỏi đáp của tỉnh; ông.", "Lê Văn Bảy & con", "Số: 7/HD-UBND", "Phòng Kinh tế",
                  "Nguyễn Thị Hồng", "ngày 20 tháng 9 năm 2026"):  # fmt: skip
        assert words in said
    assert "{{" not in said


def test_what_is_not_known_stands_as_a_blank_to_write_in(store: Store) -> None:
    kind = own_letters.kind_of("guidance")
    _install(kind, letter_templates.base(kind, "state"))
    said = _text(
        letter(store, LetterWanted("guidance", "petition", _petition(store, competent_body=None), ON, "docx"), "A")
    )
    assert "……………" in said


def test_an_older_paper_keeps_the_words_of_its_day(store: Store) -> None:
    kind = own_letters.kind_of("guidance")
    _install(kind, _edited(letter_templates.base(kind, "state"), "Lời mới của tỉnh"))
    row = _petition(store)
    assert "Lời mới" not in _text(
        letter(store, LetterWanted("guidance", "petition", row, date(2026, 8, 31), "docx"), "A")
    )
    assert "Lời mới" in _text(letter(store, LetterWanted("guidance", "petition", row, date(2026, 9, 1), "docx"), "A"))


@pytest.mark.parametrize(
    ("more", "wrong"),
    [("{{ so_dien_thoai_nha }}", "so_dien_thoai_nha"), ("{{ petitioner_password }}", "petitioner_password")],
)
def test_a_name_the_program_does_not_know_is_said_before_anything_is_used(more: str, wrong: str) -> None:
    kind = own_letters.kind_of("guidance")
    data = _edited(letter_templates.base(kind, "state"), more)
    assert any(wrong in line for line in letter_templates.lint(kind, data))
    with pytest.raises(UserError):
        letter_templates.as_table(kind, data, ON, "")


def test_a_paper_without_number_day_or_signer_is_not_taken() -> None:
    kind = own_letters.kind_of("guidance")
    bare = _edited(
        docx_template.rewritten(letter_templates.base(kind, "state"), {"{{ so }}": "", "{{ nguoi_ky }}": ""})
    )
    assert len(letter_templates.lint(kind, bare)) == 2


@pytest.mark.parametrize(
    "code", ["{{ ''.__class__.__mro__ }}", "{{ who.__init__.__globals__ }}", "{% for x in range(9**9) %}{% endfor %}"]
)
def test_a_template_cannot_reach_into_the_program(code: str) -> None:
    data = _edited(_blank(), code)
    with pytest.raises(UserError):
        docx_template.filled(data, {"who": "x"})


def _blank() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"plain text"])
def test_a_file_that_is_no_word_file_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError):
        docx_template.names_in(data)


def test_braces_that_do_not_match_are_told_with_what_to_do() -> None:
    with pytest.raises(UserError) as refused:
        docx_template.names_in(_edited(_blank(), "{{ who"))
    assert "{{" in refused.value.hint


def test_the_table_for_the_update_is_checked_before_it_is_written(tmp_path: Path) -> None:
    kind = own_letters.kind_of("transfer")
    (tmp_path / "a.docx").write_bytes(letter_templates.base(kind, "party"))
    made = own_letters.make_table(kind, tmp_path / "a.docx", tmp_path / "out", on=ON, source="QĐ 12")
    letter_templates.check_table(f"{letter_templates.PREFIX}transfer", json.loads(made.read_text("utf-8")))
    assert made.parent.name == "templates"
