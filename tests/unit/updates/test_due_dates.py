"""Law that comes as an update reckons open due dates again: what moved is told, taking it back moves it back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import make_update
import pytest

from danvan_desktop.app import calendars
from danvan_desktop.app.office import Office
from danvan_desktop.app.updates import data
from danvan_desktop.cli import updates
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.handoff import release_keys
from danvan_desktop.storage import data_updates, rules
from tests.unit.app.desks import save, values
from tests.unit.updates import makers
from tests.unit.updates.makers import ReleaseKey
from tests.unit.updates.test_tables import CALENDAR, calendar, here, key

__all__ = ["here", "key"]  # fixtures
WAS, NOW = date(2026, 11, 27), date(2026, 11, 30)
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def petition(here: Office) -> bytes:
    letter = {"received_on": date(2026, 11, 18), "type": "khieu_nai", "state": "moi_tiep_nhan", "petition_no": "7/2026"}
    row = save(here.store, "petition", {"unit": here.store.unit.code, **letter}, officer="Lê A").row
    assert values(here.store, "petition", row)["due_on"] == WAS
    return row


@pytest.fixture
def law(key: ReleaseKey, tmp_path: Path) -> Path:
    """One more day off within the term."""
    return makers.data_update(tmp_path / "lich.danvan-upd", key, 1, {CALENDAR: calendar("2099-01-01", "2026-11-20")})


def test_a_new_calendar_moves_due_dates_tells_which_and_back_again(
    here: Office, petition: bytes, law: Path, key: ReleaseKey
) -> None:
    done = data.install(here, law, keys=key.folder)
    assert [(one.petition, one.before, one.after) for one in done.moved] == [(petition, WAS, NOW)]
    assert done.moved[0].text == "7/2026 27/11/2026 → 30/11/2026"
    assert values(here.store, "petition", petition)["due_on"] == NOW
    back = data.take_back(here)
    assert [(one.before, one.after) for one in back.moved] == [(NOW, WAS)]
    assert values(here.store, "petition", petition)["due_on"] == WAS


@pytest.mark.parametrize(
    ("left_out", "named"), [("2026-01-01", "1/1"), ("2026-02-17", "Tết"), ("2026-09-02", "2/9"), ("2024", "2024")]
)
def test_a_signed_calendar_that_forgot_a_holiday_or_a_year_is_refused_by_its_name_and_moves_nothing(
    here: Office, petition: bytes, key: ReleaseKey, tmp_path: Path, left_out: str, named: str
) -> None:
    table = calendar("2099-01-01", "2026-11-20")
    table["days"] = [day for day in table["days"] if not day["date"].startswith(left_out)]
    if len(left_out) == 4:
        table["years"] = [year for year in table["years"] if year != int(left_out)]
        table["confirmed"] = [year for year in table["confirmed"] if year != int(left_out)]
    before = rules.calendar().version
    file = makers.data_update(tmp_path / "lich.danvan-upd", key, 1, {CALENDAR: table})
    with pytest.raises(UserError, match=named) as refused:
        data.install(here, file, keys=key.folder)
    assert (refused.value.code, bool(refused.value.hint)) == ("update-damaged", True)
    assert data_updates.listed(here.store.conn) == []
    assert rules.calendar().version == before
    assert values(here.store, "petition", petition)["due_on"] == WAS


def test_the_maker_signs_no_calendar_that_offices_would_refuse(
    key: ReleaseKey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = calendar("2099-01-01")
    table["days"] = [day for day in table["days"] if day["date"] != "2026-01-01"]
    (tmp_path / "law").mkdir()
    (tmp_path / f"{CALENDAR}.json").write_text(json.dumps(table), encoding="utf-8")
    words = ["data", str(tmp_path), "-o", str(tmp_path / "u"), "--key", str(key.secret), "--number", "1"]
    assert make_update.main(words) == 1
    assert "2026" in capsys.readouterr().err
    assert not (tmp_path / "u").exists()


def test_an_update_of_texts_moves_nothing(here: Office, petition: bytes, key: ReleaseKey, tmp_path: Path) -> None:
    table = {"version": "2099-01-01", "versions": []}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calendars, "reckon_in", lambda *_given: pytest.fail("reckoned"))
        file = makers.data_update(tmp_path / "u", key, 1, {"templates/them-vao": table})
        assert data.install(here, file, keys=key.folder).moved == ()


def test_where_the_disk_fails_in_the_middle_the_tables_before_stay_in_force(
    here: Office, petition: bytes, law: Path, key: ReleaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rules.calendar().version

    def full(*_given: object) -> None:
        raise EnvironmentProblem("full")

    monkeypatch.setattr(calendars, "stamp", full)
    with pytest.raises(EnvironmentProblem):
        data.install(here, law, keys=key.folder)
    assert data_updates.listed(here.store.conn) == []
    assert rules.calendar().version == before
    assert values(here.store, "petition", petition)["due_on"] == WAS


@pytest.mark.parametrize("as_json", [True, False])
def test_the_command_names_every_due_date_that_moved(
    here: Office, petition: bytes, law: Path, key: ReleaseKey, as_json: bool, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    import argparse

    built_in = release_keys.release_signers
    monkeypatch.setattr(release_keys, "release_signers", lambda folder=None: built_in(folder or key.folder))
    updates._install(here, law, argparse.Namespace(json=as_json, dry_run=False))
    told = capsys.readouterr().out
    if as_json:
        [moved] = json.loads(told)["moved"]
        assert (moved["number"], moved["before"], moved["after"]) == ("7/2026", str(WAS), str(NOW))
    else:
        assert "7/2026 27/11/2026 → 30/11/2026" in told
