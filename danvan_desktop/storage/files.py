"""Files of the data folder: written whole or not at all, readable by their owner only."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import N_, _

RETRY_SECONDS = 2.5  # a virus scanner may hold a new file for a moment on Windows
RETRY_PAUSE = 0.1
_HELD_FOR_A_MOMENT = {5, 32, 33}  # WinError: access denied, sharing violation, lock violation
SPARE_BYTES = 1_000_000


def write_private(target: Path, data: bytes) -> None:
    """Write a small file through a part file beside it; the old one stays until the new one is on the disk."""
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        move_into_place(part, target)
    except OSError as error:
        raise disk_problem(error, target) from error
    finally:
        remove_part(part)


def move_into_place(part: Path, target: Path) -> None:
    """Rename over `target` and make the rename last."""
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            part.replace(target)
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_FOR_A_MOMENT or time.monotonic() > deadline:
                raise
            time.sleep(RETRY_PAUSE)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries last, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def need_space(folder: Path, size: int) -> None:
    """Refuse before anything is written when `size` bytes do not fit."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise disk_problem(error, folder) from error
    if free < size + SPARE_BYTES:
        raise EnvironmentProblem(
            _("There is too little space: {need} MB are needed, {free} MB are free.").format(
                need=(size + SPARE_BYTES) // 1_000_000 + 1, free=free // 1_000_000
            ),
            kept=_("Nothing was written."),
            hint=_("Free some space, or choose another disk."),
            code="disk-full",
        )


_REASONS = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk space allowed to you is used up"),
    errno.EFBIG: N_("the file would be too large for this disk"),
    errno.EROFS: N_("the disk is write-protected"),
    errno.EACCES: N_("access is not allowed"),
    errno.EPERM: N_("access is not allowed"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("there is no such file or folder"),
    errno.EISDIR: N_("a folder of that name is in the way"),
    errno.EEXIST: N_("a file of that name is there already"),
    errno.EIO: N_("the disk gave an error"),
    errno.ENOTCONN: N_("the stick was pulled out"),
    errno.ENODEV: N_("the stick was pulled out"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason(error: OSError) -> str:
    """What the system said, in the user's language; its own code where we have no words."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else errno.errorcode.get(error.errno or 0, type(error).__name__)


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM}
_NO_DEVICE = {errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.EIO}
_WINDOWS_GONE = {21, 55, 433, 1167}  # not ready, no longer available, no such device, not connected


def disk_problem(error: OSError, target: Path) -> EnvironmentProblem:
    """What the disk said, as a sentence of its own for a full, a closed and a vanished one."""
    what, hint, code = _disk_words(error, target)
    said = what.format(name=target.name, folder=target.parent, reason=reason(error))
    return EnvironmentProblem(said, kept=_("What was there before is unchanged."), hint=hint, code=code)


def _disk_words(error: OSError, target: Path) -> tuple[str, str, str]:
    if error.errno in _NO_SPACE:
        what = _("The disk is full: “{name}” could not be written.")
        return what, _("Free some space, or choose another disk."), "disk-full"
    if _is_gone(error, target):
        what = _("The stick or folder {folder} is no longer there.")
        return what, _("Put the stick back in, or choose another place, then do the same again."), "stick-gone"
    if error.errno in _NO_WRITING:
        what = _("“{name}” could not be written or read: {reason}.")
        return what, _("Choose a folder you may write to; a stick may have a small lock on its side."), "read-only"
    what = _("“{name}” could not be written or read: {reason}.")
    return what, _("Check that the folder exists, that you may write to it and that the disk is not full."), "disk"


def _is_gone(error: OSError, target: Path) -> bool:
    """A place that was there a moment ago; a device that gives errors counts as pulled out."""
    if error.errno in _NO_DEVICE or getattr(error, "winerror", None) in _WINDOWS_GONE:
        return True
    return error.errno == errno.ENOENT and not target.parent.is_dir()


def remove_part(part: Path) -> None:
    """Remove a part file that did not become the target; a place that is gone has none of ours."""
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the folder is read-only or was never there, or the stick was pulled and took the part along
