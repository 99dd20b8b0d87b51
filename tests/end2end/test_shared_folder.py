"""Two computers of one office over a shared folder: real encrypted offices, real packages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop import cli
from danvan_desktop.app import handover, number_books, number_waiting, shared_exchange
from danvan_desktop.app.exchange_round import Round
from danvan_desktop.app.number_books import BookKey
from danvan_desktop.app.office import Office
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import EnvironmentProblem, UserError
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.passphrase import Cost

SECRET = "mật khẩu của tôi"
CHEAP = Cost(memory_kib=1024, passes=1)
VISIT: dict[str, Value] = {
    "unit": "25920", "received_on": date(2026, 10, 6), "visitor_name": "Nguyễn Văn Kín", "people_count": 1,
    "kind": "phan_anh", "register_year": 2026,
}  # fmt: skip


class Room:
    """An office with computers A and B, and the folder both see."""

    def __init__(self, home: Path) -> None:
        self.home, self.shared = home, home / "chung"
        self.shared.mkdir()
        self.a, self.b = self.computer("a"), self.computer("b")
        self.join(self.b, "b")

    def computer(self, name: str) -> Office:
        unit = UnitInfo("25920", "Xã Ea Drăng", "commune", "66")
        office, _code = Office.create(self.home / name, unit, f"Cán Bộ {name.upper()}", SECRET, cost=CHEAP)
        return office

    def join(self, office: Office, name: str) -> None:
        request, answer = self.home / f"{name}.danvan-req", self.home / f"{name}.danvan-crt"
        mark = handover.enrol_request(office.store, request)
        handover.enrol_accept(self.a.store, request, answer, expect=mark, officer="A")
        handover.enrol_finish(office.store, answer, officer="B")

    def round(self, office: Office) -> Round:
        return shared_exchange.round_once(office, self.shared)

    def rounds(self) -> None:
        """Until both have heard of each other."""
        for office in (self.a, self.b, self.a, self.b):
            self.round(office)

    def visit(self, office: Office, **more: Value) -> bytes:
        with office.store.batch(officer=office.officer) as batch:
            return batch.new("reception", VISIT | more)

    def files(self) -> list[str]:
        return sorted(str(file.relative_to(self.shared)) for file in self.shared.rglob("*") if file.is_file())

    def close(self) -> None:
        self.a.close()
        self.b.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def test_what_one_computer_saves_is_on_the_other_with_its_names(room: Room) -> None:
    mine, theirs = room.visit(room.a, register_no="1"), room.visit(room.b, register_no="2")
    room.rounds()
    for office, row in ((room.b, mine), (room.a, theirs)):
        found = office.store.get("reception", row)
        assert found is not None
        assert found.values["visitor_name"] == "Nguyễn Văn Kín"
    assert not any("Kín" in name for name in room.files())


def test_rounds_end_when_all_is_known_and_the_folder_does_not_grow(room: Room) -> None:
    room.visit(room.a)
    room.rounds()
    room.rounds()
    before = room.files()
    for _time in range(3):
        assert room.round(room.a).written == ()
        assert room.round(room.b).written == ()
    assert room.files() == before
    assert len(before) <= 2
    for number in range(5):
        room.visit(room.a, register_no=str(number))
        room.rounds()
    assert len(room.files()) <= 2


def test_while_the_other_is_off_one_newest_package_carries_everything(room: Room) -> None:
    for number in range(4):
        room.visit(room.a, register_no=str(number))
        assert len(room.round(room.a).written) == 1
        assert room.round(room.a).written == ()
    assert len(room.files()) == 1
    found = room.round(room.b)
    assert found.records >= 4
    assert all(".receipt." in name for name in room.round(room.a).written)
    assert not [name for name in room.files() if room.a.store.replica.id.hex() in name and ".receipt." not in name]


def test_a_half_copied_file_is_left_alone_and_read_when_it_is_whole(room: Room) -> None:
    room.visit(room.a)
    room.round(room.a)
    [name] = room.files()
    whole = (room.shared / name).read_bytes()
    (room.shared / name).write_bytes(whole[: len(whole) // 2])
    (room.shared / name).with_name("DV-25920-9-1of1.danvan.part").write_bytes(whole)
    found = room.round(room.b)
    assert found.late == (Path(name).name,)
    assert found.records == 0
    assert room.b.store.conn.execute("SELECT count(*) FROM quarantine").fetchone()[0] == 0
    (room.shared / name).write_bytes(whole)
    assert room.round(room.b).records >= 1


def test_a_folder_that_vanishes_costs_nothing(room: Room) -> None:
    row = room.visit(room.a)
    away = room.shared.rename(room.home / "weg")
    with pytest.raises(EnvironmentProblem) as problem:
        room.round(room.a)
    assert problem.value.code == "shared-folder-gone"
    assert not room.shared.exists()
    away.rename(room.shared)
    room.rounds()
    assert room.b.store.get("reception", row) is not None


def test_what_was_wiped_from_the_folder_is_put_there_again(room: Room) -> None:
    row = room.visit(room.a)
    room.round(room.a)
    for part in room.shared.iterdir():
        shutil.rmtree(part)
    assert len(room.round(room.a).written) == 1
    room.round(room.b)
    assert room.b.store.get("reception", row) is not None


def test_a_folder_that_goes_in_the_middle_is_made_good_in_the_next_round(room: Room) -> None:
    row = room.visit(room.a)
    prepared = shared_exchange.take(
        room.a.store, room.a.data_dir / "exchange", shared_exchange.gather(room.a.store, room.shared)
    )
    away = room.shared.rename(room.home / "weg")
    with pytest.raises(EnvironmentProblem):
        shared_exchange.put(prepared)
    shared_exchange.failed(room.a.store, prepared)
    away.rename(room.shared)
    room.rounds()
    assert room.b.store.get("reception", row) is not None


def test_a_round_cut_short_after_taking_in_is_answered_by_the_next(room: Room) -> None:
    room.visit(room.a)
    room.round(room.a)
    staging = room.b.data_dir / "exchange"
    shared_exchange.take(room.b.store, staging, shared_exchange.gather(room.b.store, room.shared))  # and locked here
    room.rounds()
    assert room.round(room.a).written == ()
    assert not [name for name in room.files() if ".receipt." not in name]


def test_a_file_that_cannot_be_read_stops_nothing(room: Room) -> None:
    row = room.visit(room.a)
    room.round(room.a)
    [name] = room.files()
    (room.shared / name).with_name("DV-25920-1000-1of1.danvan").mkdir()
    (room.shared / name).with_name("DV-25920-1001-1of1.danvan").symlink_to(room.home / "a")
    (room.shared / name).with_name("DV-25920-1002-1of1.danvan").write_bytes(b"")
    found = room.round(room.b)
    assert found.late == ("DV-25920-1002-1of1.danvan",)
    assert room.b.store.get("reception", row) is not None


def test_two_rounds_at_once_do_not_meet(room: Room) -> None:
    mine, theirs = room.visit(room.a), room.visit(room.b)
    gathered = [(o, shared_exchange.gather(o.store, room.shared)) for o in (room.a, room.b)]
    ready = [(o, shared_exchange.take(o.store, o.data_dir / "exchange", found)) for o, found in gathered]
    for office, prepared in ready:
        shared_exchange.put(prepared)
        shared_exchange.finish(office.store, prepared)
    assert len(room.files()) == 2  # same unit and number, each in its own part
    room.rounds()
    assert room.a.store.get("reception", theirs) is not None
    assert room.b.store.get("reception", mine) is not None


def test_both_change_the_same_field_and_both_values_are_kept(room: Room) -> None:
    row = room.visit(room.a)
    room.rounds()
    for office, text in ((room.a, "hen_lai"), (room.b, "da_giai_thich")):
        with office.store.batch(officer=office.officer) as batch:
            batch.edit("reception", row, {"result": text})
    room.rounds()
    assert len(room.a.store.conflicts()) == len(room.b.store.conflicts()) == 1


def test_a_third_computer_hears_of_everything_and_rounds_still_end(room: Room) -> None:
    third = room.computer("c")
    room.join(third, "c")
    rows = [room.visit(office) for office in (room.a, room.b, third)]
    everybody = (room.a, room.b, third)
    for _time in range(5):
        for office in everybody:
            room.round(office)
    for office in everybody:
        assert all(office.store.get("reception", row) is not None for row in rows)
        assert room.round(office).written == ()
    third.close()


def test_a_book_that_one_computer_opened_leaves_the_number_open_on_the_other(room: Room) -> None:
    key, on = BookKey("cong_van"), date(2026, 10, 6)
    number_books.open_book(room.a.store, key, 2026, "A", first=12)
    room.rounds()
    assert not number_books.standing(room.b.store, key, 2026).ours
    with room.b.store.writing(), pytest.raises(UserError):
        number_books.take(room.b.store, key, on)
    with room.a.store.writing():
        assert number_books.take(room.a.store, key, on) == "12"
    number_books.take_over(room.b.store, key, 2026, "B")
    room.rounds()
    assert number_books.standing(room.b.store, key, 2026).ours
    assert not number_books.standing(room.a.store, key, 2026).ours


def test_the_same_number_given_on_both_is_listed_to_be_mended(room: Room) -> None:
    first, second = room.visit(room.a, register_no="7"), room.visit(room.b, register_no="7")
    room.rounds()
    for office in (room.a, room.b):
        assert set(number_books.twice(office.store, "reception", 2026)["7"]) == {first, second}
        assert number_books.standing(office.store, BookKey("reception"), 2026).next == 8


def test_the_command_does_a_round_and_the_setting_is_kept(
    room: Room, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    room.visit(room.a)
    room.round(room.a)
    folder = room.b.data_dir
    room.b.close()
    word = tmp_path / "w"
    word.write_text(SECRET, "utf-8")
    base = ["--data-dir", str(folder), "--passphrase-file", str(word), "exchange", "--json"]
    assert cli.run([*base, "--folder", str(room.shared), "--keep"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["taken"]), told["computers"]) == (1, 1)
    assert cli.run(base) == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(room.shared)
    assert cli.run([*base, "--off"]) == 0
    assert cli.run(base) == 2
    assert cli.run([*base, "--folder", str(folder)]) == 2  # the live data itself
    room.b = Office.open(folder, SECRET)


def test_two_computers_never_give_the_same_number_and_what_waits_is_numbered_in_one_act(room: Room) -> None:
    room.rounds()
    year = date(2026, 10, 6).year
    assert number_books.standing(room.a.store, BookKey("reception"), year).ours
    assert number_books.proposed(room.b.store, room.b.store.types["reception"], year) == ""
    first, second = room.visit(room.a, register_no="1"), room.visit(room.b)
    room.rounds()
    assert number_waiting.waiting(room.b.store, year) == {}
    assert number_waiting.waiting(room.a.store, year) == {"reception": [second]}
    assert number_waiting.give_all(room.a.store, year, "A") == 1
    room.rounds()
    for row, number in ((first, "1"), (second, "2")):
        found = room.b.store.get("reception", row)
        assert found is not None
        assert found.values["register_no"] == number
    assert number_waiting.waiting(room.a.store, year) == {}
    taken = number_books.take_over(room.b.store, BookKey("reception"), year, "B")
    assert (taken.ours, taken.next) == (True, 3)
