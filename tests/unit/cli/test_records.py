"""danvan record: written, moved, removed and shown by the window's own functions, on a real office."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.cli.run import run
from tests.unit.app.desks import UNIT
from tests.unit.cli.offices import LETTER, VISIT, answer

pytestmark = pytest.mark.usefixtures("vietnamese")


def test_a_visit_is_written_with_its_defaults_and_changed(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(words, capsys, "record", "new", "reception", *VISIT)
    row = made["id"]
    shown = answer(words, capsys, "record", "show", "reception", row)
    wanted = {"received_on": "2025-11-20", "kind": "khieu_nai", "unit": UNIT.code, "people_count": 1}
    assert {name: shown[name] for name in wanted} == wanted
    changed = answer(words, capsys, "record", "edit", "reception", row, "people_count=3", "content=")
    assert changed["group"] != made["group"]
    again = answer(words, capsys, "record", "show", "reception", row)
    assert (again["people_count"], again["content"]) == (3, None)
    assert run([*words, "undo", changed["group"]]) == 0
    assert answer(words, capsys, "record", "show", "reception", row)["content"] == "Thu hồi đất"


def test_what_cannot_be_read_is_named_and_nothing_is_saved(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = answer(words, capsys, "record", "new", "reception", "received_on=31/02/2025", "kind=gì đó", exit_code=2)
    assert "Lịch không có ngày này" in bad["error"]
    assert "gì đó" not in bad["error"]
    assert answer(words, capsys, "records", "reception") == []
    for wrong in (("nosuch=1",), ("visitor_name",), ("kind=khieu_nai", "kind=to_cao")):
        assert run([*words, "record", "new", "reception", *wrong]) == 2


def test_a_denouncer_is_never_taken_down(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    given = ("received_on=05/03/2025", "type=Tố cáo", "petitioner_name=Trần Thị Hoa")
    refused = answer(words, capsys, "record", "new", "petition", *given, exit_code=2)
    assert "Trần" not in refused["error"]
    assert answer(words, capsys, "records", "petition") == []


def test_a_petition_moves_by_open_steps_only(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    assert run([*words, "record", "edit", "petition", row, "state=dong"]) == 2
    refused = answer(words, capsys, "record", "move", "petition", row, "dong", exit_code=2)
    assert "dang_phan_loai" in refused["error"]
    assert run([*words, "record", "move", "petition", row, "dang_phan_loai"]) == 0
    moved = answer(
        words,
        capsys,
        "record",
        "move",
        "petition",
        row,
        "khong_du_dk",
        "content=Trùng đơn cũ",
        "ineligible_reason=gui_nhieu_noi",
    )
    assert moved["group"]
    shown = answer(words, capsys, "record", "show", "petition", row)
    assert (shown["state"], shown["content"], shown["steps"]) == ("khong_du_dk", "Trùng đơn cũ", ["da_luu"])


def test_removal_wants_a_reason_and_comes_back(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    row = answer(words, capsys, "record", "new", "reception", *VISIT)["id"]
    assert run([*words, "record", "remove", "reception", row]) == 2
    assert answer(words, capsys, "record", "remove", "reception", row, "--reason", "trùng")["removed"] == [row]
    assert run([*words, "record", "edit", "reception", row, "people_count=2"]) == 2
    assert run([*words, "restore-record", "reception", row]) == 0


def test_a_record_is_shown_with_labels(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    row = answer(words, capsys, "record", "new", "petition", *LETTER)["id"]
    assert run([*words, "record", "show", "petition", row]) == 0
    told = capsys.readouterr().out
    for part in ("Khiếu nại", "05/03/2025", UNIT.name, "(petitioner_name): Trần Thị Hoa"):
        assert part in told


def test_a_child_needs_its_parent_by_id_or_by_words(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "record", "new", "model_year", "year=2025"]) == 2
    model = answer(words, capsys, "record", "new", "model", "name=Thắp sáng đường quê", "first_year=2024")["id"]
    for parent, year in ((model, 2024), ("thap sang", 2025)):
        row = answer(words, capsys, "record", "new", "model_year", f"model={parent}", f"year={year}")["id"]
        shown = answer(words, capsys, "record", "show", "model_year", row)
        assert (shown["model"], shown["year"]) == (model, year)
    assert run([*words, "record", "new", "model_year", "model=không có", "year=2025"]) == 2


def test_what_the_program_writes_is_not_typed(words: list[str]) -> None:
    for name in ("report_snapshot", "report_text", "attachment", "unit"):
        assert run([*words, "record", "new", name, "unit=1"]) == 2
    assert run([*words, "record", "remove", "report_snapshot", "00"]) == 2


def test_an_entry_clerk_may_not_remove(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = answer(words, capsys, "record", "new", "reception", *VISIT)["id"]
    (tmp_path / "q").write_text("mật khẩu người khác\n", encoding="utf-8")
    new = ("--new-passphrase-file", str(tmp_path / "q"), "--role", "nhap_lieu")
    assert run([*words, "officer", "add", "Trần B", *new]) == 0
    clerk = [*words[:2], "--passphrase-file", str(tmp_path / "q")]
    assert run([*clerk, "record", "edit", "reception", row, "people_count=2"]) == 0
    assert run([*clerk, "record", "remove", "reception", row, "--reason", "thử"]) == 2
    assert run([*clerk, "settings", "symbol=BDV"]) == 2
    assert run([*clerk, "list-export", "reception", "-o", str(tmp_path / "a.csv")]) == 2
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(("type_name", "values"), [("petition", LETTER), ("reception", VISIT)])
def test_a_register_number_another_record_has_is_saved_and_told(
    words: list[str], capsys: pytest.CaptureFixture[str], type_name: str, values: tuple[str, ...]
) -> None:
    first = answer(words, capsys, "record", "new", type_name, *values, "register_no=1")
    assert not [text for text in first["warnings"] if "STT" in text]
    second = answer(words, capsys, "record", "new", type_name, *values, "register_no=01")
    assert [text for text in second["warnings"] if text.startswith("STT 01 ")]
    other = answer(words, capsys, "record", "edit", type_name, second["id"], "register_no=2")
    assert not [text for text in other["warnings"] if "STT" in text]
    back = answer(words, capsys, "record", "edit", type_name, second["id"], "register_no=1")
    assert [text for text in back["warnings"] if text.startswith("STT 1 ")]


def test_nobody_came_needs_no_kind_of_matter(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(words, capsys, "record", "new", "reception", "received_on=20/11/2025", "state=vang_mat")
    assert answer(words, capsys, "record", "show", "reception", made["id"])["kind"] is None
    answer(words, capsys, "record", "new", "reception", "received_on=20/11/2025", "state=da_tiep", exit_code=2)


@pytest.mark.parametrize(
    "asked",
    [
        ("figures", "--from", "2025-01-01", "--to", "2025-12-31"), ("records", "petition"),
        ("report", "annual", "--from", "2025-01-01", "--to", "2025-12-31", "--format", "pdf", "-o", "a.pdf"),
    ],
)  # fmt: skip
def test_a_unit_that_nothing_is_about_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], tmp_path: Path
) -> None:
    given = tuple(str(tmp_path / word) if word == "a.pdf" else word for word in asked)
    said = answer(words, capsys, *given, "--unit", "NOSUCH", exit_code=2)
    assert "NOSUCH" in said["error"]
    assert not (tmp_path / "a.pdf").exists()
    assert run([*words, *given, "--unit", UNIT.code]) == 0
