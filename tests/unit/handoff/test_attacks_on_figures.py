"""Numbers no honest office writes: the figures, lists and papers of the province come out all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.app import figures, registers
from danvan_desktop.app.registers import RegisterWanted
from danvan_desktop.domain import journal
from danvan_desktop.domain.periods import year
from tests.unit.handoff.attacker import Attacker
from tests.unit.handoff.communes import TODAY, Communes

MOST = 2**63 - 1


@pytest.fixture
def offices() -> Iterator[Communes]:
    opened = Communes()
    yield opened
    opened.close()


@pytest.mark.parametrize("number", [MOST, -MOST, 2**62])
def test_numbers_that_together_leave_64_bits_are_added_and_stop_no_figure(
    offices: Communes, tmp_path: Path, number: int
) -> None:
    a, province = Attacker(offices["A"]), offices["P"]
    fields = {"unit": "26001", "received_on": "2026-11-20", "visitor_kind": "ca_nhan", "people_count": number}
    lines = [a.op("reception", journal.row_id(a.me.id, 900 + place), fields) for place in range(3)]
    fields = {"unit": "26001", "received_on": "2026-11-20", "type": "khieu_nai", "people_count": number,
              "money_recovered": number, "resolved_on": "2026-11-20", "state": "da_co_ket_qua"}  # fmt: skip
    lines += [a.op("petition", journal.row_id(a.me.id, 950 + place), fields) for place in range(3)]
    assert a.send(province, [a.segment(lines)]).status == "applied"
    assert 3 * number in [found.value for found in figures.figures(province, year(2026))]
    for kind in registers.REGISTERS:
        registers.write(province, RegisterWanted(kind, year(2026), TODAY, "xlsx"), tmp_path / f"{kind}.xlsx")
