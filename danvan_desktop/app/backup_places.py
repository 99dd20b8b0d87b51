"""Where backups may go: the place chosen on this computer, or one proposed."""

from __future__ import annotations

import string
import sys
from pathlib import Path

from danvan_desktop.app import care_place, preferences
from danvan_desktop.app.backups import same_disk

NAME = "Sao luu Dan Van"  # without accents: old sticks and old programs read it too


def chosen() -> Path | None:
    """The place chosen on this computer, None as long as none is."""
    text = preferences.load().backup_folder
    return Path(text) if text else None


def choose(folder: Path) -> None:
    """Keep the choice for this computer."""
    kept = preferences.load()
    kept.backup_folder = str(folder)
    kept.save()


def folder_for(data_dir: Path) -> Path:
    """The place chosen, else the first one proposed."""
    return chosen() or proposed(data_dir)[0]


def proposed(data_dir: Path) -> list[Path]:
    """Folders on other drives of this computer first, then in Documents, where there are any."""
    from platformdirs import user_documents_path

    drives = [drive / NAME for drive in _drives() if not same_disk(drive, data_dir)]
    documents = user_documents_path()
    return [*drives, (documents if documents.is_dir() else Path.home()) / NAME]


def _drives() -> list[Path]:
    """Other fixed drives that can be written to; a stick is chosen, never proposed."""
    if sys.platform == "win32":
        letters = [Path(f"{letter}:\\") for letter in string.ascii_uppercase[3:]]
        return [drive for drive in letters if drive.exists() and care_place.drive_kind(drive) == care_place.FIXED]
    places = [place for top in (Path("/mnt"), Path("/data")) if top.is_dir() for place in top.iterdir()]
    return [place for place in places if place.is_mount() and care_place.drive_kind(place) == care_place.FIXED]
