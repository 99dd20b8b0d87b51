"""Packages without this program: the README's lines run word by word, with Debian's age, unzip and minisign."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop import cli
from danvan_desktop.i18n import _

ROOT = Path(__file__).parents[3]
UPPER, LOWER = "66", "25920"
TOOLS = ("age", "minisign", "unzip")

pytestmark = pytest.mark.usefixtures("vietnamese")


def words(home: Path, code: str) -> list[str]:
    secret = home / f"{code}.mk"
    secret.write_text("mật khẩu thử nghiệm\n", encoding="utf-8")
    return ["--data-dir", str(home / code), "--passphrase-file", str(secret)]


def danvan(home: Path, code: str, *more: str | Path, exit_code: int = 0) -> None:
    assert cli.run([*words(home, code), *map(str, more)]) == exit_code


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province and a commune enrolled by files, and the commune's package; made once, copied for each test."""
    home = tmp_path_factory.mktemp("enrolled") / "home"
    home.mkdir()
    for code, name, level in ((UPPER, "Ban Dân vận tỉnh", "province"), (LOWER, "Xã Ea Drăng", "commune")):
        danvan(home, code, "init", "--unit-code", code, "--unit-name", name, "--level", level, "--officer", "Lê A")
    danvan(home, LOWER, "enrol", "request", "-o", home / "a.danvan-req")
    danvan(home, UPPER, "enrol", "accept", home / "a.danvan-req", "-o", home / "a.danvan-crt")
    danvan(home, LOWER, "enrol", "finish", home / "a.danvan-crt")
    danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "usb")
    return home


