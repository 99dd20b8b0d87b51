"""What the decrees of 15 May 2026 changed: notices, forms and papers, from 1 July 2026 on."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_desktop.app import terms
from danvan_desktop.app.letters import LetterWanted, letter
from danvan_desktop.app.registers import RegisterWanted, register
from danvan_desktop.domain.periods import Period
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.storage.store import Store
from tests.unit.app.test_letters import _text

D = date
JULY = Period(D(2026, 7, 1), D(2026, 7, 31))
pytestmark = pytest.mark.usefixtures("vietnamese")


@pytest.fixture
def store(committee: Store) -> Store:
    return committee


def suspended(kind: str, since: date) -> dict[str, Value]:
    return {
        "type": kind, "received_on": D(2026, 6, 1), "accepted_on": D(2026, 6, 5), "state": "tam_dinh_chi",
        "suspended_from": since,
    }  # fmt: skip


def test_the_decision_to_suspend_is_sent_in_time_though_the_clock_stands_still(store: Store) -> None:
    law = terms.law(store)
    [complaint] = terms.beside(law, suspended("khieu_nai", D(2026, 7, 20)))
    assert (complaint.rule, complaint.due) == ("B10", D(2026, 7, 23))
    [denunciation] = terms.beside(law, suspended("to_cao", D(2026, 7, 20)))
    assert (denunciation.rule, denunciation.due) == ("C6", D(2026, 7, 27))


def test_a_rule_of_july_asks_nothing_of_what_was_suspended_before(store: Store) -> None:
    assert terms.beside(terms.law(store), suspended("khieu_nai", D(2026, 6, 22))) == []


def paper(store: Store, name: str, record: str, on: date, **values: Value) -> str:
    given: dict[str, Value] = {"unit": "80305", "received_on": D(2026, 6, 1), **values}
    with store.batch(officer="A") as batch:
        row = batch.new(record, given)
    return _text(letter(store, LetterWanted(name, record, row, on), "Đỗ Thị Hoa"))


def test_a_refusal_names_the_decree_only_once_it_is_in_force(store: Store) -> None:
    refused: dict[str, Value] = {"kind": "khieu_nai", "state": "tu_choi", "refusal_reason": "say rượu"}
    assert "154/2026" not in paper(store, "refuse_reception", "reception", D(2026, 6, 20), **refused)
    assert "Nghị định số 154/2026/NĐ-CP" in paper(store, "refuse_reception", "reception", D(2026, 7, 20), **refused)


@pytest.mark.parametrize(
    ("on", "said"),
    [(D(2026, 6, 20), ""), (D(2026, 7, 20), "công chứng hoặc cơ quan chứng thực"), (D(2027, 1, 4), "chứng thực")],
)
def test_a_power_of_attorney_asks_for_who_certifies_it_by_its_day(store: Store, on: date, said: str) -> None:
    text = paper(store, "poa", "petition", on, type="khieu_nai")
    assert ("Lời chứng" in text) == bool(said)
    assert said in text
    assert ("công chứng" in text) == (on.year == 2026 and bool(said))


def test_the_reception_register_has_twelve_columns_and_thirteen_when_the_new_form_is_asked_for(store: Store) -> None:
    with store.batch(officer="A") as batch:
        ours = batch.new("petition", {"unit": "80305", "received_on": D(2026, 7, 6), "type": "khieu_nai",
                                      "state": "cho_thu_ly", "in_competence": True})  # fmt: skip
        batch.new("reception", {"unit": "80305", "received_on": D(2026, 7, 6), "kind": "khieu_nai", "people_count": 6,
                                "state": "da_tiep", "result": "nhan_don", "mode": "thuong_xuyen",
                                "petition": ours})  # fmt: skip
    wanted = RegisterWanted("reception", JULY, D(2026, 8, 3), "pdf")
    page, rows = register(store, wanted)
    first = next(iter(rows))
    assert isinstance(first, tuple)
    assert (len(page.columns), len(first)) == (12, 12)
    page, rows = register(store, RegisterWanted("reception", JULY, D(2026, 8, 3), "pdf", columns=("03-TCD",)))
    first = next(iter(rows))
    assert isinstance(first, tuple)
    assert (len(page.columns), first[5], first[6], first[8]) == (13, "KN", "6", "x")
    with pytest.raises(UserError):
        register(store, RegisterWanted("reception", JULY, D(2026, 8, 3), "pdf", columns=("04-TCD",)))
