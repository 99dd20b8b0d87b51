"""What this computer is set to, known before any office is unlocked: looks, language, idle lock, backup place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.storage.files import write_private

FILE = "preferences.json"


@dataclass
class Preferences:
    """Settings of one computer; holds nothing of an office's data. `scale` in percent, `idle_minutes` 0 is never."""

    theme: str = "auto"
    language: str = "vi"
    scale: int = 100
    idle_minutes: int = 10
    backup_folder: str = ""
    scan_folder: str = ""
    printer: str = ""

    def save(self, folder: Path | None = None) -> None:
        """Write the settings. Raises EnvironmentProblem when the disk is in the way."""
        target = (folder or paths.config_dir()) / FILE
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        write_private(target, text.encode())


def load(folder: Path | None = None) -> Preferences:
    """The settings kept; what is missing or unreadable is as it comes."""
    try:
        kept = json.loads(((folder or paths.config_dir()) / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    fitting = {f.name: kept[f.name] for f in fields(Preferences) if type(kept.get(f.name)) is type(f.default)}
    return Preferences(**fitting)
