"""A package with a scan, values and the roster: every flipped byte and every cut is refused with the state equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from danvan_desktop.app import attachments
from danvan_desktop.handoff import roster_close
from danvan_desktop.handoff.importing import take_bytes
from tests.unit.handoff.communes import ME, TODAY
from tests.unit.handoff.desks import picture
from tests.unit.handoff.offices import state
from tests.unit.handoff.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


def full_package(world: World) -> bytes:
    """From A to A2 with all that a package can carry: segment, values, a scan, receipt, a newer roster."""
    row = world.petition("A")
    attachments.add(world["A"], "petition", row, picture("PNG", 24), "don.png", "Bản chụp", ME, keep_original=True)
    roster_close.close(world["P"], world["B"].replica.id.hex(), "left", day=TODAY)
    world.exchange("A", "P")
    [data] = world.export("A", "A2")
    return data


def damaged(data: bytes, step: int) -> Iterator[tuple[str, bytes]]:
    for at in range(0, len(data), step):
        yield "flipped", data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]
        yield "cut", data[:at]


def everywhere(world: World, step: int) -> Counter[str]:
    data, store = full_package(world), world["A2"]
    before, found = state(store), Counter[str]()
    for how, bad in damaged(data, step):
        status = take_bytes(store, "x", bad).result.status
        assert status in {"quarantined", "waiting"}, (how, status)
        found[how] += 1
    assert state(store) == before
    assert take_bytes(store, "x", data).result.status == "applied"
    assert world.rank("A2") == world.rank("P")
    print(f"{len(data)} bytes: {dict(found)} refused")
    return found


def test_some_flipped_bytes_and_cuts_of_a_full_package_are_refused(world: World) -> None:
    assert sum(everywhere(world, 61).values()) > 100


@pytest.mark.slow
def test_every_flipped_byte_and_cut_of_a_full_package_is_refused(world: World) -> None:
    everywhere(world, 1)
