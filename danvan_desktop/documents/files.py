"""Writing a file so that the target is either the old one or the whole new one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop.errors import EnvironmentProblem
from danvan_desktop.i18n import _


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; when all went well it takes the target's place, else it is removed.

    The part file lies in the target's own folder, so nothing of the document is ever left in a temp folder.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        _sync(part)
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise EnvironmentProblem(
            _("The file {name} could not be written: {reason}.").format(
                name=target.name, reason=error.strerror or str(error)
            ),
            kept=_("An earlier file of that name is unchanged."),
            hint=_("Check that the folder exists, that it can be written to and that the disk is not full."),
        ) from error
    finally:
        part.unlink(missing_ok=True)


def write_whole(target: Path, data: bytes) -> None:
    """Write `data` to `target`, whole or not at all."""
    with whole_file(target) as part:
        part.write_bytes(data)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
