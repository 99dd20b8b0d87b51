"""A clock that went astray: asked for the date once, before terms are reckoned; the answer holds and is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from danvan_desktop.app import access_log, office_day
from danvan_desktop.app.office import Office
from danvan_desktop.cli.run import run
from danvan_desktop.errors import UserError
from danvan_desktop.storage import clock
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "đường về xã ví dụ"
SAVED = date(2026, 10, 14)
pytestmark = pytest.mark.usefixtures("english")


class Machine:
    """The computer's clock: its milliseconds and its day."""

    def __init__(self) -> None:
        self.day = SAVED

    def ms(self) -> int:
        return int(datetime(self.day.year, self.day.month, self.day.day, 9, 30).astimezone().timestamp() * 1000)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(clock, "now_ms", made.ms)
    monkeypatch.setattr(office_day, "_machine_day", lambda: made.day)
    return made


@pytest.fixture
def home(tmp_path: Path, machine: Machine) -> Path:
    """A folder whose last save was on 14/10/2026."""
    unit = UnitInfo("24181", "Xã Ea Drăng", "commune")
    office, _code = Office.create(tmp_path / "office", unit, "Lan", SECRET, cost=Cost(1024, 1))
    office.close()
    return tmp_path / "office"


@pytest.fixture
def opened(home: Path) -> Iterator[Callable[[], Office]]:
    """Opens the folder anew, as the next start does."""
    now: list[Office] = []

    def again() -> Office:
        for office in now:
            office.close()
        now[:] = [Office.open(home, SECRET)]
        return now[0]

    yield again
    for office in now:
        office.close()


def save(office: Office) -> None:
    with office.store.batch(officer=office.officer) as begun:
        begun.new("organisation", {"name": "UBND xã"})


@pytest.mark.parametrize(("days", "doubtful"), [
    (-400, True), (-1, True), (0, False), (1, False), (29, False), (30, False), (31, True), (9000, True),
])  # fmt: skip
def test_only_a_day_before_the_last_save_or_more_than_thirty_after_it_is_asked_for(
    machine: Machine, opened: Callable[[], Office], days: int, doubtful: bool
) -> None:
    machine.day = SAVED + timedelta(days=days)
    found = office_day.doubt(opened().store)
    assert (found is not None) == doubtful
    if found is not None:
        assert (found.machine, found.since, found.before) == (machine.day, SAVED, days < 0)
        assert f"{SAVED:%d/%m/%Y}" in found.text


def test_the_day_is_right_is_asked_once_until_the_next_save_or_another_jump(
    machine: Machine, opened: Callable[[], Office]
) -> None:
    machine.day = SAVED + timedelta(days=40)
    assert office_day.confirm(opened()) == machine.day
    machine.day += timedelta(days=20)
    office = opened()
    assert office_day.doubt(office.store) is None
    assert office_day.today() == machine.day
    machine.day += timedelta(days=11)
    office = opened()
    assert office_day.doubt(office.store) is not None
    office_day.confirm(office)
    save(office)
    assert office_day.doubt(opened().store) is None
    machine.day += timedelta(days=31)
    assert office_day.doubt(opened().store) is not None


def test_the_right_date_is_the_working_date_until_the_office_is_closed_and_goes_on_at_midnight(
    machine: Machine, opened: Callable[[], Office]
) -> None:
    machine.day = date(2001, 1, 1)
    office = opened()
    office_day.set_day(office, date(2026, 11, 3))
    assert office_day.today() == date(2026, 11, 3)
    machine.day = date(2001, 1, 2)
    assert office_day.today() == date(2026, 11, 4)
    assert office_day.doubt(opened().store) is not None  # asked anew: nobody knows how far that clock is off now
    assert office_day.today() == machine.day


def test_saves_made_under_a_wrong_clock_do_not_make_it_right(machine: Machine, opened: Callable[[], Office]) -> None:
    machine.day = date(2001, 1, 1)
    office = opened()
    office_day.set_day(office, date(2026, 11, 3))
    save(office)
    machine.day = date(2001, 1, 5)
    found = office_day.doubt(opened().store)
    assert found is not None
    assert found.since == date(2026, 11, 3)
    machine.day = date(2026, 11, 6)
    assert office_day.doubt(opened().store) is None


def test_a_clock_that_was_years_ahead_for_a_day_is_forgiven_by_one_answer(
    machine: Machine, opened: Callable[[], Office]
) -> None:
    machine.day = date(2062, 5, 1)
    office = opened()
    office_day.set_day(office, date(2026, 10, 20))
    save(office)
    machine.day = date(2026, 10, 21)
    office = opened()
    assert office_day.doubt(office.store) is None  # it fits the day that was said
    save(office)
    machine.day = date(2026, 10, 25)
    assert office_day.doubt(opened().store) is None


@pytest.mark.parametrize("wrong", [date(2035, 1, 1), date(1999, 1, 1)])
def test_an_unanswered_question_is_asked_again_whatever_was_saved_meanwhile(
    machine: Machine, opened: Callable[[], Office], wrong: date
) -> None:
    machine.day = wrong
    for _start in range(3):
        office = opened()
        found = office_day.doubt(office.store)
        assert found is not None
        assert found.since == SAVED
        save(office)
    machine.day = SAVED + timedelta(days=2)
    office = opened()
    assert office_day.doubt(office.store) is None  # the clock is set right again: nothing to ask
    save(office)
    for days in (30, 60, 90):
        machine.day = SAVED + timedelta(days=days)
        office = opened()
        assert office_day.doubt(office.store) is None
        save(office)
    machine.day = wrong
    assert office_day.doubt(opened().store) is not None


def test_a_clock_said_to_be_years_ahead_is_doubted_at_the_next_start_too(
    machine: Machine, opened: Callable[[], Office]
) -> None:
    machine.day = date(2035, 1, 1)
    office = opened()
    office_day.set_day(office, SAVED + timedelta(days=1))
    save(office)
    office = opened()
    assert office_day.doubt(office.store) is not None
    office_day.confirm(office)
    save(office)
    assert office_day.doubt(opened().store) is None


def test_the_answer_stands_in_the_access_log_and_no_impossible_day_is_taken(
    machine: Machine, opened: Callable[[], Office]
) -> None:
    machine.day = SAVED - timedelta(days=3)
    office = opened()
    with pytest.raises(UserError):
        office_day.set_day(office, date(1999, 12, 31))
    assert office_day.doubt(office.store) is not None
    office_day.set_day(office, date(2026, 10, 15))
    [line] = access_log.lines(office.store, acts=("clock_answered",))
    assert line.subject == "11/10/2026 → 15/10/2026"


def test_commands_warn_on_stderr_still_answer_and_take_the_word_that_it_is_right(
    machine: Machine, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.day = SAVED + timedelta(days=31)
    secret = home.parent / "mk"
    secret.write_text(SECRET, encoding="utf-8")
    start = ["--data-dir", str(home), "--passphrase-file", str(secret)]
    capsys.readouterr()
    assert run([*start, "due", "--json"]) == 0
    told = capsys.readouterr()
    assert "31 days after the last save" in told.err
    assert f'"day": "{machine.day}"' in told.out
    assert run([*start, "clock", "--json"]) == 0
    assert '"doubtful": true' in capsys.readouterr().out
    assert run([*start, "clock", "--right"]) == 0
    assert run([*start, "due"]) == 0
    assert "the last save (" not in capsys.readouterr().err
