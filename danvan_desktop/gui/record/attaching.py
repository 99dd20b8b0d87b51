"""What the strip of files does beside the window: reading, small pictures; and what a clipboard holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.app import attachments
from danvan_desktop.app.attachments import Attachment
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.i18n import _
from danvan_desktop.storage.store import Store

Given = tuple[str, Path | bytes]  # a name and where the bytes are


@dataclass
class Taken:
    """What was attached, and the first error met; the files after it were still tried."""

    rows: list[bytes] = field(default_factory=list)
    error: DanvanError | None = None


def adding(
    type_name: str, row: bytes, given: Sequence[Given], officer: str, keep_original: bool
) -> Callable[[Store, Progress], Taken]:  # fmt: skip
    """Work that attaches files; what is wrong with one does not keep the others out."""

    def work(store: Store, progress: Progress) -> Taken:
        done = Taken()
        for place, (name, source) in enumerate(given):
            progress.step(place, len(given))
            try:
                data = source if isinstance(source, bytes) else attachments.read_file(source)
                done.rows.append(attachments.add(
                    store, type_name, row, data, name, "", officer, keep_original=keep_original
                ))  # fmt: skip
            except DanvanError as error:
                done.error = done.error or error
        return done

    return work


def thumbnails(files: Sequence[Attachment], side: int) -> Callable[[Store, Progress], dict[bytes, bytes]]:
    """Work that makes small pictures, as PNG by attachment."""

    def work(store: Store, progress: Progress) -> dict[bytes, bytes]:
        found = {}
        for place, file in enumerate(files):
            progress.step(place, len(files))
            found[file.row] = attachments.thumbnail(store, file, side * 2)
        return found

    return work


def from_mime(data: QMimeData | None) -> list[Given]:
    """Files, or else the picture, of a clipboard or a drag."""
    if data is None:  # an empty clipboard
        return []
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return [(path.name, path) for path in paths]
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    room = QByteArray()
    buffer = QBuffer(room)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes
    return [("", bytes(room.data()))]


def choose_files(parent: QWidget) -> list[Path]:
    """Ask which files."""
    endings = " ".join(f"*{ending}" for ending in attachments.ACCEPTED)
    names, _filter = QFileDialog.getOpenFileNames(
        parent, _("Attach files"), "", _("PDF, Word, pictures") + f" ({endings})"
    )
    return [Path(name) for name in names]


def choose_target(parent: QWidget, file: Attachment) -> Path | None:
    """Ask where a readable copy goes; the name proposed says nothing of persons."""
    name, _filter = QFileDialog.getSaveFileName(parent, _("Save to a file outside"), f"tep-dinh-kem{file.ending}")
    return Path(name) if name else None


def megabytes(size: int) -> str:
    """A size as people read it: 340 KB, 1,2 MB."""
    if size < 1_000_000:
        return _("{size} KB").format(size=max(1, round(size / 1000)))
    return _("{size} MB").format(size=f"{size / 1_000_000:.1f}".replace(".", ","))
