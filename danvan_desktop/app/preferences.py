"""What this computer is set to, known before any office is unlocked: looks, language, idle lock, backup place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from danvan_desktop import paths
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.storage.files import write_private

FILE = "preferences.json"
THEMES, LANGUAGES = ("auto", "light", "dark", "contrast"), ("vi", "en")
SCALES, MINUTES = (100, 110, 125, 150, 175, 200), (5, 10, 15, 30, 60, 0)
CHOICES = {
    "theme": THEMES, "language": LANGUAGES, "scale": tuple(map(str, SCALES)), "idle_minutes": tuple(map(str, MINUTES)),
}  # fmt: skip


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


def put(kept: Preferences, name: str, text: str) -> None:
    """Set one preference from text. UserError when there is none of that name or it cannot have that value."""
    nothing = _("Nothing was changed.")
    known = {f.name: f for f in fields(Preferences)}
    if name not in known:
        hint = _("Preferences: {known}.").format(known=", ".join(known))
        raise UserError(_("There is no preference “{name}”.").format(name=name), kept=nothing, hint=hint)
    allowed = CHOICES.get(name)
    if allowed is not None and text not in allowed:
        hint = _("Choose one of: {names}.").format(names=", ".join(allowed))
        raise UserError(_("“{text}” is no value of “{name}”.").format(text=text, name=name), kept=nothing, hint=hint)
    setattr(kept, name, int(text) if isinstance(known[name].default, int) else text)


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
