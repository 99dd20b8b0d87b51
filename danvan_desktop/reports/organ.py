"""The organ that issues a document: its settings as a header, its layout by side and day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from danvan_desktop import assets
from danvan_desktop.documents.model import Header
from danvan_desktop.documents.profiles import Profile, Side, profile_for
from danvan_desktop.reports.wording import version_on
from danvan_desktop.storage.settings import Settings

_SETTINGS = ("name", "parent", "symbol", "place")


@dataclass(frozen=True)
class Organ:
    """Who issues; None where it is not set yet, which prints as a marked blank."""

    name: str | None
    parent: str | None
    symbol: str | None
    place: str | None
    side: Side = "party"

    def profile(self, on: date) -> Profile:
        """The layout in force for this side on that day."""
        return profile_for(self.side, on)

    def header(self, kind: str, on: date) -> Header:
        """The head of a document of a kind ('BC')."""
        joint = "/" if self.side == "party" else "-"
        symbol = None if self.symbol is None else f"{kind}{joint}{self.symbol}"
        return Header(parent=self.parent, organ=self.name, symbol=symbol, place=self.place, date=on)


def organ_from(settings: Settings) -> Organ:
    """The organ as this office has set it."""
    name, parent, symbol, place = (
        settings.get(f"organ.{key}") or None for key in ("name", "parent", "symbol", "place")
    )
    side: Side = "state" if settings.get("organ.side") == "state" else "party"
    return Organ(name, parent, symbol, place, side)


@lru_cache(maxsize=8)
def _versions(name: str) -> tuple[Mapping[str, Any], ...]:
    path = assets.resource("templates", f"{name}.json")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["versions"])


def template(name: str, on: date) -> Mapping[str, Any]:
    """The texts of a document as they are valid on a day."""
    return version_on(_versions(name), on.isoformat())
