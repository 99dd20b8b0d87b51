"""A package in parts with attached files, opened as its own DOC-THIS.txt says: age, unzip, minisign, cat and tail."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from danvan_desktop.handoff import doc_this, key_files
from tests.unit.handoff.desks import Desks, attach, attached, pdf, petition, picture

TOOLS = ("age", "minisign", "unzip", "tail", "cat")
pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs age, minisign and unzip")
LANGUAGES = {
    "vi": ("=== TIẾNG VIỆT ===", {"TỆP.danvan": "p.danvan", "KHOA.txt": "id.txt", "GUI.pub": "key.pub"}, "goi"),
    "en": ("=== ENGLISH ===", {"FILE.danvan": "p.danvan", "KEY.txt": "id.txt", "SENDER.pub": "key.pub"}, "package"),
}


def commands(language: str) -> list[str]:
    """The commands of that half of DOC-THIS.txt that need no program of ours."""
    mark, names, _folder = LANGUAGES[language]
    half = doc_this.text("25920", "25920", 1, 1, 1).partition(mark)[2].partition("===")[0]
    kept = re.findall(r"(?:age --|unzip \S+\.zip|minisign -V|tail -c|cat \S+/part).*$", half, re.MULTILINE)
    for shown, real in names.items():
        kept = [line.replace(shown, real) for line in kept]
    return kept


def run(line: str, folder: Path) -> None:
    done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_with_the_public_tools_alone(desks: Desks, tmp_path: Path, language: str) -> None:
    row = petition(desks["C1"])
    attach(desks["C1"], row, scan := pdf(), "nho.pdf")
    attach(desks["C1"], row, large := picture("PNG", 600, noisy=True), "lon.png")
    small, big = attached(desks["C1"], row)
    folder = LANGUAGES[language][2]
    joined = tmp_path / folder
    (tmp_path / "id.txt").write_text(key_files.identity(desks["C2"]).text)
    (tmp_path / "key.pub").write_text(key_files.verify(desks["C2"], "25920")[0].text)
    opening, joining = commands(language)[:3], commands(language)[3:]
    senders = [made.text for made in key_files.verify(desks["C2"], "25920")]
    for place, data in enumerate(desks.export("C1", "C2", max_part_mb=1)):
        work = tmp_path / f"{place}"
        work.mkdir()
        (work / "p.danvan").write_bytes(data)
        shutil.copy(tmp_path / "id.txt", work)
        for line in opening[:2]:
            run(line, work)
        assert any(signed_by(text, opening[2], work) for text in senders)
        listed = json.loads((work / folder / "manifest.json").read_text())["files"]
        for name, size, digest in listed:
            file = work / folder / name
            assert (file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest()) == (size, digest)
        shutil.copytree(work / folder, joined, dirs_exist_ok=True)
    [take_blob, take_pieces] = joining
    run(re.sub(r"blob/<\S+>", f"blob/{small.digest}", take_blob), tmp_path)
    target = take_blob.rpartition("> ")[2]
    assert (tmp_path / target).read_bytes() == scan
    pieces = " ".join(f"{folder}/part/{big.digest}.{n}" for n in range(1, pieces_in(joined, big.digest) + 1))
    run(f"cat {pieces} |{take_pieces.partition('|')[2]}", tmp_path)
    assert (tmp_path / target).read_bytes() == large


def signed_by(public_key: str, line: str, work: Path) -> bool:
    (work / "key.pub").write_text(public_key)
    return subprocess.run(line, shell=True, cwd=work, capture_output=True, check=False).returncode == 0


def pieces_in(folder: Path, digest: str) -> int:
    return len(list((folder / "part").glob(f"{digest}.*")))


def test_the_text_says_it_in_vietnamese_and_english_to_whom_it_is() -> None:
    text = doc_this.text("25920", "75", 7, 2, 3)
    for word in ("25920", "75", "2/3", "Đây là gì", "What this is", "Ai mở được", "Who may open it", "minisign -V"):
        assert word in text
    assert all(len(line) <= 120 for line in text.splitlines())
