"""05/KQTH: kết quả thi hành quyết định giải quyết khiếu nại, thực hiện kết luận nội dung tố cáo."""

from __future__ import annotations

from danvan_desktop.domain.indicator import Condition, Dated, Indicator, When
from danvan_desktop.indicators.tt06 import words
from danvan_desktop.indicators.tt06.settlement import to_be_carried_out
from danvan_desktop.indicators.tt06.words import column

TABLE = "05/KQTH"
_GOODS = (
    "money_recovered", "land_recovered_m2", "money_collected", "land_collected_m2",
    "money_returned", "land_returned_m2", "money_paid_back", "land_given_back_m2",
)  # fmt: skip
_PROSECUTED = ("prosecuted_cases", "prosecuted_people", "prosecuted_officials")


def columns() -> tuple[Indicator, ...]:
    """Columns 1–15 for complaints, 16–31 for denunciations."""
    people = ("people_handled", "officials_handled")
    return (
        *_block(1, words.COMPLAINT, (*_GOODS, *people, *_PROSECUTED)),
        *_block(16, words.DENUNCIATION, (*_GOODS, "organisations_handled", *people, *_PROSECUTED)),
    )


def _block(first: int, kind: Condition, fields: tuple[str, ...]) -> list[Indicator]:
    base = to_be_carried_out(kind)
    return [
        column(TABLE, first, "petition", base),
        column(TABLE, first + 1, "petition", (*base, Dated("enforced_on", When.UNTIL))),
        *(column(TABLE, number, "petition", base, field) for number, field in enumerate(fields, first + 2)),
    ]
