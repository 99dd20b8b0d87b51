"""Layout profiles: the numbers of a layout rule as data, chosen by the date of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from danvan_desktop.errors import BugError
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.rule_files import cached

Side = Literal["party", "state"]


@dataclass(frozen=True, slots=True)
class Style:
    """How one element of a page is set; sizes in points, indents in millimetres."""

    size: float
    leading: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    upper: bool = False
    align: str = "left"
    indent_mm: float = 0.0
    hanging_mm: float = 0.0
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins, in millimetres."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float

    @property
    def text_width_mm(self) -> float:
        """Width between the margins."""
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Where page numbers stand and how they run on."""

    size: float
    from_edge_mm: float
    hide_first: bool
    annex_restarts: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """One layout rule: valid from a date to a date, with its source and how sure we are of it."""

    name: str
    side: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str
    page: Page
    landscape: Page
    page_number: PageNumber
    styles: dict[str, Style]
    texts: dict[str, str]
    measures: dict[str, float]
    switches: dict[str, bool]

    def style(self, name: str) -> Style:
        """The style of an element."""
        return self.styles[name]


def _style(raw: dict[str, Any]) -> Style:
    known = {f.name for f in fields(Style)}
    return Style(**{key: value for key, value in raw.items() if key in known})


def _profile(raw: Mapping[str, Any]) -> Profile:
    until = raw["valid_to"]
    return Profile(
        name=raw["name"],
        side=raw["side"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=date.fromisoformat(until) if until else None,
        source=raw["source"],
        certainty=raw["certainty"],
        page=Page(**raw["page"]),
        landscape=Page(**raw["landscape"]),
        page_number=PageNumber(**raw["page_number"]),
        styles={name: _style(style) for name, style in raw["styles"].items()},
        texts=raw["texts"],
        measures=raw["measures"],
        switches=raw["switches"],
    )


@cached(1)
def all_profiles() -> tuple[Profile, ...]:
    """Every layout shipped or installed, the oldest first."""
    names = [name for name in rule_files.names() if re.fullmatch(r"layouts/.*_[12][0-9]{3}", name)]
    return tuple(sorted((_profile(rule_files.table(name)) for name in names), key=lambda profile: profile.valid_from))


def profile_named(name: str) -> Profile:
    """The layout of that name, whatever the date."""
    for profile in all_profiles():
        if profile.name == name:
            return profile
    raise BugError(f"no layout profile {name!r}")


def profile_for(side: Side, on: date) -> Profile:
    """The layout that was in force for this side on that day; before the oldest one, the oldest."""
    candidates = [profile for profile in all_profiles() if profile.side == side]
    if not candidates:
        raise BugError(f"no layout profile for {side!r}")
    in_force = [profile for profile in candidates if profile.valid_from <= on]
    return in_force[-1] if in_force else candidates[0]
