"""What of the hand-over waits is counted on the overview: the same numbers as the pages behind it show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danvan_desktop.app import requests
from danvan_desktop.app.handover_waiting import Waiting, waits
from danvan_desktop.storage import peers
from danvan_desktop.storage.clock import now_ms
from tests.unit.handoff.communes import ME, TODAY, UNITS, Communes


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


def counted(offices: Communes, name: str) -> dict[str, int]:
    return {one.name: one.count for one in waits(offices[name], TODAY)}


def test_nothing_waits_in_a_quiet_office(offices: Communes) -> None:
    assert waits(offices["A"], TODAY) == []


def test_a_request_waits_where_it_was_sent_and_its_answer_where_it_was_asked(offices: Communes) -> None:
    row = requests.ask(offices["P"], UNITS["A"].code, "hoi", "Đã họp thôn chưa?", officer=ME, today=TODAY)
    assert counted(offices, "P") == {}
    offices.hand_over("P", "A")
    assert counted(offices, "A") == {"requests": 1} == {"requests": requests.waiting_for_us(offices["A"])}
    requests.answer(offices["A"], row, "Đã họp", officer=ME, today=TODAY)
    assert counted(offices, "A") == {}
    offices.hand_over("A", "P")
    assert counted(offices, "P") == {"requests": 1} == {"requests": requests.waiting_for_us(offices["P"])}
    requests.close(offices["P"], row, officer=ME)
    assert counted(offices, "P") == {}


def test_a_request_between_others_does_not_wait_here(offices: Communes) -> None:
    requests.ask(offices["A"], UNITS["P"].code, "hoi", "Nộp ngày nào?", officer=ME, today=TODAY)
    offices.hand_over("A", "A2")
    assert counted(offices, "A2") == {}


def test_kept_packages_and_unread_warnings_are_counted(offices: Communes) -> None:
    with offices["A"].writing():
        peers.alarm(offices["A"].conn, "rolled-back", "26001", now_ms())
    (offices.home / "DV-26002-00001-1of1.danvan").write_bytes(b"age-encryption.org/v1\nkein Paket")
    offices.take("A", offices.home / "DV-26002-00001-1of1.danvan")
    assert counted(offices, "A") == {"alarms": 1, "kept": 1}


def test_the_line_says_how_many() -> None:
    assert "3" in Waiting("dossiers", 3).text