@pytest.fixture
def home(enrolled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(enrolled, tmp_path / "home")


def package_in(home: Path) -> Path:
    [package] = (home / "usb").glob("*.danvan")
    return package


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def readme_lines() -> list[str]:
    """The commands under "Opening a package without this program", but the one that installs."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Opening a package without this program")[2].partition("\n## ")[0]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None
    first, *rest = block[1].strip().splitlines()
    assert first.startswith("sudo apt install")
    assert set(TOOLS) <= set(first.split())
    return rest


def command_named_danvan(home: Path, code: str) -> Path:
    """A program `danvan` for the shell that knows the office, as an officer's desktop does."""
    folder = home / "bin"
    folder.mkdir()
    quoted = " ".join(f"'{word}'" for word in words(home, code))
    script = folder / "danvan"
    script.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m danvan_desktop {quoted} \"$@\"\n", encoding="utf-8")
    script.chmod(0o755)
    return folder


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs age, minisign and unzip")
def test_the_readme_lines_open_and_check_our_package_word_by_word(home: Path) -> None:
    package = package_in(home)
    work = home / "work"
    work.mkdir()
    shutil.copy(package, work / "PACKAGE.danvan")
    path = f"{command_named_danvan(home, UPPER)}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
    for line in readme_lines():
        done = subprocess.run(line, shell=True, cwd=work, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    manifest = json.loads((work / "package" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["from"], manifest["to"]) == (LOWER, UPPER)
    for name, size, digest in manifest["files"]:
        data = (work / "package" / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (size, digest)
    assert "Xã Ea Drăng" in "".join(p.read_text(errors="replace") for p in (work / "package" / "seg").iterdir())


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs age, minisign and unzip")
def test_the_tools_refuse_the_wrong_sender_and_seal_with_our_public_key(home: Path) -> None:
    package = package_in(home)
    danvan(home, UPPER, "keys", "identity", "-o", home / "id.txt")
    danvan(home, UPPER, "keys", "verify", "-o", home / "own.pub")
    danvan(home, UPPER, "keys", "recipient", "-o", home / "r.txt")

    def run(line: str) -> int:
        return subprocess.run(line.split(), cwd=home, capture_output=True, check=False).returncode

    assert run(f"age -d -i id.txt -o p.zip {package}") == 0
    assert run("unzip -q p.zip -d p") == 0
    assert run("minisign -Vm p/manifest.json -p own.pub") != 0
    (home / "thu.txt").write_text("thư", encoding="utf-8")
    assert run("age -e -R r.txt -o thu.age thu.txt") == 0
    assert run("age -d -i id.txt -o lai.txt thu.age") == 0
    assert (home / "lai.txt").read_text(encoding="utf-8") == "thư"


def test_verify_needs_no_passphrase_but_for_the_seal(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = package_in(home)
    capsys.readouterr()
    assert cli.run(["verify", str(package), "--json"]) == 2
    assert said(capsys)["intact"] is None
    assert cli.run(["verify", str(home / "a.danvan-crt"), "--json"]) == 0
    assert said(capsys)["signed_by"]["unit"] == UPPER
    danvan(home, UPPER, "verify", package, "--json")
    answer = said(capsys)
    assert (answer["intact"], answer["signer_known"], answer["for"]["unit"]) == (True, "not-compared", UPPER)
    assert answer["sha256"].upper().startswith(answer["short_code"].replace(" ", ""))
    danvan(home, UPPER, "verify", package)
    told = capsys.readouterr().out
    for word in ("Nguyên vẹn", "Xã Ea Drăng", "chưa đối chiếu"):
        assert word in told


def test_slip_and_reminder_are_written_and_logged(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = package_in(home)
    capsys.readouterr()
    danvan(home, UPPER, "slip", package, "-o", home / "bb.pdf", "--json")
    assert said(capsys)["pages"] == 2
    for name in ("cv.pdf", "cv.docx"):
        danvan(home, UPPER, "remind", LOWER, "-o", home / name, "--due", "31/12/2099")
        assert (home / name).stat().st_size > 1000
    danvan(home, UPPER, "remind", LOWER, "-o", home / "cv.txt", exit_code=2)
    danvan(home, LOWER, "remind", UPPER, "-o", home / "len.pdf", exit_code=2)
    assert not (home / "len.pdf").exists()
    capsys.readouterr()
    danvan(home, UPPER, "access-log", "--json")
    subjects = [entry["subject"] for entry in said(capsys)["entries"] if entry["act"] == "saved_as"]
    assert set(subjects) == {"bb.pdf", "cv.pdf", "cv.docx"}


def test_a_log_cut_back_is_said_by_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(home / LOWER, home / "cu")
    danvan(home, LOWER, "export", "--to", UPPER, "-o", home / "usb2", "--full")
    danvan(home, UPPER, "import", home / "usb2")
    shutil.rmtree(home / LOWER)
    shutil.copytree(home / "cu", home / LOWER)
    danvan(home, LOWER, "import", home / "usb2")
    capsys.readouterr()
    danvan(home, LOWER, "access-log", "--verify", "--json", exit_code=1)
    answer = said(capsys)
    assert (answer["ok"], answer["broken"], answer["back_by"]) == (False, None, UPPER)
    danvan(home, LOWER, "access-log", "--verify", exit_code=1)
    assert "cắt lùi" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_bad_input(home: Path) -> None:
    assert cli.run(["verify", str(home / "khong-co.danvan")]) == 2
    danvan(home, UPPER, "verify", home / "khong-co.danvan-crt", exit_code=2)
    assert cli.run(["--data-dir", str(home / UPPER), "--passphrase-file", str(home / "khong-co"), "due"]) == 2
    assert cli.run(["--data-dir", str(home / UPPER), "--passphrase-file", str(home), "due"]) == 2


def test_verify_with_a_passphrase_file_and_no_office_looks_as_without(home: Path) -> None:
    danvan(home, "khong-co", "verify", home / "a.danvan-crt")
    danvan(home, "khong-co", "verify", package_in(home), exit_code=2)
    assert not (home / "khong-co").exists()


def test_a_code_that_was_given_and_fits_is_not_asked_to_be_compared(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    danvan(home, LOWER, "enrol", "request", "-o", home / "b.danvan-req", "--json")
    code = said(capsys)["fingerprint"]
    for expect, word in (
        ((), "Hãy đối chiếu"),
        (("--expect", code), _("It is the one expected: the other office is marked as compared.")),
    ):
        danvan(home, UPPER, "enrol", "accept", home / "b.danvan-req", "-o", home / "b.danvan-crt", *expect)
        told = capsys.readouterr().out
        assert code in told
        assert word in told
        assert ("Hãy đối chiếu" in told) == (not expect)
