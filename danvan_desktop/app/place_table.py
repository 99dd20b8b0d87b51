"""The table of units behind `app.places`: read once, each unit with the folded words it is found by."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from danvan_desktop import assets
from danvan_desktop.domain.text import fold_key


@dataclass(frozen=True)
class Place:
    """A unit. `code` is the statistics office's, "" where no source has one; `above` are the units over it."""

    code: str
    name: str
    level: str
    province: str
    district: str = ""
    parent_code: str = ""
    old: bool = False

    @property
    def above(self) -> str:
        """The units over it, as they stand behind its name."""
        return ", ".join(part for part in (self.district, self.province) if part)


@dataclass(frozen=True)
class Found:
    """An answer. `was`: the old unit leading here; `sources`: who says so when not all do; `split`: one of several."""

    place: Place
    was: Place | None = None
    sources: tuple[str, ...] = ()
    split: bool = False

    @property
    def to_check(self) -> bool:
        """Whether a person has to look: the sources differ, or the old unit has several successors."""
        return bool(self.sources) or self.split


@dataclass(frozen=True)
class Entry:
    """A unit with what it is found by."""

    place: Place
    text: str  # " xa ea drang dak lak ": every word that counts, each after a blank
    name: str  # "ea drang"
    full: str  # "xa ea drang"
    successors: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Table:
    """Today's units and the district-era ones."""

    now: list[Entry]
    old: list[Entry]


@lru_cache(maxsize=1)
def table() -> Table:
    """The whole table; the first call takes a fifth of a second."""
    raw = json.loads(gzip.decompress(assets.resource("places", "places.json.gz").read_bytes()))
    now = _now(raw)
    return Table(now, _old(raw, [entry.place for entry in now if entry.place.level == "commune"]))


def _now(raw: dict[str, Any]) -> list[Entry]:
    entries = [_entry(Place(code, name, "province", "")) for code, name in raw["provinces"]]
    for code, name, above in raw["communes"]:
        over = raw["provinces"][above]
        entries.append(_entry(Place(code, name, "commune", over[1], parent_code=over[0])))
    return entries


def _old(raw: dict[str, Any], communes_now: list[Place]) -> list[Entry]:
    over = raw["old_provinces"]
    entries = [_entry(Place(code, name, "province", "", old=True)) for code, name in over]
    for code, name, above in raw["old_districts"]:
        entries.append(_entry(Place(code, name, "district", over[above][1], parent_code=over[above][0], old=True)))
    for code, name, district, *targets in raw["old_communes"]:
        above_code, above_name, province = raw["old_districts"][district]
        place = Place(code, name or above_name, "commune", over[province][1], above_name if name else "",
                      above_code, old=True)  # fmt: skip
        entries.append(_entry(place, _named(place, targets, communes_now, raw["sources"])))
    return entries


def _named(
    was: Place, targets: list[list[int]], communes_now: list[Place], sources: dict[str, str]
) -> tuple[Found, ...]:
    """The successors, those both sources name first; the others with who names them."""
    split = sum(map(len, targets)) > 1
    said: tuple[tuple[str, ...], ...] = ((), (sources["a"],), (sources["b"],))
    return tuple(
        Found(communes_now[number], was, who, split)
        for numbers, who in zip(targets, said, strict=True)
        for number in numbers
    )


_KINDS = {"tinh": "t", "thanh pho": "tp", "quan": "q", "huyen": "h", "thi xa": "tx", "thi tran": "tt",
          "phuong": "p", "xa": "x", "dac khu": "dk"}  # fmt: skip


def _entry(place: Place, named: tuple[Found, ...] = ()) -> Entry:
    full = plain(place.name)
    kind = next((kind for kind in _KINDS if full.startswith(f"{kind} ")), "")
    name = full[len(kind) :].strip()
    parts = [full, _KINDS.get(kind, ""), _initials(name), _loose(place.name)]
    for above in (place.province, place.district):
        if above:
            short = _short(above)
            parts += [plain(above), _initials(short)]
    return Entry(place, " " + " ".join(part for part in parts if part), name, full, named)


@lru_cache(maxsize=2000)
def _short(name: str) -> str:
    full = plain(name)
    return next((full[len(kind) + 1 :] for kind in _KINDS if full.startswith(f"{kind} ")), full)


def _initials(name: str) -> str:
    """'ea drang' -> 'ed'; a name of one word has none."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(maxsize=4000)
def plain(name: str) -> str:
    """Folded, an apostrophe inside a word left out: 'Cư M'gar' -> 'cu mgar'."""
    return fold_key(name.replace("'", "").replace("’", ""))


def _loose(name: str) -> str:
    """The same with the apostrophe as a blank, where there is one, and all in one word."""
    return fold_key(name) if "'" in name or "’" in name else ""
