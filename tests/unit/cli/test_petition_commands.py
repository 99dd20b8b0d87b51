"""danvan petition, case, duty, retention: what an officer types and what scripts read."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.cli.run import run
from tests.unit.cli.offices import answer

MIXED = ("received_on=02/11/2026", "type=nhieu_noi_dung", "petition_no=9/2026", "petitioner_name=Trần Thị Hoa",
         "petitioner_address=Ấp 3")  # fmt: skip


@pytest.fixture
def row(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    return str(answer(words, capsys, "record", "new", "petition", *MIXED)["id"])


def shown(words: list[str], capsys: pytest.CaptureFixture[str], row: str, type_name: str = "petition") -> object:
    return answer(words, capsys, "record", "show", type_name, row)


def test_a_petition_is_split_and_the_denouncing_part_names_nobody(
    words: list[str], row: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = ("--part", "khieu_nai:dat_dai=Mức bồi thường", "--part", "to_cao=Cán bộ nhận tiền")
    found = answer(words, capsys, "petition", "split", row, *parts)
    assert found["names_denouncer"] is True
    one, two = (str(shown(words, capsys, part)) for part in found["petitions"])
    assert "Trần Thị Hoa" in one
    assert "Hoa" not in two
    assert "error" in answer(words, capsys, "petition", "split", row, *parts, exit_code=2)


@pytest.mark.parametrize("part", ["khieu_nai", "lạ=x", "khieu_nai:lạ=x"])
def test_a_part_that_cannot_be_read_is_bad_input(
    words: list[str], row: str, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(words, capsys, "petition", "split", row, "--part", part, "--part", "khac=y", exit_code=2)
    assert "error" in found


def test_people_are_listed_masked_unless_asked_for(
    words: list[str], row: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(words, capsys, "record", "new", "petition_party", f"petition={row}", "side=nguoi_gui",
           "name=Lê Văn Tám", "phone=0909123789")  # fmt: skip
    found = answer(words, capsys, "petition", "people", row)
    people = [(one["side_label"], one["name"], one["phone"]) for one in found["people"]]
    assert people == [("Người đứng đơn", "Trần T. H.", None), ("Cùng gửi đơn", "Lê V. T.", "***789")]
    full = answer(words, capsys, "petition", "people", row, "--names", "full")
    assert [one["name"] for one in full["people"]] == ["Trần Thị Hoa", "Lê Văn Tám"]
    assert run([*words, "petition", "people", row]) == 0
    assert "Lê V. T." in capsys.readouterr().out


def test_a_withdrawal_is_written_and_a_second_round_waits_for_a_decision(
    words: list[str], row: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(words, capsys, "record", "edit", "petition", row, "type=khieu_nai")
    assert "error" in answer(words, capsys, "petition", "again", row, exit_code=2)
    assert answer(words, capsys, "petition", "withdraw", row, "--part")["whole"] is False
    answer(words, capsys, "petition", "withdraw", row, "--whole", "--on", "20/11/2026")  # at any time (KN Art. 10)
    assert "dinh_chi" in str(shown(words, capsys, row))


def test_a_second_complaint_is_saved_with_the_first_ones_decision(
    words: list[str], row: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(words, capsys, "record", "edit", "petition", row, "type=khieu_nai")
    for state in ("dang_phan_loai", "cho_thu_ly", "da_thu_ly"):
        answer(words, capsys, "record", "move", "petition", row, state)
    answer(words, capsys, "record", "move", "petition", row, "da_co_ket_qua", "resolved_on=22/11/2026", "result=sai",
           "result_no=12/QĐ")  # fmt: skip
    second = answer(words, capsys, "petition", "again", row, "--on", "22/11/2026")["petition"]
    assert "12/QĐ" in str(shown(words, capsys, second))
    assert "lan_hai" in str(shown(words, capsys, row))


def test_a_case_shows_what_names_it_and_what_is_linked(
    words: list[str], row: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = answer(words, capsys, "record", "new", "case", "code=VV 1")["id"]
    assert answer(words, capsys, "case", "show", case) == []
    answer(words, capsys, "case", "link", case, "petition", row, "--reason", "cùng thửa")
    assert [(one["id"], one["linked"]) for one in answer(words, capsys, "case", "show", case)] == [(row, True)]
    assert answer(words, capsys, "case", "unlink", case, "petition", row) == {"removed": 1}


def test_duty_and_retention_answer_on_an_empty_office(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(words, capsys, "duty", "--from", "2026-08-01", "--to", "2026-09-30")
    assert {(line["body"], line["need"], line["state"]) for line in found["lines"]} == {
        ("ubnd", 2, "short"), ("cap_uy", 2, "short")
    }  # fmt: skip
    assert answer(words, capsys, "retention", "list") == []
    file = tmp_path / "m.pdf"
    answer(words, capsys, "retention", "minutes", "-o", str(file))
    assert file.read_bytes().startswith(b"%PDF")
