"""Sticks as they come out of pockets: names in any writing, pipes and folders between, files the disk does not give."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage as age
import pytest

from danvan_desktop.app import handover, kept_packages, stick_folders, verify
from danvan_desktop.app.stick_view import stick_view
from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.handoff import arriving, form, looking
from danvan_desktop.storage import handover_log
from tests.unit.handoff.desks import Desks, attach, petition, picture
from tests.unit.handoff.packages import opened, sealed, signed
from tests.unit.storage.disks import may_mount

PACKAGE = "DV-25920-7-1of1.danvan"


@pytest.fixture
def usb(desks: Desks, tmp_path: Path) -> Path:
    """A stick with one good package for the province."""
    petition(desks["C1"])
    [data] = desks.export("C1", "P")
    place = tmp_path / "usb"
    place.mkdir()
    (place / PACKAGE).write_bytes(data)
    return place


@contextmanager
def unreadable(file: Path) -> Iterator[None]:
    """A file whose bytes the disk does not give (EIO at the first read)."""
    if not may_mount():
        pytest.skip("nothing may be mounted here")
    file.write_bytes(b"")
    subprocess.run(["mount", "--bind", "/proc/self/mem", str(file)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(file)], check=True)


def statuses(desks: Desks, place: Path) -> dict[str, str]:
    return {Path(one.file).name: one.status for one in handover.import_path(desks["P"], place, officer="Trần B")}


def test_a_file_the_disk_does_not_give_keeps_no_other_out(desks: Desks, usb: Path) -> None:
    bad = usb / "DV-25920-6-1of1.danvan"
    with unreadable(bad):
        found = handover.import_path(desks["P"], usb)
        view = stick_view(desks["P"], usb)
    assert [one.status for one in found] == ["unread", "applied"]
    assert found[0].reason
    assert (usb / PACKAGE.replace(form.SUFFIX, form.RECEIPT_SUFFIX)).exists()
    assert bad in {lying.file for lying in view.arrived}


def test_a_file_of_which_the_disk_tells_nothing_keeps_no_other_out(
    desks: Desks, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place in the folder is there, what it is (EIO at stat) is not told."""
    bad, stat = usb / "DV-25920-6-1of2.danvan", Path.stat
    bad.write_bytes(b"")

    def told(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self == bad:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return stat(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", told)
    found = handover.import_path(desks["P"], usb)
    assert [one.status for one in found if Path(one.file) != bad] == ["applied"]
    assert [lying.bytes for lying in looking.look(usb) if lying.file == bad] == [0]
    assert stick_folders.missing_parts(usb) == ("DV-25920-6: 1/2",)


def test_of_a_folder_that_is_gone_no_parts_are_missing(tmp_path: Path) -> None:
    assert stick_folders.missing_parts(tmp_path / "gone") == ()


@pytest.mark.parametrize(
    "name",
    [
        "DV-25920-7-1of1(1).danvan", "DV-25920-7-1of1 (2).DANVAN", "x" * 240 + ".danvan",
        unicodedata.normalize("NFD", "Gói của xã Đông Sơn.danvan"), "a\nb\x1b[31m.danvan",
        os.fsdecode(b"th\xe1ng.danvan"),
    ],
)  # fmt: skip
def test_a_package_is_taken_in_under_any_name_and_its_receipt_comes_home(desks: Desks, usb: Path, name: str) -> None:
    (usb / PACKAGE).rename(usb / name)
    assert statuses(desks, usb) == {name: "applied"}
    [receipt] = [file for file in usb.iterdir() if file.name.endswith(form.RECEIPT_SUFFIX)]
    assert statuses(desks, usb) == {name: "duplicate"}, "its own receipt is nothing to take in"
    assert [one.status for one in handover.import_path(desks["C1"], usb)] == ["applied"]
    assert receipt.exists()
    assert not kept_packages.listed(desks["P"])
    [noted, *_more] = handover_log.listed(desks["P"].conn)
    assert noted.file.isprintable()


@pytest.mark.parametrize("name", ["r\n\x1b[2J.danvan", "\u202egói.danvan", os.fsdecode(b"r\xe1c.danvan")])
def test_rubbish_under_a_name_that_is_no_text_is_kept_apart_and_listed(desks: Desks, usb: Path, name: str) -> None:
    (usb / name).write_bytes(b"rubbish")
    assert statuses(desks, usb) == {name: "quarantined", PACKAGE: "applied"}
    [kept] = kept_packages.listed(desks["P"])
    assert kept.file.isprintable()


def test_pipes_folders_links_and_parts_among_the_packages_are_passed_over(desks: Desks, usb: Path) -> None:
    os.mkfifo(usb / "DV-25920-1-1of1.danvan")
    (usb / "DV-25920-2-1of1.danvan").mkdir()
    (usb / "DV-25920-3-1of1.danvan").symlink_to("/etc/passwd")
    shutil.copy(usb / PACKAGE, usb / f"{PACKAGE}.1a2b3c4d.part")
    assert [lying.file.name for lying in looking.look(usb)] == [PACKAGE]
    assert statuses(desks, usb) == {PACKAGE: "applied"}


def test_a_package_behind_thousands_of_other_files_is_found_by_the_window(desks: Desks, usb: Path) -> None:
    for place in range(2_000):
        (usb / f"IMG_{place:05}.jpg").touch()
    assert [lying.file.name for lying in stick_view(desks["P"], usb).arrived] == [PACKAGE]


def test_damage_in_a_package_of_the_other_computer_is_told_and_what_was_not_for_us_is_not(
    desks: Desks, usb: Path
) -> None:
    """Of what the other computer sealed for the province nothing is said; of what it sealed for us and broke, it is."""
    petition(desks["C1"])
    [data] = desks.export("C1", "C2")
    (usb / "DV-25920-9-1of1.danvan").write_bytes(data[:-40])
    (usb / "DV-25920-10-1of1.danvan").write_bytes(b"")
    found = {Path(one.file).name: one.status for one in handover.import_path(desks["C2"], usb)}
    assert found == {"DV-25920-9-1of1.danvan": "quarantined", "DV-25920-10-1of1.danvan": "quarantined"}


def test_a_stick_gone_before_anything_came_is_said_as_before(desks: Desks, usb: Path) -> None:
    with pytest.raises(EnvironmentProblem) as stopped:
        arriving.read_one_of(usb.with_name("away") / PACKAGE, usb.with_name("away"))
    assert stopped.value.code == "stick-gone"


@pytest.mark.parametrize("members", [{"to": "75\n\x1b[31m"}, {"to": "x" * 100_000}, {"to": {}}, {"from": "\x1b[2J"}])
def test_what_a_well_sealed_package_calls_itself_gives_the_terminal_no_orders(
    desks: Desks, usb: Path, members: dict[str, object]
) -> None:
    files = opened(desks["P"], (usb / PACKAGE).read_bytes())
    (usb / PACKAGE).write_bytes(sealed(desks["P"], signed(files, desks["C1"].replica, **members)))
    [refused] = handover.import_path(desks["P"], usb)
    assert refused.status == "quarantined"
    assert refused.reason.isprintable()
    assert len(refused.reason) < 1_000
    told = verify.verify(usb / PACKAGE, store=desks["P"]).lines()
    assert all(line.isprintable() for line in told)


@pytest.mark.parametrize(
    ("name", "receipt"),
    [
        ("DV-25920-7-2of3(1).danvan", False), ("DV-25920-7-2of3 (12).DANVAN", False),
        ("DV-25920-7-2of3 - Copy (2).danvan", False), ("DV-25920-7-2of3.receipt(1).danvan", True),
        (unicodedata.normalize("NFD", "DV-25920-7-2of3 - Bản sao.danvan"), False),
    ],
)  # fmt: skip
def test_a_copys_name_says_the_same_as_the_packages(name: str, *, receipt: bool) -> None:
    found = form.read_name(name)
    assert found is not None
    assert (found["unit"], found["number"], found["part"], bool(found["receipt"])) == ("25920", "7", "2", receipt)


@pytest.mark.parametrize(
    "name", ["DV-25920-7-2of3x.danvan", "gói (1).danvan", "DV-25920-7-2of3.danvan.part", "(1).danvan"]
)
def test_other_names_say_nothing(name: str) -> None:
    assert form.read_name(name) is None


def test_a_copy_of_what_a_neighbour_sent_up_is_passed_over_as_itself_is(desks: Desks, usb: Path) -> None:
    """On a stick shared by communes; sealed for the province, and none of this office's business."""
    stranger = age.x25519.Identity.generate().to_public()
    for name in ("DV-111-1-1of1.danvan", "DV-111-1-1of1(1).danvan", "DV-111-1-1of1 - Bản sao.danvan"):
        (usb / name).write_bytes(age.encrypt(b"x" * 5_000, [stranger]))
    assert handover.import_path(desks["C2"], usb) == []
    assert not kept_packages.listed(desks["C2"])


def test_attached_files_that_were_whole_before_are_not_counted_again(desks: Desks) -> None:
    row = petition(desks["C1"])
    attach(desks["C1"], row, picture())
    counts = []
    for _time in range(2):
        [data] = desks.export("C1", "C2", full=True)
        counts.append(desks.deliver("C2", data)[0].files)
    assert counts == [1, 0]


def test_a_computer_does_not_take_in_the_receipt_it_wrote_for_the_other_one(desks: Desks, usb: Path) -> None:
    [data] = desks.export("C1", "C2")
    (usb / PACKAGE).write_bytes(data)
    for status in ("applied", "duplicate"):
        assert [one.status for one in handover.import_path(desks["C2"], usb)] == [status]
    assert [Path(one.file).name for one in handover.import_path(desks["C1"], usb)] == [
        PACKAGE.replace(form.SUFFIX, form.RECEIPT_SUFFIX)
    ]
