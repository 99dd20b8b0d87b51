"""Where a live data file may lie: not on a stick, not in a cloud folder, not on a network drive."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from danvan_desktop.app import care_place
from danvan_desktop.app.care_place import FIXED, NETWORK, STICK, cloud_name, linux_kind, place_warning, windows_kind

MOUNTS = [
    ("/dev/sda2", "/", "ext4"),
    ("/dev/sdb1", "/media/lan/DANVAN 03", "vfat"),
    ("//may-chu/chung", "/mnt/chung", "cifs"),
    ("lan@may:/", "/mnt/xa", "fuse.sshfs"),
    ("tmpfs", "/tmp", "tmpfs"),
]


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """/sys/class/block of a computer with a fixed disk and a stick."""
    for disk, part, flag in (("sda", "sda2", "0"), ("sdb", "sdb1", "1")):
        (tmp_path / "devices" / disk / part).mkdir(parents=True)
        (tmp_path / "devices" / disk / "removable").write_text(flag + "\n")
        (tmp_path / part).symlink_to(tmp_path / "devices" / disk / part)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/lan/danvan", FIXED),
        ("/media/lan/DANVAN 03/danvan", STICK),
        ("/mnt/chung/danvan", NETWORK),
        ("/mnt/xa", NETWORK),
        ("/mnt/xa-khac", FIXED),
        ("/tmp/thu", FIXED),
    ],
)
def test_linux_knows_a_stick_and_a_network_drive(path: str, kind: str, blocks: Path) -> None:
    assert linux_kind(Path(path), MOUNTS, blocks) == kind


def test_a_mounted_folder_with_a_blank_is_read_rightly() -> None:
    assert care_place._unescaped(r"/media/lan/DANVAN\04003") == "/media/lan/DANVAN 03"


@pytest.mark.parametrize(("number", "kind"), [(2, STICK), (3, FIXED), (4, NETWORK), (0, FIXED)])
def test_windows_asks_the_system_about_the_letter(number: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care_place, "_drive_type", lambda _anchor: number)
    assert windows_kind(PureWindowsPath(r"E:\DanVan")) == kind
    assert windows_kind(PureWindowsPath(r"\\may-chu\chung\danvan")) == NETWORK


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive/so", "OneDrive"),
        ("OneDrive - UBND xã Ea Drăng/so", "OneDrive"),
        ("Google Drive/so", "Google Drive"),
        ("Dropbox", "Dropbox"),
        ("Documents/Zalo Received Files/so", "Zalo"),
        ("Nextcloud/a/b/c", "Nextcloud"),
        ("Tài liệu/so", ""),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(tmp_path: Path, folder: str, name: str) -> None:
    assert cloud_name(tmp_path / folder) == name
    warning = place_warning(tmp_path / folder)
    assert bool(warning) == bool(name)
    assert name in (warning or "")


def test_a_renamed_cloud_folder_is_known_by_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "dong-bo" / "so").mkdir(parents=True)
    (tmp_path / "dong-bo" / ".dropbox.cache").mkdir()
    assert cloud_name(tmp_path / "dong-bo" / "so") == "Dropbox"


def test_windows_redirects_documents_into_onedrive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Cơ quan"))
    assert cloud_name(tmp_path / "Cơ quan" / "Documents") == "OneDrive"
    assert cloud_name(tmp_path / "khac") == ""


def test_each_kind_has_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = {place_warning(tmp_path / "OneDrive")}
    for kind in (STICK, NETWORK):
        monkeypatch.setattr(care_place, "drive_kind", lambda _path, kind=kind: kind)
        said.add(place_warning(tmp_path))
    assert len(said) == 3
    assert None not in said
