"""What a term says of itself: a day off once, and a year the program does not know otherwise than one to come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.domain.deadline_words import rest_words
from danvan_desktop.domain.deadlines import compute
from danvan_desktop.domain.working_days import Rest, calendar_from
from danvan_desktop.storage import rule_files, rules

D = date


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        (Rest(D(2026, 11, 24), D(2026, 11, 24), ("Ngày Văn hóa 24/11",)), "Ngày Văn hóa 24/11"),
        (Rest(D(2026, 5, 1), D(2026, 5, 1), ("lễ 1/5",)), "lễ 1/5"),
        (Rest(D(2026, 4, 30), D(2026, 5, 3), ("lễ 30/4",)), "lễ 30/4 30/04–03/05"),
        (Rest(D(2026, 9, 2), D(2026, 9, 2), ("Quốc khánh",)), "Quốc khánh 02/09"),
    ],
)
def test_a_day_off_that_is_named_by_its_day_says_it_once(rest: Rest, told: str) -> None:
    assert rest_words(rest) == told


def _sentence(start: date, rule: str = "B2", **more: Any) -> str:
    table = dict(rule_files.table("law/vn_calendar")) | more
    found = compute(rules.deadline_rules(), calendar_from(table), rule, start)
    return found.sentence


@pytest.mark.usefixtures("english")
def test_a_year_before_the_table_was_announced_but_is_not_known_here() -> None:
    assert "the program has no days off of 2019" in _sentence(D(2019, 3, 1))
    assert "the days off of 2028 are not announced" in _sentence(D(2028, 3, 1))


@pytest.mark.usefixtures("english")
def test_a_term_in_calendar_days_names_an_unconfirmed_day_only_where_it_ends() -> None:
    assert "not yet confirmed" not in _sentence(D(2026, 11, 1), "C5")
    assert "24/11/2026 is not yet confirmed" in _sentence(D(2026, 10, 25))
