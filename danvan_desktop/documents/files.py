"""Writing a file so that the target is either the old one or the whole new one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop.storage.files import disk_problem, move_into_place, remove_part


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; when all went well it takes the target's place, else it is removed.

    The part file lies in the target's own folder, so nothing of the document is ever left in a temp folder.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        move_into_place(part, target)
    except OSError as error:
        raise disk_problem(error, target) from error
    finally:
        remove_part(part)


def write_whole(target: Path, data: bytes) -> None:
    """Write `data` to `target`, whole or not at all."""
    with whole_file(target) as part:
        part.write_bytes(data)
