"""A newer calendar from a stick: what moves, what stays, and files and officers that are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.app import calendars, people, terms
from danvan_desktop.app.office import Office
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import DanvanError, UserError
from danvan_desktop.storage import rules
from danvan_desktop.storage.identity import add_replica
from danvan_desktop.storage.passphrase import Cost
from tests.conftest import ROOT
from tests.unit.app.desks import OTHERS, UNIT, from_elsewhere, save, values

D = date
COST = Cost(memory_kib=1024, passes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _code = Office.create(tmp_path / "o", UNIT, "Lan", "mật khẩu dài", cost=COST)
    yield opened
    opened.close()


def table(**more: Any) -> dict[str, Any]:
    """The program's calendar with 24 November confirmed."""
    found: dict[str, Any] = json.loads((ROOT / "resources/law/vn_calendar.json").read_text(encoding="utf-8"))
    for item in found["days"]:
        if item["date"] == "2026-11-24":
            item["kind"] = "le"
    return {**found, "version": "2099-01-01", **more}


def written(folder: Path, found: Any) -> Path:
    file = folder / "lich.json"
    file.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return file


def letter(**more: Value) -> dict[str, Value]:
    return {"unit": UNIT.code, "received_on": D(2026, 11, 18), "type": "khieu_nai", "state": "moi_tiep_nhan", **more}


def test_a_confirmed_day_off_moves_due_dates_and_every_move_is_listed(office: Office, tmp_path: Path) -> None:
    store = office.store
    moving = save(store, "petition", letter(petition_no="7/2026"), officer="Lan").row
    by_hand = save(store, "petition", letter(due_on=D(2026, 11, 25)), officer="Lan").row
    away = save(store, "petition", letter(received_on=D(2026, 3, 2)), officer="Lan").row
    before = values(store, "petition", away)["due_on"]
    assert values(store, "petition", moving)["due_on"] == D(2026, 11, 27)
    taken = calendars.take_calendar(store, written(tmp_path, table()), "Lan")
    assert [(change.day, change.after and change.after.kind) for change in taken.days] == [(D(2026, 11, 24), "le")]
    assert [(one.petition, one.number, one.rule, one.before, one.after) for one in taken.moved] == [
        (moving, "7/2026", "B1", D(2026, 11, 27), D(2026, 11, 30))
    ]
    now = values(store, "petition", moving)
    assert (now["due_on"], now["due_moved"], now["due_calendar"]) == (D(2026, 11, 30), D(2026, 11, 30), "2099-01-01")
    assert values(store, "petition", by_hand)["due_on"] == D(2026, 11, 25)
    assert values(store, "petition", away)["due_on"] == before
    assert terms.law(store).calendar.version == "2099-01-01"


def test_it_is_still_in_force_when_the_office_is_opened_again(office: Office, tmp_path: Path) -> None:
    calendars.take_calendar(office.store, written(tmp_path, table()), "Lan")
    office.close()
    again = Office.open(tmp_path / "o", "mật khẩu dài")
    try:
        assert not rules.calendar(again.store.settings).works(D(2026, 11, 24))
    finally:
        again.close()


def test_another_offices_records_are_left_alone(office: Office, tmp_path: Path) -> None:
    store = office.store
    with store.writing():
        add_replica(store.conn, OTHERS, "25921", "commune", 1, b"s" * 32, "age", checked=True)
        store.roster_changed()
    row = OTHERS + (1).to_bytes(8, "big")
    theirs = {"received_on": "2026-11-18", "type": "khieu_nai", "state": "moi_tiep_nhan", "due_on": "2026-11-27",
              "due_rule": "B1", "due_start": "2026-11-18", "due_moved": "2026-11-27"}  # fmt: skip
    from_elsewhere(store, "petition", row, theirs, replica=OTHERS)
    assert calendars.take_calendar(store, written(tmp_path, table()), "Lan").moved == ()
    assert values(store, "petition", row)["due_on"] == D(2026, 11, 27)


WRONG: list[Any] = [
    [], {}, {"version": "2099-01-01"}, table(version="2020-01-01"), table(version=rules.calendar().version),
    table(years=[2026], days=[]), table(days=[{"date": "31/02/2026", "name": "x", "kind": "le"}]),
    table(days=[{"date": "2026-01-01"}]), table(confirmed=None),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_is_no_newer_calendar_changes_nothing(office: Office, tmp_path: Path, wrong: Any) -> None:
    with pytest.raises(UserError) as refused:
        calendars.take_calendar(office.store, written(tmp_path, wrong), "Lan")
    assert refused.value.kept
    assert rules.calendar(office.store.settings).version == rules.calendar().version


def test_a_file_that_is_not_there_or_no_text_is_told(office: Office, tmp_path: Path) -> None:
    with pytest.raises(DanvanError):
        calendars.take_calendar(office.store, tmp_path / "nichts.json", "Lan")
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DanvanError):
        calendars.take_calendar(office.store, tmp_path / "b.json", "Lan")


def test_only_an_administrator_takes_one_in(office: Office, tmp_path: Path) -> None:
    people.add_officer(office, "Hòa", "mật khẩu khác", "xu_ly", cost=COST)
    office.close()
    other = Office.open(tmp_path / "o", "mật khẩu khác")
    try:
        with pytest.raises(UserError):
            calendars.take_calendar(other.store, written(tmp_path, table()), "Hòa")
    finally:
        other.close()


def test_petitions_from_before_get_their_terms_when_reckoned_again(office: Office) -> None:
    with office.store.batch(officer="Lan") as batch:
        row = batch.new("petition", letter())
    [moved] = calendars.reckon_again(office.store, "Lan")
    assert (moved.petition, moved.before, moved.after) == (row, None, D(2026, 11, 27))
    assert calendars.reckon_again(office.store, "Lan") == []


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize("name", ["", "không-có.json"])
def test_a_file_that_is_not_there_or_a_folder_is_said_without_english(tmp_path: Path, name: str) -> None:
    with pytest.raises(DanvanError) as refused:
        calendars.read_file(tmp_path / name)
    for english in ("No such file", "Is a directory"):
        assert english not in refused.value.message


@pytest.mark.parametrize("bad", [{"date": "2026-13-01"}, {"kind": "nghi"}, {"name": None}])
def test_a_day_that_cannot_be_read_is_named(office: Office, tmp_path: Path, bad: dict[str, Any]) -> None:
    found = table()
    found["days"][2] = {name: text for name, text in (found["days"][2] | bad).items() if text is not None}
    with pytest.raises(UserError, match=f"3.*{found['days'][2]['date']}") as refused:
        calendars.take_calendar(office.store, written(tmp_path, found), "Lan")
    assert refused.value.kept
