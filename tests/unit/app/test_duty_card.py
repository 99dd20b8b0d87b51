"""The overview's lines on reception days: held against the rule of today, what is planned, what must be posted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.app.duty_card import DONE, MISSING, PLANNED, duty_card
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import TODAY
from tests.unit.app.test_duty_schedule import session

pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def heads(store: Store) -> list[tuple[int, int, str]]:
    card = duty_card(store, TODAY)
    assert card is not None
    return [(head.held, head.need, head.state) for head in card.heads]


def held(store: Store, day: int, **more: Any) -> None:
    session(store, date(2026, 11, day), state="da_tiep", **more)


def test_each_head_has_its_days_of_the_month_against_the_rule(store: Store) -> None:
    held(store, 5)
    held(store, 12)
    held(store, 6, receiving_body="cap_uy")
    assert heads(store) == [(2, 2, DONE), (1, 2, MISSING)]


def test_days_that_are_planned_are_told_and_a_deputys_are_not_counted(store: Store) -> None:
    held(store, 5)
    held(store, 12, by_delegate=True)
    session(store, date(2026, 11, 27))
    card = duty_card(store, TODAY)
    assert card is not None
    assert (card.heads[0].held, card.heads[0].state) == (1, PLANNED)
    assert "27/11" in card.heads[0].text
    assert "30/11" in card.heads[1].text  # the Party's head has nothing planned until then


def test_a_schedule_to_be_posted_soon_or_too_late_is_told(store: Store) -> None:
    session(store, date(2026, 12, 3))
    soon = duty_card(store, TODAY)
    assert soon is not None
    assert ("26/11" in soon.posting, soon.late) == (True, False)
    session(store, date(2026, 11, 25))
    late = duty_card(store, TODAY)
    assert late is not None
    assert ("25/11" in late.posting, late.late) == (True, True)


def test_a_schedule_already_posted_or_far_away_says_nothing(store: Store) -> None:
    session(store, date(2026, 12, 3), announced_on=date(2026, 11, 20))
    session(store, date(2027, 1, 14))
    card = duty_card(store, TODAY)
    assert card is not None
    assert card.posting == ""


def test_an_office_of_another_level_has_no_such_card() -> None:
    made = Store.create(":memory:", bytes(32), UnitInfo("80", "Tỉnh Tây Ninh", "province"))
    assert duty_card(made, TODAY) is None
    made.close()
