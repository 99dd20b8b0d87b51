"""A process of its own that decodes what came from elsewhere: little memory, little time, no files, no network.

It reads files from its input (8 bytes length, then the bytes) and answers each with one letter. Whatever it does, dies
or hangs, the program that asked goes on (documents/limited.py). Run as `danvan look-into-attachments`.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from typing import Any

from danvan_desktop.documents import pictures

BROKEN = b"-"
LETTERS = {pictures.JPEG: b"J", pictures.PNG: b"P", pictures.PDF: b"D", pictures.DOCX: b"W"}
MOST_BYTES = 100_000_000
MOST_PAGES = 300  # of a PDF; later ones are not shown before somebody turns to them
MOST_UNPACKED = 200_000_000  # of a Word document, which is never opened here
MEMORY = 1_200_000_000
SECONDS = 20
PAGE_WIDTH = 240
HEADER_BYTES = 8


def main() -> int:
    """Answer every file until the input ends."""
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    _warm_up()
    _lock_down()
    while len(header := source.read(HEADER_BYTES)) == HEADER_BYTES:
        size = int.from_bytes(header)
        if size > MOST_BYTES:
            return 1
        data = source.read(size)
        _a_while_more()
        answers.write(LETTERS.get(look(data), BROKEN))
        answers.flush()
    return 0


def look(data: bytes) -> str:
    """What the bytes are, decoded to the end; "" for what cannot be opened. Its first bytes decide by what."""
    kind = pictures.kind_of(data)
    checks = {pictures.PDF: _pages, pictures.DOCX: _word, pictures.JPEG: _picture, pictures.PNG: _picture}
    try:
        return kind if kind and checks[kind](data) else ""
    except Exception:  # noqa: BLE001  any decoder's any complaint means the same
        return ""


def _picture(data: bytes) -> bool:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > pictures.MOST_PIXELS:
            return False
        opened.load()
    return True


def _pages(data: bytes) -> bool:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for place in range(min(len(document), MOST_PAGES)):
        page = document[place]
        width, height = page.get_size()
        if not 0 < width * height < 10**9 or height > 20 * width:
            return False
        page.render(scale=PAGE_WIDTH / width).close()
        page.close()
    return len(document) > 0


def _word(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist()) <= MOST_UNPACKED


def _warm_up() -> None:
    """Load what decoders load late, while files may still be opened."""
    import pypdfium2
    from PIL import Image

    for form in ("JPEG", "PNG"):
        out = io.BytesIO()
        Image.new("RGB", (8, 8)).save(out, form)
        look(out.getvalue())
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(10, 10)
    document.save(out)
    look(out.getvalue())
    look(b"PK\x03\x04")


def _lock_down() -> None:
    """From here on no file, no socket and no process can be opened, as far as this system lets itself be told."""
    try:
        import resource
    except ImportError:  # Windows: the parent's job object holds memory and processes
        _refuse_in_python()
        return
    _cap(resource.RLIMIT_AS, MEMORY)
    for name in ("RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NPROC"):
        if hasattr(resource, name):
            _cap(getattr(resource, name), 0)
    _refuse_in_python()


def _cap(what: int, most: int) -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):  # a limit this system does not know is not worth a failure
        resource.setrlimit(what, (most, most))


_REFUSED = ("open", "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.startfile")


def _refuse_in_python() -> None:
    def hook(event: str, _given: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED):
            raise PermissionError(event)

    sys.addaudithook(hook)


def _a_while_more() -> None:
    """Processor time for one more file; the parent's clock ends what sleeps."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + SECONDS
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
