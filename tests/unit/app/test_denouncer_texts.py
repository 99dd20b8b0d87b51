"""The name of who complained stands in the words too: once it is a denunciation nobody finds it by that name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import handover
from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.domain.text import fold
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.test_attachments import picture
from tests.unit.cli.offices import SECRET, answer
from tests.unit.handoff.offices import enrol

pytestmark = pytest.mark.usefixtures("vietnamese")
NAME, OTHER, PHONE = "Nguyễn Văn An", "Trần Thị Chim Yến", "0988 777 666"
WORDS = (f"petitioner_name={NAME}", f"petitioner_phone={PHONE}", "respondent_name=Lê Văn Cán",
         f"summary_redacted=Ông {NAME} tố ông Cán thu 5.000.000 đồng", "note=NGUYEN VAN AN gọi 0988777666",
         f"content=Tôi là {NAME}, cùng bà {OTHER}")  # fmt: skip


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """A commune enrolled at its province."""
    (tmp_path / "p").write_text(SECRET + "\n", encoding="utf-8")
    cheap = Cost(1024, 1)
    province, _code = Office.create(tmp_path / "tinh", UnitInfo("80", "Tỉnh", "province"), "B", SECRET, cost=cheap)
    unit = UnitInfo("80305", "Xã Thạnh An", "commune", "80")
    commune, _code = Office.create(tmp_path / "xa", unit, "Lê A", SECRET, cost=cheap)
    enrol(commune.store, province.store, tmp_path)
    province.close()
    commune.close()
    return ["--data-dir", str(tmp_path / "xa"), "--passphrase-file", str(tmp_path / "p")]


Capture = pytest.CaptureFixture[str]


def _complaint(words: list[str], capsys: Capture, tmp_path: Path) -> tuple[str, str]:
    given = ("received_on=1/2/2026", "type=khieu_nai", "register_no=1", *WORDS)
    row = answer(words, capsys, "record", "new", "petition", *given)["id"]
    answer(words, capsys, "record", "new", "petition_party", f"petition={row}", "side=nguoi_gui", f"name={OTHER}")
    task = answer(words, capsys, "record", "new", "follow_up", f"petition={row}", "source_kind=don_thu",
                  f"content=Mời {NAME} và {OTHER} lên làm việc")["id"]  # fmt: skip
    file = tmp_path / "a.png"
    file.write_bytes(picture(kind="PNG"))
    answer(words, capsys, "attach", "petition", row, str(file), "--caption", f"Đơn của {NAME}")
    return row, task


def _said(words: list[str], capsys: Capture, *more: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run([*words, *more]) == code
    out = capsys.readouterr()
    return out.out + out.err


def _names(text: str) -> list[str]:
    return [mark for mark in ("nguyen van an", "chim yen", "0988777666", "0988 777 666") if mark in fold(text)]


def test_the_question_names_the_texts_and_without_the_word_nothing_is_saved(
    words: list[str], capsys: Capture, tmp_path: Path
) -> None:
    row, _task = _complaint(words, capsys, tmp_path)
    before = answer(words, capsys, "record", "show", "petition", row)
    said = _said(words, capsys, "record", "edit", "petition", row, "type=to_cao", code=2)
    for label in ("Tóm tắt", "Nội dung", "Ghi chú", "Theo dõi", "Chú thích"):
        assert label in said, label
    assert _names(said) == []
    assert answer(words, capsys, "record", "show", "petition", row) == before


def test_afterwards_no_door_tells_the_name(words: list[str], capsys: Capture, tmp_path: Path) -> None:
    row, task = _complaint(words, capsys, tmp_path)
    answer(words, capsys, "record", "edit", "petition", row, "type=to_cao", "--destroy-names")
    shown = answer(words, capsys, "record", "show", "petition", row)
    assert shown["summary_redacted"] == "Ông (…) tố ông Cán thu 5.000.000 đồng"
    assert (shown["note"], shown["respondent_name"]) == ("(…) gọi (…)", "Lê Văn Cán")
    assert answer(words, capsys, "record", "show", "follow_up", task)["content"] == "Mời (…) và (…) lên làm việc"
    for text in (NAME, OTHER):
        assert answer(words, capsys, "records", "petition", "--search", text) == []
        assert answer(words, capsys, "records", "follow_up", "--search", text) == []
    paper, listed = tmp_path / "a.docx", tmp_path / "a.csv"
    _said(words, capsys, "letter", "propose_accept", row, "--redacted", "--format", "docx", "-o", str(paper))
    _said(words, capsys, "list-export", "petition", "--with-denunciation-content", "--columns",
          "summary_redacted,content,note", "-o", str(listed))  # fmt: skip
    from tests.end2end.test_canary import read

    assert _names(read(paper) + read(listed)) == []
    doors = [("history", "petition", row), ("history", "follow_up", task), ("record", "show", "petition", row),
             ("records", "attachment", "--json"), ("attachments", "petition", row), ("denouncers", "list")]  # fmt: skip
    told = {door: _names(_said(words, capsys, *door)) for door in doors}
    assert {door: found for door, found in told.items() if found} == {}
    assert "(giữ bí mật)" in _said(words, capsys, "history", "petition", row)
    assert _in_the_vault(tmp_path) == []


def _in_the_vault(tmp_path: Path) -> list[str]:
    with Office.open(tmp_path / "xa", SECRET) as office:
        return _names(" ".join(text for (text,) in office.store.conn.execute("SELECT value FROM vault").fetchall()))


def test_the_province_does_not_find_it_either(words: list[str], capsys: Capture, tmp_path: Path) -> None:
    row, task = _complaint(words, capsys, tmp_path)
    answer(words, capsys, "record", "edit", "petition", row, f"note={NAME} gọi lại")
    answer(words, capsys, "record", "edit", "petition", row, "note=Gọi lại", "type=to_cao", "--destroy-names")
    _said(words, capsys, "export", "--to", "80", "-o", str(tmp_path / "usb"))
    with Office.open(tmp_path / "tinh", SECRET) as province:
        (package,) = (tmp_path / "usb").glob("DV-*of*.danvan")
        (result,) = handover.import_path(province.store, package)
        assert result.status == "applied"
    there = ["--data-dir", str(tmp_path / "tinh"), *words[2:]]
    assert answer(there, capsys, "records", "petition", "--search", NAME) == []
    told = [_said(there, capsys, *door) for door in (
        ("history", "petition", row), ("history", "follow_up", task), ("record", "show", "petition", row),
        ("records", "attachment", "--json"), ("records", "follow_up", "--json"))]  # fmt: skip
    assert _names(" ".join(told)) == []


def test_undo_takes_the_whole_act_back_and_no_destroyed_name(
    words: list[str], capsys: Capture, tmp_path: Path
) -> None:  # fmt: skip
    row, task = _complaint(words, capsys, tmp_path)
    saved: dict[str, Any] = answer(words, capsys, "record", "edit", "petition", row, "type=to_cao", "--destroy-names")
    assert run([*words, "undo", saved["group"]]) == 0
    shown = answer(words, capsys, "record", "show", "petition", row)
    assert (shown["type"], shown["petitioner_name"]) == ("khieu_nai", None)
    assert "(…)" in shown["content"]
    assert "(…)" in shown["summary_redacted"]  # else nobody would know of it when it becomes a denunciation again
    assert "(…)" in answer(words, capsys, "record", "show", "follow_up", task)["content"]
