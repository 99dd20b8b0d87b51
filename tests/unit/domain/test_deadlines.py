"""Terms of the law: the vectors of petitions.md §3.1, a slow counter beside them, and what must hold for every term."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.deadline_rules import RuleTable
from danvan_desktop.domain.deadlines import Deadline, compute
from danvan_desktop.domain.working_days import Calendar, calendar_from
from danvan_desktop.errors import UserError
from danvan_desktop.storage import rules
from tests.conftest import ROOT
from tests.unit.domain.slow_terms import slow_end

TABLE = rules.deadline_rules()
CALENDAR = rules.calendar()
DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 1))
WORKING, PLAIN = "wd", "d"


def calendar_with(**changed: str) -> Calendar:
    """The program's calendar with the kinds of days changed: `d20261124="le"`."""
    table = json.loads((ROOT / "resources/law/vn_calendar.json").read_text(encoding="utf-8"))
    for item in table["days"]:
        item["kind"] = changed.get("d" + item["date"].replace("-", ""), item["kind"])
    return calendar_from({**table, "version": "2026-12-01"})


def one_rule(unit: str, length: int) -> RuleTable:
    """A table of one rule of that length, valid for ever."""
    rule = replace(TABLE.versions("A1")[0], id="X", unit=unit, length=length, valid_from=None, valid_to=None)
    return RuleTable("test", (rule,))


def ended(unit: str, length: int, start: date, *spans: tuple[date, date], calendar: Calendar = CALENDAR) -> Deadline:
    return compute(one_rule(unit, length), calendar, "X", start, suspensions=spans)


VECTORS = [
    (WORKING, 7, "2026-02-10", "2026-02-26"), (PLAIN, 30, "2026-04-01", "2026-05-04"),
    (WORKING, 10, "2026-08-20", "2026-09-07"), (WORKING, 5, "2025-12-30", "2026-01-08"),
    (PLAIN, 30, "2026-01-15", "2026-02-23"), (WORKING, 7, "2026-11-18", "2026-11-27"),
    (WORKING, 5, "2025-04-24", "2025-05-05"), (WORKING, 7, "2024-04-25", "2024-05-08"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "length", "start", "due"), VECTORS)
def test_the_vectors_of_the_domain_file_hold(unit: str, length: int, start: str, due: str) -> None:
    assert ended(unit, length, date.fromisoformat(start)).due.isoformat() == due


def test_a_day_off_that_is_only_planned_counts_as_worked_and_makes_the_term_uncertain_until_it_is_confirmed() -> None:
    start = date(2026, 11, 18)
    planned = ended(WORKING, 7, start)
    assert (planned.due, planned.certain) == (date(2026, 11, 27), False)
    confirmed = ended(WORKING, 7, start, calendar=calendar_with(d20261124="le"))
    assert (confirmed.due, confirmed.certain) == (date(2026, 11, 30), True)
    beside = ended(PLAIN, 10, start)
    assert beside.certain, "the planned day lies inside, but the end does not hang on it"


def test_two_hundred_terms_agree_with_the_slow_counter() -> None:
    made = random.Random(5)
    for _place in range(200):
        unit, length = made.choice([PLAIN, WORKING]), made.randint(1, 60)
        start = date(2024, 1, 1) + made.randint(0, 1150) * DAY
        away, spans = [], []
        if made.random() < 0.4:
            first = start + made.randint(-5, 40) * DAY
            away = [first + place * DAY for place in range(made.randint(1, 30))]
            spans = [(away[0], away[-1])]
        found = ended(unit, length, start, *spans)
        assert (found.raw_end, found.due) == slow_end(unit, length, start, away), (unit, length, start, spans)


@given(DAYS, st.sampled_from([WORKING, PLAIN]), st.integers(1, 90))
def test_an_end_is_a_working_day_after_the_start_and_a_later_start_ends_no_earlier(
    start: date, unit: str, length: int
) -> None:
    found, later = ended(unit, length, start), ended(unit, length, start + DAY)
    assert CALENDAR.works(found.due)
    assert start < found.raw_end <= found.due <= later.due
    assert found.due <= ended(unit, length + 1, start).due


