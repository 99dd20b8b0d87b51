"""Stolen computers, lost keys, units that are no more: closed in the roster, nothing stored is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from danvan_desktop.app.office import Office
from danvan_desktop.handoff import certificates, roster_trust
from danvan_desktop.i18n import _
from tests.end2end.keys.offices import COMMUNE, PROVINCE, SECOND, SECRET, Province


def test_what_a_stolen_computer_writes_is_kept_and_does_not_count(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.visit(COMMUNE, "Trước khi mất")
    tinh.send(COMMUNE, "truoc")
    tinh.back(COMMUNE, "truoc")
    tinh.does(COMMUNE, "backup", "-o", tinh.home / "sao-luu.danvan-bak")
    [closed] = tinh.json(PROVINCE, "roster", "close", COMMUNE, "--reason", "stolen")
    tinh.visit(COMMUNE, "Kẻ trộm ghi thêm")
    assert [one["status"] for one in tinh.send(COMMUNE, "trom")] == ["applied"]
    assert tinh.visits(PROVINCE) == 1
    [line] = [one for one in tinh.show(PROVINCE)["replicas"] if one["unit"] == COMMUNE]
    assert (line["closed"]["at"], line["closed"]["reason"]) == (closed["at"], "stolen")
    assert line["not_counting"] == {"changes": 1, "records": 1}
    assert not list(tinh.stick("trom").glob("*.receipt.danvan"))
    # the office itself restores its backup on another computer and is taken in again
    tinh.does("moi", "restore", tinh.home / "sao-luu.danvan-bak")
    tinh.visit("moi", "Sau khi mất")
    assert [one["status"] for one in tinh.send("moi", "moi")] == ["new-unit"]
    [waiting] = tinh.show(PROVINCE)["waiting"]
    assert waiting["known_unit"]
    tinh.does(PROVINCE, "roster", "add", COMMUNE, "--expect", waiting["fingerprint"])
    assert tinh.visits(PROVINCE) == 2
    tinh.back("moi", "moi")
    assert tinh.visits("moi") == 2
    # a person who looked at the late record lets it count after all
    tinh.does(PROVINCE, "roster", "close", line["replica"], "--reason", "stolen", "--at", str(closed["at"] + 1))
    assert tinh.visits(PROVINCE) == 3


def test_a_computer_that_learns_it_is_closed_goes_on_as_a_new_one_that_waits(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    before = next(one["replica"] for one in tinh.show(COMMUNE)["replicas"] if one["this"])
    tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "left")
    tinh.does(PROVINCE, "roster", "export", "-o", tinh.stick("1") / "tinh.danvan-roster")
    tinh.does(COMMUNE, "roster", "take", tinh.stick("1") / "tinh.danvan-roster")
    mine = next(one for one in tinh.show(COMMUNE)["replicas"] if one["this"])
    assert mine["replica"] != before
    tinh.visit(COMMUNE, "Ghi sau")
    assert tinh.visits(COMMUNE) == 1
    assert [one["status"] for one in tinh.send(COMMUNE, "2")] == ["new-unit"]
    tinh.does(PROVINCE, "roster", "add", mine["replica"])
    assert tinh.visits(PROVINCE) == 1


def test_after_lost_keys_the_province_sends_everything_back(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    for content in ("một", "hai"):
        tinh.visit(COMMUNE, content)
    tinh.send(COMMUNE, "1")
    tinh.back(COMMUNE, "1")
    [old] = [one["replica"] for one in tinh.show(PROVINCE)["replicas"] if one["unit"] == COMMUNE]
    shutil.rmtree(tinh.home / COMMUNE)
    tinh.join(COMMUNE)
    tinh.does(PROVINCE, "roster", "close", old, "--reason", "lost-key")
    assert [one["status"] for one in tinh.send(PROVINCE, "2", to=COMMUNE)] == ["applied"]
    assert tinh.visits(COMMUNE) == 2
    assert {one["replica"]: bool(one["closed"]) for one in tinh.show(COMMUNE)["replicas"]}[old]


def test_a_merger_stands_in_the_roster_and_its_computers_are_closed(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.join(SECOND)
    tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "merged", "--into", SECOND)
    tinh.send(SECOND, "1")
    tinh.back(SECOND, "1")
    units = {unit["code"]: unit for unit in tinh.show(SECOND)["units"]}
    assert units[COMMUNE]["into"] == [SECOND]
    assert units[SECOND]["into"] == []


def test_a_unit_goes_into_no_unknown_unit(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    told = tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "merged", "--into", "99999", exit_code=2)
    assert "99999" in told
    assert not [one for one in tinh.show(PROVINCE)["replicas"] if one["closed"]]


def test_confirmed_changes_are_taken_back_only_when_that_is_said(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    for content in ("một", "hai"):
        tinh.visit(COMMUNE, content)
    tinh.send(COMMUNE, "1")
    assert tinh.visits(PROVINCE) == 2
    close = ("roster", "close", COMMUNE, "--reason", "stolen", "--at", "1")
    assert "--take-back" in tinh.does(PROVINCE, *close, exit_code=2)
    assert tinh.visits(PROVINCE) == 2
    tinh.does(PROVINCE, *close, "--take-back")
    assert tinh.visits(PROVINCE) < 2


def test_a_roster_taken_again_is_not_said_to_be_uncompared_and_a_stranger_s_is_no_older_one(
    tinh: Province, tmp_path: Path
) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.does(PROVINCE, "roster", "export", "-o", tinh.stick("1") / "tinh.danvan-roster")
    told = tinh.does(COMMUNE, "roster", "take", tinh.stick("1") / "tinh.danvan-roster")
    assert "Chưa đối chiếu" not in told
    assert tinh.json(COMMUNE, "roster", "take", tinh.stick("1") / "tinh.danvan-roster")["compared"] is True
    code = tinh.code
    (tmp_path / "la").mkdir()
    strange = Province(tmp_path / "la", tinh._capsys)
    strange.begin()
    strange.does(PROVINCE, "roster", "export", "-o", strange.stick("1") / "la.danvan-roster")
    file = strange.stick("1") / "la.danvan-roster"
    for more in ((), ("--expect", strange.code)):
        told = tinh.does(COMMUNE, "roster", "take", file, *more, exit_code=2)
        assert strange.code in told
        assert "trust" not in told
    assert (tinh.show(COMMUNE)["root"]["code"], tinh.show(COMMUNE)["offered_code"]) == (code, None)


def test_a_new_province_computer_closes_the_former_one_and_says_what_to_do(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.visit(COMMUNE, "Trước")
    tinh.does(PROVINCE, "roster", "export", "-o", tinh.stick("1") / "tinh.danvan-roster")
    tinh.office(PROVINCE, "moi")
    tinh.does("moi", "roster", "take", tinh.stick("1") / "tinh.danvan-roster")
    assert not tinh.show("moi")["root"]["compared"]
    tinh.does(COMMUNE, "export", "--to", PROVINCE, "-o", tinh.stick("2"))
    [kept] = tinh.json("moi", "import", tinh.stick("2"), exit_code=2)
    assert "roster export" in kept["reason"], "it is not said what the sending office lacks"
    sheet = tinh.digits(*tinh.sheets)
    done = tinh.json("moi", "roster", "recover", "--digits-file", sheet, "--alone", "--former", "replaced")
    assert (len(done["closed"]), done["still_open"]) == (1, [])
    assert tinh.show("moi")["root"]["compared"], "its sheets were typed"
    tinh.does("moi", "export", "--to", COMMUNE, "-o", tinh.stick("3"))
    tinh.json(COMMUNE, "import", tinh.stick("3"))
    assert [one["status"] for one in tinh.send(COMMUNE, "4", at="moi")] == ["applied"]
    tinh.back(COMMUNE, "4")
    [above] = tinh.json(COMMUNE, "peers")
    assert (above["unit"], above["unconfirmed"]) == (PROVINCE, 0)
    assert tinh.visits("moi") == 1


def ends(tinh: Province, folder: str) -> dict[str, tuple[str, list[str]]]:
    """Last day of each unit in the roster, and what it went into."""
    return {unit["code"]: (unit["valid_to"], unit["into"]) for unit in tinh.show(folder)["units"]}


def test_two_communes_become_one_from_the_day_that_was_decided(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.join(SECOND)
    tinh.visit(COMMUNE, "Trước khi nhập xã")
    tinh.send(COMMUNE, "1")
    merged = ("roster", "close", COMMUNE, "--reason", "merged", "--into")
    [closed] = tinh.json(PROVINCE, *merged, SECOND, "--on", "01/07/2026")
    assert closed["on"] == "2026-07-01"
    assert ends(tinh, PROVINCE)[COMMUNE] == ("2026-06-30", [SECOND])
    assert ends(tinh, PROVINCE)[SECOND] == ("", [])
    assert tinh.visits(PROVINCE) == 1
    tinh.send(PROVINCE, "2", to=SECOND)
    assert ends(tinh, SECOND)[COMMUNE] == ("2026-06-30", [SECOND])
    # the decision was read wrong: day and successor are put right by the same command
    tinh.does(PROVINCE, *merged, PROVINCE, "--on", "01/08/2026")
    assert ends(tinh, PROVINCE)[COMMUNE] == ("2026-07-31", [PROVINCE])
    tinh.send(PROVINCE, "3", to=SECOND)
    assert ends(tinh, SECOND)[COMMUNE] == ("2026-07-31", [PROVINCE])
    assert len([one for one in tinh.show(SECOND)["replicas"] if one["closed"]]) == 1
    tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "merged", exit_code=2)
    assert tinh.json(PROVINCE, "conflicts") == []
    # its former computer is told, and nobody is led to take it in again
    [late] = tinh.send(COMMUNE, "4")
    assert _("It is told so by the receipt. What it still has goes to the unit that took its place.") in late["reason"]
    tinh.back(COMMUNE, "4")
    assert [one["status"] for one in tinh.send(COMMUNE, "5")] == ["new-unit"]
    note = _("Take it in only if the unit goes on after all; then it stands in the roster again.")
    assert note in tinh.does(PROVINCE, "roster", "show")


def test_a_commune_ends_by_a_merger_though_one_of_its_computers_was_closed_long_before(tinh: Province) -> None:
    tinh.begin()
    tinh.join(SECOND)
    tinh.join(COMMUNE)
    [old] = [one["replica"] for one in tinh.show(PROVINCE)["replicas"] if one["unit"] == COMMUNE]
    shutil.rmtree(tinh.home / COMMUNE)
    tinh.join(COMMUNE)
    tinh.does(PROVINCE, "roster", "close", old, "--reason", "lost-key")
    merged = ("roster", "close", COMMUNE, "--reason", "merged", "--into", SECOND, "--on")
    tinh.does(PROVINCE, *merged, "01/07/2026")
    assert ends(tinh, PROVINCE)[COMMUNE] == ("2026-06-30", [SECOND])
    tinh.does(PROVINCE, *merged, "01/08/2026")
    assert ends(tinh, PROVINCE)[COMMUNE] == ("2026-07-31", [SECOND])
    assert sorted(one["closed"]["reason"] for one in tinh.show(PROVINCE)["replicas"] if one["closed"])[0] == "lost-key"


@pytest.mark.parametrize("reason", ["left", "lost-key", "stolen"])
def test_a_unit_whose_only_computer_was_closed_before_can_be_said_to_have_been_merged(
    tinh: Province, reason: str
) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.join(SECOND)
    tinh.visit(COMMUNE, "Trước khi sáp nhập")
    tinh.send(COMMUNE, "1")
    [closed] = tinh.json(PROVINCE, "roster", "close", COMMUNE, "--reason", reason)
    tinh.does(PROVINCE, "roster", "close", COMMUNE, "--reason", "left", exit_code=2)  # it is closed
    merged = ("roster", "close", COMMUNE, "--reason", "merged", "--on", "1/7/2026", "--into", SECOND)
    [told] = tinh.json(PROVINCE, *merged)
    assert (told["replica"], told["at"]) == (closed["replica"], closed["at"])
    assert told["reason"] == ("stolen" if reason == "stolen" else "merged"), "a thief's computer is forgotten"
    assert tinh.visits(PROVINCE) == 1
    tinh.send(SECOND, "2")
    tinh.back(SECOND, "2")
    for folder in (PROVINCE, SECOND):
        shown = tinh.show(folder)
        [unit] = [unit for unit in shown["units"] if unit["code"] == COMMUNE]
        assert (unit["into"], unit["valid_to"]) == ([SECOND], "2026-06-30")
        [line] = [one for one in shown["replicas"] if one["unit"] == COMMUNE]
        assert line["closed"]["reason"] == told["reason"]
        with Office.open(tinh.home / folder, SECRET) as office:
            assert certificates.in_place_of_dissolved(office.store)[COMMUNE] == SECOND
    with Office.open(tinh.home / SECOND, SECRET) as office:  # as every program before reads it
        now = roster_trust.current(office.store)
        assert now is not None
        assert [e.closed.reason for e in now.replicas if e.closed is not None] == ["merged"]
    version = tinh.show(PROVINCE)["version"]
    tinh.does(PROVINCE, "roster", "sign")
    assert tinh.show(PROVINCE)["version"] == version
    again = tinh.json(PROVINCE, *merged[:5], "--on", "1/8/2026")
    assert [one["at"] for one in again] == [closed["at"]]
    [unit] = [unit for unit in tinh.show(PROVINCE)["units"] if unit["code"] == COMMUNE]
    assert (unit["into"], unit["valid_to"]) == ([SECOND], "2026-07-31")
