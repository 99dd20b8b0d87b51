"""The office day from outside: a real screen, keyboard, Unikey, screen reader, printer queue and stick."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end2end import event_gaps
from tests.end2end import office_day_story as story
from tests.end2end.desktop import Desktop, missing
from tests.end2end.driver import Danvan
from tests.end2end.office_day import OfficeDay, stick
from tests.end2end.test_secrets import spellings
from tests.unit.app.private_cups import CUPSD, PrivateCups

LACKING = (
    missing() + [name for name in ("pdftotext", "lpadmin") if not shutil.which(name)] + ([] if CUPSD else ["cupsd"])
)
FIRST_RUN_SECONDS, STOPS, PAUSE_MS = 180, 12, 50
HUGE = 50_000_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("screen"),
    pytest.mark.skipif(bool(LACKING), reason=f"this computer lacks {', '.join(LACKING)}"),
]


@pytest.fixture
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """The screen; its home is a folder of its own."""
    with Desktop(tmp_path_factory.mktemp("day")) as shown:
        yield shown


@pytest.fixture
def cups(desktop: Desktop) -> Iterator[PrivateCups]:
    """A printer queue that the program finds."""
    root = Path(tempfile.mkdtemp(prefix="danvan-cups-"))
    root.chmod(0o755)  # its filters run as another user
    server = PrivateCups(root)
    try:
        server.start()
        desktop.env["CUPS_SERVER"] = server.address
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


def test_an_office_day_by_keyboard_alone(desktop: Desktop, cups: PrivateCups, tmp_path: Path) -> None:
    began = time.time()
    printed = cups.add("VP1")
    province = Danvan(tmp_path / "tinh")
    with stick() as plugged:
        place = plugged or tmp_path
        day = OfficeDay(desktop, Path(desktop.env["HOME"]))
        try:
            _morning(day)
            story.enrolment(day, province, place)
            _afternoon(day, cups, printed, place, plugged=plugged is not None)
        finally:
            day.picture("99-last")
            day.close()
            print((day.folder / "program.log").read_text("utf-8"))  # shown when something went wrong
        [package] = province.json("import", place, "--dry-run")
        assert package["conflicts"] == 0
        _records_are_what_was_typed(day)
        _nothing_is_readable_outside(day, [day.folder, place], began)
    pauses = event_gaps.read(day.folder)
    print(f"S16: {pauses}")
    assert pauses.p999 <= PAUSE_MS


def _morning(day: OfficeDay) -> None:
    seconds = story.first_run(day)
    print(f"first run: {seconds:.0f} s, {day.stops} stops")
    assert seconds < FIRST_RUN_SECONDS
    stops = story.first_visit(day)
    print(f"S17: {stops} stops")
    assert stops <= STOPS
    story.second_visit(day)
    story.paper_petition(day)
    story.power_cut(day)


def _afternoon(day: OfficeDay, cups: PrivateCups, printed: Path, place: Path, *, plugged: bool) -> None:
    story.draft_restored(day)
    story.draft_discarded(day)
    assert story.figure(day) == 3
    words = story.report(day, cups, printed)
    assert "EA DRĂNG" in words
    assert "tiếp nhận 3 đơn" in words
    story.export(day, place, plugged=plugged)
    story.locked_and_closed(day)


def _records_are_what_was_typed(day: OfficeDay) -> None:
    office = day.command()
    visits, petitions = office.json("records", "reception"), office.json("records", "petition")
    office.secret.unlink()
    assert len(visits) == 2
    texts = {text for record in (*visits, *petitions) for text in _texts(record)}
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []
    assert day.typed - {story.DISCARDED} - texts == set()
    assert "chậm trả trợ cấp thương binh" in texts
    assert story.DISCARDED not in texts


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _nothing_is_readable_outside(day: OfficeDay, places: list[Path], began: float) -> None:
    words = spellings({word for word in day.typed if len(word) >= 8})
    files = {file for place in places for file in _files(place)}
    files |= {file for file in _files(Path("/tmp")) if file.stat().st_mtime >= began}
    found = {file for file in files if (data := _contents(file)) and any(word in data for word in words)}
    assert found == set()


def _files(place: Path) -> Iterator[Path]:
    for folder, _folders, names in os.walk(place, onerror=None):
        for name in names:
            file = Path(folder) / name
            if file.is_file() and not file.is_symlink() and file.stat().st_size < HUGE:
                yield file


def _contents(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
