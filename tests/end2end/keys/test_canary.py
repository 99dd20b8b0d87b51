"""After a day with scans, a dossier handed on, a request, an update and a killed program: no typed word is readable.

Searched: sticks, data folders with their write-ahead logs, the temporary folder, the home, logs, and core dumps.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from pathlib import Path

import pytest

from danvan_desktop.app.office import Office
from danvan_desktop.app.updates import tables
from tests.conftest import ROOT
from tests.end2end.keys.offices import COMMUNE, PROVINCE, SECRET, Province
from tests.unit.handoff.desks import picture

CANARIES = {
    "visitor_name": "Đặng Thị Chim Yến Hót", "visitor_address": "Ngõ Hoàng Yến Bảy Mươi Bảy",
    "content": "Tiếng hót hoàng yến",
    "petitioner_name": "Vừ A Yến Phụng", "summary_redacted": "Lồng chim bị bỏ ngỏ", "caption": "Ảnh chụp lồng chim yến",
    "request": "Đề nghị xem lại chiếc lồng", "letter": "Chuyển vì lồng ở nơi khác",
}  # fmt: skip
MARK = b"scanned-canary-7f3a91"  # inside a picture's bytes

KILLED = """
import os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from danvan_desktop.app.office import Office
office = Office.open(Path({folder!r}), {secret!r})
with office.store.batch(officer="Lê A") as batch:
    batch.new("reception", {{"received_on": "2026-11-20", "kind": "khieu_nai", "visitor_name": {name!r}}})
os.{end}
"""


def spellings() -> list[bytes]:
    """Both accent forms in UTF-8 and UTF-16, without the parts of words that a form may fold."""
    forms = {unicodedata.normalize(form, word) for word in CANARIES.values() for form in ("NFC", "NFD")}
    return [form.encode(coding) for form in forms for coding in ("utf-8", "utf-16-le")] + [MARK]


def scan(folder: Path) -> Path:
    """A picture with a mark in a comment of its own."""
    data = picture("PNG", 40, noisy=True)
    text = b"tEXtComment\0" + MARK
    chunk = (len(text) - 4).to_bytes(4, "big") + text + zlib.crc32(text).to_bytes(4, "big")
    file = folder / "scan.png"
    file.write_bytes(data[:33] + chunk + data[33:])
    return file


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the programs' own."""
    place = tmp_path / "tmp"
    place.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return place


def day(tinh: Province, inputs: Path) -> None:
    """Everything an office does in a day."""
    tinh.begin()
    tinh.join(COMMUNE)
    c = CANARIES
    made = tinh.json(COMMUNE, "record", "new", "petition", "received_on=20/11/2025", "type=Khiếu nại",
                     f"petitioner_name={c['petitioner_name']}", f"content={c['content']}",
                     f"summary_redacted={c['summary_redacted']}")  # fmt: skip
    row = made["id"] if isinstance(made, dict) else made[0]["id"]
    tinh.does(
        COMMUNE, "record", "new", "reception", "received_on=20/11/2025", "kind=Khiếu nại",
        f"visitor_name={c['visitor_name']}", f"visitor_address={c['visitor_address']}", f"content={c['content']}",
    )  # fmt: skip
    tinh.does(COMMUNE, "attach", "petition", row, scan(inputs), "--caption", c["caption"])
    tinh.send(COMMUNE, "ngay")
    tinh.back(COMMUNE, "ngay")
    tinh.does(PROVINCE, "request", "new", COMMUNE, c["request"], "--about", "petition", row, "--set", "people_count=2")
    tinh.send(PROVINCE, "hoi", COMMUNE)
    asked = tinh.json(COMMUNE, "request", "list")[0]["id"]
    tinh.does(COMMUNE, "request", "accept", asked)
    tinh.send(COMMUNE, "chuyen", PROVINCE, "", "--transfer", row, "--reason", c["letter"])
    tinh.does(PROVINCE, "transfer", "accept", row)
    update(tinh, inputs)
    tinh.does(COMMUNE, "backup", "-o", tinh.home / "sao-luu.danvan-bak")


def update(tinh: Province, inputs: Path) -> None:
    """A table of the province on its way to the commune."""
    with Office.open(tinh.home / PROVINCE, SECRET) as office:
        tables.write_out(office.store, inputs / "bang")
    file = inputs / "bang" / "templates" / "annual.json"
    text = json.loads(file.read_text("utf-8"))
    text["versions"][0]["kind"] = "Báo cáo của tỉnh"
    file.write_text(json.dumps(text), "utf-8")
    tinh.stick("bang").mkdir()
    tinh.does(PROVINCE, "rules", "pack", inputs / "bang", "-o", tinh.stick("bang") / "tinh.danvan-upd")
    tinh.does(COMMUNE, "update", tinh.stick("bang") / "tinh.danvan-upd")


def killed(tinh: Province, end: str, dumps: Path) -> int:
    """A program that saved and ended badly, with as much core dump allowed as there may be."""
    code = KILLED.format(
        root=str(ROOT), folder=str(tinh.home / COMMUNE), secret=SECRET, name=CANARIES["visitor_name"], end=end
    )
    unlimited = resource.getrlimit(resource.RLIMIT_CORE)[1]
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", code], cwd=dumps, capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (unlimited, unlimited)),
    ).returncode  # fmt: skip


def test_no_typed_word_is_readable_anywhere_after_a_day(tinh: Province, tmp_path: Path, temporary: Path) -> None:
    inputs, dumps = tmp_path / "inputs", tmp_path / "dumps"
    inputs.mkdir()
    dumps.mkdir()
    day(tinh, inputs)
    assert killed(tinh, "kill(os.getpid(), 9)", dumps) == -9
    assert list((tinh.home / COMMUNE).rglob("*-wal")), "the killed program left its log"
    assert killed(tinh, "abort()", dumps) == -6
    assert list(dumps.iterdir()) == [], "a core dump was written"
    words = spellings()
    places = [tmp_path, Path(os.environ["HOME"])]
    files = [f for place in places for f in place.rglob("*") if f.is_file() and not f.is_relative_to(inputs)]
    found = {str(file.relative_to(place)) for place in places for file in files if file.is_relative_to(place)
             for data in [file.read_bytes()] if any(word in data for word in words)}  # fmt: skip
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files)} bytes searched for {len(words)} spellings")
    assert len(files) > 20
    assert found == set()
    assert [f for f in temporary.rglob("*") if f.is_file()] == [], "something stayed in the temporary folder"
    assert tinh.visits(COMMUNE) >= 2
