"""Files from elsewhere are decoded in a process with little memory and time, without files and network."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib

import pytest

from danvan_desktop.documents import limited, pictures
from danvan_desktop.documents.limited import Looker
from tests.conftest import ROOT
from tests.unit.handoff.desks import bomb, pdf, picture

GOOD = {pictures.JPEG: picture("JPEG"), pictures.PNG: picture("PNG"), pictures.PDF: pdf(3)}


def deep_pdf() -> bytes:
    """A page whose content unpacks to hundreds of megabytes, packed twice."""
    stream = zlib.compress(zlib.compress(b"0 0 m " * 60_000_000, 9), 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
    body = (
        b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(stream)
        + stream
        + b"\nendstream endobj\n"
    )
    return head + page + body + b"trailer<</Root 1 0 R>>\n"


def test_pictures_and_pdfs_are_told_by_their_bytes() -> None:
    with Looker() as looker:
        assert {looker.look(data) for data in GOOD.values()} == set(GOOD)


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ", b"GIF89a" + bytes(40), b"<svg/>", GOOD[pictures.JPEG][:300], bomb(12_000)],
    ids=["empty", "program", "gif", "svg", "cut", "bomb"],  # an id stands in the environment of every child
)
def test_what_cannot_be_opened_is_nothing_and_the_next_file_is_still_opened(data: bytes) -> None:
    with Looker() as looker:
        assert looker.look(data) == ""
        assert looker.look(GOOD[pictures.PNG]) == pictures.PNG


def test_a_pdf_bomb_costs_the_other_process_only() -> None:
    began = time.monotonic()
    with Looker(wall_seconds=6) as looker:
        looker.look(deep_pdf())
        assert looker.look(GOOD[pictures.PNG]) == pictures.PNG
    assert time.monotonic() - began < 60


def test_a_process_that_hangs_is_ended_and_another_one_goes_on() -> None:
    with Looker(wall_seconds=0.0) as looker:
        assert looker.look(GOOD[pictures.PNG]) == ""
    with Looker() as looker:
        assert looker.look(GOOD[pictures.PNG]) == pictures.PNG


LOCKED = """
import _socket, posix, sys
from danvan_desktop.documents import decode_child
decode_child._warm_up()
decode_child._lock_down()
tried = {
    "file": lambda: open("/etc/passwd"), "raw file": lambda: posix.open("/etc/passwd", 0),
    "socket": lambda: _socket.socket(), "fork": lambda: posix.fork(), "memory": lambda: bytearray(3_000_000_000),
}
for name, act in tried.items():
    try:
        act()
    except (OSError, MemoryError):
        continue
    sys.exit(name)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX; Windows has a job object")
def test_inside_there_is_no_file_no_socket_no_process_and_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", LOCKED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_hidden_word_starts_it_and_is_no_command() -> None:
    done = subprocess.run(limited.command(), input=b"", capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    told = subprocess.run([*limited.command()[:-1], "--help"], capture_output=True, check=False, cwd=ROOT)
    assert b"look-into" not in told.stdout
