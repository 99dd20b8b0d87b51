"""Petitions that came twice, as the tests of duplicates have them."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan_desktop.app import duplicates
from danvan_desktop.storage.store import Store
from tests.unit.app.desks import LAN, TODAY, UNIT, save

BY: dict[str, Any] = {"officer": LAN, "today": TODAY}
TOLD = "Không đồng ý giá bồi thường đất lúa khi làm đường tỉnh 836"
TOLD_AGAIN = "Đề nghị xem lại giá bồi thường đất lúa, đường tỉnh 836"
MATTER: dict[str, Any] = {
    "unit": UNIT.code, "received_on": date(2026, 9, 2), "type": "khieu_nai", "petition_no": "12/2026",
    "petitioner_name": "Nguyễn Văn Hùng", "petitioner_address": "Ấp Bình Tây, xã Thạnh Hóa", "summary_redacted": TOLD,
    "state": "moi_tiep_nhan", "petitioner_id_no": "080075001234", "field": "dat_dai",
}  # fmt: skip


def new(store: Store, type_name: str = "petition", **more: Any) -> bytes:
    if type_name == "petition" and more.get("type") != "to_cao":
        return save(store, type_name, {**MATTER, **more}).row
    given = {**MATTER, **more} if type_name == "petition" else {"unit": UNIT.code, **more}
    with store.batch(officer=LAN) as batch:
        return batch.new(type_name, {name: value for name, value in given.items() if value is not None})


def two(store: Store, **more: Any) -> tuple[bytes, bytes]:
    """A petition, and the same again a month later, from a tired hand."""
    first = new(store)
    late: dict[str, Any] = {"received_on": date(2026, 10, 5), "petition_no": "31/2026",
            "petitioner_name": "nguyen van hung", "petitioner_id_no": None, "summary_redacted": TOLD_AGAIN}  # fmt: skip
    return first, new(store, **late | more)


def asked(store: Store, row: bytes) -> list[bytes]:
    return [one.row for one in duplicates.proposals(store, row)]
