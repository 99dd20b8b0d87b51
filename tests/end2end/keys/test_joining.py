"""Joining by the first package itself (handoff.md §7), by real commands."""

from __future__ import annotations

from danvan_desktop.app.office import Office
from danvan_desktop.i18n import _
from danvan_desktop.storage import training_mark
from tests.end2end.keys.offices import COMMUNE, PROVINCE, SECOND, SECRET, Province


def test_a_new_commune_joins_by_its_first_package_and_the_certificate_rides_back(tinh: Province) -> None:
    tinh.begin()
    tinh.office(COMMUNE)
    stick = tinh.stick("1")
    tinh.does(PROVINCE, "roster", "export", "-o", stick / "tinh.danvan-roster")
    taken = tinh.json(COMMUNE, "roster", "take", stick / "tinh.danvan-roster", "--expect", tinh.code)
    assert (taken["status"], taken["compared"], taken["version"]) == ("newer", True, 1)
    tinh.visit(COMMUNE, "Thu hồi đất")
    [package] = tinh.send(COMMUNE, "1")
    assert package["status"] == "new-unit"
    assert tinh.visits(PROVINCE) == 0
    [waiting] = tinh.show(PROVINCE)["waiting"]
    assert (waiting["unit"], waiting["known_unit"]) == (COMMUNE, False)
    wrong = "0000 " * 8
    assert "danvan" not in tinh.does(PROVINCE, "roster", "add", COMMUNE, "--expect", wrong, exit_code=2)
    assert tinh.show(PROVINCE)["waiting"] == [waiting]
    [added] = tinh.json(PROVINCE, "roster", "add", COMMUNE, "--expect", waiting["fingerprint"])
    assert [one["status"] for one in added["packages"]] == ["applied"]
    assert (tinh.visits(PROVINCE), tinh.show(PROVINCE)["waiting"]) == (1, [])
    [receipt] = tinh.back(COMMUNE, "1")
    assert (receipt["status"], receipt["conflicts"]) == ("applied", 0)
    shown = tinh.show(COMMUNE)
    assert shown["version"] == 2
    assert {(one["unit"], one["checked"]) for one in shown["replicas"]} == {(PROVINCE, True), (COMMUNE, True)}
    tinh.visit(COMMUNE, "Chế độ")
    assert [one["status"] for one in tinh.send(COMMUNE, "2")] == ["applied"]
    assert tinh.visits(PROVINCE) == 2
    assert [unit["code"] for unit in tinh.json(PROVINCE, "records", "unit", "--search", "drang")] == [COMMUNE]


def test_without_comparing_it_works_marked_and_can_be_compared_later(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE, compared=False)
    assert [one["checked"] for one in tinh.show(PROVINCE)["replicas"] if one["unit"] == COMMUNE] == [False]
    tinh.does(PROVINCE, "enrol", "confirm", COMMUNE)
    shown = tinh.show(PROVINCE)
    assert [one["checked"] for one in shown["replicas"] if one["unit"] == COMMUNE] == [True]
    assert shown["version"] == 3


def test_a_roster_taken_without_the_code_is_marked_until_the_code_is_typed(tinh: Province) -> None:
    tinh.begin()
    tinh.office(COMMUNE)
    file = tinh.stick("1") / "tinh.danvan-roster"
    tinh.does(PROVINCE, "roster", "export", "-o", file)
    tinh.does(COMMUNE, "roster", "take", file)
    assert tinh.show(COMMUNE)["root"]["compared"] is False
    other = tinh.code[:-1] + str((int(tinh.code[-1]) + 1) % 10)
    assert tinh.code in tinh.does(COMMUNE, "roster", "trust", other, exit_code=2)
    tinh.does(COMMUNE, "roster", "trust", *tinh.code.split())
    assert tinh.show(COMMUNE)["root"]["compared"] is True
    file.write_bytes(file.read_bytes().replace(b"25920", b"25921").replace(b"66", b"67", 1))
    assert "Traceback" not in tinh.does(COMMUNE, "roster", "take", file, exit_code=2)


