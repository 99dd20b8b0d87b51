"""A data folder of a million records that the window can open: the built store with keys around its key."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.storage import keyfile, keys
from danvan_desktop.storage.passphrase import Cost
from tests.scale.stores import CACHE, KEY, built

PASSPHRASE = "mật khẩu để đo tốc độ"  # of a store full of invented people


def folder(size: int) -> Path:
    """The data folder with `size` petitions; made once beside the built store."""
    source = built(size)
    place = CACHE / f"office-{source.stem}"
    if not (place / paths.KEYS_NAME).exists():
        for old in CACHE.glob(f"office-{size}-*"):
            shutil.rmtree(old)
        place.mkdir(parents=True)
        shutil.copyfile(source, place / paths.DATABASE_NAME)
        _keys(place)
    return place


def _keys(place: Path) -> None:
    ring, _code = keys.create("Lê Thị Đo", PASSPHRASE, Cost())
    contents = replace(ring.contents, key=KEY)
    file = replace(ring.file, database=keyfile.seal_contents(contents))
    replace(ring, file=file, contents=contents).save(place)
