"""Logging: a rotating file, never with record contents; Qt-free.

A traceback is written as places only: type of the error, file, line, function. What stood in variables or in the
message of a foreign error may be a person's name and is left out.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

_PACKAGE = Path(__file__).resolve().parent
_ExcInfo: TypeAlias = "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"


class LogFile(logging.Handler):
    """A rotating file, made with the first line: its module brings sockets and pickles a start has no time for."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._rotating: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:  # noqa: D102  logging's name
        if self._rotating is None:
            from logging.handlers import RotatingFileHandler

            self._rotating = RotatingFileHandler(
                self._file, maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True
            )
            self._rotating.setFormatter(self.formatter)
        self._rotating.emit(record)

    def close(self) -> None:  # noqa: D102  logging's name
        if self._rotating is not None:
            self._rotating.close()
        super().close()


class ScrubbedFormatter(logging.Formatter):
    """Writes tracebacks without values."""

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: D102  logging's name
        return scrubbed(ei[1]) if ei[1] is not None else ""


def start_logging(folder: Path, *, verbose: bool = False) -> None:
    """Write the program's log into `folder`; a folder that cannot be written is no reason to stop."""
    root = logging.getLogger("danvan_desktop")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    handler = LogFile(folder / "danvan.log")
    handler.setFormatter(ScrubbedFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


def scrubbed(error: BaseException) -> str:
    """An error and what led to it, innermost last: types and places, no values and no foreign words."""
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines = [_name(link), *_places(link), *(["…", *lines] if lines else [])]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def fingerprint(error: BaseException) -> str:
    """Eight digits that are the same whenever the same error happens at the same place."""
    return hashlib.sha256(scrubbed(error).encode()).hexdigest()[:8].upper()


def _name(error: BaseException) -> str:
    kind = type(error)
    module = "" if kind.__module__ in {"builtins", "__main__"} else f"{kind.__module__}."
    number = getattr(error, "errno", None)
    return f"{module}{kind.__qualname__}" + (f" ({number})" if isinstance(number, int) else "")


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(file: str) -> str:
    """A file of ours by its path in the program, any other by its name: folders may hold a person's name."""
    path = Path(file)
    try:
        return path.resolve().relative_to(_PACKAGE).as_posix()
    except ValueError:
        return path.name
