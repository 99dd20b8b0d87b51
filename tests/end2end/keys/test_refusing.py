"""A unit that asks to join and is refused: kept, told, not waiting any more, and taken back where it was wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.end2end.keys.offices import COMMUNE, PROVINCE, Province

WHY = "Không phải máy của xã"


@pytest.fixture
def asked(tinh: Province) -> Province:
    """A province at which a commune's first package waits."""
    tinh.begin()
    tinh.office(COMMUNE)
    stick = tinh.stick("1")
    tinh.does(PROVINCE, "roster", "export", "-o", stick / "tinh.danvan-roster")
    tinh.does(COMMUNE, "roster", "take", stick / "tinh.danvan-roster", "--expect", tinh.code)
    tinh.visit(COMMUNE, "Thu hồi đất")
    assert [one["status"] for one in tinh.send(COMMUNE, "1")] == ["new-unit"]
    return tinh


def kept(tinh: Province) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tinh.json(PROVINCE, "quarantine", "list")
    return found


def test_a_refused_unit_waits_no_more_its_package_stays_and_its_computer_is_told(asked: Province) -> None:
    asked.does(PROVINCE, "roster", "refuse", COMMUNE, "--reason", "  ", exit_code=2)
    made = asked.json(PROVINCE, "roster", "refuse", COMMUNE, "--reason", WHY)
    assert (made["unit"], made["kept"]) == (COMMUNE, 1)
    shown = asked.show(PROVINCE)
    assert shown["waiting"] == []
    assert [(one["unit"], one["reason"]) for one in shown["refused"]] == [(COMMUNE, WHY)]
    [held] = kept(asked)
    assert (held["word"], held["waiting"], held["bytes_kept"]) == ("refused-unit", False, True)
    assert WHY in held["text"]
    assert WHY in asked.does(PROVINCE, "roster", "show")
    assert COMMUNE in asked.does(PROVINCE, "roster", "add", COMMUNE, exit_code=2)
    assert asked.visits(PROVINCE) == 0

    [receipt] = asked.back(COMMUNE, "1")
    assert (receipt["status"], receipt["new"]) == ("applied", 0)
    assert [one["kind"] for one in asked.json(COMMUNE, "alarms")] == ["refused-unit"]
    assert asked.visits(COMMUNE) == 1
    assert {one["unit"] for one in asked.show(COMMUNE)["replicas"]} == {PROVINCE, COMMUNE}
    assert asked.show(COMMUNE)["version"] == 1  # the receipt brings no roster


def test_what_it_sends_again_says_so_and_everything_comes_in_once_the_refusal_is_taken_back(asked: Province) -> None:
    asked.does(PROVINCE, "roster", "refuse", COMMUNE, "--reason", WHY)
    asked.visit(COMMUNE, "Chế độ")
    asked.does(COMMUNE, "export", "--to", PROVINCE, "-o", asked.stick("2"))
    [again] = asked.json(PROVINCE, "import", asked.stick("2"), exit_code=2)
    assert (again["status"], again["word"]) == ("quarantined", "refused-unit")
    assert WHY in again["reason"]
    assert asked.show(PROVINCE)["waiting"] == []
    assert {one["word"] for one in kept(asked)} == {"refused-unit"}
    [told] = asked.back(COMMUNE, "2")
    assert told["status"] == "applied"
    assert [one["kind"] for one in asked.json(COMMUNE, "alarms")] == ["refused-unit"]
    asked.does(PROVINCE, "quarantine", "retry", exit_code=2)
    assert {one["word"] for one in kept(asked)} == {"refused-unit"}

    back = asked.json(PROVINCE, "roster", "unrefuse", COMMUNE)
    assert back["kept"] == 2
    [waiting] = asked.show(PROVINCE)["waiting"]
    assert {one["word"] for one in kept(asked)} == {"new-unit"}
    [added] = asked.json(PROVINCE, "roster", "add", COMMUNE, "--expect", waiting["fingerprint"])
    assert {one["status"] for one in added["packages"]} == {"applied"}
    assert asked.visits(PROVINCE) == 2
    assert (kept(asked), asked.show(PROVINCE)["refused"]) == ([], [])
    asked.does(PROVINCE, "roster", "unrefuse", COMMUNE, exit_code=2)


def test_refusing_a_stranger_of_a_known_unit_leaves_its_own_computer_alone(tinh: Province) -> None:
    tinh.begin()
    tinh.join(COMMUNE)
    tinh.office(COMMUNE, "gia")
    file = tinh.stick("cai") / "tinh.danvan-roster"
    tinh.does(PROVINCE, "roster", "export", "-o", file)
    tinh.does("gia", "roster", "take", file, "--expect", tinh.code)
    tinh.send("gia", "x")
    [waiting] = tinh.show(PROVINCE)["waiting"]
    assert waiting["known_unit"] is True
    tinh.does(PROVINCE, "roster", "refuse", waiting["replica"], "--reason", WHY)
    tinh.visit(COMMUNE, "Chế độ")
    assert [one["status"] for one in tinh.send(COMMUNE, "3")] == ["applied"]
    assert [one["status"] for one in tinh.back(COMMUNE, "3")] == ["applied"]
    assert tinh.json(COMMUNE, "alarms") == []
    assert [one["status"] for one in tinh.back("gia", "x")] == ["applied"]
    kinds = {one["kind"] for one in tinh.json("gia", "alarms")}
    assert kinds == {"refused-unit", "own-told"}  # the unit it says it is has a computer in the roster
