"""Whose layout an organ's papers have, told from its name: Party (Hướng dẫn 05/36) or State (NĐ 30/2020).

The Front and the mass organisations follow Decree 30 as far as it suits them (printing.md §1.1). What the name does
not tell stays with the Party, whose officers the program is made for; a person's own choice always comes first.
"""

from __future__ import annotations

import re

from danvan_desktop.domain.text import fold_key

PARTY, STATE = "party", "state"
_PARTY = re.compile(
    r"(ban thuong vu |thuong truc |van phong )?(dang (uy|bo)|chi (uy|bo)|(tinh|thanh|huyen|quan|thi) uy)\b"
    r"|(ban|khoi|to) (dan van|tuyen giao|xay dung dang|to chuc|noi chinh)|uy ban kiem tra|ubkt\b|bxdd\b|btgdv"
)
_STATE_FIRST = re.compile(
    r"(so|phong|thanh tra|cong an|chi cuc|cuc|toa an|vien kiem sat|ban tiep cong dan|bo chi huy|ban chi huy|hoi|"
    r"cong doan|lien doan lao dong)\b|trung tam phuc vu hanh chinh"
)
_STATE_ANYWHERE = re.compile(r"\b(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|mat tran to quoc|mttq)\b")


def side_of(name: str) -> str:
    """PARTY or STATE for an organ's name."""
    key = fold_key(name)
    if _PARTY.match(key):
        return PARTY
    return STATE if _STATE_FIRST.match(key) or _STATE_ANYWHERE.search(key) else PARTY


def is_committee(name: str) -> bool:
    """Whether it is a People's Committee, whose head is its chairman and whose papers name nobody above it."""
    return fold_key(name).startswith(("uy ban nhan dan", "ubnd"))
