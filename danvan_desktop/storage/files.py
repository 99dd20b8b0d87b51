"""Files of the data folder: written whole or not at all, readable by their owner only."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem, UserError
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
        raise disk_problem(error, folder, folder) from error
    if free < size + SPARE_BYTES:
        raise EnvironmentProblem(
            _("There is too little space: {need} MB are needed, {free} MB are free.").format(
                need=(size + SPARE_BYTES) // 1_000_000 + 1, free=free // 1_000_000
            ),
            kept=_("Nothing was written."),
            hint=_("Free some space, or choose another disk."),
            code="disk-full",
        )


# Besides ENODEV, ENXIO and EIO: what a file system in user space answers once its daemon has died, and network drives.
_GONE = {
    getattr(errno, name)
    for name in (
        "ENODEV", "ENXIO", "EIO", "ENOMEDIUM", "EREMOTEIO", "ENOTCONN", "ECONNABORTED", "ECONNRESET", "ESHUTDOWN",
        "ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH",
    )
    if hasattr(errno, name)
}  # fmt: skip
# WinError numbers (winerror.h) to which Python gives errno EACCES or EINVAL, which would say something else.
_OF_WINDOWS = {
    19: errno.EROFS,
    **dict.fromkeys((39, 112), errno.ENOSPC),
    **dict.fromkeys((23, 25, 26, 27, 29, 30, 31, 1117), errno.EIO),  # checksum, seek, no such sector, device faults
    **dict.fromkeys((20, 21, 22, 34, 55, 433, 1005, 1006, 1110, 1112, 1167, 1617), errno.ENODEV),  # not there any more
    **dict.fromkeys((53, 59, 64, 67, 1231, 1232), errno.ENOTCONN),  # the same of a network drive
}
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
    **dict.fromkeys(_GONE - {errno.EIO}, N_("the stick was pulled out")),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def number(error: OSError) -> int:
    """The errno of what the system said, on Windows too."""
    return _OF_WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno or 0)


def reason(error: OSError) -> str:
    """What the system said, in the user's language; its own code where we have no words."""
    known = _REASONS.get(number(error))
    return _(known) if known else errno.errorcode.get(error.errno or 0, type(error).__name__)


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM}


def disk_problem(error: OSError, target: Path, folder: Path | None = None) -> EnvironmentProblem:
    """What the disk said, as a sentence of its own for a full, a closed and a vanished one.

    `folder` is the place that is said to be gone; where `target` is itself a folder, that.
    """
    what, hint, code = _disk_words(error, target)
    said = what.format(name=target.name or target, folder=folder or target.parent, reason=reason(error))
    return EnvironmentProblem(said, kept=_("What was there before is unchanged."), hint=hint, code=code)


def _disk_words(error: OSError, target: Path) -> tuple[str, str, str]:
    if number(error) in _NO_SPACE:
        what = _("The disk is full: “{name}” could not be written.")
        return what, _("Free some space, or choose another disk."), "disk-full"
    if _is_gone(error, target):
        what = _("The stick or folder {folder} is no longer there.")
        return what, _("Put the stick back in, or choose another place, then do the same again."), "stick-gone"
    if number(error) in _NO_WRITING:
        what = _("“{name}” could not be written or read: {reason}.")
        return what, _("Choose a folder you may write to; a stick may have a small lock on its side."), "read-only"
    what = _("“{name}” could not be written or read: {reason}.")
    return what, _("Check that the folder exists, that you may write to it and that the disk is not full."), "disk"


def _is_gone(error: OSError, target: Path) -> bool:
    """A place that was there a moment ago; a device that gives errors counts as pulled out."""
    return number(error) in _GONE or (error.errno == errno.ENOENT and not is_folder(target.parent))


def is_folder(path: Path) -> bool:
    """Whether a folder is there and answers: `Path.is_dir` raises where a stick was pulled out under it."""
    try:
        return path.is_dir()
    except OSError:
        return False


def answers(folder: Path) -> bool:
    """Whether a folder can be read just now; asked of the disk, for what is remembered of a folder outlives a stick."""
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except OSError:
        return False
    return True


def need_plain(file: Path) -> None:
    """Refuse a pipe or a device under a file's name: opening it would wait for ever.

    Raises UserError, EnvironmentProblem.
    """
    try:
        kind = file.stat().st_mode
    except OSError as error:
        raise disk_problem(error, file) from error
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise UserError(
            _("“{name}” is no plain file.").format(name=file.name),
            kept=_("Nothing was read from it."), hint=_("Choose the file itself."),
        )  # fmt: skip


def remove_part(part: Path) -> None:
    """Remove a part file that did not become the target; a place that is gone has none of ours."""
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the folder is read-only or was never there, or the stick was pulled and took the part along
