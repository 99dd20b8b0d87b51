"""The command line speaks Vietnamese, exits with 0, 1 or 2, and with --json answers JSON on every exit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from danvan_desktop import cli, faces, i18n

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def vietnamese() -> object:
    """Each test starts in the default language."""
    i18n.set_language("vi")
    yield
    i18n.set_language("vi")


def office_words(tmp_path: Path) -> list[str]:
    secret = tmp_path / "mk"
    secret.write_text("mật khẩu thử\n", encoding="utf-8")
    return ["--data-dir", str(tmp_path / "office"), "--passphrase-file", str(secret)]


def test_without_a_command_the_window_is_wanted() -> None:
    assert faces.wants_window([])
    assert faces.wants_window(["--data-dir", "x", "--passphrase-file=y"])
    assert not faces.wants_window(["figures"])
    assert not faces.wants_window(["--data-dir", "x", "check"])


def test_a_wrong_word_is_explained_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["figures", "--from", "31/02/2019", "--to", "2019-12-31"]) == 2
    assert "không phải ngày" in capsys.readouterr().err


def test_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["figures", "--lang", "en", "--from", "31/02/2019", "--to", "2019-12-31"]) == 2
    assert "is no date" in capsys.readouterr().err


def test_json_is_on_stdout_on_every_exit(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = office_words(tmp_path)
    assert cli.run([*words, "figures", "--from", "2019-01-01", "--to", "2019-12-31", "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == said.err.strip()
    assert cli.run([*words, "records", "--json"]) == 2
    assert "error" in json.loads(capsys.readouterr().out)


def test_an_unknown_type_names_the_known_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = office_words(tmp_path)
    start = ["init", "--unit-code", "1", "--unit-name", "Xã A", "--level", "commune", "--officer", "Lê A", "--json"]
    assert cli.run([*words, *start]) == 0
    assert len(json.loads(capsys.readouterr().out)["recovery_code"]) > 40
    assert cli.run([*words, "records", "petitions"]) == 2
    assert "petition," in capsys.readouterr().err


def test_a_wrong_passphrase_is_no_traceback(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = office_words(tmp_path)
    cli.run([*words, "init", "--unit-code", "1", "--unit-name", "Xã A", "--level", "commune", "--officer", "Lê A"])
    (tmp_path / "mk").write_text("mật khẩu khác hẳn\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.run([*words, "check"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [["records", "petition", "--limit", "-3"], ["records", "petition", "--limit", "x"],
                                   ["import-sheet", "x.xlsx", "--as", "petition", "--year", "abc"]])  # fmt: skip
def test_a_number_that_is_none_is_refused_in_vietnamese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(words) == 2
    assert "không phải số nguyên" in capsys.readouterr().err


def test_words_that_stand_for_a_value_are_vietnamese_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import-sheet"]) == 2
    said = capsys.readouterr().err
    assert "TỆP" in said
    assert "FILE" not in said


def test_history_is_told_in_the_words_of_the_office(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = office_words(tmp_path)
    start = ["init", "--unit-code", "1", "--unit-name", "Xã A", "--level", "commune", "--officer", "Lê A"]
    assert cli.run([*words, *start]) == 0
    path = tmp_path / "so.xlsx"
    book = Workbook()
    sheet = book.create_sheet("Sổ", 0)
    sheet.append(["STT", "Ngày nhận", "Loại đơn", "Tình trạng"])
    sheet.append([1, "05/03/2019", "KN", "Đã GQ"])
    book.save(path)
    assert cli.run([*words, "import-sheet", str(path), "--as", "petition"]) == 0
    capsys.readouterr()
    assert cli.run([*words, "records", "petition", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)[0]["id"]
    assert cli.run([*words, "history", "petition", row]) == 0
    said = capsys.readouterr().out
    for told in ("Khiếu nại", "Đã giải quyết", "05/03/2019"):
        assert told in said
    for code in ("khieu_nai", "da_co_ket_qua", "2019-03-05", "+00:00"):
        assert code not in said


def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    blind = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    words = [sys.executable, "-m", "danvan_desktop", "--data-dir", str(tmp_path)]
    done = subprocess.run(words, env=blind, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 1
    assert "không có màn hình" in done.stderr
    assert "Traceback" not in done.stderr
