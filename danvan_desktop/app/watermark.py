"""The word across every printed page of an office that is no real one. Decided here and nowhere else."""

from __future__ import annotations

from danvan_desktop.documents import stamp
from danvan_desktop.storage.store import Store
from danvan_desktop.storage.training_mark import is_training

WORD = "TẬP HUẤN"  # pages are Vietnamese whatever the screen speaks


def watermark(store: Store) -> str:
    """'TẬP HUẤN' in a training office, nothing in a real one."""
    return WORD if is_training(store.settings) else ""


def stamp_pages(store: Store) -> None:
    """Have every PDF and DOCX this program sets from now on bear the word, whoever sets it."""
    stamp.use(watermark(store))
