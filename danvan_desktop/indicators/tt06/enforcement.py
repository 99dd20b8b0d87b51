"""05/KQTH: kết quả thi hành quyết định giải quyết khiếu nại, thực hiện kết luận nội dung tố cáo.

What must be carried out is a stock: issued in the period, or before it and still to be done when it began. What has
been done (“đã …”) belongs to the one period in which it was carried out: a day of enforcement written down later
changes no table of a period that ended before that day, and nothing is told in two quarters.
"""

from __future__ import annotations

from danvan_desktop.domain.indicator import Condition, Dated, Indicator, When
from danvan_desktop.indicators.tt06 import words
from danvan_desktop.indicators.tt06.settlement import to_be_carried_out
from danvan_desktop.indicators.tt06.words import column

TABLE = "05/KQTH"
# field, and whether it was done (“đã thu”, “đã trả”, đã xử lý, đã khởi tố) or must be done (“phải thu”, “phải trả”)
_GOODS = (
    ("money_recovered", False), ("land_recovered_m2", False), ("money_collected", True), ("land_collected_m2", True),
    ("money_returned", False), ("land_returned_m2", False), ("money_paid_back", True), ("land_given_back_m2", True),
)  # fmt: skip
_PEOPLE = (("people_handled", True), ("officials_handled", True))
_PROSECUTED = (("prosecuted_cases", True), ("prosecuted_people", True), ("prosecuted_officials", True))
DONE_FIELDS = tuple(
    field for field, done in (*_GOODS, ("organisations_handled", True), *_PEOPLE, *_PROSECUTED) if done
)  # fmt: skip


def columns() -> tuple[Indicator, ...]:
    """Columns 1–15 for complaints, 16–31 for denunciations."""
    return (
        *_block(1, words.COMPLAINT, (*_GOODS, *_PEOPLE, *_PROSECUTED)),
        *_block(16, words.DENUNCIATION, (*_GOODS, ("organisations_handled", True), *_PEOPLE, *_PROSECUTED)),
    )


def _block(first: int, kind: Condition, fields: tuple[tuple[str, bool], ...]) -> list[Indicator]:
    due = to_be_carried_out(kind)
    done = (*due, Dated("enforced_on", When.UNTIL))
    return [
        column(TABLE, first, "petition", due),
        column(TABLE, first + 1, "petition", done),
        *(
            column(TABLE, number, "petition", done if carried_out else due, field)
            for number, (field, carried_out) in enumerate(fields, first + 2)
        ),
    ]
