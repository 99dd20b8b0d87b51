"""Is a live data file safe where it lies? A stick, a cloud folder and a network drive are not."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path, PureWindowsPath

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import N_, _
from danvan_desktop.storage.store import Store

STICK, NETWORK, FIXED = "stick", "network", "fixed"
_NETWORK_TYPES = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "davfs", "glusterfs", "fuse.sshfs",
    "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "virtiofs",
}  # fmt: skip
_CLOUD = {  # how their folders are called -> whose they are
    "onedrive": "OneDrive", "google drive": "Google Drive", "googledrive": "Google Drive", "drivefs": "Google Drive",
    "my drive": "Google Drive", "dropbox": "Dropbox", "icloud drive": "iCloud", "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "mega": "MEGA", "megasync": "MEGA", "zalo": "Zalo",
    "zalo received files": "Zalo", "zalopc": "Zalo", "box sync": "Box", "yandexdisk": "Yandex", "pcloud": "pCloud",
}  # fmt: skip
_MARKERS = {  # files a cloud program leaves in its folder
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".tmp.driveupload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive", ".sync_journal.db": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
}  # fmt: skip
_TOLD = "place.told"
_ESCAPED = re.compile(r"\\([0-7]{3})")
_TEXTS = {
    STICK: N_("The data would lie on a stick: pulled out while it is open it may be damaged, lost it is gone."),
    NETWORK: N_("The data would lie on a network drive: when the network falters the file may be damaged."),
    "cloud": N_("The data would lie in a folder of {name}: copied away while it is open the file may be damaged,"
                " and it leaves the office."),
}  # fmt: skip


def place_warning(path: Path) -> str | None:
    """Why a live data folder should not lie there and where it should, as a sentence; None for a good place."""
    name = cloud_name(path)
    kind = "cloud" if name else drive_kind(path)
    if kind == FIXED:
        return None
    advice = _("Keep it on this computer's own drive; sticks are for packages and backups.")
    return f"{_(_TEXTS[kind]).format(name=name)} {advice}"


def told_once(store: Store, path: Path) -> str:
    """The warning of a place at its first opening there; "" for a good place and for one that was told of before."""
    warning = place_warning(path)
    here = str(path.absolute())
    if warning is None or store.settings.get(_TOLD) == here:
        return ""
    with contextlib.suppress(EnvironmentProblem):  # on a full disk it is told again next time
        store.settings.set(_TOLD, here)
    return warning


def cloud_name(path: Path) -> str:
    """Whose cloud folder a path lies in, by names and by marks left there; empty for none."""
    for place in (path, *path.parents):
        word = place.name.lower()
        known = _CLOUD.get(word) or _CLOUD.get(word.split(" - ")[0])
        if known:
            return known
        for marker, name in _MARKERS.items():
            if (place / marker).exists():
                return name
    return next((_CLOUD["onedrive"] for folder in _one_drives() if folder in (path, *path.parents)), "")


def _one_drives() -> list[Path]:
    """Where Windows says OneDrive lies: it may redirect Documents and the desktop."""
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    return [Path(value) for name in names if (value := os.environ.get(name))]


def drive_kind(path: Path) -> str:
    """stick, network or fixed."""
    if sys.platform == "win32":
        return windows_kind(PureWindowsPath(path.absolute()))
    return linux_kind(path, _mounts())


# --- Windows
_DRIVE_TYPES = {2: STICK, 4: NETWORK}


def windows_kind(path: PureWindowsPath) -> str:
    """By the drive: a UNC path is the network, else what the system says of the letter."""
    if path.drive.startswith("\\\\"):
        return NETWORK
    return _DRIVE_TYPES.get(_drive_type(path.anchor), FIXED)


def _drive_type(anchor: str) -> int:
    import ctypes

    loader = getattr(ctypes, "windll", None)
    return int(loader.kernel32.GetDriveTypeW(anchor)) if loader is not None else 0


# --- Linux
Mounts = list[tuple[str, str, str]]  # device, folder, type


def linux_kind(path: Path, mounts: Mounts, blocks: Path = Path("/sys/class/block")) -> str:
    """By the mount the path lies in: its type, and whether its disk can be taken out."""
    around = {str(place) for place in (path.absolute(), *path.absolute().parents)}
    found = [mount for mount in mounts if mount[1] in around]
    if not found:
        return FIXED
    device, _folder, kind = max(reversed(found), key=lambda mount: len(mount[1]))
    if kind.lower() in _NETWORK_TYPES:
        return NETWORK
    return STICK if _can_be_taken_out(device, blocks) else FIXED


def _mounts() -> Mounts:
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    fields = [line.split(" ") for line in lines]
    return [(f[0], _unescaped(f[1]), f[2]) for f in fields if len(f) > 2]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), text)


def _can_be_taken_out(device: str, blocks: Path) -> bool:
    """The kernel's word on the disk, or on the disk whose part it is; USB disks count too."""
    entry = blocks / Path(device).name
    try:
        real = entry.resolve()
        if "/usb" in str(real):
            return True
        flags = [real / "removable", real.parent / "removable"]
        return any(flag.is_file() and flag.read_text("ascii").strip() == "1" for flag in flags)
    except OSError:
        return False
