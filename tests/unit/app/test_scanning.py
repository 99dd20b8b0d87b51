"""Scanning: pages of a real SANE device come into memory, as sharp and large as wanted, and become one file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from danvan_desktop.app import attachments, scanning
from danvan_desktop.app.scanning import FEEDER, Wish, sane, wia
from danvan_desktop.documents import pictures
from danvan_desktop.documents.preview import page_sizes
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.storage.store import Store
from tests.scanner import DEVICE, plugged_in, unplugged
from tests.unit.app.desks import LAN, reception, save


@pytest.fixture(autouse=True)
def _scanner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plugged_in(monkeypatch, tmp_path)
    sane._options.cache_clear()


def pages(wish: Wish) -> list[bytes]:
    return [scanning.kept_page(data, wish.resolution) for data in scanning.scan(DEVICE, wish)]


def test_the_scanners_that_answer_are_listed_by_name() -> None:
    assert [one.device for one in scanning.scanners()] == ["test:0", "test:1"]
    assert scanning.first_device() == "test:0"


def test_without_a_scanner_the_list_is_empty_and_a_scan_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unplugged(monkeypatch, tmp_path)
    assert scanning.scanners() == []
    with pytest.raises(EnvironmentProblem, match="quét"):
        scanning.first_device()


def test_a_system_without_scanning_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EnvironmentProblem) as told:
        scanning.scanners()
    assert "sane-utils" in told.value.hint


def test_a_page_is_as_large_sharp_and_coloured_as_wanted() -> None:
    for wish, mode in ((Wish(200, colour=False, paper="A5"), "L"), (Wish(300, colour=True, paper="A5"), "RGB")):
        [page] = pages(wish)
        with Image.open(io.BytesIO(page)) as picture:
            assert (picture.format, picture.mode) == ("JPEG", mode)
            assert picture.info["dpi"] == (wish.resolution, wish.resolution)
            assert abs(picture.width / wish.resolution * 25.4 - 148) < 1
            assert abs(picture.height / wish.resolution * 25.4 - 200) < 1  # the test device's glass is 200 mm high


def test_one_page_is_a_picture_and_several_are_one_pdf_of_pages_as_large_as_the_paper() -> None:
    several = pages(Wish(200, colour=False, paper="A5", source=FEEDER, pages=3))
    assert pictures.kind_of(scanning.as_file(several[:1])) == pictures.JPEG
    made = scanning.as_file(several)
    assert pictures.kind_of(made) == pictures.PDF
    sizes = page_sizes(made)
    assert len(sizes) == 3
    assert abs(sizes[0].width / 72 * 25.4 - 148) < 1
    with pytest.raises(UserError):
        scanning.as_file([])


def test_scanned_pages_are_attached_with_their_caption_and_no_name(store: Store) -> None:
    row = save(store, "reception", reception()).row
    scanning.attach(store, "reception", row, pages(Wish(paper="A5")), "Đơn viết tay", LAN)
    [file] = attachments.of(store, "reception", row)
    assert (file.caption, file.file_name, file.mime, file.here) == ("Đơn viết tay", "", pictures.JPEG, True)


def test_who_waits_can_stop_the_scanner() -> None:
    class StopError(Exception):
        """Asked to stop."""

    def stop() -> None:
        raise StopError

    with pytest.raises(StopError):
        list(scanning.scan(DEVICE, Wish(600, colour=True, paper=""), stop))


def test_what_keeps_a_scanner_from_scanning_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plugged_in(monkeypatch, tmp_path, lines='read_status_code "SANE_STATUS_COVER_OPEN"\n')
    with pytest.raises(DanvanError):
        list(scanning.scan("none:7", Wish()))
    with pytest.raises(UserError):
        list(scanning.scan(DEVICE, Wish(paper="A0")))
    with pytest.raises(EnvironmentProblem):
        scanning.kept_page(b"\x89PNG\r\n\x1a\nxx", 200)


def test_a_wish_is_said_in_the_words_of_each_scanner() -> None:
    brother = {
        "--mode": "Black & White|Gray[Error Diffusion]|True Gray|24bit Color", "--resolution": "100|150|200|300|600dpi",
        "--source": "FlatBed|Automatic Document Feeder(left aligned)", "-x": "0..215.9mm (in steps of 0.1)",
        "-y": "0..297mm (in steps of 0.1)",
    }  # fmt: skip
    assert sane._arguments(brother, Wish(300, colour=True, source=FEEDER)) == [
        "--mode", "24bit Color", "--source", "Automatic Document Feeder(left aligned)", "--resolution", "300",
        "-x", "210", "-y", "297",
    ]  # fmt: skip
    assert sane._arguments(brother, Wish(200))[:4] == ["--mode", "True Gray", "--source", "FlatBed"]
    assert sane._arguments({"--resolution": "75|150dpi"}, Wish(200)) == ["--resolution", "150"]
    with pytest.raises(UserError):
        sane._arguments({"--source": "Flatbed"}, Wish(source=FEEDER))


def test_on_windows_the_wish_goes_in_as_numbers_of_wia() -> None:
    assert wia._in_pixels("{6BDD}\\0001", Wish(200, colour=True, paper="A4")) == {
        "device": "{6BDD}\\0001", "dpi": 200, "intent": 1, "width": 1654, "height": 2339, "handling": 2,
    }  # fmt: skip