@given(DAYS, st.integers(1, 60), st.data())
def test_a_suspension_inside_a_term_adds_exactly_its_days(start: date, length: int, data: st.DataObject) -> None:
    first = start + data.draw(st.integers(1, length)) * DAY
    days = data.draw(st.integers(1, 50))
    span = (first, first + (days - 1) * DAY)
    plain = ended(PLAIN, length, start)
    assert ended(PLAIN, length, start, span).raw_end == plain.raw_end + days * DAY
    after = (plain.due + DAY, plain.due + days * DAY)
    assert ended(PLAIN, length, start, after).due == plain.due
    assert ended(PLAIN, length, start, (start - days * DAY, start)).due == plain.due, "before the term began"


@given(DAYS, st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 20)), max_size=4))
def test_overlapping_suspensions_count_once_in_any_order(start: date, places: list[tuple[int, int]]) -> None:
    spans = [(start + first * DAY, start + (first + more) * DAY) for first, more in places]
    away = [first + place * DAY for first, last in spans for place in range((last - first).days + 1)]
    for unit in (WORKING, PLAIN):
        found = ended(unit, 20, start, *spans)
        assert found == ended(unit, 20, start, *reversed(spans))
        assert (found.raw_end, found.due) == slow_end(unit, 20, start, away)


@given(st.dates(date(2024, 1, 1), date(2027, 11, 1)))
def test_seven_days_of_the_law_never_end_after_the_decrees_seven_working_days(start: date) -> None:
    assert compute(TABLE, CALENDAR, "B6", start).due <= ended(WORKING, 7, start).due


