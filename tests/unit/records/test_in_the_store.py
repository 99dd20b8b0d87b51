"""Every record type has its tables, and a record of the trickiest one comes back as it was saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.domain.values import Value
from danvan_desktop.storage.identity import UnitInfo
from danvan_desktop.storage.store import Store


def test_a_petition_with_a_case_and_a_sealed_birth_date_comes_back(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.db", bytes(32), UnitInfo("25920", "Xã Ví dụ", "commune"))
    try:
        with store.batch(officer="Lê A") as batch:
            case = batch.new("case", {"unit": "25920", "register_year": 2026, "code": "VV0001"})
            given: dict[str, Value] = {
                "unit": "25920", "received_on": date(2026, 3, 26), "type": "khieu_nai", "case": case, "group": True,
                "petitioner_name": "Trần Thị B", "petitioner_birth_date": "1971", "petitioner_gender": "nu",
            }  # fmt: skip
            row = batch.new("petition", given)
        found = store.get("petition", row)
        assert found is not None
        assert {name: found.values[name] for name in given} == given
        assert store.search("petition", "tran thi b") == [row]
    finally:
        store.close()
