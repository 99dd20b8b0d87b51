"""Work of the scanning window, beside it: which scanners answer, and pages with their small pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from danvan_desktop.app import scanning
from danvan_desktop.app.scanning import Scanner, Wish
from danvan_desktop.documents import pictures
from danvan_desktop.errors import DanvanError
from danvan_desktop.gui.tasks import Progress
from danvan_desktop.storage.store import Store


@dataclass
class Came:
    """Pages with their small pictures (PNG), and what kept further ones from coming."""

    pages: list[tuple[bytes, bytes]] = field(default_factory=list)
    error: DanvanError | None = None


def reading(_store: Store, _progress: Progress) -> list[Scanner]:
    """Work that lists the scanners."""
    return scanning.scanners()


def take(device: str, wish: Wish, small: tuple[int, int]) -> Callable[[Store, Progress], Came]:
    """Work that scans; pages that came before something went wrong are kept."""

    def work(_store: Store, progress: Progress) -> Came:
        came = Came()
        try:
            for data in scanning.scan(device, wish, lambda: progress.step(len(came.pages), None)):
                page = scanning.kept_page(data, wish.resolution)
                came.pages.append((page, pictures.small(page, pictures.JPEG, max(small))))
        except DanvanError as error:
            came.error = error
        return came

    return work
