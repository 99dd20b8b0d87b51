"""The window's title names no person: type and number stand there; a model's year says which model."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop import records
from danvan_desktop.app import titles
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.domain.values import Value
from danvan_desktop.storage.reading import Record
from tests.unit.app.desks import new_store, save

PERSON = "Nguyễn Thị Bông"


def item(record: RecordType, values: dict[str, Value]) -> Record:
    return Record(record.name, b"", "", values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("award", {"recipient_name": PERSON, "recipient_kind": "ca_nhan", "register_no": "12", "merit_year": 2026}),
        ("award", {"recipient_name": PERSON, "register_no": "12"}),
        ("officer", {"name": PERSON, "title": "Phó Trưởng ban"}),
        ("person", {"full_name": PERSON}),
        ("delegate", {"name": PERSON}),
        ("model", {"name": "Tiếng loa an ninh", "holder_name": PERSON, "holder_kind": "ca_nhan"}),
        ("reception_session", {"host_name": PERSON}),
    ],
)
def test_no_person_stands_in_the_title(tmp_path: Path, name: str, values: dict[str, Value]) -> None:
    record = records.get(name)
    store = new_store(tmp_path)
    said = titles.page_title(store, record, item(record, values))
    store.close()
    assert PERSON not in said
    assert said


def test_an_award_is_called_by_its_number_and_a_collective_by_its_name(tmp_path: Path) -> None:
    record, store = records.get("award"), new_store(tmp_path)
    person = {"recipient_name": PERSON, "recipient_kind": "ca_nhan", "register_no": "12"}
    assert titles.page_title(store, record, item(record, dict(person))).endswith("12")
    group = {"recipient_name": "Tổ dân vận thôn 3", "recipient_kind": "tap_the"}
    assert "Tổ dân vận thôn 3" in titles.page_title(store, record, item(record, dict(group)))
    store.close()


def test_a_year_says_which_model_without_the_person(tmp_path: Path) -> None:
    store, record = new_store(tmp_path), records.get("model_year")
    model = save(store, "model", {
        "unit": "25920", "name": "Tiếng loa an ninh", "holder_kind": "ca_nhan", "holder_name": PERSON,
        "entry_kind": "mo_hinh",
    }).row  # fmt: skip
    year = item(record, {"model": model, "year": 2026})
    assert titles.page_title(store, record, year).startswith("Tiếng loa an ninh: ")
    assert PERSON in titles.heading(store, record, year)
    store.close()
