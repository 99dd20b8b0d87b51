"""The organ that issues a document: its settings as a header, its layout by side and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Header, Signature
from danvan_desktop.documents.profiles import Profile, Side, profile_for
from danvan_desktop.reports.wording import version_on
from danvan_desktop.storage import rule_files
from danvan_desktop.storage.settings import Settings

_SETTINGS = ("name", "parent", "symbol", "place", "signer_post", "signer_name")


@dataclass(frozen=True)
class Organ:
    """Who issues; None where it is not set yet, which prints as a marked blank."""

    name: str | None
    parent: str | None
    symbol: str | None
    place: str | None
    side: Side = "party"
    signer_post: str | None = None
    signer_name: str | None = None

    def profile(self, on: date) -> Profile:
        """The layout in force for this side on that day."""
        return profile_for(self.side, on)

    def header(self, kind: str, on: date) -> Header:
        """The head of a document of a kind ('BC')."""
        joint = "/" if self.side == "party" else "-"
        symbol = None if self.symbol is None else f"{kind}{joint}{self.symbol}"
        return Header(parent=self.above, organ=self.name, symbol=symbol, place=self.place, date=on)

    @property
    def above(self) -> str | None:
        """The line over the organ's name: a People's Committee has none (NĐ 30/2020), a Party organ always one."""
        return "" if self.side == "state" and not self.parent else self.parent

    def signature(self, recipients: tuple[str, ...] = ()) -> Signature:
        """Who signs: the first line of the post in bold ("K/T TRƯỞNG BAN"), the rest under it; blanks until set."""
        authority, _line, post = (self.signer_post or "").partition("\n")
        if not authority:
            return Signature(name=self.signer_name, recipients=recipients)
        return Signature(authority.strip(), post.replace("\n", " ").strip(), self.signer_name, recipients)


def organ_from(settings: Settings) -> Organ:
    """The organ as this office has set it."""
    name, parent, symbol, place, post, signer = (settings.get(f"organ.{key}") or None for key in _SETTINGS)
    side: Side = "state" if settings.get("organ.side") == "state" else "party"
    return Organ(name, parent, symbol, place, side, post, signer)


def _versions(name: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(rule_files.table(f"templates/{name}")["versions"])


def template(name: str, on: date) -> Mapping[str, Any]:
    """The texts of a document as they are valid on a day."""
    return version_on(_versions(name), on.isoformat())


def outline_template(kind: str, on: date) -> Mapping[str, Any]:
    """The texts of a report with an outline: one based on another says only what is different."""
    own = template(kind, on)
    if "based_on" not in own:
        return own
    merged: dict[str, Any] = {**template(own["based_on"], on), **own}
    merged["blocks"] = _renamed(merged["blocks"], own.get("titles", {}))
    merged["annex"] = _without(merged["annex"], tuple(own.get("leave_out", ())))
    return merged


def _renamed(blocks: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[Mapping[str, Any]]:
    return [
        {
            **block, "title": titles.get(block["key"], block["title"]),
            "children": _renamed(block.get("children", ()), titles),
        }
        for block in blocks
    ]  # fmt: skip


def _without(annex: Mapping[str, Any], codes: tuple[str, ...]) -> Mapping[str, Any]:
    """The table of figures without the rows of these figures."""
    groups = [
        {**group, "rows": [row for row in group["rows"] if not row.lstrip("-").startswith(codes or ("\n",))]}
        for group in annex["groups"]
    ]
    return {**annex, "groups": groups}
