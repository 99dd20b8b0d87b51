"""A calendar from a file cannot quietly lose holidays: what must stand in a confirmed year, and what asks first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import calendars
from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.errors import UserError
from danvan_desktop.storage import rules
from danvan_desktop.storage.passphrase import Cost
from tests.unit.app.desks import UNIT
from tests.unit.app.test_calendars import table, written
from tests.unit.cli.offices import answer, new_office

Days = list[dict[str, Any]]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _code = Office.create(tmp_path / "o", UNIT, "Lan", "mật khẩu dài", cost=Cost(memory_kib=1024, passes=1))
    yield opened
    opened.close()


def without(*dates: str) -> dict[str, Any]:
    found = table()
    return {**found, "days": [day for day in found["days"] if day["date"] not in dates]}


@pytest.mark.parametrize(
    ("lost", "named"),
    [(("2026-01-01",), "1/1"), (("2026-02-16", "2026-02-17"), "Tết"), (("2026-04-27",), "10/3"),
     (("2026-04-26",), ""), (("2025-05-01",), "1/5"), (("2024-09-03",), "2/9"), (("2025-09-02",), "2/9")],
)  # fmt: skip
def test_a_confirmed_year_without_a_holiday_of_the_labour_code_is_refused_by_its_name(
    office: Office, tmp_path: Path, lost: tuple[str, ...], named: str
) -> None:
    if not named:  # a Sunday itself is off anyway
        assert calendars.offered(office.store, written(tmp_path, without(*lost))).lost == ()
        return
    with pytest.raises(UserError) as refused:
        calendars.take_calendar(office.store, written(tmp_path, without(*lost)), "Lan", confirmed=True)
    assert named in refused.value.message
    assert lost[0][:4] in refused.value.message
    assert refused.value.kept
    assert rules.calendar(office.store.settings).version == rules.calendar().version


def test_a_calendar_without_days_is_refused_and_a_whole_one_of_that_version_is_taken_afterwards(
    office: Office, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as refused:
        calendars.take_calendar(office.store, written(tmp_path, table(days=[])), "Lan", confirmed=True)
    assert all(year in refused.value.message for year in ("2024", "2025", "2026"))
    assert calendars.take_calendar(office.store, written(tmp_path, table()), "Lan").version == "2099-01-01"


def test_an_empty_calendar_that_came_into_force_before_this_check_is_mended_by_one_of_its_version_or_older(
    office: Office, tmp_path: Path
) -> None:
    office.store.settings.set(rules.OWN_CALENDAR, json.dumps(table(days=[])))
    taken = calendars.take_calendar(office.store, written(tmp_path, table()), "Lan")
    assert (taken.version, rules.calendar(office.store.settings).works(taken.days[0].day)) == ("2099-01-01", False)
    office.store.settings.set(rules.OWN_CALENDAR, json.dumps(table(days=[])))
    assert calendars.take_calendar(office.store, written(tmp_path, table(version="2098-01-01")), "Lan").version < "2099"


def test_a_calendar_taken_in_here_may_be_corrected_under_its_version_but_not_twice_the_same(
    office: Office, tmp_path: Path
) -> None:
    calendars.take_calendar(office.store, written(tmp_path, without("2026-08-31", "2026-08-22")), "Lan", confirmed=True)
    calendars.take_calendar(office.store, written(tmp_path, table()), "Lan")
    with pytest.raises(UserError):
        calendars.take_calendar(office.store, written(tmp_path, table()), "Lan")


def moved_swap() -> dict[str, Any]:
    """31 August is worked after all, and Monday 24 August off instead."""
    found = table()
    days: Days = [{**day, "date": "2026-08-24"} if day["date"] == "2026-08-31" else day for day in found["days"]]
    return {**found, "days": days}


@pytest.mark.parametrize(
    ("make", "told"),
    [(moved_swap, "31/08/2026"), (lambda: without("2026-01-02", "2026-01-10"), "10/01/2026"),
     (lambda: table(confirmed=[2024, 2025]), "2026")],
)  # fmt: skip
def test_days_taken_from_a_confirmed_year_are_listed_and_taken_in_only_when_confirmed(
    office: Office, tmp_path: Path, make: Callable[[], dict[str, Any]], told: str
) -> None:
    file = written(tmp_path, make())
    assert any(told in line for line in calendars.offered(office.store, file).lines)
    with pytest.raises(UserError) as refused:
        calendars.take_calendar(office.store, file, "Lan")
    assert told in refused.value.message
    assert calendars.take_calendar(office.store, file, "Lan", confirmed=True).version == "2099-01-01"


def test_by_command_the_list_comes_first_and_confirm_takes_it_in_and_rules_name_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words, file = new_office(tmp_path), str(written(tmp_path, moved_swap()))
    assert run([*words, "calendar", "import", file]) == 2
    assert "31/08/2026" in capsys.readouterr().err
    answer(words, capsys, "calendar", "import", file, "--confirm")
    (found,) = (one for one in answer(words, capsys, "rules") if one["name"] == "law/vn_calendar")
    assert (found["version"], found["origin"]) == ("2099-01-01", "file")
    assert answer(words, capsys, "calendar", "show")["version"] == "2099-01-01"
