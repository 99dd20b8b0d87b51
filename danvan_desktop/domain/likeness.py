"""How alike two petitions are in what is written of them: names, places, subjects; accents and word order are nothing.

All functions are symmetric. Texts are compared by RapidFuzz (normalised Indel similarity, 0…100); what is a number
must be the same number: “thôn 5” is not nearly “thôn 7”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from danvan_desktop.domain.text import fold, fold_key

_TITLES = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "cu"})
_LEAST_NAME = 2  # words; “Hùng” alone is nobody
_HAMLETS = {  # folded word → how it is said
    "to dan pho": "tổ dân phố", "khu pho": "khu phố", "tdp": "tổ dân phố", "kp": "khu phố", "ap": "ấp", "thon": "thôn",
    "khom": "khóm", "xom": "xóm", "buon": "buôn", "lang": "làng", "ban": "bản", "to": "tổ", "khu": "khu",
}  # fmt: skip
_WIDER = "xa|phuong|thi tran|tt|huyen|quan|tinh|thanh pho|tp|thi xa|tx"
_HAMLET = re.compile(rf"(?:^|\s)({'|'.join(_HAMLETS)})\s+(\S+(?:\s+\S+)*?)(?=\s+(?:{_WIDER})\s|$)")
_COMMUNE = re.compile(
    r"(?:^|\s)(?:xa|phuong|thi tran|tt)\s+(\S+(?:\s+\S+)*?)(?=\s+(?:huyen|quan|tinh|thanh pho|tp|tx)\s|$)"
)
_EMPTY_WORDS = frozenset(  # of every petition, whatever it is about
    "don de nghi kinh gui ve viec cua va cho la thi ma co khong duoc cac nhung nay do tai o trong voi theo den tu "  # noqa: SIM905
    "ong ba toi gia dinh khieu nai to cao kien phan anh yeu cau xem xet giai quyet noi dung lien quan".split()
)
_SHORT = 8  # different words from which a text that holds all of a shorter one counts as like it
_HELD = 88.0


@dataclass(frozen=True)
class Place:
    """A hamlet within a commune, folded; `kind` the Vietnamese word for it (“ấp”), empty where none is written."""

    hamlet: str
    commune: str = ""
    kind: str = ""


def name_key(text: str) -> str:
    """A person's or body's name, folded, without “ông”, “bà”, words in one order; empty for a single word."""
    words = fold_key(text).split()
    while len(words) > _LEAST_NAME and words[0] in _TITLES:
        words = words[1:]
    return " ".join(sorted(words)) if len(words) >= _LEAST_NAME else ""


def place_of(text: str) -> Place | None:
    """The hamlet that an address or a village field names; None where it names nothing so small."""
    kind = hamlet = commune = ""
    parts = [fold_key(part) for part in re.split(r"[,;\-–\n]", fold(text))]
    for part in parts:
        if not hamlet and (found := _HAMLET.search(part)):
            kind, hamlet = _HAMLETS[found[1]], found[2]
        if not commune and (wider := _COMMUNE.search(part)):
            commune = wider[1]
    return Place(_ordered(hamlet), _ordered(commune), kind) if hamlet else None


def village_of(text: str) -> Place | None:
    """What stands in a village field, with or without its kind."""
    return place_of(text) or (Place(_ordered(fold_key(text))) if fold_key(text) else None)


def _ordered(text: str) -> str:
    return " ".join(sorted(str(int(word)) if word.isdecimal() else word for word in text.split()))


def subject_key(text: str) -> str:
    """What a text is about, folded: its telling words in one order."""
    return " ".join(sorted(word for word in fold_key(text).split() if word not in _EMPTY_WORDS))


def alike(one: str, other: str) -> float:
    """0…100 of two keys; 0 when their numbers differ."""
    if one == other:
        return 100.0
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) if _numbers(one) == _numbers(other) else 0.0


_alike_kept = lru_cache(5_000)(alike)  # of hamlets, which come again and again; names of people are kept nowhere


def same_place(one: Iterable[Place], other: Iterable[Place]) -> str | None:
    """The word for the place two petitions share; None when they share none."""
    there = tuple(other)
    for here in one:
        for place in there:
            apart = here.commune and place.commune and here.commune != place.commune
            if not apart and _alike_kept(here.hamlet, place.hamlet) >= 90:
                return here.kind if here.kind == place.kind else here.kind or place.kind
    return None


def subject_likeness(one: Iterable[str], other: Iterable[str]) -> float | None:
    """0…100 of what two petitions are about, over keys of `subject_key`; None when one of them says nothing."""
    pairs = [(a, b) for a in one for b in other if a and b]
    return max((_likeness(a, b) for a, b in pairs), default=None) if pairs else None


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 100.0
    from rapidfuzz.fuzz import ratio

    here, there = one.split(), other.split()
    few, many = sorted((frozenset(here), frozenset(there)), key=len)
    shared = len(few & many)
    held = _HELD if len(few) >= _SHORT and shared >= 0.9 * len(few) else 0.0
    if 2 * shared < 0.5 * (len(few) + len(many)):  # letters of other words in the same order say nothing
        return 2 * 100.0 * shared / (len(few) + len(many)) if few else 0.0
    return max(held, ratio(one, other))


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
