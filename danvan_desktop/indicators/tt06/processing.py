"""02/XLD: kết quả xử lý đơn."""

from __future__ import annotations

from danvan_desktop.domain.indicator import Condition, In, Indicator, Not
from danvan_desktop.indicators.tt06 import words
from danvan_desktop.indicators.tt06.words import column, others, reported

TABLE = "02/XLD"
# guided, and returned with guidance; forwarded or passed on
_GUIDED = In("action", ("huong_dan", "tra_don", "van_ban_thong_bao"))
_FORWARDED = In("action", ("chuyen_don", "don_doc"))


def columns() -> tuple[Indicator, ...]:
    """Columns 1–25."""
    return (*_totals(), *_complaints(), *_denunciations(), *_feedback(), *_elsewhere())


def _all(number: int, *conditions: Condition, check: bool = False) -> Indicator:
    return column(TABLE, number, "petition", conditions, check=check)


def _totals() -> list[Indicator]:
    return [
        _all(1, words.IN_HAND),
        _all(2, words.PROCESSED),
        _all(3, words.ELIGIBLE),
        _all(4, words.COMPETENT),
        _all(5, words.COMPETENT, words.one_of_a_case(words.COMPETENT)),
    ]


def _complaints() -> list[Indicator]:
    base = (words.COMPETENT, words.COMPLAINT)
    return [
        _all(6, *base),
        _all(7, *base, Not(words.SECOND)),
        _all(8, *base, words.SECOND),
        _all(9, *base, reported("khieu_nai", 9)),
        _all(10, *base, reported("khieu_nai", 10)),
        _all(11, *base, others("khieu_nai", 9, 10)),
    ]


def _denunciations() -> list[Indicator]:
    base = (words.COMPETENT, words.DENUNCIATION)
    return [
        _all(12, *base),
        _all(13, *base, Not(words.AGAIN)),
        _all(14, *base, words.AGAIN),
        *(_all(number, *base, reported("to_cao", number)) for number in (15, 16, 17)),
        _all(18, *base, others("to_cao", 15, 16, 17)),
    ]


def _feedback() -> list[Indicator]:
    base = (words.COMPETENT, words.FEEDBACK)
    kind = "kien_nghi_phan_anh"
    return [
        _all(19, *base, check=True),
        _all(20, *base, reported(kind, 20)),
        _all(21, *base, reported(kind, 21), check=True),
        _all(22, *base, others(kind, 20, 21), check=True),
    ]


def _elsewhere() -> list[Indicator]:
    return [
        _all(23, words.ELSEWHERE),
        _all(24, words.ELSEWHERE, _GUIDED),
        _all(25, words.ELSEWHERE, _FORWARDED),
    ]


# what keeps column 3 below column 2 without a word of law: nobody wrote whether these are eligible
UNCLASSIFIED = column(
    TABLE, 0, "petition", (words.PROCESSED, Not(In("state", ("trung",))), words.UNSAID)
)  # fmt: skip
