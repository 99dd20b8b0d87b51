"""The catalogue of texts is complete, and the check sees what lacks."""

from __future__ import annotations

from pathlib import Path

import catalogue
import pytest
from catalogue import Files

CODE = """
from danvan_desktop.i18n import N_, _, ngettext
TITLE = N_("Petitions")
def say(count):
    # i18n: shown below the list
    return _("Row {row} is empty").format(row=1), ngettext("{n} row", "{n} rows", count)
"""
FORM = """<ui version="4.0"><widget class="QLabel">
<property name="text"><string>Received &amp;on</string></property>
<property name="x"><string notr="true">not this</string></property></widget></ui>"""
PART = """
msgid "Petitions"
msgstr "Đơn thư"

msgid "Row {row} is empty"
msgstr "Dòng {row} để trống"

msgid "{n} row"
msgid_plural "{n} rows"
msgstr[0] "{n} dòng"

msgid "Received &on"
msgstr "Ngày &nhận"

msgid "Not in the code"
msgstr "Không có trong mã"
"""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A small checkout with one module, one form and one fragment."""
    for folder in ("danvan_desktop", "ui/forms", "i18n/vi/parts"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "danvan_desktop" / "one.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "ui" / "forms" / "one.ui").write_text(FORM, encoding="utf-8")
    (tmp_path / "i18n" / "vi" / "parts" / "one.po").write_text(PART, encoding="utf-8")
    return Files(tmp_path)


def make(files: Files, *, parts_win: bool = False) -> list[str]:
    """Extract and merge as `make i18n` does; the notes of the merge."""
    files.pot.write_bytes(catalogue.as_bytes(catalogue.extract(files.root)))
    merged, notes = catalogue.merge(files, parts_win=parts_win)
    files.po.write_bytes(catalogue.as_bytes(merged))
    return notes


def replace(path: Path, old: str, new: str) -> None:
    """Change one text of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_text_of_the_program_has_its_vietnamese() -> None:
    assert catalogue.problems() == []


def test_texts_are_found_in_code_and_in_forms(files: Files) -> None:
    found = {catalogue.text_of(message)[0] for message in catalogue.extract(files.root) if message.id}
    assert found == {"Petitions", "Row {row} is empty", "{n} row", "Received &on"}


def test_merged_fragments_make_a_complete_catalogue(files: Files) -> None:
    assert make(files) == []
    assert catalogue.problems(files) == []
    assert "Không có trong mã" not in files.po.read_text(encoding="utf-8")


def test_merging_twice_changes_nothing(files: Files) -> None:
    make(files)
    first = files.po.read_bytes()
    make(files)
    assert files.po.read_bytes() == first


def test_a_translation_mended_in_the_catalogue_stays(files: Files) -> None:
    make(files)
    replace(files.po, "Đơn thư", "Đơn")
    notes = make(files)
    assert '"Đơn"' in files.po.read_text(encoding="utf-8")
    assert len(notes) == 1
    assert "Petitions" in notes[0]


def test_fragments_go_first_when_asked(files: Files) -> None:
    make(files)
    replace(files.parts[0], "Đơn thư", "Đơn")
    make(files, parts_win=True)
    assert '"Đơn"' in files.po.read_text(encoding="utf-8")


def test_a_new_text_in_the_code_is_noticed(files: Files) -> None:
    make(files)
    (files.root / "danvan_desktop" / "two.py").write_text('_("New text")', encoding="utf-8")
    wrong = catalogue.problems(files)
    assert wrong == ["i18n/danvan.pot is not that of the code: run `make i18n`", "no Vietnamese: 'New text'"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Dòng {row}", "Dòng {line}", "other {fields}"),
        ("Dòng {row}", "Dòng", "other {fields}"),
        ("Dòng {row}", "Dòng {row", "braces"),
        ("{n} dòng", "dòng", "other {fields}"),
        ('"Đơn thư"', '""', "no Vietnamese"),
        ('msgid "Petitions"', '#, fuzzy\nmsgid "Petitions"', "fuzzy"),
    ],
)
def test_a_bad_translation_is_listed(files: Files, old: str, new: str, expected: str) -> None:
    make(files)
    replace(files.po, old, new)
    wrong = catalogue.problems(files)
    assert len(wrong) == 1
    assert wrong[0].startswith(expected)


def test_a_missing_catalogue_is_said(files: Files) -> None:
    wrong = catalogue.problems(files)
    assert any("danvan.pot" in line for line in wrong)
    assert any("danvan.po is not there" in line for line in wrong)