def test_a_second_computer_joins_by_package_and_gets_no_person_s_value_until_its_own_office_confirms(
    tinh: Province,
) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.visit(COMMUNE, "Ghi ở máy một")
    tinh.send(COMMUNE, "1")
    tinh.back(COMMUNE, "1")
    tinh.join(COMMUNE, "may-hai")
    tinh.send(PROVINCE, "2", to=COMMUNE, at="may-hai")
    assert tinh.visits("may-hai") == 1
    tinh.send(PROVINCE, "3", to=COMMUNE)
    assert len([one for one in tinh.show(COMMUNE)["replicas"] if one["unit"] == COMMUNE]) == 2
    tinh.does(COMMUNE, "export", "--to", COMMUNE, "-o", tinh.stick("noi-bo"), exit_code=2)
    shared = tinh.stick("chung")
    shared.mkdir(parents=True)
    for folder, other in ((COMMUNE, "may-hai"), ("may-hai", COMMUNE)):
        code = next(one["fingerprint"] for one in tinh.show(other)["replicas"] if one["this"])
        [told] = [one for one in tinh.json(folder, "alarms") if one["kind"] == "own-told"]
        assert code in told["text"]
        assert f"danvan enrol confirm {COMMUNE}" in told["hint"]
        assert f"danvan enrol confirm {COMMUNE}" in tinh.does(folder, "exchange", "--folder", shared)
        assert [one["checked"] for one in tinh.show(folder)["replicas"] if one["fingerprint"] == code] == [False]
    tinh.does(COMMUNE, "enrol", "confirm", COMMUNE)
    tinh.does("may-hai", "enrol", "confirm", COMMUNE)
    for folder in (COMMUNE, "may-hai"):
        assert [one for one in tinh.json(folder, "alarms") if one["kind"] == "own-told"] == []
        assert "enrol confirm" not in tinh.does(folder, "exchange", "--folder", shared)
        assert {one["checked"] for one in tinh.show(folder)["replicas"]} == {True}
    [one] = tinh.send(COMMUNE, "noi-bo", to=COMMUNE, at="may-hai")
    assert one["status"] == "applied"
    [visit] = tinh.json("may-hai", "records", "reception")
    assert "Nguyễn Văn Thành" in str(visit)


