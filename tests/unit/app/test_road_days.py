"""The way of a petition shows the days its events had, whenever somebody typed them; who sent it stands in its list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan_desktop.app import parties
from danvan_desktop.app.road import road
from danvan_desktop.domain.record_checks import record_problems
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store


@pytest.fixture
def store(commune: Store) -> Store:
    return commune


def _new(store: Store, **values: Any) -> bytes:
    given: dict[str, Any] = {
        "unit": "80305",
        "received_on": date(2026, 8, 3),
        "type": "khieu_nai",
        "state": "moi_tiep_nhan",
    }
    with store.batch(officer="A") as batch:
        return batch.new("petition", given | values)


def _edit(store: Store, row: bytes, **values: Any) -> None:
    with store.batch(officer="A") as batch:
        batch.edit("petition", row, values)


def _days(store: Store, row: bytes) -> dict[str, date | None]:
    found = road(store, store.types["petition"], row, ())
    return {stop.code: stop.since for stop in (*found.done, *filter(None, [found.now]))}


def test_each_step_has_the_day_of_its_event_and_not_the_day_it_was_typed(store: Store) -> None:
    row = _new(store)
    _edit(store, row, state="da_thu_ly", accepted_on=date(2026, 8, 10))
    _edit(store, row, state="tam_dinh_chi", suspended_from=date(2026, 8, 20))
    _edit(store, row, accepted_on=date(2026, 8, 11))
    _edit(store, row, state="da_co_ket_qua", result_on=date(2026, 9, 4), resolved_on=date(2026, 9, 5))
    days = _days(store, row)
    assert days["moi_tiep_nhan"] == date(2026, 8, 3)
    assert days["da_thu_ly"] == date(2026, 8, 10)
    assert days["tam_dinh_chi"] == date(2026, 8, 20)
    assert days["da_co_ket_qua"] == date(2026, 9, 4)


def test_a_day_corrected_while_the_state_lasts_is_the_day_shown(store: Store) -> None:
    row = _new(store, state="da_thu_ly", accepted_on=date(2026, 8, 10))
    _edit(store, row, accepted_on=date(2026, 8, 12))
    assert _days(store, row) == {"da_thu_ly": date(2026, 8, 12)}


def test_a_step_without_a_day_of_its_own_has_the_day_it_was_typed(store: Store) -> None:
    row = _new(store)
    _edit(store, row, state="dang_phan_loai")
    assert _days(store, row)["dang_phan_loai"] not in {None, date(2026, 8, 3)}


def _listed(store: Store, row: bytes) -> list[Record]:
    item = store.get("petition", row)
    assert item is not None
    return parties.with_main(item, parties.of(store, row))


def test_the_petitioner_is_listed_also_where_nobody_else_is(store: Store) -> None:
    row = _new(store, petitioner_name="Lê Văn Bảy", petitioner_address="Ấp 3")
    assert [(one.values["name"], one.values["address"]) for one in _listed(store, row)] == [("Lê Văn Bảy", "Ấp 3")]
    with store.batch(officer="A") as batch:
        batch.new("petition_party", {"petition": row, "side": "nguoi_gui", "name": "Lê Văn Bảy"})
        batch.new("petition_party", {"petition": row, "side": "nguoi_gui", "name": "Trần A"})
    assert [one.values["name"] for one in _listed(store, row)] == ["Lê Văn Bảy", "Trần A"]


def test_who_denounces_is_never_listed(store: Store) -> None:
    assert _listed(store, _new(store, type="to_cao")) == []


@pytest.mark.parametrize("number", ["079185012345", "123456789", "C1234567", "079 185 012 345", "", None])
def test_an_identity_number_of_any_known_form_is_kept_without_a_word(number: str | None) -> None:
    found = record_problems("petition", {"unit": "1", "petitioner_id_no": number})
    assert "odd_identity" not in {one.code for one in found}


@pytest.mark.parametrize("number", ["abc", "12345", "0791850123456", "07918501234x"])
@pytest.mark.parametrize(
    ("type_name", "name"),
    [("petition", "petitioner_id_no"), ("reception", "visitor_id_no"), ("petition_party", "id_no")],
)
def test_what_is_no_identity_number_is_pointed_out_and_not_repeated(type_name: str, name: str, number: str) -> None:
    (found,) = [one for one in record_problems(type_name, {"unit": "1", name: number}) if one.code == "odd_identity"]
    assert found.field == name
    assert number not in found.text
