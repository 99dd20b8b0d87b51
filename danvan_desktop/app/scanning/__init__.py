"""Scanning: paper becomes an attached file. Pages live in memory only; nothing is written beside the encrypted file."""

from danvan_desktop.app.scanning.pages import as_file, attach, kept_page
from danvan_desktop.app.scanning.scanner import (
    FEEDER,
    GLASS,
    PAPERS,
    RESOLUTIONS,
    Scanner,
    Step,
    Wish,
    first_device,
    scan,
    scanners,
)

__all__ = [
    "FEEDER", "GLASS", "PAPERS", "RESOLUTIONS", "Scanner", "Step", "Wish", "as_file", "attach", "first_device",
    "kept_page", "scan", "scanners",
]  # fmt: skip
