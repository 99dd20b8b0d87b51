"""The daily backup: kept in a second place, checked, never the last good one deleted, problems said in a sentence."""

# ruff: noqa: DTZ001  an office keeps local time

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.app import backup_places, backup_plan, backups, preferences, rescue
from danvan_desktop.app.backup_plan import DAILY, MONTHLY, WEEKLY, file_name, free_target, time_of, to_delete
from danvan_desktop.app.office import Office
from danvan_desktop.cli import run
from danvan_desktop.errors import DanvanError, EnvironmentProblem, UserError
from danvan_desktop.storage import backup as storage_backup
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12)
times = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2026, 12, 31)).map(
    lambda t: t.replace(microsecond=0)
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _code = Office.create(tmp_path / "so", UnitInfo("X1", "Xã Một", "commune"), "Lê A", SECRET, cost=CHEAP)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "o-dia-khac" / "sao-luu"
    made.parent.mkdir()
    return made


def save_something(office: Office) -> None:
    with office.store.batch(officer=office.officer) as batch:
        batch.new("petition", {"unit": "X1", "content": "Ranh đất"})


# --- which are kept
@given(st.lists(times, max_size=80))
def test_what_is_kept_is_enough_and_no_more(made: list[datetime]) -> None:
    gone = to_delete(made, TODAY)
    kept = set(made) - gone
    past = {time for time in kept if time.date() <= TODAY}
    assert gone <= set(made)
    assert len(past) <= DAILY + WEEKLY + MONTHLY
    assert {time for time in made if time.date() > TODAY} <= kept
    if any(time.date() <= TODAY for time in made):
        assert max(time for time in made if time.date() <= TODAY) in kept
    assert to_delete(kept, TODAY) == set()
    for period, count in ((datetime.date, DAILY), (lambda t: (t.year, t.month), MONTHLY)):
        wanted = sorted({period(time) for time in made if time.date() <= TODAY}, reverse=True)[:count]
        assert set(wanted) <= {period(time) for time in past}


@given(st.integers(min_value=1, max_value=900))
def test_a_year_of_daily_backups_leaves_days_weeks_and_months(days: int) -> None:
    kept: set[datetime] = set()
    first = datetime(2024, 1, 1, 17)
    for number in range(days):
        now = first + timedelta(days=number)
        kept.add(now)
        kept -= to_delete(kept, now.date())
    last = first + timedelta(days=days - 1)
    assert {last - timedelta(days=n) for n in range(min(days, DAILY))} <= kept
    months = {(t.year, t.month) for t in (first + timedelta(days=n) for n in range(days))}
    assert len({(t.year, t.month) for t in kept}) == min(len(months), MONTHLY)


def test_a_name_says_when_and_of_what_and_is_never_taken_twice(tmp_path: Path) -> None:
    first = free_target(tmp_path, "24-X.1", "0a1b2c3d", NOON)
    first.touch()
    second = free_target(tmp_path, "24-X.1", "0a1b2c3d", NOON)
    assert first.name == "DanVan-24-X.1-0a1b2c3d-20261122-120000.danvan-backup" == file_name("24-X.1", "0a1b2c3d", NOON)
    assert second != first
    assert time_of(first, "0a1b2c3d") == time_of(second) == NOON
    assert time_of(first, "ffffffff") is None
    assert time_of(Path("DanVan-X-0a1b2c3d-20261399-120000.danvan-backup")) is None
    assert time_of(Path("thu.docx")) is None


# --- making one
def test_the_days_backup_is_made_checked_and_noted(office: Office, folder: Path) -> None:
    assert backups.due(office.store, NOON)
    assert backups.backup_state(office.store).tone == "danger"
    info = backups.scheduled(office, folder)
    storage_backup.read_info(info.file)
    state = backups.backup_state(office.store)
    assert state.file == info.file
    assert state.tone == "ok"
    assert not state.changed
    assert state.made is not None
    assert state.short.endswith(f" {state.made:%H:%M}")
    assert str(folder) in state.sentence
    assert not backups.due(office.store)
    save_something(office)
    assert backups.backup_state(office.store).changed
    assert not backups.due(office.store)
    assert backups.due(office.store, backups.local_now() + timedelta(days=1))


def test_nothing_is_overwritten_and_only_what_the_plan_drops_is_deleted(office: Office, folder: Path) -> None:
    made = [backups.scheduled(office, folder, NOON - timedelta(days=40 - n)).file for n in (0, 1, 2)]
    strange = folder / "thu-rieng.danvan-backup"
    strange.write_bytes(b"khong phai cua ta")
    other = folder / file_name("X1", "ffffffff", NOON - timedelta(days=41))
    other.write_bytes(made[0].read_bytes())
    again = backups.scheduled(office, folder, NOON - timedelta(days=38) + timedelta(hours=1))
    assert again.file not in made
    assert not made[2].exists()  # the same day's newer one took over
    assert {made[0], made[1], again.file, strange, other} <= set(folder.iterdir())


def test_a_cut_copy_neither_counts_nor_is_deleted(office: Office, folder: Path) -> None:
    good = backups.scheduled(office, folder, NOON - timedelta(hours=3)).file
    cut = backups.scheduled(office, folder, NOON - timedelta(hours=1)).file
    assert not good.exists()
    good.write_bytes(cut.read_bytes())
    cut.write_bytes(cut.read_bytes()[:-100])
    group = office.store.settings.get("backup.group")
    assert backups.tidy(folder, group, NOON) == []
    assert good.exists()
    assert cut.exists()


def test_a_place_that_is_gone_is_said_and_tried_again_after_an_hour(office: Office, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as raised:
        backups.scheduled(office, tmp_path / "USB" / "sao-luu", NOON)
    assert raised.value.code == "stick-gone"
    state = backups.backup_state(office.store, NOON)
    assert str(tmp_path / "USB") in state.problem
    assert not backups.due(office.store, NOON + timedelta(minutes=50))
    assert backups.due(office.store, NOON + timedelta(minutes=61))
    backups.scheduled(office, tmp_path, NOON + timedelta(hours=2))
    assert backups.backup_state(office.store).problem == ""


def test_a_backup_inside_the_data_folder_is_refused(office: Office) -> None:
    with pytest.raises(UserError):
        backups.scheduled(office, office.data_dir / "sao-luu")
    assert not (office.data_dir / "sao-luu").exists()


def test_a_failed_backup_leaves_the_earlier_ones(office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = backups.scheduled(office, folder, NOON - timedelta(days=1)).file

    def full(*_args: object) -> None:
        raise EnvironmentProblem("đầy", code="disk-full")

    monkeypatch.setattr(rescue, "backup", full)
    with pytest.raises(DanvanError):
        backups.scheduled(office, folder, NOON)
    assert [first] == list(folder.iterdir())


@pytest.mark.parametrize(("days", "tone"), [(0, "ok"), (1, "ok"), (4, "warn"), (9, "warn")])
def test_an_old_backup_is_said_in_another_tone(office: Office, folder: Path, days: int, tone: str) -> None:
    backups.scheduled(office, folder)
    assert backups.backup_state(office.store, backups.local_now() + timedelta(days=days)).tone == tone


# --- the place
def test_without_a_documents_folder_the_home_folder_is_proposed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    assert backup_places.proposed(office.data_dir)[-1] == tmp_path / backup_places.NAME


def test_the_place_is_chosen_for_the_computer_else_proposed(office: Office, tmp_path: Path) -> None:
    proposed = backup_places.proposed(office.data_dir)
    assert proposed[-1].name == backup_places.NAME
    preferences.Preferences().save()
    assert backup_places.folder_for(office.data_dir) == proposed[0]
    backup_places.choose(tmp_path)
    assert backup_places.chosen() == tmp_path == backup_places.folder_for(office.data_dir)
    preferences.Preferences().save()
    assert backups.same_disk(tmp_path / "chua" / "co", office.data_dir)


def test_the_command_makes_todays_backup_once(
    office: Office, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    secret = tmp_path / "mk.txt"
    secret.write_text(SECRET, encoding="utf-8")
    words = ["--data-dir", str(office.data_dir), "--passphrase-file", str(secret), "backup", "--scheduled"]
    assert run([*words, "--folder", str(folder)]) == 0
    assert str(folder) in capsys.readouterr().out
    assert run([*words, "--folder", str(folder), "--json"]) == 0
    assert '"made": false' in capsys.readouterr().out
    assert len(list(folder.iterdir())) == 1


def test_the_plan_knows_weeks_by_their_year() -> None:
    """29/12/2025 and 1/1/2026 lie in one week."""
    assert backup_plan._week(datetime(2025, 12, 29)) == backup_plan._week(datetime(2026, 1, 1))