def test_the_rule_is_the_one_in_force_on_the_day_of_the_event() -> None:
    before, after = (compute(TABLE, CALENDAR, "B1", day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (before.term.length, before.term.unit, before.certain) == (10, "d", False)
    assert (after.term.length, after.term.unit, after.version, after.certain) == (7, "wd", "2026-07-01", True)
    old = compute(TABLE, CALENDAR, "E1", date(2019, 3, 1))
    assert (old.term.length, compute(TABLE, CALENDAR, "E1", date(2026, 3, 2)).term.length) == (45, 30)
    never = compute(TABLE, CALENDAR, "E2", date(2020, 3, 2))
    assert not never.in_force
    assert not never.certain


LONGER = [
    ("B2", False, 0, 30), ("B2", True, 0, 45), ("B2", False, 1, 45), ("B2", True, 1, 60), ("B5", False, 0, 45),
    ("B5", True, 0, 60), ("B5", False, 1, 60), ("B5", True, 1, 70), ("C5", True, 0, 30), ("C5", False, 1, 60),
    ("C5", False, 2, 90), ("C1", False, 1, 10), ("C2", True, 2, 5), ("E2", True, 0, 55), ("B4", True, 0, 45),
    ("B9", False, 1, 45), ("B2", True, 2, 60), ("E2", True, 1, 55),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "remote", "level", "days"), LONGER)
def test_remote_areas_and_complex_matters_have_their_own_length(rule: str, remote: bool, level: int, days: int) -> None:
    assert compute(TABLE, CALENDAR, rule, date(2026, 3, 2), remote=remote, complex=level).length == days


LENGTHS = """A1 10wd A2 7wd A3 5wd A5 10wd B0 90d B1 7wd B3 3wd B4 30d B6 7d B7 30d B8 15d B9a 15d B9b 10d B9c 30d
B9d 7wd C1 7wd C2 5wd C3 20d C4 5wd C6 5wd C7 5wd C8 7wd C9 5wd C10 20d C11 5wd D1 10wd D2 10wd E1 30d E2 45d"""


def test_every_rule_of_the_domain_file_has_its_length_source_and_validity() -> None:
    words = LENGTHS.split()
    for rule_id, length in zip(words[::2], words[1::2], strict=True):
        rule, holds = TABLE.pick(rule_id, date(2026, 9, 1))
        assert (f"{rule.length}{rule.unit}", holds) == (length, True), rule_id
    for rule in TABLE.rules:
        assert rule.source, rule.id
        assert rule.article, rule.id
        assert rule.label_vi, rule.id
        assert rule.version == (rule.valid_from.isoformat() if rule.valid_from else ""), rule.id


def test_versions_of_a_rule_follow_each_other_without_a_gap() -> None:
    for rule_id in {rule.id for rule in TABLE.rules}:
        versions = TABLE.versions(rule_id)
        for earlier, later in pairwise(versions):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + DAY, rule_id
        assert versions[-1].valid_to is None, rule_id


def test_a_schedule_is_posted_five_working_days_before_the_session() -> None:
    assert compute(TABLE, CALENDAR, "A4", date(2026, 2, 25)).due == date(2026, 2, 11)


def test_a_report_is_due_on_the_seventeenth_and_an_archive_after_a_year() -> None:
    assert compute(TABLE, CALENDAR, "G", date(2026, 12, 1)).due == date(2026, 12, 17)
    assert compute(TABLE, CALENDAR, "F", date(2024, 2, 29)).raw_end == date(2025, 2, 28)


@pytest.mark.parametrize("rule", ["D3", "A6", "Z9", ""])
def test_what_ends_on_no_day_is_told_and_not_guessed(rule: str) -> None:
    with pytest.raises(UserError):
        compute(TABLE, CALENDAR, rule, date(2026, 3, 2))


def test_days_out_of_reach_and_turned_suspensions_are_told() -> None:
    for start in (date.min, date.max):
        with pytest.raises(UserError):
            compute(TABLE, CALENDAR, "B2", start)
    with pytest.raises(UserError):
        compute(TABLE, CALENDAR, "B2", date(2026, 3, 2), suspensions=[(date(2026, 3, 9), date(2026, 3, 8))])
    with pytest.raises(UserError):
        compute(TABLE, CALENDAR, "B2", date(2026, 3, 2), suspensions=[(date(2026, 3, 9), date.max)])


def test_the_sentence_names_the_days_off_the_law_and_the_end() -> None:
    told = compute(TABLE, CALENDAR, "A1", date(2026, 2, 2)).sentence
    for word in ("10 ", "02/02/2026", "Tết 14–22/02", "23/02/2026", "Luật Tiếp công dân"):
        assert word in told
    moved = compute(TABLE, CALENDAR, "B2", date(2026, 1, 15)).sentence
    assert "14/02/2026" in moved
    assert "23/02/2026" in moved
    assert "22/08" in compute(TABLE, CALENDAR, "A1", date(2026, 8, 20)).sentence
    stopped = compute(TABLE, CALENDAR, "C5", date(2026, 3, 2), suspensions=[(date(2026, 3, 10), date(2026, 3, 20))])
    assert "11 " in stopped.sentence
    assert "10/03–20/03/2026" in stopped.sentence


def test_the_sentence_says_what_is_not_certain() -> None:
    assert "24/11/2026" in compute(TABLE, CALENDAR, "B1", date(2026, 11, 18)).sentence
    assert "2027" in compute(TABLE, CALENDAR, "B2", date(2026, 12, 20)).sentence.rpartition(";")[2]


@given(
    st.sampled_from(sorted({rule.id for rule in TABLE.rules} - {"A6", "A6b", "D3"})),
    DAYS,
    st.booleans(),
    st.integers(0, 2),
)
def test_every_term_can_tell_itself_in_one_sentence(rule: str, start: date, remote: bool, level: int) -> None:
    told = compute(TABLE, CALENDAR, rule, start, remote=remote, complex=level).sentence
    assert told.endswith(".")
    assert "{" not in told
    assert "\n" not in told
