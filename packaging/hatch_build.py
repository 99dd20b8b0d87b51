"""Hatch build hook: puts ui/, resources/ and the compiled i18n/ under danvan_desktop/_data in the wheel."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration type is hatchling's own matter
    """Adds the data folders; an editable install reads them in the checkout instead."""

    PLUGIN_NAME = "custom"
    _compiled: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name every data file for the wheel, catalogues compiled."""
        if version == "editable":
            return
        root = Path(self.root)
        include: dict[str, str] = build_data["force_include"]
        for folder in ("ui", "resources"):
            if (root / folder).is_dir():
                include[str(root / folder)] = f"danvan_desktop/_data/{folder}"
        self._compiled = tempfile.TemporaryDirectory()
        for source in sorted((root / "i18n").glob("*/danvan.po")):
            language = source.parent.name
            target = compile_catalogue(source, language, Path(self._compiled.name))
            include[str(target)] = f"danvan_desktop/_data/i18n/{language}/LC_MESSAGES/danvan.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled catalogues once they are in the wheel."""
        if self._compiled is not None:
            self._compiled.cleanup()


def compile_catalogue(source: Path, language: str, folder: Path) -> Path:
    """Compile one .po into `folder`."""
    target = folder / f"{language}.mo"
    with source.open("rb") as stream, target.open("wb") as out:
        write_mo(out, read_po(stream, locale=language))
    return target