def test_a_stranger_cannot_join_as_a_unit_that_belongs_elsewhere(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.office(SECOND)
    tinh.does(PROVINCE, "roster", "export", "-o", tinh.stick("1") / "tinh.danvan-roster")
    tinh.does(SECOND, "roster", "take", tinh.stick("1") / "tinh.danvan-roster", "--expect", tinh.code)
    tinh.does(SECOND, "export", "--to", PROVINCE, "-o", tinh.stick("1"))
    [package] = tinh.stick("1").glob("*.danvan")
    [answer] = tinh.json(COMMUNE, "import", package, exit_code=2)
    assert answer["status"] == "quarantined"
    assert tinh.show(COMMUNE)["waiting"] == []
    said = tinh.does(COMMUNE, "roster", "add", SECOND, exit_code=2)
    assert "Traceback" not in said
    for words in (("roster", "close", SECOND, "--reason", "left"), ("roster", "sign"), ("roster", "init")):
        tinh.does(COMMUNE, *words, exit_code=2)


def test_what_came_after_a_closing_is_listed_and_a_district_takes_its_communes_in_itself(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "stolen")
    tinh.visit(COMMUNE, "Ghi sau khi mất máy")
    tinh.send(COMMUNE, "1")
    listed = tinh.json(PROVINCE, "conflicts", "--outside-rights")
    assert [(one["type"], one["unit"]) for one in listed] == [("reception", COMMUNE)]
    # an office without the signing key takes its own subordinates in by its certificate alone
    tinh.unit("660", "Huyện Ea H'leo", "district", PROVINCE)
    tinh.unit("66001", "Xã Dliê Yang", "commune", "660")
    tinh.does("660", "enrol", "request", "-o", tinh.home / "a.danvan-req")
    tinh.does(PROVINCE, "enrol", "accept", tinh.home / "a.danvan-req", "-o", tinh.home / "a.danvan-crt")
    tinh.does("660", "enrol", "finish", tinh.home / "a.danvan-crt")
    file = tinh.stick("2") / "tinh.danvan-roster"
    tinh.does(PROVINCE, "roster", "export", "-o", file)
    for folder in ("660", "66001"):
        tinh.does(folder, "roster", "take", file, "--expect", tinh.code)
    assert [one["status"] for one in tinh.send("66001", "3", to="660")] == ["new-unit"]
    tinh.does("660", "roster", "add", "66001")
    [receipt] = tinh.back("66001", "3")
    assert receipt["status"] == "applied"
    assert [one["status"] for one in tinh.send("66001", "4", to="660")] == ["applied"]
    assert [one["status"] for one in tinh.send("660", "5")] == ["applied"]
    assert {"66001", "660"} <= {one["unit"] for one in tinh.show(PROVINCE)["replicas"]}
    assert set(tinh.show(PROVINCE)["deposited"]) >= {"66001", "660"}


def test_a_training_office_takes_no_roster_of_a_real_province(tinh: Province) -> None:
    tinh.begin()
    tinh.office(COMMUNE)
    with Office.open(tinh.home / COMMUNE, SECRET) as office:
        training_mark.mark(office.store.settings)
    file = tinh.stick("1") / "tinh.danvan-roster"
    tinh.does(PROVINCE, "roster", "export", "-o", file)
    tinh.does(COMMUNE, "roster", "take", file, "--expect", tinh.code, exit_code=2)
    assert tinh.show(COMMUNE)["root"] is None


def test_an_office_set_up_under_another_s_code_is_told_apart_before_it_is_taken_in(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.unit("nham", "Xã Cư Pơng", "commune", PROVINCE, code=COMMUNE)
    tinh.office(COMMUNE, "may2")
    for place, folder in enumerate(("nham", "may2")):
        stick = tinh.stick(f"c{place}")
        tinh.does(PROVINCE, "roster", "export", "-o", stick / "tinh.danvan-roster")
        tinh.does(folder, "roster", "take", stick / "tinh.danvan-roster", "--expect", tinh.code)
        assert [one["status"] for one in tinh.send(folder, f"c{place}")] == ["new-unit"]
    shown = {one["name"]: (one["known_unit"], one["known_as"]) for one in tinh.show(PROVINCE)["waiting"]}
    assert shown == {"Xã Cư Pơng": (True, "Xã Ea Drăng"), "Xã Ea Drăng": (True, "")}
    told = tinh.does(PROVINCE, "roster", "show")
    assert _("The unit is known already: this is one more computer of it.") in told
    assert "Xã Ea Drăng" in next(line for line in told.splitlines() if line.startswith("  ") and "Cư Pơng" in line)


def test_a_restored_office_shows_the_code_of_its_computer_at_once(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.restored(COMMUNE, "lai")
    assert [one["unit"] for one in tinh.show(COMMUNE)["replicas"] if one["this"]] == [COMMUNE]


def test_peers_says_of_another_computer_of_the_office_that_nobody_here_compared_it(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.join(COMMUNE, "may-2")
    tinh.send(COMMUNE, "1")
    tinh.back(COMMUNE, "1")  # the roster with the second computer

    def of_office() -> tuple[bool, int]:
        [own] = [peer for peer in tinh.json(COMMUNE, "peers") if peer["relation"] == "same"]
        return own["checked"], own["told_by_roster"]

    assert of_office() == (False, 1)
    assert _("not compared at this computer: nothing is sealed to it") in tinh.does(COMMUNE, "peers")
    tinh.does(COMMUNE, "enrol", "confirm", COMMUNE)
    assert of_office() == (True, 0)
    assert _("not compared at this computer: nothing is sealed to it") not in tinh.does(COMMUNE, "peers")
