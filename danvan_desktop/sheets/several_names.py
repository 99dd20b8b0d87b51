"""Several senders in one cell: “Nguyễn Văn A và Trần Thị B cùng 12 hộ dân”. Only what is plain is taken apart.

The cell as it was typed is kept with the petition, whatever is read out of it; of a denunciation it is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from danvan_desktop.domain.text import clean, fold, fold_key, nfc

SENDER = "petitioner_name"
MOST_WORDS = 6
# folded; beside the common ones those of peoples that have few: a piece without one may be a place or a body
_SURNAMES = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan lam luong mai cao ha ta to "  # noqa: SIM905
    "trinh truong dao dam dau kieu khuat la lai lu luu luc mac ma mach nghiem ngac nong ong phi phung phuong quach "
    "quan quang tang thach thai than thieu tieu tong trieu tu tuong ung van vi vien vuong chau chu chung co cu cung "
    "diep dien dong giang giap han hua hong khong kim lo lau mua sung vang thao hau chang deo lieng rmah rcom ksor "
    "siu nay nie mlo eban ayun buon adrong kpa ro y h k danh son neang".split()
)
_TITLE = r"(?:ông|bà|anh|chị|cô|chú|bác|cụ)"
_TITLED = re.compile(rf"{_TITLE}\s+", re.IGNORECASE)
_MARK = r"[,;&\n/]|\s[-–+]\s"
_AND = r"\b(?:và|VÀ|cùng|CÙNG)\b(?:\s+(?:với|VỚI)\b)?"  # “Và”, “Cùng” are names
_APART = re.compile(rf"\s*(?:{_MARK}|{_AND})\s*(?=\w)")
_BODY = re.compile(
    r"\b(?:to (?:dan|truong|hop|san|quan)|doan (?:thanh|the|vien)|cong ty|hop tac|uy ban|mat tran|nhan dan|dan cu|"
    r"vo chong|gia dinh|ban (?:quan|nhan|dai)|thanh pho|khu pho)\b"
)
_COUNT = re.compile(
    r"[\s,;(\-–]*(?:\b(?P<how>và|cùng(?:\s+với)?|đại diện(?:\s+cho)?|gồm|tổng cộng)\s|(?P<plus>\+))?\s*"
    r"(?P<many>\d{1,4})\s*"
    r"(?P<what>hộ(?:\s+gia\s+đình|\s+dân)?|người(?:\s+dân)?|công\s+dân|bà\s+con|nhân\s+khẩu)(?:\s+(?:khác|nữa))?"
    r"(?:\s+(?:ký tên|cùng ký|cùng đứng đơn))?[\s).]*$",
    re.IGNORECASE,
)
_MANY = re.compile(rf"{_MARK}|{_AND}|\b(?:[Đđ]ại diện|[Tt]ập thể|[Cc]ác)\s+(?=[^\W\dA-ZĐ])|\d+\s*(?:hộ|người)")
_ONE_MORE = frozenset({"và", "cùng", "cùng với", "+"})


@dataclass(frozen=True)
class Senders:
    """Who stands in the cell: the first name, the others, how many people it says they are with them (0: it does not).

    `households`: the number counts households, each of one person at least. `certain`: it can mean nothing else.
    """

    first: str
    others: tuple[str, ...] = ()
    people: int = 0
    households: bool = False
    certain: bool = True

    @property
    def several(self) -> bool:
        """Whether anything was taken out of the cell."""
        return self.certain and bool(self.others or self.people)


def senders(cell: str) -> Senders:
    """What a cell of names says."""
    text = nfc(cell).strip()
    whole = Senders(clean(text), certain=not _MANY.search(text))
    found = _COUNT.search(text)
    names = [clean(part) for part in _APART.split(text[: found.start()] if found else text)]
    marked = len(names) > 1 and re.search(_MARK, text) is not None
    if not all(_is_name(name, len(names) > 1, marked) for name in names) or len({*map(fold_key, names)}) < len(names):
        return whole
    if found is None:
        return Senders(names[0], tuple(names[1:])) if len(names) > 1 else whole
    many, how = int(found["many"]), clean(found["how"] or found["plus"] or "").lower()
    if not how and "(" not in found[0]:  # “Nguyễn Văn A, 12 hộ”: beside the first, or with them
        return whole
    people = many + len(names) if how in _ONE_MORE else max(many, len(names))
    return Senders(names[0], tuple(names[1:]), people, fold(found["what"]).startswith("ho"))


def _is_name(text: str, several: bool, marked: bool) -> bool:
    """A person's full name with capitals. Of several, with a surname or “ông”, “bà”; two words after a comma may as
    well be a place.
    """
    bare = _TITLED.sub("", text, count=1)
    words = bare.split()
    if not 2 <= len(words) <= MOST_WORDS or not re.fullmatch(r"[^\W\d_][\w' ]*", bare) or re.search(r"\d", bare):
        return False
    if any(not word[0].isupper() for word in words) or _BODY.search(fold_key(bare)):
        return False
    if bare != text or not several:
        return True
    return fold(words[0]).split("'")[0] in _SURNAMES and not (marked and len(words) == 2)
